from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from claims.jobs import LEASE, Job, JobKind, Share
from db.database import Database
from db.jobs import enqueue
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import EVERYONE, take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD

MINUTE = timedelta(minutes=1)


async def cause(
    database: Database, *subjects: int, guild_id: int = GUILD, at: datetime = NOON, haste: int = 0
) -> None:
    async with database.transaction() as session:
        for subject in subjects:
            await enqueue(session, guild_id, JobKind.SETTLE, subject, 7, at, haste)


def subjects(jobs: list[Job]) -> list[int]:
    return [job.subject for job in jobs]


async def test_a_job_comes_as_it_was_caused(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    assert await take(stores) == [Job(GUILD, JobKind.SETTLE, 1, 7, turn=1, attempts=1, due_at=NOON)]


async def test_of_two_programs_that_ask_at_once_one_gets_each_job(
    url: str, stores: Stores, database: Database
) -> None:
    await cause(database, *range(50))
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        taken = await asyncio.gather(*(take(both[n % 2], holder=f"{n % 2}", most=9) for n in range(8)))
    assert all(len(jobs) <= 9 for jobs in taken)
    assert sorted(job.subject for jobs in taken for job in jobs) == list(range(50))
    assert list(await take(stores)) == []


async def test_a_lease_keeps_others_off_until_it_runs_out(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    await take(stores, holder="one")
    nearly = NOON + LEASE - timedelta(milliseconds=1)
    assert list(await take(stores, nearly, holder="two")) == []
    [again] = await take(stores, NOON + LEASE, holder="two")
    assert again.attempts == 2
    assert await stores.jobs.holders(EVERYONE) == ["two"]


async def test_a_renewed_lease_lasts_longer_and_that_of_others_does_not(
    stores: Stores, database: Database
) -> None:
    await cause(database, 1)
    await take(stores, holder="one")
    await cause(database, 2)
    await take(stores, holder="two")
    await stores.jobs.renew("one", NOON + LEASE / 2)
    assert subjects(list(await take(stores, NOON + LEASE, holder="three"))) == [2]
    assert subjects(list(await take(stores, NOON + LEASE * 3 / 2, holder="three"))) == [1]


async def test_the_jobs_of_a_dead_program_are_let_go_at_once(stores: Stores, database: Database) -> None:
    await cause(database, 1, 2)
    await take(stores, holder="dead", most=1)
    await take(stores, holder="alive", most=1)
    assert sorted(await stores.jobs.holders(EVERYONE)) == ["alive", "dead"]
    await stores.jobs.let_go("dead")
    [job] = await take(stores, holder="next")
    assert (job.subject, job.attempts) == (2, 2)


async def test_a_job_put_off_is_due_later_and_keeps_count(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    [job] = await take(stores)
    await stores.jobs.put_off(job, NOON + MINUTE)
    assert list(await stores.jobs.holders(EVERYONE)) == []
    assert list(await take(stores, NOON + MINUTE / 2)) == []
    [again] = await take(stores, NOON + MINUTE)
    assert (again.attempts, again.turn, again.due_at) == (2, 1, NOON + MINUTE)


async def test_a_job_put_off_and_caused_anew_is_due_at_once(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    [job] = await take(stores)
    await stores.jobs.put_off(job, NOON + 10 * MINUTE)
    await cause(database, 1, at=NOON + MINUTE)
    [again] = await take(stores, NOON + MINUTE)
    assert (again.attempts, again.turn) == (2, 2)


async def test_what_people_wait_for_comes_first_then_what_is_newest(
    stores: Stores, database: Database
) -> None:
    await cause(database, 1, 3, 2, haste=1)
    soon = NOON + LEASE / 2
    await cause(database, 5, 4, at=soon)
    assert subjects(list(await take(stores, soon, most=3))) == [5, 4, 3]
    await cause(database, 9, at=soon)
    assert subjects(list(await take(stores, soon))) == [9, 2, 1]


async def test_what_people_wait_for_can_be_taken_alone(stores: Stores, database: Database) -> None:
    await cause(database, 1, 2, haste=1)
    await cause(database, 3)
    hasty = await stores.jobs.take(EVERYONE, "one", NOON, 100, hasty=True)
    assert subjects(list(hasty)) == [3]
    assert subjects(list(await take(stores))) == [2, 1]


async def test_no_more_is_taken_than_asked_for(stores: Stores, database: Database) -> None:
    await cause(database, *range(200))
    assert [len(await take(stores, most=most)) for most in (1, 16, 0)] == [1, 16, 0]


async def test_a_job_that_is_done_is_struck_off(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    [job] = await take(stores)
    await stores.jobs.done(job)
    assert list(await take(stores, NOON + LEASE)) == []
    assert list(await stores.jobs.holders(EVERYONE)) == []


async def test_what_is_caused_anew_while_it_is_done_is_done_again_from_the_start(
    stores: Stores, database: Database
) -> None:
    await cause(database, 1)
    [first] = await take(stores)
    await stores.jobs.put_off(first, NOON)
    [second] = await take(stores)
    await cause(database, 1)
    assert list(await take(stores, holder="two")) == []
    await stores.jobs.done(second)
    [anew] = await take(stores, holder="two")
    assert (second.attempts, anew.attempts, anew.turn) == (2, 1, 2)


async def test_each_program_gets_the_jobs_of_its_shards(stores: Stores, database: Database) -> None:
    guilds = [(shard << 22) + 4_000_000 for shard in range(8)]
    for guild_id in guilds:
        await cause(database, 1, guild_id=guild_id)
    low = await take(stores, share=Share(count=4, first=0, last=1))
    assert [job.guild_id for job in sorted(low, key=lambda job: job.guild_id)] == [
        guild for guild in guilds if (guild >> 22) % 4 in {0, 1}
    ]
    high = Share(count=4, first=2, last=3)
    assert list(await stores.jobs.holders(high)) == []
    assert len(await take(stores, share=high)) == 4


async def test_the_same_job_of_another_guild_is_not_touched(stores: Stores, database: Database) -> None:
    await cause(database, 1)
    await cause(database, 1, guild_id=OTHER_GUILD)
    [ours] = [job for job in await take(stores) if job.guild_id == GUILD]
    await stores.jobs.done(ours)
    [theirs] = await take(stores, NOON + LEASE)
    assert theirs.guild_id == OTHER_GUILD
    await stores.jobs.put_off(ours, NOON)
    assert list(await take(stores, NOON + LEASE)) == []
