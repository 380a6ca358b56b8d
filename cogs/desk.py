"""/desk: moderators record, judge, word, test and pause claims."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog
from bot.duties.reach import Postable, missing_permissions
from bot.edge import around, to_actor
from bot.replies import whisper
from bot.ui.explained import TrialSheet
from bot.ui.forms import AddForm, JudgeForm, WordingForm
from bot.ui.sheet import TextSheet
from bot.ui.wordings import taught_text
from claims.drafts import NewJudgement
from claims.model import ReasonTag
from claims.people import Role
from cogs.backtest import BacktestCommand
from cogs.breaking import BreakingCommands
from cogs.choices import Again, AsOf, claim_choices, event_choices
from cogs.desk_feedback import DeskFeedback
from cogs.desk_stats import STATS_CONTROLS, StatsCommands
from cogs.editing import EditCommands, record
from cogs.exchange import ExchangeCommands
from cogs.home import HomeCommands
from cogs.judging import show_judged
from cogs.queue import QueueCommands
from cogs.reviews import REVIEW_CONTROLS, ReviewCommands
from cogs.trail import TrailCommands

ClaimName = app_commands.Range[str, 1, 60]
# The longest message a person can send (Discord: Nitro), and as much as the matcher reads.
TestedText = app_commands.Range[str, 1, 4000]
PausableChannel = discord.TextChannel | discord.ForumChannel | discord.Thread | discord.VoiceChannel


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Desk(
    ReviewCommands,
    BreakingCommands,
    DeskFeedback,
    EditCommands,
    TrailCommands,
    ExchangeCommands,
    StatsCommands,
    BacktestCommand,
    QueueCommands,
    HomeCommands,
    AnsweringCog,
    commands.GroupCog,
    group_name="desk",
    group_description="Record and judge claims (moderators).",
):
    """The /desk commands; every one checks the permission itself, whatever Discord's settings say."""

    controls = (*REVIEW_CONTROLS, *STATS_CONTROLS)

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def add(
        self,
        interaction: discord.Interaction[CaveatBot],
        event: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """Record a claim that people repeat.

        Args:
            event: Which event it belongs to; the latest if left empty.
        """
        actor = await to_actor(interaction)
        actor.must_be(Role.CONTRIBUTOR)
        chosen = await self.bot.services.events.event(actor.guild_id, event)
        await interaction.response.send_modal(AddForm(chosen, record))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def judge(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: ClaimName,
        why: app_commands.Range[str, 0, 500] = "",
        tag: ReasonTag | None = None,
        as_of: AsOf | None = None,
        check_again: Again | None = None,
    ) -> None:
        """Put a new verdict on a claim.

        Args:
            claim: Start typing and pick one.
            why: The reason for the change, shown in the claim's history.
            tag: Why the claim misleads, if it does.
            as_of: When this was known, if not now; for example 2023-06-24 02:00 (UTC).
            check_again: When to check the claim again; after as long as the last time if left empty.
        """
        actor = await to_actor(interaction)
        actor.must_moderate()
        found = await self.bot.services.claims.claim(actor.guild_id, claim)
        tags = frozenset({tag} if tag else ())

        async def judged(answered: discord.Interaction[CaveatBot], new: NewJudgement) -> None:
            complete = replace(new, reason=why, tags=tags, as_of=as_of, check_again=check_again)
            desk = self.bot.services.claims
            saved = await desk.judge(await to_actor(answered), claim, complete, found.revision)
            await show_judged(answered, saved)

        await interaction.response.send_modal(JudgeForm(found, judged))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def wording(
        self, interaction: discord.Interaction[CaveatBot], claim: ClaimName, never_match: bool = False
    ) -> None:
        """Teach how people say a claim, or what must never match it.

        Args:
            claim: Start typing and pick one.
            never_match: Add texts that look like the claim but say something else.
        """
        actor = await to_actor(interaction)
        actor.must_moderate()
        found = await self.bot.services.claims.claim(actor.guild_id, claim)

        async def worded(answered: discord.Interaction[CaveatBot], wordings: tuple[str, ...]) -> None:
            desk = self.bot.services.claims
            saved = await desk.word(await to_actor(answered), claim, wordings, counter=never_match)
            await whisper(answered, TextSheet(taught_text(saved, counter=never_match)))

        await interaction.response.send_modal(WordingForm(found, worded, counter=never_match))

    @app_commands.command()
    async def test(self, interaction: discord.Interaction[CaveatBot], text: TestedText) -> None:
        """Try a message out: what I would do about it in this channel, and why.

        Args:
            text: What someone might write. Nothing is posted and nothing is stored.
        """
        actor, channel = await to_actor(interaction), interaction.channel
        actor.must_be(Role.VIEWER)
        await interaction.response.defer(ephemeral=True)
        trial = await self.bot.services.notes.try_out(
            actor, (interaction.channel_id or 0, *around(channel)), text
        )
        missing = missing_permissions(channel) if isinstance(channel, Postable) else []
        reads_all = self.bot.intents.message_content
        await whisper(interaction, TrialSheet(trial, missing, message_content=reads_all))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def pause(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: ClaimName | None = None,
        channel: PausableChannel | None = None,
    ) -> None:
        """Stop automatic notes: for a claim, in a channel, or everywhere.

        Args:
            claim: Only for this claim.
            channel: Only in this channel; with neither, in the whole server.
        """
        await self._set_paused(interaction, claim, channel, paused=True)

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def resume(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: ClaimName | None = None,
        channel: PausableChannel | None = None,
    ) -> None:
        """Start automatic notes again: for a claim, in a channel, or everywhere.

        Args:
            claim: Only for this claim.
            channel: Only in this channel; with neither, in the whole server.
        """
        await self._set_paused(interaction, claim, channel, paused=False)

    async def _set_paused(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: str | None,
        channel: PausableChannel | None,
        *,
        paused: bool,
    ) -> None:
        actor, services, where = await to_actor(interaction), self.bot.services, []
        if claim is not None:
            await services.claims.pause(actor, claim, paused=paused)
            where.append(f"for `{claim}`")
        if channel is not None:
            await services.notes.pause(actor, channel.id, paused=paused)
            where.append(f"in {channel.mention}")
        if not where:
            await services.notes.pause(actor, paused=paused)
            where.append("in the whole server")
        state = "paused" if paused else "on"
        await whisper(interaction, TextSheet(f"Automatic notes are {state} {' and '.join(where)}."))


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Desk(bot))
