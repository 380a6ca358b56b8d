"""The set-up panel: its buttons and lists, and what each does to the server."""

from __future__ import annotations

from collections.abc import Awaitable

import discord
import structlog

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import to_actor
from bot.survey import survey
from bot.ui.ids import setup as setup_ids
from bot.ui.setup import EmptyEventForm, SetUpPanel, loaded_text
from bot.ui.words import plain
from claims.errors import ClaimError, Invalid
from claims.people import Actor
from claims.setting_up import Survey
from claims.settings import GuildSettings, Mode
from claims.wishes import Wish

Interaction = discord.Interaction[CaveatBot]

_LOADING = "⏳ Loading the pack. This takes a few seconds, a minute for a large one."

log = structlog.get_logger(__name__)


class CheckControl(Control, template=setup_ids.CHECK):
    """Looks again at what the bot may do."""

    async def press(self, interaction: Interaction) -> None:
        """Show the panel as things are now."""
        await _step(interaction, await to_actor(interaction))


class DeskChoice(Choice, template=setup_ids.DESK):
    """Picks the moderators' channel."""

    async def press(self, interaction: Interaction) -> None:
        """Save the pick."""
        desk, actor = interaction.client.services.setting_up, await to_actor(interaction)
        await _step(interaction, actor, desk.pick_desk(actor, int(self.pick) if self.pick else None))


class ChannelsChoice(Choice, template=setup_ids.CHANNELS):
    """Chooses the channels that are read."""

    async def press(self, interaction: Interaction) -> None:
        """Save the choice."""
        desk, actor = interaction.client.services.setting_up, await to_actor(interaction)
        chosen = frozenset(map(int, filter(None, self.pick.split(","))))
        await _step(interaction, actor, desk.read_only(actor, chosen))


class PassedOverChoice(Choice, template=setup_ids.PASSED_OVER):
    """Chooses the roles whose messages are not read."""

    async def press(self, interaction: Interaction) -> None:
        """Save the choice."""
        desk, actor = interaction.client.services.wishes, await to_actor(interaction)
        await _step(interaction, actor, desk.change(actor, Wish.IGNORED_ROLES, self.pick))


class ModeratorsChoice(Choice, template=setup_ids.MODERATORS):
    """Chooses the roles that moderate, besides who may manage messages."""

    async def press(self, interaction: Interaction) -> None:
        """Save the choice."""
        desk, actor = interaction.client.services.wishes, await to_actor(interaction)
        await _step(interaction, actor, desk.change(actor, Wish.MODERATORS, self.pick))


class PackChoice(Choice, template=setup_ids.PACK):
    """Loads a pack."""

    async def press(self, interaction: Interaction) -> None:
        """Load it whole, and say what it brought."""
        actor = await to_actor(interaction)
        await interaction.response.defer()
        # A large pack takes half a minute on a small machine.
        await interaction.edit_original_response(view=await set_up_panel(interaction, actor, _LOADING))
        await _step(interaction, actor, _load(interaction.client, actor, self.pick))


class EmptyControl(Control, template=setup_ids.EMPTY):
    """Starts with an event that has no claims yet."""

    async def press(self, interaction: Interaction) -> None:
        """Ask what it is called."""
        (await to_actor(interaction)).must_moderate()
        await interaction.response.send_modal(EmptyEventForm(_start_empty))


class BeginControl(Control, template=setup_ids.BEGIN):
    """Begins in a mode, or goes on in another."""

    async def press(self, interaction: Interaction) -> None:
        """Save the mode."""
        desk, actor = interaction.client.services.setting_up, await to_actor(interaction)
        found = _survey(interaction, await interaction.client.services.wishes.show(actor))
        await _step(interaction, actor, desk.begin(actor, Mode(self.found["mode"]), found))


async def set_up_panel(interaction: Interaction, actor: Actor, done: str = "") -> SetUpPanel:
    """Return the panel as things are now, after what was just done.

    Raises:
        NotAllowed: the actor is no moderator.
    """
    services, guild = interaction.client.services, _guild(interaction)
    state = await services.setting_up.show(actor)
    known = {each.id for each in (*guild.roles, *guild.channels)}
    found = _survey(interaction, state.settings)
    return SetUpPanel(state, found, await services.packs.titles(), known, done)


async def _step(interaction: Interaction, actor: Actor, doing: Awaitable[object] | None = None) -> None:
    """Take a step and show the panel; it shows what holds also where the step is refused."""
    if not interaction.response.is_done():
        await interaction.response.defer()
    try:
        done = await doing if doing is not None else ""
    except ClaimError:
        if actor.may_moderate:
            # Else the list would go on showing what was not saved.
            await interaction.edit_original_response(view=await set_up_panel(interaction, actor))
        raise
    said = done if isinstance(done, str) else ""
    await interaction.edit_original_response(view=await set_up_panel(interaction, actor, said))


async def _load(bot: CaveatBot, actor: Actor, pack: str) -> str:
    actor.must_moderate()
    dossier = await bot.services.packs.dossier(pack)
    await bot.services.setting_up.load(actor, dossier)
    log.info("pack loaded", guild=actor.guild_id, pack=pack, claims=len(dossier.claims))
    return loaded_text(dossier)


async def _start_empty(interaction: Interaction, title: str) -> None:
    actor = await to_actor(interaction)
    await _step(interaction, actor, _empty_event(interaction.client, actor, title))


async def _empty_event(bot: CaveatBot, actor: Actor, title: str) -> str:
    event = await bot.services.setting_up.start_empty(actor, title)
    return f"Made **{plain(event.title)}**, with nothing in it yet."


def _survey(interaction: Interaction, settings: GuildSettings) -> Survey:
    reads_all = interaction.client.intents.message_content
    return survey(_guild(interaction), settings, reads_all=reads_all)


def _guild(interaction: Interaction) -> discord.Guild:
    if interaction.guild is None:
        raise Invalid("I work in servers only. Use this command in a channel of one.")
    return interaction.guild


class SettingUp(AnsweringCog):
    """Answers every set-up panel, also those opened before this start."""

    controls = (
        CheckControl,
        DeskChoice,
        ChannelsChoice,
        PassedOverChoice,
        ModeratorsChoice,
        PackChoice,
        EmptyControl,
        BeginControl,
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(SettingUp(bot))
