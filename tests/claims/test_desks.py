from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.drafts import NewClaim, NewJudgement
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.feedback import Answer
from claims.model import Verdict
from claims.notes import Outcome, Reason, Reservation
from claims.people import Actor
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, MUTINY, Newsroom, post
from tests.claims.test_model import NIGHT


async def test_a_claim_is_shown_as_it_stood(newsroom: Newsroom) -> None:
    assert (await newsroom.desk.claim(GUILD, "helicopter")).verdict is Verdict.CONFIRMED
    assert (await newsroom.desk.claim(GUILD, "helicopter", NIGHT)).verdict is Verdict.UNVERIFIED
    with pytest.raises(NotFound, match="24 Jun 2023"):
        await newsroom.desk.claim(GUILD, "helicopter", NIGHT - timedelta(hours=1))
    with pytest.raises(NotFound, match="/claim search"):
        await newsroom.desk.claim(GUILD, "nothing")


async def test_claims_of_another_server_do_not_exist_here(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound):
        await newsroom.desk.claim(GUILD + 1, "helicopter")


CHANGES: list[Callable[[Newsroom, Actor], Awaitable[object]]] = [
    lambda room, actor: room.desk.add(actor, NewClaim("mutiny", "A bridge fell.")),
    lambda room, actor: room.desk.judge(actor, "helicopter", NewJudgement(Verdict.CONFIRMED), 1),
    lambda room, actor: room.desk.word(actor, "helicopter", ["chopper down"]),
    lambda room, actor: room.desk.pause(actor, "helicopter"),
    lambda room, actor: room.noting.pause(actor),
    lambda room, actor: room.events.load(
        actor, replace(MUTINY, event=replace(MUTINY.event, slug="again"), claims=())
    ),
]


@pytest.mark.parametrize("change", CHANGES)
async def test_only_moderators_change_anything(
    newsroom: Newsroom, change: Callable[..., Awaitable[object]]
) -> None:
    before = dict(newsroom.claims.kept)
    with pytest.raises(NotAllowed, match="Manage Messages"):
        await change(newsroom, MEMBER)
    assert newsroom.claims.kept == before
    await change(newsroom, MODERATOR)


async def test_a_new_claim_begins_unverified_and_is_matched_at_once(newsroom: Newsroom) -> None:
    added = await newsroom.desk.add(
        MODERATOR, NewClaim("mutiny", " A bridge fell. ", known="A photo shows it.", source="A photo")
    )
    assert (added.slug, added.statement, added.verdict) == (
        "bridge-fell",
        "A bridge fell.",
        Verdict.UNVERIFIED,
    )
    assert newsroom.matcher.refreshed[-1][0] == GUILD
    assert (await newsroom.noting.consider(post("hear, hear: bridge-fell"))).slugs == ("bridge-fell",)


async def test_a_claim_needs_an_event_that_exists(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound, match="no event"):
        await newsroom.desk.add(MODERATOR, NewClaim("other", "A bridge fell."))


async def test_the_second_of_two_moderators_is_told_that_the_claim_changed(newsroom: Newsroom) -> None:
    seen = (await newsroom.desk.claim(GUILD, "helicopter")).revision
    first = NewJudgement(Verdict.FALSE, source="A retraction")
    await newsroom.desk.judge(MODERATOR, "helicopter", first, seen)
    with pytest.raises(Changed, match="Look again"):
        await newsroom.desk.judge(MODERATOR, "helicopter", NewJudgement(Verdict.UNVERIFIED), seen)
    assert (await newsroom.desk.claim(GUILD, "helicopter")).verdict is Verdict.FALSE


async def test_a_judgement_without_a_source_saves_nothing(newsroom: Newsroom) -> None:
    with pytest.raises(Invalid, match="source"):
        await newsroom.desk.judge(MODERATOR, "helicopter", NewJudgement(Verdict.FALSE), 1)
    assert (await newsroom.desk.claim(GUILD, "helicopter")).verdict is Verdict.CONFIRMED


async def test_search_finds_by_words_and_lists_all_for_none(newsroom: Newsroom) -> None:
    assert [c.slug for c in await newsroom.desk.search(GUILD, "")] == ["helicopter"]
    assert [c.slug for c in await newsroom.desk.search(GUILD, "wagner HELI")] == ["helicopter"]
    assert await newsroom.desk.search(GUILD, "submarine") == []


