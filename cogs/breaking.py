"""Breaking mode: its commands, which /desk takes in, its panel, and the second moderator's buttons."""

from __future__ import annotations

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.duties.reach import Postable, missing_permissions
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.breaking import PIN_MESSAGES, BeginForm, BreakingPanel
from bot.ui.ids import breaking as breaking_ids
from bot.ui.ids import seconding as seconding_ids
from bot.ui.seconding import SecondList
from bot.ui.sheet import TextSheet
from claims.breaking import Breaking
from claims.errors import Invalid, NotFound
from cogs.choices import event_choices
from cogs.lookup import search_page
from cogs.panel import show_panel

BriefChannel = discord.TextChannel | discord.Thread | discord.VoiceChannel

_DECLINED = "Declined: nothing was changed. The claim stays as it is."


class BreakingCommands(commands.Cog):
    """What /desk has for breaking mode; no cog by itself, for Discord knows a group of commands as one."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def breaking(
        self,
        interaction: discord.Interaction[CaveatBot],
        event: app_commands.Range[str, 1, 60] | None = None,
        hours: app_commands.Range[int, 1, 72] | None = None,
        window: app_commands.Range[int, 10, 720] | None = None,
        channel: BriefChannel | None = None,
    ) -> None:
        """Begin breaking mode for an event: fewer notes, a live brief, two moderators; or see what holds.

        Args:
            event: Which event; the latest if left empty.
            hours: How long from now on; 6 to begin with. It ends by itself.
            window: For so many minutes a claim gets no other note in a channel; 60 to begin with.
            channel: Where the live brief is pinned; this channel if left empty.
        """
        length = timedelta(hours=hours) if hours else None
        await _declare(interaction, event, length, timedelta(minutes=window) if window else None, channel)

    @app_commands.command()
    async def second(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """See the judgements that wait for a second moderator, and decide about them."""
        waiting = await self.bot.services.seconding.open(await to_actor(interaction))
        await whisper(interaction, SecondList(waiting))


async def show_breaking(interaction: Interaction) -> None:
    """Show what holds for the events in breaking mode; where none is, ask for which it is to begin."""
    actor, services = await to_actor(interaction), interaction.client.services
    live = await services.breaking.live(actor)
    for breaking in live:
        await whisper(interaction, await _panel(interaction, breaking))
    if live:
        return
    if not (events := await services.events.events(actor.guild_id)):
        raise NotFound("There is no event here yet. Load a pack or begin one with /caveat setup.")

    async def begun(answered: Interaction, asked: tuple[str, timedelta, timedelta]) -> None:
        await _declare(answered, *asked)

    await interaction.response.send_modal(BeginForm(events, begun))


async def _declare(
    interaction: Interaction,
    event: str | None,
    length: timedelta | None,
    window: timedelta | None,
    channel: BriefChannel | None = None,
) -> None:
    """Begin breaking mode for an event, or change what holds, and show it."""
    actor, services, here = await to_actor(interaction), interaction.client.services, interaction.channel
    actor.must_moderate()
    if channel is None and not isinstance(here, Postable):
        raise Invalid("I cannot keep a live brief in this channel. Name a text channel or a thread.")
    chosen = await services.events.event(actor.guild_id, event)
    breaking = await services.breaking.declare(
        actor,
        chosen.slug,
        interaction.channel_id or 0,
        channel_id=channel.id if channel else None,
        length=length,
        window=window,
    )
    interaction.client.dispatcher.wake()
    await whisper(interaction, await _panel(interaction, breaking))


class LongerControl(Control, template=breaking_ids.LONGER):
    """Gives breaking mode some hours more."""

    async def press(self, interaction: Interaction) -> None:
        """Prolong it and show what holds."""
        desk = interaction.client.services.breaking
        await _show_again(interaction, await desk.prolong(await to_actor(interaction), self.found["slug"]))


class CalmControl(Control, template=breaking_ids.CALM):
    """Ends breaking mode."""

    async def press(self, interaction: Interaction) -> None:
        """End it and show that it is over."""
        desk = interaction.client.services.breaking
        await _show_again(interaction, await desk.end(await to_actor(interaction), self.found["slug"]))


class PauseControl(Control, template=breaking_ids.PAUSE_ALL):
    """Pauses all notes of the server."""

    paused = True

    async def press(self, interaction: Interaction) -> None:
        """Pause, or resume, and show what holds."""
        services, actor = interaction.client.services, await to_actor(interaction)
        await services.notes.pause(actor, paused=self.paused)
        breaking = await services.breaking.lives(actor.guild_id, self.found["slug"])
        if breaking is None:
            state = "paused" if self.paused else "on"
            await whisper(interaction, TextSheet(f"Automatic notes are {state} in the whole server."))
        else:
            await _show_again(interaction, breaking)


class ResumeControl(PauseControl, template=breaking_ids.RESUME_ALL):
    """Resumes them."""

    paused = False


class BriefControl(Control, template=breaking_ids.BRIEF):
    """Shows all claims to whoever asks."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the first page; the brief itself stays."""
        actor, services = await to_actor(interaction), interaction.client.services
        await whisper(interaction, await search_page(services, actor, "", 0))


class SecondControl(Control, template=seconding_ids.SECOND):
    """Seconds a proposed judgement."""

    async def press(self, interaction: Interaction) -> None:
        """Save the judgement, and show how far its notes have got."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        desk = interaction.client.services.seconding
        claim = await desk.second(await to_actor(interaction), int(self.found["number"]))
        await show_panel(interaction, claim, "✅ Seconded, and saved.")
        await tell_rollout(interaction, claim)


class DeclineControl(Control, template=seconding_ids.DECLINE):
    """Turns a proposed judgement down."""

    async def press(self, interaction: Interaction) -> None:
        """Record that and say so."""
        desk = interaction.client.services.seconding
        await desk.decline(await to_actor(interaction), int(self.found["number"]))
        await whisper(interaction, TextSheet(_DECLINED))
        interaction.client.dispatcher.wake()


async def _show_again(interaction: Interaction, breaking: Breaking) -> None:
    interaction.client.dispatcher.wake()
    await interaction.response.edit_message(view=await _panel(interaction, breaking))


async def _panel(interaction: Interaction, breaking: Breaking) -> BreakingPanel:
    services = interaction.client.services
    settings = await services.notes.settings(breaking.guild_id)
    event = await services.events.event(breaking.guild_id, breaking.event)
    return BreakingPanel(breaking, event, paused=settings.paused, lacking=_lacking(interaction, breaking))


def _lacking(interaction: Interaction, breaking: Breaking) -> list[str]:
    """Return what the bot may not do where the live brief is to be, in Discord's words."""
    guild = interaction.guild
    channel = guild.get_channel_or_thread(breaking.channel_id) if guild else None
    if not isinstance(channel, Postable):
        return ["View Channel"]
    missing = missing_permissions(channel)
    may_pin = channel.permissions_for(channel.guild.me).pin_messages
    return missing if missing or may_pin else [PIN_MESSAGES]


class Breakings(AnsweringCog):
    """The buttons of the panel, of live briefs and of proposed judgements."""

    controls = (
        LongerControl,
        CalmControl,
        PauseControl,
        ResumeControl,
        BriefControl,
        SecondControl,
        DeclineControl,
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Breakings(bot))
