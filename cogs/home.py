"""/desk home, and the message menus by which moderators record claims and wordings."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor, to_text
from bot.replies import whisper
from bot.ui.forms import AddForm
from bot.ui.home import HomeView
from bot.ui.ids import home as home_ids
from bot.ui.sheet import TextSheet
from bot.ui.tip_forms import WordForm
from bot.ui.wordings import taught_text
from claims.checks import MAX_STATEMENT, MAX_WORDING
from claims.people import Role
from cogs.editing import record

_RECORD_MENU = "Record as claim"
_WORDING_MENU = "Use as wording"


class HomeCommands(commands.Cog):
    """A part of the desk; `cogs.desk` takes its command into the group."""

    bot: CaveatBot

    @app_commands.command()
    async def home(self, interaction: Interaction) -> None:
        """See what needs attention: the queue, claims to check, wrong notes, breaking mode."""
        await whisper(interaction, HomeView(await self.bot.services.home.home(await to_actor(interaction))))


class HomeControl(Control, template=home_ids.HOME):
    """Looks again at what needs attention."""

    async def press(self, interaction: Interaction) -> None:
        """Show the panel as things are now."""
        home = await interaction.client.services.home.home(await to_actor(interaction))
        await interaction.response.edit_message(view=HomeView(home))


class RecordControl(Control, template=home_ids.RECORD):
    """Records a claim."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for it."""
        await _ask_for_claim(interaction)


async def _ask_for_claim(interaction: Interaction, statement: str = "") -> None:
    actor = await to_actor(interaction)
    actor.must_be(Role.CONTRIBUTOR)
    event = await interaction.client.services.events.event(actor.guild_id)
    await interaction.response.send_modal(AddForm(event, record, statement=statement))


class Home(AnsweringCog):
    """The buttons of the panel, and the message menus."""

    controls = (HomeControl, RecordControl)

    def __init__(self, bot: CaveatBot) -> None:
        super().__init__(bot)
        self.menus = [
            app_commands.ContextMenu(name=_RECORD_MENU, callback=self.record_message),
            app_commands.ContextMenu(name=_WORDING_MENU, callback=self.word_message),
        ]
        for menu in self.menus:
            menu.guild_only = True
            menu.default_permissions = discord.Permissions(manage_messages=True)

    async def record_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Record what a message says as a claim."""
        await _ask_for_claim(interaction, " ".join(to_text(message).split())[:MAX_STATEMENT])

    async def word_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Make what a message says a wording of a claim, or what never matches it."""
        actor, services = await to_actor(interaction), self.bot.services
        actor.must_moderate()
        said = " ".join(to_text(message).split())
        claims = await services.claims.search(actor.guild_id, said, drafts=True)
        others = [each for each in await services.claims.claims(actor.guild_id) if each not in claims]

        async def worded(answered: Interaction, picked: tuple[str, str, bool]) -> None:
            slug, wording, never = picked
            saved = await services.claims.word(await to_actor(answered), slug, [wording], counter=never)
            await whisper(answered, TextSheet(taught_text(saved, counter=never)))

        form = WordForm([*claims, *others], worded, wording=said[:MAX_WORDING])
        await interaction.response.send_modal(form)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Home(bot))
