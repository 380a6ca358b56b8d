"""/caveat and /help: getting started, and how I behave here."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.duties.reach import Postable, missing_permissions
from bot.edge import to_actor
from bot.replies import whisper
from bot.ui.help import help_text
from bot.ui.ids import settings as settings_ids
from bot.ui.people import PeoplePanel
from bot.ui.places import PlaceSheet, PlacesPanel
from bot.ui.setup import loaded_text
from bot.ui.sheet import TextSheet
from bot.ui.wish_lists import NOTES_PAGE, PEOPLE_PAGE, Panel, page_of
from bot.ui.wishes import NotesPanel
from claims.errors import AlreadyThere, Invalid
from claims.people import Actor, Role
from claims.settings import GuildSettings
from claims.wishes import Wish
from cogs.choices import AsOf, pack_choices
from cogs.setting_up import set_up_panel

log = structlog.get_logger(__name__)


class WishChoice(Choice, template=settings_ids.WISH):
    """Changes one wish of the server."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Save the pick and show what holds now."""
        desk, actor = interaction.client.services.wishes, await to_actor(interaction)
        wish = Wish(self.found["wish"])
        await interaction.response.defer()
        try:
            settings = await desk.change(actor, wish, self.pick)
        except Invalid:
            # Else the list would go on showing what was not saved.
            await _show_again(interaction, await desk.show(actor), page_of(wish))
            raise
        await _show_again(interaction, settings, page_of(wish))


class PlaceChoice(Choice, template=settings_ids.PLACE):
    """Asks for the mode of the channel or category that was picked."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show its mode, with the others to pick."""
        settings = await interaction.client.services.wishes.show(await to_actor(interaction))
        await whisper(interaction, PlaceSheet(settings, int(self.pick)))


class PlaceModeChoice(Choice, template=settings_ids.PLACE_MODE):
    """Gives a channel or category a mode of its own."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Save the mode and show it."""
        desk, place = interaction.client.services.wishes, int(self.found["place"])
        settings = await desk.set_mode(await to_actor(interaction), place, self.pick)
        await interaction.response.edit_message(view=PlaceSheet(settings, place))


class WishesPageControl(Control, template=settings_ids.WISHES_PAGE):
    """Turns to a page of the settings."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show the page as things are now."""
        settings = await interaction.client.services.wishes.show(await to_actor(interaction))
        await interaction.response.edit_message(view=_panel(interaction, settings, int(self.found["page"])))


class NoWishesControl(Control, template=settings_ids.NO_WISHES):
    """Takes the server back to the defaults."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Save the defaults and show them."""
        actor = await to_actor(interaction)
        await interaction.response.defer()
        settings = await interaction.client.services.wishes.reset(actor)
        await _show_again(interaction, settings, NOTES_PAGE)


async def show_settings(interaction: discord.Interaction[CaveatBot]) -> None:
    """Answer with the first page of the settings."""
    settings = await interaction.client.services.wishes.show(await to_actor(interaction))
    await whisper(interaction, _panel(interaction, settings, NOTES_PAGE))


async def _show_again(
    interaction: discord.Interaction[CaveatBot], settings: GuildSettings, page: int
) -> None:
    await interaction.edit_original_response(view=_panel(interaction, settings, page))


def _panel(interaction: discord.Interaction[CaveatBot], settings: GuildSettings, page: int) -> Panel:
    guild = interaction.guild
    if page == NOTES_PAGE or guild is None:
        return NotesPanel(settings, interaction.created_at)
    if page == PEOPLE_PAGE:
        return PeoplePanel(settings, {role.id for role in guild.roles})
    known = {channel.id for channel in guild.channels}
    channel = guild.get_channel(settings.moderators_channel or 0)
    missing = missing_permissions(channel) if isinstance(channel, Postable) else []
    return PlacesPanel(settings, known, missing)


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class Setup(
    AnsweringCog, commands.GroupCog, group_name="caveat", group_description="Set Caveat up in this server."
):
    """The /caveat commands."""

    controls = (WishChoice, PlaceChoice, PlaceModeChoice, WishesPageControl, NoWishesControl)

    @app_commands.command()
    @app_commands.autocomplete(pack=pack_choices)
    async def setup(
        self,
        interaction: discord.Interaction[CaveatBot],
        pack: app_commands.Range[str, 1, 100] | None = None,
        as_of: AsOf | None = None,
    ) -> None:
        """Set me up step by step: check my permissions, pick channels, load an event, begin.

        Args:
            pack: Load this pack first; leave empty to pick one on the panel.
            as_of: Load only what was known then, for example 2023-06-24 02:00 (UTC).
        """
        actor = await to_actor(interaction)
        actor.must_moderate()
        await interaction.response.defer(ephemeral=True)
        done = await self._load(actor, pack, as_of) if pack else ""
        await whisper(interaction, await set_up_panel(interaction, actor, done))

    @app_commands.command()
    async def settings(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show and change how and where I work here: repeats, quiet hours, modes, the moderators' channel."""
        await show_settings(interaction)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Prepare a guild that the gateway tells of; its messages wait until then."""
        try:
            await self._preload(guild)
        finally:
            self.bot.readiness.declare(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Prepare a guild that the bot was just invited to."""
        await self.on_guild_available(guild)

    async def _preload(self, guild: discord.Guild) -> None:
        """Load the operator's pack into a guild that has no event yet."""
        preload = self.bot.services.preload
        if preload is None or await self.bot.services.events.events(guild.id):
            return
        caveat = Actor(guild.id, guild.me.id, Role.MODERATOR)
        with suppress(AlreadyThere):  # another process of ours was first
            await self._load(caveat, preload.pack, preload.as_of)

    async def _load(self, actor: Actor, pack: str, as_of: datetime | None) -> str:
        dossier = await self.bot.services.packs.dossier(pack)
        dossier = dossier.until(as_of) if as_of else dossier
        await self.bot.services.events.load(actor, dossier)
        log.info("pack loaded", guild=actor.guild_id, pack=pack, claims=len(dossier.claims))
        return loaded_text(dossier)


class Help(commands.Cog):
    """The /help command."""

    @app_commands.command()
    @app_commands.guild_only()
    async def help(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Explain what I do and what the verdicts mean."""
        moderator = (await to_actor(interaction)).may_moderate
        await whisper(interaction, TextSheet(help_text(moderator=moderator)))


async def setup(bot: CaveatBot) -> None:
    """Add the cogs."""
    await bot.add_cog(Setup(bot))
    await bot.add_cog(Help())
