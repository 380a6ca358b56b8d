"""Hands the durable jobs of this process to the duties that carry them out, across crashes and refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import discord
import structlog
from discord.ext import tasks

from bot import metrics
from bot.duties.reach import LOST
from bot.errors import report
from bot.identity import is_gone, own_name
from bot.logs import job_ids
from claims.errors import StoreProblem
from claims.jobs import Job, JobKind
from claims.work_queue import WorkQueue

if TYPE_CHECKING:
    from bot.client import CaveatBot

MOST_AT_ONCE = 16
# So many of these are only for what people wait for: updates of old notes may have to wait for Discord.
KEPT_FREE = 4
# Well within a lease (claims.jobs.LEASE), which a look renews, and no longer than old notes are apart.
_SECONDS_BETWEEN_LOOKS = 1.0

log = structlog.get_logger(__name__)


class Duty(Protocol):
    """Carries out the jobs of some kinds."""

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Do what a job asks and strike it off; what Discord leaves unanswered is put off."""
        ...


class Dispatcher:
    """Works through the jobs of the guilds this process serves, several at once."""

    def __init__(self, bot: CaveatBot, queue: WorkQueue, duties: Mapping[JobKind, Duty]) -> None:
        self._bot = bot
        self._queue = queue
        self._duties = duties
        self._name = own_name()
        self._taking: asyncio.Task[None] | None = None
        self._more = False
        self._at_work: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that there is something to do; it is begun at once, whatever else takes its time."""
        self._more = True
        if self._taking is None or self._taking.done():
            self._taking = asyncio.create_task(self._take())

    @tasks.loop(seconds=_SECONDS_BETWEEN_LOOKS)
    async def looking(self) -> None:
        """Look for work now and then: other processes enqueue jobs, too, and put-off ones fall due."""
        if self._at_work:
            try:
                await self._queue.renew(self._name)
            except StoreProblem as problem:
                report(problem, job="dispatcher")
        self.wake()

    @looking.before_loop
    async def _begin(self) -> None:
        """Wait until Discord has told of the guilds, and take over what a dead process had begun."""
        await self._bot.wait_until_ready()
        try:
            await self._queue.take_over(lambda name: name != self._name and is_gone(name))
        except StoreProblem as problem:  # what is leased stays so until the lease runs out
            report(problem, job="dispatcher")

    async def stop(self) -> None:
        """Stop working; what is begun is done again by whoever comes next."""
        self.looking.cancel()
        begun = [*self._at_work, *([self._taking] if self._taking is not None else [])]
        for task in begun:
            task.remove_done_callback(self._finished)
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)

    async def _take(self) -> None:
        """Begin what is due, as long as there is room."""
        while self._more and (room := MOST_AT_ONCE - len(self._at_work)):
            hasty = room <= KEPT_FREE
            most = room if hasty else room - KEPT_FREE
            self._more = False
            try:
                taken = await self._queue.take(self._name, most, hasty=hasty)
            except StoreProblem as problem:
                report(problem, job="dispatcher")
                return
            for job in taken:
                task = asyncio.create_task(self._work_at(job))
                self._at_work.add(task)
                task.add_done_callback(self._finished)
            self._more |= len(taken) == most

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._at_work.discard(task)
        self.wake()

    async def _work_at(self, job: Job) -> None:
        """Carry a job out, or put it off: at the latest when its lease runs out somebody tries again."""
        try:
            await self._carry_out(job)
            metrics.JOBS.labels(job.kind.value, "done").inc()
        except LOST as lost:
            await self._put_off(job, type(lost).__name__)
        except Exception as error:
            report(error, **job_ids(job))
            await self._put_off(job, type(error).__name__)

    async def _put_off(self, job: Job, why: str) -> None:
        metrics.JOBS.labels(job.kind.value, "put_off").inc()
        try:
            due_at = await self._queue.put_off(job)
        except StoreProblem as problem:
            report(problem, **job_ids(job))
        else:
            log.warning("job put off", **job_ids(job), error=why, until=due_at.isoformat())

    async def _carry_out(self, job: Job) -> None:
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or guild.unavailable:
            raise TimeoutError(job.guild_id)
        await self._duties[job.kind].carry_out(job, guild)
