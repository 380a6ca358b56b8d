"""What new wordings would have hit: each moderator's own trial, kept in memory and forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.backtest import Backtest, Draft, Listing, Sample, Stage
from claims.backtest_desk import MOST_READING
from claims.errors import Changed, Invalid, NotAllowed, NotFound
from claims.model import Lifecycle
from claims.notes import Outcome
from claims.people import Actor, Role
from claims.settings import GuildSettings
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, open_newsroom, post
from tests.claims.test_model import claim

OTHER = Actor(GUILD, 12, Role.MODERATOR)


@pytest.fixture
async def room() -> Newsroom:
    return await open_newsroom()


async def ran(room: Newsroom, texts: Sequence[str], *wordings: str, never: Sequence[str] = ()) -> Backtest:
    """Run a backtest over some messages, the later the newer."""
    opened = await room.backtests.open(MODERATOR, "helicopter", wordings, never)
    room.backtests.choose(MODERATOR, opened.token, channels=[5])
    begun, reader = await room.backtests.start(MODERATOR, opened.token)
    samples = [Sample(5, 100 + number, text) for number, text in enumerate(texts)]
    await room.backtests.read(begun, reader, samples, len(samples))
    room.backtests.end(begun, Stage.COMPLETE)
    return begun


def ids(backtest: Backtest, listing: Listing) -> list[int]:
    return [each.message_id for each in backtest.listed(listing)]


async def test_what_a_wording_would_have_hit_is_told_beside_what_was_hit_anyway(room: Newsroom) -> None:
    found = await ran(room, ["the helicopter is down", "their bird is down", "lunch"], "bird is down")
    assert ids(found, Listing.HITS) == [101, 100]
    assert ids(found, Listing.NEW) == [101]
    assert ids(found, Listing.LOST) == []
    assert found.notes() == 2
    assert found.by_wording()["bird is down"] == 1


async def test_what_asks_or_denies_is_kept_back_and_counted_by_why(room: Newsroom) -> None:
    found = await ran(room, ["bird is down?", "no bird is down", "bird is down"], "bird is down")
    assert ids(found, Listing.HELD) == [101, 100]
    assert found.by_hindrance() == {"it reads as a question": 1, "it reads as a denial": 1}


async def test_more_than_a_moderators_look_is_new_and_what_is_unsure_is_no_note(room: Newsroom) -> None:
    found = await ran(room, ["perhaps bird is down"], "bird is down")
    (finding,) = found.listed(Listing.NEW)
    assert finding.before is None
    assert finding.after is not None
    assert finding.after.outcome is Outcome.SUGGEST
    assert found.notes() == 0


async def test_nothing_is_said_again_that_was_called_wrong(room: Newsroom) -> None:
    await room.put(post("the helicopter is down"))
    await room.feedback.wrong(MODERATOR, 777, "helicopter")
    found = await ran(room, ["the helicopter is down", "that helicopter is down"])
    assert ids(found, Listing.HITS) == [101]
    assert found.by_hindrance() == {
        "it says the same as a message whose note was called wrong here": 1,
    }


async def test_a_paused_or_withdrawn_claim_is_tested_as_if_it_were_on(room: Newsroom) -> None:
    stored = room.claims.kept[GUILD, "helicopter"]
    room.claims.kept[GUILD, "helicopter"] = replace(
        stored, auto_note=False, lifecycle=Lifecycle.NEEDS_RECHECK
    )
    assert ids(await ran(room, ["the helicopter is down"]), Listing.HITS) == [100]


async def test_the_servers_wish_to_answer_questions_holds(room: Newsroom) -> None:
    room.guilds.kept[GUILD] = GuildSettings(answers_questions=True)
    assert ids(await ran(room, ["helicopter?"]), Listing.HITS) == [100]


async def test_without_wordings_the_claim_is_tested_as_it_is_and_nothing_can_be_armed(room: Newsroom) -> None:
    found = await ran(room, ["the helicopter is down"])
    assert ids(found, Listing.HITS) == [100]
    assert ids(found, Listing.NEW) == []
    with pytest.raises(Invalid, match="nothing to arm"):
        await room.backtests.arm(MODERATOR, found.token)


async def test_the_live_claim_stays_as_it_is_until_the_wordings_are_armed(room: Newsroom) -> None:
    found = await ran(room, ["their bird is down"], "bird is down", never=["toy bird"])
    assert (await room.matcher.read(GUILD, "bird is down")).matches == ()
    saved = await room.backtests.arm(MODERATOR, found.token)
    assert saved.wordings[-1] == "bird is down"
    assert saved.counter_wordings[-1] == "toy bird"
    assert (await room.matcher.read(GUILD, "bird is down")).matches
    with pytest.raises(NotFound, match="is gone"):
        await room.backtests.arm(MODERATOR, found.token)


async def test_who_arms_is_told_that_the_claim_was_changed_meanwhile(room: Newsroom) -> None:
    found = await ran(room, [], "bird is down")
    await room.desk.word(OTHER, "helicopter", ["chopper down"])
    with pytest.raises(Changed, match="changed by someone else"):
        await room.backtests.arm(MODERATOR, found.token)


async def test_a_backtest_begins_with_the_claim_as_it_is_by_then(room: Newsroom) -> None:
    opened = await room.backtests.open(MODERATOR, "helicopter", ["bird is down"])
    await room.desk.word(OTHER, "helicopter", ["chopper down"])
    room.backtests.choose(MODERATOR, opened.token, channels=[5])
    begun, _ = await room.backtests.start(MODERATOR, opened.token)
    room.backtests.end(begun, Stage.COMPLETE)
    assert "chopper down" in (await room.backtests.arm(MODERATOR, opened.token)).wordings


@pytest.mark.parametrize(
    ("wordings", "never", "told"),
    [
        (["Bird is down"], ["bird  is down"], "both a wording and a counter-wording"),
        (["x" * 301], [], "300 is the most"),
        (["known already"], [], "has all of these already"),
        (["half \ud800"], [], "not valid Unicode"),
    ],
)
async def test_bad_wordings_are_refused_before_anything_is_read(
    room: Newsroom, wordings: list[str], never: list[str], told: str
) -> None:
    await room.desk.word(MODERATOR, "helicopter", ["known already"])
    with pytest.raises(Invalid, match=told):
        await room.backtests.open(MODERATOR, "helicopter", wordings, never)


async def test_only_moderators_run_backtests_and_only_their_own(room: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        await room.backtests.open(MEMBER, "helicopter")
    found = await ran(room, [], "bird is down")
    with pytest.raises(NotFound, match="is gone"):
        room.backtests.find(OTHER, found.token)
    with pytest.raises(NotAllowed):
        await room.backtests.arm(replace(MODERATOR, role=Role.MEMBER), found.token)


async def test_a_moderator_has_one_and_a_process_reads_for_three(room: Newsroom) -> None:
    people = [Actor(GUILD, 20 + number, Role.MODERATOR) for number in range(MOST_READING + 1)]
    opened = [await room.backtests.open(each, "helicopter") for each in people]
    for person, each in zip(people, opened, strict=True):
        room.backtests.choose(person, each.token, channels=[5])
    for person, each in zip(people[:-1], opened, strict=False):
        await room.backtests.start(person, each.token)
    with pytest.raises(Invalid, match="3 backtests are running"):
        await room.backtests.start(people[-1], opened[-1].token)
    with pytest.raises(Invalid, match="still reading"):
        await room.backtests.open(people[0], "helicopter")
    room.backtests.end(opened[0], Stage.CANCELLED)
    await room.backtests.start(people[-1], opened[-1].token)
    again = await room.backtests.open(people[0], "helicopter")
    with pytest.raises(NotFound, match="is gone"):
        room.backtests.find(people[0], opened[0].token)
    assert room.backtests.find(people[0], again.token) is again


async def test_it_is_forgotten_after_a_quarter_of_an_hour(room: Newsroom) -> None:
    found = await ran(room, ["the helicopter is down"])
    room.clock.now += timedelta(minutes=14)
    assert room.backtests.find(MODERATOR, found.token) is found
    room.clock.now += timedelta(minutes=2)
    room.backtests.forget_old()
    with pytest.raises(NotFound, match="is gone"):
        room.backtests.find(MODERATOR, found.token)


async def test_it_starts_once_and_with_a_channel_only(room: Newsroom) -> None:
    opened = await room.backtests.open(MODERATOR, "helicopter")
    with pytest.raises(Invalid, match="Pick at least one channel"):
        await room.backtests.start(MODERATOR, opened.token)
    with pytest.raises(Invalid, match="Pick one of these numbers"):
        room.backtests.choose(MODERATOR, opened.token, size=7)
    room.backtests.choose(MODERATOR, opened.token, channels=[5])
    await room.backtests.start(MODERATOR, opened.token)
    for late in (room.backtests.start(MODERATOR, opened.token), room.backtests.arm(MODERATOR, opened.token)):
        with pytest.raises(Invalid):
            await late
    with pytest.raises(Invalid, match="not over"):
        room.backtests.discard(MODERATOR, opened.token)


async def test_cancelled_twice_it_was_cancelled_once_and_what_there_is_stays(room: Newsroom) -> None:
    found = await ran(room, ["the helicopter is down"])
    room.backtests.end(found, Stage.CANCELLED)
    assert found.stage is Stage.COMPLETE
    room.backtests.discard(MODERATOR, found.token)
    with pytest.raises(NotFound):
        room.backtests.discard(MODERATOR, found.token)


async def test_the_progress_tells_how_long_it_may_take(room: Newsroom) -> None:
    opened = await room.backtests.open(MODERATOR, "helicopter")
    room.backtests.choose(MODERATOR, opened.token, channels=[5], size=100)
    begun, reader = await room.backtests.start(MODERATOR, opened.token)
    assert room.backtests.progress(begun).left is None
    await room.backtests.read(begun, reader, [Sample(5, 100, "the helicopter is down")], 25)
    progress = begun.progress(begun.since + timedelta(seconds=10))
    assert (progress.looked_at, progress.of, progress.hits) == (25, 100, 1)
    assert progress.left == timedelta(seconds=30)
    assert begun.passed_over == 24


def test_a_draft_holds_only_what_the_claim_has_not() -> None:
    taught = claim("helicopter").worded("bird is down")
    draft = Draft.of(taught, ["BIRD is  down", "heli down"], [])
    assert draft.wordings == ("heli down",)
    assert not Draft.of(taught, [], []).changes
