"""The Discord client: its intents, its command tree and its cogs."""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.backtests import Backtests
from bot.charts import Draughtsman
from bot.counting import Counting
from bot.dispatcher import Dispatcher, Duty
from bot.duties.breaking import BriefDuty, CalmDuty
from bot.duties.cards import CardDuty
from bot.duties.digests import DigestDuty
from bot.duties.feedback import evidence_duty, swarm_duty
from bot.duties.notes import EchoDuty, NoteDuty
from bot.duties.outcomes import source_outcome, tip_outcome
from bot.duties.proposals import ForgettingDuty, ProposalDrawing
from bot.duties.review import ReviewDuty
from bot.duties.seconding import second_card
from bot.duties.tips import tip_duty
from bot.endpoint import follow_gateway, never_connected
from bot.errors import answer_error, report
from bot.imports import PendingImports
from bot.pace import Pace, paced
from bot.readiness import Readiness
from bot.services import Services
from claims.jobs import JobKind

COGS = (
    "cogs.lookup",
    "cogs.events",
    "cogs.notes",
    "cogs.feedback",
    "cogs.evidence",
    "cogs.tips",
    "cogs.queue",
    "cogs.rollouts",
    "cogs.desk",
    "cogs.editing",
    "cogs.trail",
    "cogs.proposals",
    "cogs.breaking",
    "cogs.blocklist",
    "cogs.home",
    "cogs.panel",
    "cogs.judging",
    "cogs.ledger",
    "cogs.family",
    "cogs.exchange",
    "cogs.backtest",
    "cogs.setup",
    "cogs.setting_up",
    "cogs.greeting",
    "cogs.tags",
    "cogs.privacy",
    "cogs.following",
)
_SYNCED = "synced-commands"
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
# The least that discord.py takes.
_LONGEST_RATE_WAIT_S = 30.0

log = structlog.get_logger(__name__)


# We never speak, so what voice would need is not worth a warning at every start.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class CaveatTree(app_commands.CommandTree["CaveatBot"]):
    """The slash commands and context menus."""

    async def on_error(
        self, interaction: discord.Interaction[CaveatBot], error: app_commands.AppCommandError, /
    ) -> None:
        """Lead every command's error to the one door."""
        await answer_error(interaction, error)

    def fingerprint(self) -> str:
        """Return a hash of all commands, as they would be sent to Discord."""
        payload = [command.to_dict(self) for command in self.get_commands()]
        return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


class CaveatBot(commands.Bot):
    """The bot; everything it knows comes from the services handed to it."""

    def __init__(
        self, services: Services, *, message_content: bool = True, elsewhere: bool = False, **options: Any
    ) -> None:
        """Prepare the client.

        Args:
            services: The desks the cogs ask.
            message_content: Whether to ask for the privileged Message Content intent. Without it the bot
                reads only messages that mention it, and those a person checks from the menu.
            elsewhere: Whether Discord is reached at an address of the operator's.
            options: Passed on to discord.py.
        """
        super().__init__(
            commands.when_mentioned,
            tree_cls=CaveatTree,
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=message_content),
            help_command=None,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            http_trace=paced(Pace()),
            # A longer wait is the dispatcher's, which does something else meanwhile.
            max_ratelimit_timeout=_LONGEST_RATE_WAIT_S,
            **options,
        )
        self.services = services
        self.readiness = Readiness()
        self.imports = PendingImports()
        self.backtests = Backtests(self)
        self.dispatcher = Dispatcher(self, services.queue, _duties(self))
        self.counting = Counting(services.counts)
        self.charts = Draughtsman()
        self.closing: asyncio.Task[None] | None = None
        self._elsewhere = elsewhere

    async def setup_hook(self) -> None:
        """Load the cogs and, when the commands have changed since the last time, tell Discord."""
        if self._elsewhere:
            await follow_gateway(self)
        for cog in COGS:
            await self.load_extension(cog)
        await self._sync_commands()
        self.dispatcher.looking.start()
        self.counting.storing.start()

    async def close(self) -> None:
        """Stop working at jobs, and leave; what was begun is done by the next start."""
        await self.dispatcher.stop()
        await super().close()
        await self.counting.stop()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Stay connected, also when the very first handshake fails."""
        wait_s = _FIRST_WAIT_S
        while True:
            try:
                return await super().connect(reconnect=reconnect)
            except AttributeError:
                if not never_connected(self):
                    raise
            log.warning("gateway not reached", retry_in_s=wait_s)
            await asyncio.sleep(wait_s)
            wait_s = min(wait_s * 2, _LONGEST_WAIT_S)

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        log.info("connected", guilds=len(self.guilds), user_id=self.user.id if self.user else None)

    async def on_message(self, message: discord.Message, /) -> None:
        """Take no prefix commands: a message that mentions the bot is read like any other."""

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what a listener let slip, under an incident id."""
        error = sys.exc_info()[1]
        if error is not None:
            report(error, listener=event_method)

    async def _sync_commands(self) -> None:
        tree: Any = self.tree
        fingerprint = f"{self.application_id}:{tree.fingerprint()}"
        if await self.services.installation.value(_SYNCED) == fingerprint:
            return
        await self.tree.sync()
        await self.services.installation.put(_SYNCED, fingerprint)
        log.info("commands synced", commands=len(self.tree.get_commands()))


def _duties(bot: CaveatBot) -> dict[JobKind, Duty]:
    """Return who carries out which jobs."""
    services = bot.services
    return {
        JobKind.SETTLE: NoteDuty(bot, services.settling),
        JobKind.ECHO: EchoDuty(bot, services.settling),
        JobKind.PROPOSAL: CardDuty(bot, services.cards, ProposalDrawing(services.proposals)),
        JobKind.FORGET: ForgettingDuty(services.proposals),
        JobKind.REVIEW: ReviewDuty(services.reviews),
        JobKind.DIGEST: DigestDuty(bot, services.following),
        JobKind.BRIEF: BriefDuty(bot, services.breaking),
        JobKind.CALM: CalmDuty(bot, services.breaking),
        JobKind.SECOND: CardDuty(bot, services.cards, second_card(services.seconding)),
        JobKind.EVIDENCE: evidence_duty(bot),
        JobKind.TIP: tip_duty(bot),
        JobKind.OUTCOME: tip_outcome(bot),
        JobKind.SOURCE_OUTCOME: source_outcome(bot),
        JobKind.SWARM: swarm_duty(bot),
    }
