"""Reviews that fall due: what the job of each guild does, once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change, first_broken
from claims.events import Dossier
from claims.freshness import TIDIED_EVERY
from claims.jobs import LEASE, Job, JobKind
from claims.model import Claim, Lifecycle
from claims.notes import Rollout
from db.check import check
from db.database import Database, Session
from db.freshness import MOST_AT_ONCE, SqlReviewStore
from db.jobs import enqueue_by
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import put, take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, claim, dossier, note

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The sample claim “helicopter” is published and to be checked by then; “aircraft” is set aside already.
DUE = NOON + 2 * DAY
ALL_TIME = NOON - 1000 * DAY


async def review(stores: Stores, at: datetime, holder: str = "one") -> Job | None:
    """Take the guild's review, where it is due."""
    jobs = [job for job in await take(stores, at, holder) if job.guild_id == GUILD]
    return next((job for job in jobs if job.kind is JobKind.REVIEW), None)


async def look_through(stores: Stores, at: datetime = DUE) -> list[str]:
    job = await review(stores, at)
    assert job is not None
    return list(await stores.reviews.set_aside(job, at, ALL_TIME))


async def next_due(stores: Stores) -> datetime:
    """When the guild's review is due, as it is taken in ten years."""
    job = await review(stores, NOON + 3650 * DAY)
    assert job is not None
    await stores.jobs.put_off(job, job.due_at)
    return job.due_at


async def kept(stores: Stores, slug: str = "helicopter", guild_id: int = GUILD) -> Claim:
    found = await stores.claims.claim(guild_id, slug)
    assert found is not None
    return found


async def add(stores: Stores, slug: str, review_by: datetime | None, at: datetime = NOON) -> Claim:
    return await stores.claims.add(GUILD, claim(slug, review_by=review_by), Change(Action.ADDED, 1, at))


async def test_a_loaded_pack_is_looked_through_when_the_first_review_is_due(
    stores: Stores, loaded: Dossier
) -> None:
    assert await review(stores, DUE - timedelta(milliseconds=1)) is None
    job = await review(stores, DUE)
    assert job is not None
    assert (job.subject, job.due_at) == (GUILD, DUE)


async def test_a_claim_to_be_checked_earlier_is_due_earlier_and_a_later_one_changes_nothing(
    stores: Stores, loaded: Dossier
) -> None:
    await add(stores, "later", DUE + DAY)
    assert await next_due(stores) == DUE
    await add(stores, "never", None)
    assert await next_due(stores) == DUE
    await add(stores, "earlier", DUE - DAY)
    assert await next_due(stores) == DUE - DAY


async def test_a_saved_claim_is_due_as_it_says_now(stores: Stores, loaded: Dossier) -> None:
    sooner = replace(await kept(stores), review_by=NOON + HOUR)
    await stores.claims.save(GUILD, sooner, change(Action.JUDGED))
    assert await next_due(stores) == NOON + HOUR


async def test_a_guild_where_nothing_is_to_be_checked_is_tidied_now_and_then(stores: Stores) -> None:
    nothing_due = replace(dossier(), claims=(claim("aircraft", review_by=None),))
    await stores.events.load(GUILD, nothing_due, change())
    assert await next_due(stores) == NOON + TIDIED_EVERY
    assert await look_through(stores, NOON + TIDIED_EVERY) == []
    assert await next_due(stores) == NOON + 2 * TIDIED_EVERY