async def test_a_second_pack_of_the_same_event_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(AlreadyThere):
        await newsroom.events.load(MODERATOR, MUTINY)


async def test_a_guild_without_events_is_told_how_to_get_one(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound, match="/caveat setup"):
        await newsroom.events.event(GUILD + 1)


async def test_a_message_gets_each_note_once(newsroom: Newsroom) -> None:
    said = post("look: helicopter")
    decision = await newsroom.noting.consider(said)
    assert decision.outcome is Outcome.NOTE
    assert await newsroom.noting.reserve(said, decision.matches) == Reservation(("helicopter",))
    assert await newsroom.noting.reserve(said, decision.matches) == Reservation()


async def test_pausing_silences_a_channel_or_the_whole_server(newsroom: Newsroom) -> None:
    await newsroom.noting.pause(MODERATOR, 5)
    assert (await newsroom.noting.consider(post("helicopter"))).reason is Reason.CHANNEL_PAUSED
    assert (await newsroom.noting.consider(post("helicopter", channel_id=6))).outcome is Outcome.NOTE
    await newsroom.noting.pause(MODERATOR)
    assert (await newsroom.noting.consider(post("helicopter", channel_id=6))).reason is Reason.GUILD_PAUSED
    await newsroom.noting.pause(MODERATOR, paused=False)
    await newsroom.noting.pause(MODERATOR, 5, paused=False)
    assert (await newsroom.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


async def test_a_paused_claim_is_silent_until_resumed(newsroom: Newsroom) -> None:
    await newsroom.desk.pause(MODERATOR, "helicopter")
    assert (await newsroom.noting.consider(post("helicopter"))).reason is Reason.CLAIM_SILENT
    await newsroom.desk.pause(MODERATOR, "helicopter", paused=False)
    assert (await newsroom.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


async def test_a_members_objection_counts_once_and_a_moderators_withdraws(newsroom: Newsroom) -> None:
    said = post("helicopter")
    await newsroom.put(said)
    answers = [
        (await newsroom.feedback.wrong(actor, 777, "helicopter")).answer
        for actor in (MEMBER, MEMBER, MODERATOR, MODERATOR)
    ]
    assert answers == [Answer.RECORDED, Answer.REPEATED, Answer.WITHDRAWN, Answer.GONE]


async def test_a_moderator_tries_a_text_out_and_leaves_no_trace(newsroom: Newsroom) -> None:
    trial = await newsroom.noting.try_out(MODERATOR, [5], "look: helicopter")
    assert trial.account.decision == await newsroom.noting.consider(post("look: helicopter"))
    assert trial.account.sentence == "Caveat would put a note under this message."
    assert trial.paused is None
    assert newsroom.notes.kept == {}


async def test_a_trial_tells_of_the_pause_and_of_what_would_happen_without_it(newsroom: Newsroom) -> None:
    await newsroom.noting.pause(MODERATOR, 5)
    trial = await newsroom.noting.try_out(MODERATOR, [5], "helicopter")
    assert (trial.paused, trial.account.decision.outcome) == (Reason.CHANNEL_PAUSED, Outcome.NOTE)
    assert (await newsroom.noting.try_out(MODERATOR, [6], "helicopter")).paused is None
    await newsroom.noting.pause(MODERATOR)
    assert (await newsroom.noting.try_out(MODERATOR, [6], "helicopter")).paused is Reason.GUILD_PAUSED


async def test_only_moderators_try_texts_out(newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed, match="Manage Messages"):
        await newsroom.noting.try_out(MEMBER, [5], "helicopter")


async def test_why_a_note_is_there_is_told_by_the_message_and_the_claim_as_they_are_now(
    newsroom: Newsroom,
) -> None:
    said = post("helicopter")
    await newsroom.put(said)
    fresh = await newsroom.noting.why(GUILD, 777, "helicopter", said.text)
    assert fresh.account is not None
    assert fresh.account.outcome is Outcome.NOTE
    assert not fresh.claim_changed
    await newsroom.desk.word(MODERATOR, "helicopter", ["chopper down"])
    changed = await newsroom.noting.why(GUILD, 777, "helicopter", "never mind")
    assert changed.account is None
    assert changed.claim_changed


async def test_why_a_note_of_a_claim_that_is_gone_is_there_is_told_in_words(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound, match="no longer recorded"):
        await newsroom.noting.why(GUILD, 777, "gone", "helicopter")
