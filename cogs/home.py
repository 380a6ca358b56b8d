"""/desk home, and the message menus by which moderators record claims and wordings."""

from __future__ import annotations

from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor, to_text
from bot.replies import turn, whisper
from bot.ui.forms import AddForm
from bot.ui.home import FilesSheet, FindForm, HomeView
from bot.ui.ids import home as home_ids
from bot.ui.sheet import TextSheet
from bot.ui.tip_forms import WordForm
from bot.ui.trail import TrailView
from bot.ui.wordings import taught_text
from claims.checks import MAX_STATEMENT, MAX_WORDING
from claims.errors import NotFound
from claims.people import Role
from claims.trail import Selection
from cogs.breaking import show_breaking
from cogs.choices import claim_choices
from cogs.desk_stats import show_stats
from cogs.editing import record
from cogs.panel import claim_of, show_panel
from cogs.picking import claims_to_pick
from cogs.setup import show_settings

_RECORD_MENU = "Record as claim"
_WORDING_MENU = "Use as wording"


class HomeCommands(commands.Cog):
    """A part of the desk; `cogs.desk` takes its command into the group."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def home(
        self, interaction: Interaction, claim: app_commands.Range[str, 1, 60] | None = None
    ) -> None:
        """See what needs attention, and do everything the desk can do from there.

        Args:
            claim: Open the panel of this claim at once.
        """
        if claim is None:
            await _show_home(interaction)
        else:
            await show_panel(interaction, (await claim_of(interaction, claim))[1])


class HomeControl(Control, template=home_ids.HOME):
    """Looks again at what needs attention."""

    async def press(self, interaction: Interaction) -> None:
        """Show the panel as things are now."""
        await _show_home(interaction)


class RecordControl(Control, template=home_ids.RECORD):
    """Records a claim."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for it."""
        await _ask_for_claim(interaction)


class ClaimChoice(Choice, template=home_ids.CLAIM):
    """Opens a claim."""

    async def press(self, interaction: Interaction) -> None:
        """Show its panel."""
        _, claim = await claim_of(interaction, self.pick)
        await show_panel(interaction, claim)


class FindControl(Control, template=home_ids.FIND):
    """Finds a claim that is not on the list."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for a few words, and show the panel of the likeliest with the others to choose from."""
        (await to_actor(interaction)).must_be(Role.VIEWER)

        async def asked(answered: Interaction, words: str) -> None:
            # Comparing with all claims may take longer than the three seconds that an answer may take.
            await answered.response.defer()
            actor, desk = await to_actor(answered), answered.client.services.claims
            found = await desk.search(actor.guild_id, words, drafts=True)
            if not found:
                raise NotFound("No claim fits these words. Try others, or names as they are recorded.")
            await show_panel(answered, found[0], others=found[1:])

        await interaction.response.send_modal(FindForm(asked))


class StatsControl(Control, template=home_ids.STATS):
    """Shows the statistics."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the last 30 days."""
        await show_stats(interaction)


class ChangesControl(Control, template=home_ids.CHANGES):
    """Shows who changed what."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the latest changes of the server."""
        everything = Selection()
        page = await interaction.client.services.trail.page(await to_actor(interaction), everything)
        await whisper(interaction, TrailView(page, everything))


class BreakingControl(Control, template=home_ids.BREAKING):
    """Shows breaking mode, or begins it."""

    async def press(self, interaction: Interaction) -> None:
        """Show what holds; where nothing does, ask for the event."""
        await show_breaking(interaction)


class FilesControl(Control, template=home_ids.FILES):
    """Takes claims out as files."""

    async def press(self, interaction: Interaction) -> None:
        """Offer the kinds there are."""
        (await to_actor(interaction)).must_moderate()
        await whisper(interaction, FilesSheet())


class SettingsControl(Control, template=home_ids.SETTINGS):
    """Shows how Caveat behaves here."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the first page of the settings."""
        await show_settings(interaction)


class PauseControl(Control, template=home_ids.PAUSE):
    """Pauses all notes."""

    paused = True

    async def press(self, interaction: Interaction) -> None:
        """Pause, or resume, and show the panel so."""
        await interaction.client.services.notes.pause(await to_actor(interaction), paused=self.paused)
        await _show_home(interaction)


class ResumeControl(PauseControl, template=home_ids.RESUME):
    """Resumes them."""

    paused = False


async def _show_home(interaction: Interaction) -> None:
    home = await interaction.client.services.home.home(await to_actor(interaction))
    await turn(interaction, HomeView(home))


async def _ask_for_claim(
    interaction: Interaction, statement: str = "", said_at: datetime | None = None
) -> None:
    actor = await to_actor(interaction)
    actor.must_be(Role.CONTRIBUTOR)
    event = await interaction.client.services.events.event(actor.guild_id)
    await interaction.response.send_modal(AddForm(event, record, statement=statement, said_at=said_at))


class Home(AnsweringCog):
    """The buttons of the panel, and the message menus."""

    controls = (
        HomeControl,
        RecordControl,
        ClaimChoice,
        FindControl,
        StatsControl,
        ChangesControl,
        BreakingControl,
        FilesControl,
        SettingsControl,
        PauseControl,
        ResumeControl,
    )

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
        said = " ".join(to_text(message).split())[:MAX_STATEMENT]
        await _ask_for_claim(interaction, said, message.created_at)

    async def word_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Make what a message says a wording of a claim, or what never matches it."""
        actor, services = await to_actor(interaction), self.bot.services
        actor.must_moderate()
        said = " ".join(to_text(message).split())
        claims = await claims_to_pick(interaction, said, drafts=True)

        async def worded(answered: Interaction, picked: tuple[str, str, bool]) -> None:
            slug, wording, never = picked
            saved = await services.claims.word(await to_actor(answered), slug, [wording], counter=never)
            await whisper(answered, TextSheet(taught_text(saved, counter=never)))

        await interaction.response.send_modal(WordForm(claims, worded, wording=said[:MAX_WORDING]))


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Home(bot))
