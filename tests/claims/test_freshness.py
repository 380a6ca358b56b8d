"""What is known of a claim holds good for a while; then somebody has to look again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.audit import Action
from claims.drafts import NewClaim, NewJudgement
from claims.errors import Changed, NotAllowed, NotFound
from claims.feedback import Answer
from claims.freshness import CheckAgain
from claims.jobs import JobKind, wait_after
from claims.model import Claim, Lifecycle, Verdict
from claims.notes import Outcome, Reason
from claims.people import Actor, Role
from claims.settings import GuildSettings
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, post
from tests.claims.test_model import NIGHT, claim, judgement
from tests.fakes import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANOTHER = Actor(GUILD, 12, Role.MODERATOR)


async def kept(newsroom: Newsroom) -> Claim:
    return await newsroom.desk.claim(GUILD, "helicopter")


async def due(newsroom: Newsroom, review_by: datetime | None, **fields: object) -> Claim:
    """Have the claim checked by an instant."""
    changed = replace(await kept(newsroom), review_by=review_by, **fields)
    newsroom.claims.kept[GUILD, "helicopter"] = changed
    return changed


async def look_through(newsroom: Newsroom) -> list[str]:
    """Do what the job does that waits in every guild with claims."""
    newsroom.notes.jobs.enqueue(GUILD, JobKind.REVIEW, GUILD, 0, newsroom.clock())
    [job] = [job for job in await newsroom.take() if job.kind is JobKind.REVIEW]
    return list(await newsroom.reviews.look_through(job))


async def judge(newsroom: Newsroom, **fields: object) -> Claim:
    new = replace(NewJudgement(Verdict.FALSE, source="A retraction"), **fields)  # type: ignore[arg-type]
    return await newsroom.desk.judge(MODERATOR, "helicopter", new, (await kept(newsroom)).revision)


async def considered(newsroom: Newsroom) -> Reason:
    return (await newsroom.noting.consider(post("helicopter"))).reason


async def test_a_claim_past_its_review_is_set_aside_by_nobody_in_particular(newsroom: Newsroom) -> None:
    await due(newsroom, NOW - HOUR)
    assert await look_through(newsroom) == ["helicopter"]
    assert (await kept(newsroom)).needs_check
    change = newsroom.claims.changes[-1]
    assert (change.action, change.actor_id) == (Action.LAPSED, 0)
    assert newsroom.notes.jobs.kept == {}


async def test_its_notes_are_brought_up_to_date_as_far_back_as_the_guild_wishes(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(note_age=3 * DAY)
    await due(newsroom, NOW - HOUR)
    await look_through(newsroom)
    since = newsroom.claims.rolled_out_since[-1]
    assert since is not None
    assert timedelta(0) <= since - (NOW - 3 * DAY) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("review_by", "fields"),
    [
        (None, {}),
        (NOW + HOUR, {}),
        (NOW - HOUR, {"lifecycle": Lifecycle.WITHDRAWN}),
        (NOW - HOUR, {"lifecycle": Lifecycle.DRAFT}),
    ],
)
async def test_other_claims_stay_as_they_are(
    newsroom: Newsroom, review_by: datetime | None, fields: dict[str, object]
) -> None:
    before = await due(newsroom, review_by, **fields)
    assert await look_through(newsroom) == []
    assert await kept(newsroom) == before


async def test_a_claim_past_its_review_still_gets_notes_for_a_while_and_then_no_more(
    newsroom: Newsroom,
) -> None:
    await due(newsroom, NOW - 6 * DAY)
    await look_through(newsroom)
    assert await considered(newsroom) is Reason.REPEATS_A_CLAIM
    newsroom.clock.now += DAY
    assert await considered(newsroom) is Reason.STALE
    newsroom.clock.now -= DAY
    assert await considered(newsroom) is Reason.REPEATS_A_CLAIM


@pytest.mark.parametrize(
    ("stale_after", "age", "reason"),
    [
        (None, 3000 * DAY, Reason.REPEATS_A_CLAIM),
        (timedelta(0), timedelta(0), Reason.STALE),
        (timedelta(0), -HOUR, Reason.REPEATS_A_CLAIM),
        (HOUR, 2 * HOUR, Reason.STALE),
    ],
)
async def test_how_long_is_the_guilds_wish(
    newsroom: Newsroom, stale_after: timedelta | None, age: timedelta, reason: Reason
) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(stale_after=stale_after)
    await due(newsroom, NOW - age)
    assert await considered(newsroom) is reason


async def test_a_claim_that_is_never_checked_again_is_never_stale(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(stale_after=timedelta(0))
    await due(newsroom, None, lifecycle=Lifecycle.NEEDS_RECHECK)
    assert await considered(newsroom) is Reason.REPEATS_A_CLAIM


async def test_a_trial_tells_since_when_nobody_has_checked(newsroom: Newsroom) -> None:
    await due(newsroom, NOW - 30 * DAY)
    account = (await newsroom.noting.try_out(MODERATOR, [5], "helicopter")).account
    assert account.sentence == (
        "Caveat would stay silent: nobody has checked the claim it repeats for too long."
    )
    kept_back = str(account.matches[0].kept_back)
    assert kept_back == "Kept back: nobody has checked this claim since 24 Jun 2023 03:00 UTC"


async def test_earlier_notes_of_a_stale_claim_stay_also_when_their_message_is_edited(
    newsroom: Newsroom,
) -> None:
    await newsroom.put(post("helicopter"))
    await due(newsroom, NOW - 30 * DAY)
    await newsroom.noting.read_again(post("helicopter, I hear"))
    assert await newsroom.standing() == ["helicopter"]
    assert (await newsroom.feedback.wrong(MODERATOR, 777, "helicopter")).answer is Answer.WITHDRAWN


async def test_checking_again_dates_the_last_judgement_anew_and_brings_the_claim_back(
    newsroom: Newsroom,
) -> None:
    before = await due(newsroom, NIGHT + 13 * HOUR, lifecycle=Lifecycle.NEEDS_RECHECK)
    newsroom.clock.now = NOW + 20 * DAY
    again = await newsroom.reviews.recheck(ANOTHER, "helicopter")
    assert again.lifecycle is Lifecycle.PUBLISHED
    assert len(again.judgements) == len(before.judgements) + 1
    assert again.current == replace(before.current, as_of=again.checked_at, judged_by=ANOTHER.user_id)
    assert again.review_by == again.checked_at + 12 * HOUR
    assert newsroom.claims.changes[-1].action is Action.RECHECKED
    assert newsroom.claims.rolled_out_since[-1] is not None
    assert (await newsroom.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


@pytest.mark.parametrize(
    ("again", "span"),
    [
        (CheckAgain.SIX_HOURS, 6 * HOUR),
        (CheckAgain.DAY, DAY),
        (CheckAgain.THREE_DAYS, 3 * DAY),
        (CheckAgain.WEEK, 7 * DAY),
        (CheckAgain.MONTH, 30 * DAY),
        (CheckAgain.NEVER, None),
    ],
)
async def test_whoever_checks_or_judges_says_when_to_check_again(
    newsroom: Newsroom, again: CheckAgain, span: timedelta | None
) -> None:
    checked = await newsroom.reviews.recheck(MODERATOR, "helicopter", again)
    judged = await judge(newsroom, check_again=again)
    for each in (checked, judged):
        assert each.review_by == (None if span is None else each.checked_at + span)


async def test_a_judgement_that_says_nothing_about_it_holds_as_long_as_the_last_one(
    newsroom: Newsroom,
) -> None:
    assert (await judge(newsroom)).review_by is None
    before = await judge(newsroom, check_again=CheckAgain.DAY)
    newsroom.clock.now += 40 * DAY
    after = await judge(newsroom, verdict=Verdict.CONFIRMED)
    assert before.review_by == before.checked_at + DAY
    assert after.review_by == after.checked_at + DAY


async def test_a_judgement_of_an_earlier_time_is_checked_again_from_now_on(newsroom: Newsroom) -> None:
    newsroom.clock.now += 40 * DAY
    judged = await judge(newsroom, as_of=NOW + DAY, check_again=CheckAgain.DAY)
    assert judged.checked_at == NOW + DAY
    assert judged.review_by is not None
    assert judged.review_by > NOW + 41 * DAY


async def test_a_review_that_was_due_before_the_judgement_says_nothing_of_the_next(
    newsroom: Newsroom,
) -> None:
    await due(newsroom, NIGHT)
    assert (await judge(newsroom)).review_by is None


async def test_a_review_at_the_end_of_time_does_no_harm(newsroom: Newsroom) -> None:
    await due(newsroom, datetime.max.replace(tzinfo=UTC))
    assert (await judge(newsroom)).review_by is None


async def test_judging_a_claim_that_was_set_aside_publishes_it_again(newsroom: Newsroom) -> None:
    await due(newsroom, NOW - HOUR, lifecycle=Lifecycle.NEEDS_RECHECK)
    assert (await judge(newsroom)).lifecycle is Lifecycle.PUBLISHED


async def test_a_review_that_lapses_while_a_moderator_judges_does_not_refuse_the_judgement(
    newsroom: Newsroom,
) -> None:
    seen = (await due(newsroom, NOW - HOUR)).revision
    await look_through(newsroom)
    new = NewJudgement(Verdict.FALSE, source="A retraction")
    assert (await newsroom.desk.judge(MODERATOR, "helicopter", new, seen)).verdict is Verdict.FALSE
    with pytest.raises(Changed):
        await newsroom.desk.judge(MODERATOR, "helicopter", new, seen)


async def test_checking_a_withdrawn_claim_does_not_bring_it_back(newsroom: Newsroom) -> None:
    await due(newsroom, None, lifecycle=Lifecycle.WITHDRAWN)
    assert (await newsroom.reviews.recheck(MODERATOR, "helicopter")).lifecycle is Lifecycle.WITHDRAWN


async def test_with_a_clock_that_was_set_back_a_claim_can_be_checked_all_the_same(newsroom: Newsroom) -> None:
    before = await kept(newsroom)
    newsroom.clock.now = before.checked_at - DAY
    assert (await newsroom.reviews.recheck(MODERATOR, "helicopter")).checked_at == before.checked_at


async def test_the_second_of_two_moderators_is_told_that_it_was_checked_a_moment_ago(
    newsroom: Newsroom,
) -> None:
    seen = len((await kept(newsroom)).judgements)
    first = await newsroom.reviews.recheck(MODERATOR, "helicopter", judgements=seen)
    with pytest.raises(Changed, match=r"checked a moment ago.*/desk stale"):
        await newsroom.reviews.recheck(ANOTHER, "helicopter", judgements=seen)
    assert await kept(newsroom) == first


async def test_a_wording_taught_meanwhile_does_not_keep_anyone_from_checking(newsroom: Newsroom) -> None:
    seen = len((await kept(newsroom)).judgements)
    await newsroom.desk.word(ANOTHER, "helicopter", ["chopper down"])
    checked = await newsroom.reviews.recheck(MODERATOR, "helicopter", judgements=seen)
    assert checked.wordings == ("chopper down",)


async def test_the_list_shows_what_is_overdue_or_due_within_a_day_oldest_first(newsroom: Newsroom) -> None:
    for statement, review_by, lifecycle in (
        ("A bridge fell.", NOW + 23 * HOUR, Lifecycle.PUBLISHED),
        ("A dam broke.", NOW - 8 * DAY, Lifecycle.NEEDS_RECHECK),
        ("A train stopped.", NOW + 25 * HOUR, Lifecycle.PUBLISHED),
        ("A ship sank.", NOW - HOUR, Lifecycle.WITHDRAWN),
        ("A road closed.", None, Lifecycle.PUBLISHED),
    ):
        added = await newsroom.desk.add(MODERATOR, NewClaim("mutiny", statement))
        newsroom.claims.kept[GUILD, added.slug] = replace(added, review_by=review_by, lifecycle=lifecycle)
    found = await newsroom.reviews.to_check(MODERATOR)
    assert [each.statement for each in found.claims] == ["A dam broke.", "A bridge fell."]
    assert [found.is_stale(each) for each in found.claims] == [True, False]
    assert (found.page, found.pages) == (0, 1)


async def test_a_long_list_comes_in_pages_and_one_beyond_the_last_is_the_last(newsroom: Newsroom) -> None:
    for number in range(11):
        aside = claim(f"claim-{number:02}", review_by=NOW - DAY, lifecycle=Lifecycle.NEEDS_RECHECK)
        newsroom.claims.kept[GUILD, aside.slug] = aside
    pages = [await newsroom.reviews.to_check(MODERATOR, page) for page in (0, 1, 2, 99)]
    assert [len(each.claims) for each in pages] == [5, 5, 1, 1]
    assert [each.page for each in pages] == [0, 1, 2, 2]
    assert {each.pages for each in pages} == {3}


async def test_the_list_is_for_moderators_and_so_is_checking(newsroom: Newsroom) -> None:
    with pytest.raises(NotAllowed):
        await newsroom.reviews.to_check(MEMBER)
    with pytest.raises(NotAllowed):
        await newsroom.reviews.recheck(MEMBER, "helicopter")
    with pytest.raises(NotFound, match="/claim search"):
        await newsroom.reviews.recheck(MODERATOR, "nothing")


def test_as_it_stood_before_its_review_was_due_a_claim_was_not_overdue() -> None:
    aside = claim(review_by=NIGHT + 2 * HOUR, lifecycle=Lifecycle.NEEDS_RECHECK).judged(judgement(1))
    then, later = aside.at(NIGHT + HOUR), aside.at(NIGHT + 3 * HOUR)
    assert then is not None
    assert later is not None
    assert (then.needs_check, later.needs_check) == (False, True)


def test_a_review_in_a_guild_the_bot_has_left_is_asked_for_ever_more_seldom() -> None:
    waits = [wait_after(attempts, JobKind.REVIEW) for attempts in (1, 2, 12, 18, 100_000)]
    assert waits == [timedelta(seconds=s) for s in (1, 2, 2048, 86_400, 86_400)]
