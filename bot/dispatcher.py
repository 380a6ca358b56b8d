"""Carries out the durable jobs: posts notes, edits them, takes them away, across crashes and refusals."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from discord.ext import tasks

from bot import metrics
from bot.errors import report
from bot.identity import is_gone, own_name
from bot.ui.notes import NoteView
from bot.ui.repeats import RepeatLine
from claims.errors import StoreProblem
from claims.jobs import Job, JobKind
from claims.settings import OnRepeat
from claims.settling import NoteSettling, Settlement
from claims.work_queue import WorkQueue

if TYPE_CHECKING:
    from bot.client import CaveatBot

MOST_AT_ONCE = 16
# Well within a lease (claims.jobs.LEASE), which a look renews.
_SECONDS_BETWEEN_LOOKS = 5.0
_REPLIES_LOOKED_THROUGH = 100
# No answer, or a server's fault: whether it was done, nobody knows.
_LOST = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError, discord.RateLimited)

log = structlog.get_logger(__name__)

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel


class Dispatcher:
    """Works through the jobs of the guilds this process serves, several at once."""

    def __init__(self, bot: CaveatBot, settling: NoteSettling, queue: WorkQueue) -> None:
        self._bot = bot
        self._settling = settling
        self._queue = queue
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
            self._more = False
            try:
                taken = await self._queue.take(self._name, room)
            except StoreProblem as problem:
                report(problem, job="dispatcher")
                return
            for job in taken:
                task = asyncio.create_task(self._work_at(job))
                self._at_work.add(task)
                task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._at_work.discard(task)
        self.wake()

    async def _work_at(self, job: Job) -> None:
        """Carry a job out, or put it off: at the latest when its lease runs out somebody tries again."""
        try:
            await self._carry_out(job)
            metrics.JOBS.labels(job.kind.value, "done").inc()
        except _LOST as lost:
            await self._put_off(job, type(lost).__name__)
        except Exception as error:
            report(error, **_ids(job))
            await self._put_off(job, type(error).__name__)

    async def _put_off(self, job: Job, why: str) -> None:
        metrics.JOBS.labels(job.kind.value, "put_off").inc()
        try:
            due_at = await self._settling.put_off(job)
        except StoreProblem as problem:
            report(problem, **_ids(job))
        else:
            log.warning("job put off", **_ids(job), error=why, until=due_at.isoformat())

    async def _carry_out(self, job: Job) -> None:
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or guild.unavailable:
            raise TimeoutError(job.guild_id)
        if job.kind is JobKind.ECHO:
            await self._echo(job, await self._channel(guild, job.channel_id))
        else:
            await self._settle(await self._settling.settlement(job), guild)

    async def _channel(self, guild: discord.Guild, channel_id: int) -> object:
        """Return a channel; an archived thread, which the gateway does not tell of, is fetched."""
        return guild.get_channel_or_thread(channel_id) or await self._bot.fetch_channel(channel_id)

    async def _settle(self, settlement: Settlement, guild: discord.Guild) -> None:
        """Make the reply show what it must."""
        try:
            channel = await self._channel(guild, settlement.job.channel_id)
            if not isinstance(channel, Postable):
                await self._settling.reply_lost(settlement)
                return
            reply_id = settlement.reply_id
            if reply_id is None and settlement.maybe_posted:
                reply_id = await self._find_reply(channel, settlement.job.subject)
            if not settlement.standing:
                await self._remove(settlement, channel, reply_id)
            elif reply_id is None:
                await self._post(settlement, channel)
            else:
                await self._edit(settlement, channel, reply_id)
        except discord.NotFound:
            metrics.NOTES.labels("lost").inc()
            await self._settling.reply_lost(settlement)
        except _LOST:
            raise
        except discord.HTTPException as refusal:
            metrics.NOTES.labels("refused").inc()
            log.warning("note refused", **_ids(settlement.job), status=refusal.status, code=refusal.code)
            await self._settling.refused(settlement)

    async def _post(self, settlement: Settlement, channel: Postable) -> None:
        if missing := missing_permissions(channel):
            metrics.NOTES.labels("no_permission").inc()
            log.warning("note skipped", **_ids(settlement.job), missing=missing)
            await self._settling.refused(settlement)
            return
        message = channel.get_partial_message(settlement.job.subject)
        # The nonce makes Discord return the first reply if its answer was lost and we ask again.
        reply = await message.reply(
            view=NoteView(settlement.standing),
            mention_author=False,
            nonce=settlement.nonce,
            silent=settlement.silent,
        )
        await self._settling.shown(settlement, reply.id)
        metrics.NOTES.labels("posted").inc()
        log.info("note posted", **_ids(settlement.job), reply=reply.id, claims=list(settlement.revisions))

    async def _edit(self, settlement: Settlement, channel: Postable, reply_id: int) -> None:
        await channel.get_partial_message(reply_id).edit(view=NoteView(settlement.standing))
        await self._settling.shown(settlement, reply_id)
        metrics.NOTES.labels("updated").inc()
        log.info("note updated", **_ids(settlement.job), reply=reply_id, claims=list(settlement.revisions))

    async def _remove(self, settlement: Settlement, channel: Postable, reply_id: int | None) -> None:
        if reply_id is not None:
            with suppress(discord.NotFound):
                await channel.get_partial_message(reply_id).delete()
            metrics.NOTES.labels("withdrawn").inc()
        await self._settling.nothing_to_show(settlement)

    async def _echo(self, job: Job, channel: object) -> None:
        """Tell a message that repeats a claim where the claim's note is."""
        replies = await self._settling.echoed(job)
        if replies is None:
            raise TimeoutError(job.subject)
        settings = await self._bot.services.notes.settings(job.guild_id)
        if isinstance(channel, Postable) and replies:
            message = channel.get_partial_message(job.subject)
            with suppress(discord.Forbidden, discord.NotFound):
                if settings.on_repeat is OnRepeat.LINK:
                    line = RepeatLine([channel.get_partial_message(reply).jump_url for reply in replies])
                    await message.reply(view=line, mention_author=False, nonce=str(job.subject), silent=True)
                else:
                    await message.add_reaction(REPEATED)
        await self._settling.echo_done(job)

    async def _find_reply(self, channel: Postable, message_id: int) -> int | None:
        after = discord.Object(message_id)
        async for message in channel.history(after=after, limit=_REPLIES_LOOKED_THROUGH, oldest_first=True):
            reference = message.reference
            if message.author == self._bot.user and reference and reference.message_id == message_id:
                return message.id
        return None


# What a repeat is marked with: "as noted above".
REPEATED = "\N{MEMO}"


def _ids(job: Job) -> dict[str, int | str]:
    return {"job": job.kind.value, "guild": job.guild_id, "channel": job.channel_id, "message": job.subject}


def missing_permissions(channel: Postable) -> list[str]:
    """Return the permissions a note needs that the bot lacks in a channel, in Discord's words."""
    granted = channel.permissions_for(channel.guild.me)
    if isinstance(channel, discord.Thread):
        may_send = ("Send Messages in Threads", granted.send_messages_in_threads)
    else:
        may_send = ("Send Messages", granted.send_messages)
    needed = [("View Channel", granted.view_channel), ("Read Message History", granted.read_message_history)]
    return [name for name, has in (*needed, may_send) if not has]
