"""Hands out the jobs of one process, and takes over those of a process that is no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from claims.jobs import Job, Share, wait_after
from claims.ports.clock import Clock
from claims.ports.jobs import JobStore


class WorkQueue:
    """The jobs of the guilds that a process serves."""

    def __init__(self, jobs: JobStore, clock: Clock, share: Share | None = None) -> None:
        self._jobs = jobs
        self._clock = clock
        self._share = share or Share()

    async def take_over(self, is_gone: Callable[[str], bool]) -> None:
        """Free what processes had taken that are known to be gone; of others, the lease runs out."""
        for holder in await self._jobs.holders(self._share):
            if is_gone(holder):
                await self._jobs.let_go(holder)

    async def take(self, holder: str, most: int, *, hasty: bool = False) -> Sequence[Job]:
        """Take jobs that are due, the hastiest first, then the newest; `hasty`: only what people wait for."""
        return await self._jobs.take(self._share, holder, self._clock(), most, hasty=hasty)

    async def renew(self, holder: str) -> None:
        """Say that the process still works at what it took."""
        await self._jobs.renew(holder, self._clock())

    async def put_off(self, job: Job) -> datetime:
        """Try a job again later, and return when."""
        due_at = self._clock() + wait_after(job.attempts, job.kind)
        await self._jobs.put_off(job, due_at)
        return due_at

    async def done(self, job: Job) -> None:
        """Strike a job off, unless something caused it anew."""
        await self._jobs.done(job)