async def test_a_review_passed_over_sets_the_claim_aside_with_a_record(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    assert await look_through(stores) == ["helicopter"]
    aside = await kept(stores)
    assert aside == replace(loaded.claims[1], lifecycle=Lifecycle.NEEDS_RECHECK)
    assert aside.revision == 2
    record = (await stores.audit.revisions(GUILD, "claim:helicopter"))[-1]
    assert (record.change.action, record.change.actor_id, record.change.at) == (Action.LAPSED, 0, DUE)
    assert [json.loads(str(state))["lifecycle"] for state in (record.before, record.after)] == [
        "published",
        "needs_recheck",
    ]
    assert first_broken(GUILD, await stores.audit.revisions(GUILD)) is None
    assert await check(database) == []


async def test_its_notes_are_brought_up_to_date(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(1), 11)
    await put(stores, note(2, "aircraft"), 12)
    await look_through(stores)
    assert await stores.notes.rollout(GUILD, "helicopter", 2) == Rollout(1, 0, 0, 0)
    [job] = [job for job in await take(stores, DUE) if job.kind is JobKind.SETTLE]
    assert job.subject == 1


async def test_it_is_done_once_and_then_again_when_the_next_is_due(stores: Stores, loaded: Dossier) -> None:
    await add(stores, "later", DUE + DAY)
    assert await look_through(stores) == ["helicopter"]
    assert await review(stores, DUE + LEASE) is None
    assert await look_through(stores, DUE + DAY) == ["later"]
    assert await next_due(stores) == DUE + DAY + TIDIED_EVERY


async def test_other_claims_and_other_guilds_stay_as_they_are(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    withdrawn = replace(await add(stores, "withdrawn", NOON), lifecycle=Lifecycle.WITHDRAWN)
    withdrawn = await stores.claims.save(GUILD, withdrawn, change(Action.JUDGED))
    never = await add(stores, "never", None)
    assert await look_through(stores) == ["helicopter"]
    assert [await kept(stores, each.slug) for each in (withdrawn, never)] == [withdrawn, never]
    assert (await kept(stores, guild_id=OTHER_GUILD)).lifecycle is Lifecycle.PUBLISHED


async def test_of_many_claims_a_few_at_a_time_are_set_aside_the_oldest_first(
    stores: Stores, loaded: Dossier
) -> None:
    for number in range(MOST_AT_ONCE):
        await add(stores, f"claim-{number:03}", NOON - DAY + number * timedelta(minutes=1))
    first = await look_through(stores)
    assert (len(first), first[0], "helicopter" in first) == (MOST_AT_ONCE, "claim-000", False)
    assert await look_through(stores) == ["helicopter"]


async def test_of_two_programs_that_look_through_at_once_one_sets_aside(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    first, second = await review(stores, DUE), await review(stores, DUE + LEASE, "two")
    assert first is not None
    assert second is not None
    async with open_database(url) as second_program:
        both = (stores.reviews, stores_of(second_program).reviews)
        outcomes = await asyncio.gather(
            both[0].set_aside(first, DUE, ALL_TIME), both[1].set_aside(second, DUE, ALL_TIME)
        )
    assert sorted(map(list, outcomes)) == [[], ["helicopter"]]
    assert (await kept(stores)).revision == 2
    assert len(await stores.audit.revisions(GUILD, "claim:helicopter")) == 2
    assert await next_due(stores) == DUE + TIDIED_EVERY


async def test_a_claim_checked_while_its_review_is_carried_out_is_not_set_aside(
    stores: Stores, loaded: Dossier
) -> None:
    job = await review(stores, DUE)
    assert job is not None
    renewed = replace(await kept(stores), review_by=DUE + HOUR)
    await stores.claims.save(GUILD, renewed, replace(change(Action.RECHECKED), at=DUE))
    assert list(await stores.reviews.set_aside(job, DUE, ALL_TIME)) == []
    assert (await kept(stores)).lifecycle is Lifecycle.PUBLISHED
    assert await look_through(stores) == []
    assert await look_through(stores, DUE + HOUR) == ["helicopter"]


async def test_a_clock_set_back_after_a_review_loses_no_other(stores: Stores, loaded: Dossier) -> None:
    await look_through(stores, DUE + 300 * DAY)
    await add(stores, "new", NOON + HOUR)
    assert await next_due(stores) == NOON + HOUR
    assert await look_through(stores, NOON + HOUR) == ["new"]


async def _cancel(_: Session) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


async def test_a_review_interrupted_at_any_statement_is_done_by_the_next_attempt(
    database: Database, stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    at, interrupted, now = 0, True, DUE
    while interrupted:
        at, now = at + 1, now + LEASE
        job = await review(stores, now)
        assert job is not None
        cancelling = InterruptedDatabase(database, at, _cancel)
        setting_aside = SqlReviewStore(cancelling).set_aside(job, now, ALL_TIME)
        await asyncio.gather(asyncio.create_task(setting_aside), return_exceptions=True)
        if interrupted := cancelling.interrupted:
            assert (await kept(stores)).lifecycle is Lifecycle.PUBLISHED
    assert at > 10
    assert (await kept(stores)).needs_check
    assert len(await stores.audit.revisions(GUILD, "claim:helicopter")) == 2


async def test_the_list_to_check_is_the_oldest_first_and_of_one_guild(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await add(stores, "oldest", NOON - DAY)
    await add(stores, "never", None)
    await stores.claims.add(
        GUILD, claim("undated", review_by=None, lifecycle=Lifecycle.NEEDS_RECHECK), change(Action.ADDED)
    )
    withdrawn = claim("withdrawn", review_by=NOON, lifecycle=Lifecycle.WITHDRAWN)
    await stores.claims.add(GUILD, withdrawn, change(Action.ADDED))
    assert list(await stores.reviews.to_check(GUILD, NOON)) == ["undated", "oldest", "aircraft"]
    assert list(await stores.reviews.to_check(GUILD, DUE))[2:] == ["aircraft", "helicopter"]


async def test_old_repeats_and_rollouts_are_forgotten_and_new_ones_and_all_notes_stay(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    await put(stores, note(1), 11)
    for message_id, at in ((2, NOON), (3, NOON + DAY)):
        repeat = replace(note(message_id), reserved_at=at)
        await stores.notes.reserve([repeat], NOON - HOUR)
        later = replace(change(Action.JUDGED), at=at + timedelta(minutes=1))
        await stores.claims.save(GUILD, await kept(stores), later, ALL_TIME)
    await stores.reviews.tidy(GUILD, NOON + HOUR)
    assert list(await stores.notes.repeats(GUILD, 2)) == []
    assert [each.noted_message_id for each in await stores.notes.repeats(GUILD, 3)] == [1]
    assert await stores.notes.rollout(GUILD, "helicopter", 2) is None
    assert await stores.notes.rollout(GUILD, "helicopter", 3) is not None
    assert len(await stores.notes.of_message(GUILD, 1)) == 1
    assert await check(database) == []


async def test_another_guilds_counts_stay(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(1), 11)
    await stores.notes.reserve([note(2)], NOON - HOUR)
    await stores.reviews.tidy(OTHER_GUILD, NOON + DAY)
    assert len(await stores.notes.repeats(GUILD, 2)) == 1


@pytest.mark.parametrize("later", [HOUR, timedelta(0), -HOUR])
async def test_a_job_to_be_done_by_a_time_is_never_put_off_by_a_later_one(
    stores: Stores, database: Database, later: timedelta
) -> None:
    for at in (NOON, NOON + later):
        async with database.transaction() as session:
            await enqueue_by(session, GUILD, JobKind.REVIEW, GUILD, 0, at, haste=1)
    [job] = await take(stores, NOON + HOUR)
    assert (job.due_at, job.turn) == (min(NOON, NOON + later), 2)
