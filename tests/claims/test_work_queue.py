from __future__ import annotations

from claims.jobs import LEASE, JobKind, Share
from claims.work_queue import WorkQueue
from tests import fakes


def queue(jobs: fakes.Jobs, clock: fakes.Ticking, share: Share | None = None) -> WorkQueue:
    """The queue of a program with three jobs in three guilds of three shards."""
    for shard in range(3):
        jobs.enqueue(shard << 22, JobKind.SETTLE, shard, 5, clock.now)
    return WorkQueue(jobs, clock, share)


async def test_a_program_takes_over_from_the_dead_and_leaves_the_living_alone() -> None:
    jobs, clock = fakes.Jobs(), fakes.Ticking()
    work = queue(jobs, clock)
    [dead] = await work.take("dead", 1)
    await work.take("alive", 1)
    await work.take_over(lambda holder: holder == "dead")
    taken = await work.take("new", 9)
    assert [job.subject for job in taken] == [dead.subject, 2]
    assert await jobs.holders(Share()) == ["alive", "new"]


async def test_a_living_program_keeps_its_jobs_for_as_long_as_it_says_so() -> None:
    jobs, clock = fakes.Jobs(), fakes.Ticking()
    work = queue(jobs, clock)
    await work.take("one", 9)
    for _ in range(5):
        clock.now += LEASE / 2
        await work.renew("one")
        assert list(await work.take("two", 9)) == []
    clock.now += LEASE
    assert len(await work.take("two", 9)) == 3


async def test_a_program_takes_jobs_of_its_own_shards_only() -> None:
    jobs, clock = fakes.Jobs(), fakes.Ticking()
    work = queue(jobs, clock, Share(count=3, first=1, last=2))
    assert [job.guild_id >> 22 for job in await work.take("one", 9)] == [1, 2]
