"""Breaking mode: who begins it, what holds while it lives, and that it ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.breaking import SURE_ENOUGH, Breaking, BriefShown
from claims.drafts import NewClaim
from claims.errors import AlreadyThere, Invalid, NotAllowed, NotFound
from claims.events import Dossier, Event
from claims.jobs import Job, JobKind
from claims.model import Lifecycle
from claims.notes import Outcome, Reason
from claims.proposals import Doubt
from claims.settings import GuildSettings
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, matched, post
from tests.claims.test_model import NIGHT, claim

HERE, ELSEWHERE = 5, 6
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def begin(newsroom: Newsroom, **wishes: timedelta) -> Breaking:
    return await newsroom.breaking.declare(MODERATOR, "mutiny", HERE, **wishes)


@pytest.fixture
async def breaking(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose event is in breaking mode; one of its claims lies outside."""
    await newsroom.events.load(MODERATOR, Dossier(Event("flood", "A flood", "", NIGHT), ()))
    await newsroom.desk.add(MODERATOR, NewClaim("flood", "A dam broke."))
    await begin(newsroom)
    return newsroom


async def test_a_moderator_begins_it_for_six_hours_and_a_window_of_one(newsroom: Newsroom) -> None:
    breaking = await begin(newsroom)
    assert breaking.ends_at - breaking.begun_at == 6 * HOUR
    assert (breaking.window, breaking.channel_id) == (HOUR, HERE)
    assert [change.action for change in newsroom.breakings.changes] == [Action.BREAKING]
    assert {job.kind for job in newsroom.notes.jobs.kept.values()} == {JobKind.BRIEF, JobKind.CALM}


async def test_said_again_it_shows_what_holds_and_changes_nothing(breaking: Newsroom) -> None:
    again = await begin(breaking)
    assert again == breaking.breakings.kept[0]
    assert len(breaking.breakings.changes) == 1


async def test_said_again_with_other_wishes_it_changes_those_alone(breaking: Newsroom) -> None:
    before = await begin(breaking)
    wider = await begin(breaking, window=90 * MINUTE)
    assert (wider.window, wider.ends_at) == (90 * MINUTE, before.ends_at)
    shorter = await begin(breaking, length=HOUR)
    assert shorter.window == 90 * MINUTE
    assert shorter.ends_at < before.ends_at


@pytest.mark.parametrize(
    "wishes",
    [{"length": 73 * HOUR}, {"length": -HOUR}, {"window": 9 * MINUTE}, {"window": 721 * MINUTE}],
)
async def test_spans_out_of_bounds_are_refused_and_nothing_is_begun(
    newsroom: Newsroom, wishes: dict[str, timedelta]
) -> None:
    with pytest.raises(Invalid):
        await begin(newsroom, **wishes)
    assert newsroom.breakings.kept == []


async def test_members_can_neither_begin_prolong_nor_end_it(breaking: Newsroom) -> None:
    desk = breaking.breaking
    for attempt in (
        desk.declare(MEMBER, "mutiny", HERE),
        desk.prolong(MEMBER, "mutiny"),
        desk.end(MEMBER, "mutiny"),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_its_brief_stays_where_it_is_until_the_mode_is_ended(breaking: Newsroom) -> None:
    with pytest.raises(Invalid, match="another channel"):
        await breaking.breaking.declare(MODERATOR, "mutiny", HERE, channel_id=ELSEWHERE)
    await breaking.breaking.end(MODERATOR, "mutiny")
    moved = await breaking.breaking.declare(MODERATOR, "mutiny", HERE, channel_id=ELSEWHERE)
    assert moved.channel_id == ELSEWHERE


async def test_a_channel_has_one_live_brief(breaking: Newsroom) -> None:
    with pytest.raises(AlreadyThere):
        await breaking.breaking.declare(MODERATOR, "flood", HERE)


async def test_prolonging_adds_six_hours_and_never_makes_it_longer_than_three_days(
    breaking: Newsroom,
) -> None:
    before = await begin(breaking)
    assert (await breaking.breaking.prolong(MODERATOR, "mutiny")).ends_at == before.ends_at + 6 * HOUR
    for _ in range(20):
        longest = await breaking.breaking.prolong(MODERATOR, "mutiny")
    assert longest.ends_at <= breaking.clock.now + 72 * HOUR


async def test_what_is_over_cannot_be_prolonged_or_ended(breaking: Newsroom) -> None:
    breaking.clock.now += 7 * HOUR
    for attempt in (
        breaking.breaking.prolong(MODERATOR, "mutiny"),
        breaking.breaking.end(MODERATOR, "mutiny"),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_less_sure_matches_of_its_claims_are_left_to_moderators(breaking: Newsroom) -> None:
    decision = await breaking.noting.consider(post("probably helicopter"))
    assert (decision.outcome, decision.reason) == (Outcome.SUGGEST, Reason.BREAKING)
    assert decision.slugs == ("helicopter",)
    assert (await breaking.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


async def test_claims_of_other_events_go_by_the_usual_threshold(breaking: Newsroom) -> None:
    assert (await breaking.noting.consider(post("probably dam-broke"))).outcome is Outcome.NOTE
    both = await breaking.noting.consider(post("probably dam-broke, probably helicopter"))
    assert (both.outcome, both.slugs) == (Outcome.NOTE, ("dam-broke",))


async def test_it_ends_by_its_time_whether_or_not_anybody_has_recorded_that(breaking: Newsroom) -> None:
    breaking.clock.now += 7 * HOUR
    assert (await breaking.noting.consider(post("probably helicopter"))).outcome is Outcome.NOTE
    assert breaking.breakings.kept[0].ended_at is None


async def test_messages_that_resemble_no_claim_ask_nothing_of_the_store(breaking: Newsroom) -> None:
    asked = breaking.breakings.asked
    await breaking.noting.consider(post("good morning"))
    assert breaking.breakings.asked == asked


async def test_a_claim_gets_one_note_a_channel_and_window(breaking: Newsroom) -> None:
    breaking.guilds.kept[GUILD] = GuildSettings(cool_down=timedelta(0))
    await breaking.put(post("helicopter and dam-broke"))
    breaking.clock.now += 59 * MINUTE
    repeat = post("helicopter and dam-broke", message_id=101)
    reservation = await breaking.noting.reserve(repeat, matched("helicopter", "dam-broke"))
    assert reservation.fresh == ("dam-broke",)
    assert [each.slug for each in reservation.repeats] == ["helicopter"]
    elsewhere = post("helicopter", message_id=102, channel_id=ELSEWHERE)
    assert (await breaking.noting.reserve(elsewhere, matched("helicopter"))).fresh
    breaking.clock.now += 2 * MINUTE
    late = post("helicopter", message_id=103)
    assert (await breaking.noting.reserve(late, matched("helicopter"))).fresh


async def test_a_longer_cool_down_of_the_server_still_holds(breaking: Newsroom) -> None:
    breaking.guilds.kept[GUILD] = GuildSettings(cool_down=3 * HOUR)
    await breaking.put(post("helicopter"))
    breaking.clock.now += 2 * HOUR
    repeat = post("helicopter", message_id=101)
    assert (await breaking.noting.reserve(repeat, matched("helicopter"))).repeats


async def test_notes_that_stood_before_it_began_stay(newsroom: Newsroom) -> None:
    await newsroom.put(post("probably helicopter"))
    await begin(newsroom)
    await newsroom.noting.read_again(post("probably the helicopter"))
    assert await newsroom.standing() == ["helicopter"]


async def test_trying_a_text_out_says_that_the_event_is_breaking_and_how_sure_is_sure_enough(
    breaking: Newsroom,
) -> None:
    trial = await breaking.noting.try_out(MODERATOR, [HERE], "probably helicopter")
    assert trial.account.sentence == (
        "Caveat would leave this to a moderator: it is not sure enough for a note while its event is in "
        "breaking mode."
    )
    lines = [str(line) for line in trial.account.matches[0].lines]
    assert lines[:2] == [
        "Kept back: not sure enough for a note while its event is in breaking mode",
        "How sure: not quite, 80 % (a note needs 90 %, a moderator's look 50 %)",
    ]


def brief_job(breaking: Newsroom) -> Job:
    return breaking.notes.jobs.kept[GUILD, JobKind.BRIEF, HERE]


async def test_the_brief_shows_what_members_may_know_latest_judged_first(breaking: Newsroom) -> None:
    bridge = await breaking.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    draft = replace(claim("draft"), event="mutiny", lifecycle=Lifecycle.DRAFT)
    breaking.claims.kept[GUILD, "draft"] = draft
    [brief] = await breaking.breaking.briefs(brief_job(breaking))
    assert [each.slug for each in brief.claims] == [bridge.slug, "helicopter"]
    assert not brief.over


async def test_at_its_time_the_end_is_recorded_and_the_brief_says_so(breaking: Newsroom) -> None:
    breaking.clock.now += 7 * HOUR
    calm = breaking.notes.jobs.kept[GUILD, JobKind.CALM, HERE]
    await breaking.breaking.calm(calm, caveat_id=99)
    assert breaking.breakings.kept[0].ended_at == breaking.breakings.kept[0].ends_at
    assert (breaking.breakings.changes[-1].action, breaking.breakings.changes[-1].actor_id) == (
        Action.CALM,
        99,
    )
    [brief] = await breaking.breaking.briefs(brief_job(breaking))
    assert brief.over


async def test_a_closed_brief_is_not_shown_again_when_the_next_one_begins(breaking: Newsroom) -> None:
    await breaking.breaking.end(MODERATOR, "mutiny")
    [over] = await breaking.breaking.briefs(brief_job(breaking))
    done = BriefShown(over.breaking, 777, pinned=False, closed=True)
    await breaking.breaking.shown(brief_job(breaking), [done])
    await begin(breaking)
    [fresh] = await breaking.breaking.briefs(brief_job(breaking))
    assert fresh.breaking.brief_id is None
    assert not fresh.over


async def test_an_old_brief_is_closed_in_the_same_breath_as_the_next_begins(breaking: Newsroom) -> None:
    await breaking.breaking.end(MODERATOR, "mutiny")
    await begin(breaking)
    briefs = await breaking.breaking.briefs(brief_job(breaking))
    assert [brief.over for brief in briefs] == [True, False]


def test_sure_enough_is_surer_than_any_usual_threshold() -> None:
    assert 0.62 < SURE_ENOUGH < 1


async def test_moderators_are_asked_about_less_sure_matches_and_told_that_it_is_in_doubt(
    breaking: Newsroom,
) -> None:
    breaking.guilds.kept[GUILD] = GuildSettings(moderators_channel=99)
    said = post("probably helicopter")
    await breaking.noting.act_on(said, await breaking.noting.consider(said))
    [proposal] = await breaking.proposals.of_message(GUILD, said.message_id)
    assert (proposal.slug, proposal.doubt) == ("helicopter", Doubt.UNLIKELY)
