"""/claim: what members ask about claims, and "Check this message"."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor, to_text
from bot.replies import answer, turn, whisper
from bot.services import Services
from bot.ui.cards import CardView
from bot.ui.check import check_text
from bot.ui.events import claim_line
from bot.ui.ids import lookup as lookup_ids
from bot.ui.pages import PagedView
from bot.ui.sheet import TextSheet
from bot.ui.words import plain, shorten
from claims.errors import claim_not_found
from claims.people import Actor
from cogs.choices import AsOf, claim_choices
from cogs.tips import SuggestCommands

_CHECK_MENU = "Check this message"


class SearchPage(Control, template=lookup_ids.SEARCH_PAGE):
    """Turns the pages of a search."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Search again and show the page."""
        # Comparing with all claims may take longer than the three seconds that an answer may take.
        await interaction.response.defer()
        actor, services = await to_actor(interaction), interaction.client.services
        view = await search_page(services, actor, self.found["query"], int(self.found["page"]))
        await turn(interaction, view)


async def search_page(services: Services, actor: Actor, words: str, page: int) -> PagedView | TextSheet:
    """Return one page of the claims that a few words may be about."""
    claims = await services.claims.search(actor.guild_id, words, drafts=actor.sees_drafts)
    if not claims:
        return TextSheet("No claim fits. Try other words, or list all with /claim search and no words.")
    title = f"Claims about “{plain(shorten(words, 60))}”" if words.strip() else "All claims"
    entries = [claim_line(claim) for claim in claims]
    return PagedView(
        title,
        entries,
        page,
        lambda to: lookup_ids.search_page(to, words),
        footer="/claim show tells all about one",
    )


@app_commands.guild_only()
class Lookup(
    SuggestCommands,
    AnsweringCog,
    commands.GroupCog,
    group_name="claim",
    group_description="Ask what is known about a claim.",
):
    """The /claim commands."""

    controls = (SearchPage,)

    def __init__(self, bot: CaveatBot) -> None:
        super().__init__(bot)
        menu = app_commands.ContextMenu(name=_CHECK_MENU, callback=self.check_message)
        menu.guild_only = True
        self.menus = (menu,)

    @app_commands.command()
    async def search(
        self, interaction: discord.Interaction[CaveatBot], words: app_commands.Range[str, 0, 80] = ""
    ) -> None:
        """Find claims by a few words.

        Args:
            words: What it is about; leave empty to list all claims.
        """
        await interaction.response.defer(ephemeral=True)
        # The buttons carry the words, and a line end is nothing that their pattern takes.
        view = await search_page(self.bot.services, await to_actor(interaction), " ".join(words.split()), 0)
        await whisper(interaction, view)

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def show(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: app_commands.Range[str, 1, 60],
        as_of: AsOf | None = None,
        public: bool = False,
    ) -> None:
        """Show all that is known about a claim.

        Args:
            claim: Start typing and pick one.
            as_of: As it stood then, for example 2023-06-24 02:00 (UTC).
            public: Show the answer to everyone in the channel.
        """
        actor, services = await to_actor(interaction), self.bot.services
        guild_id = actor.guild_id
        found = await services.claims.claim(guild_id, claim, as_of)
        if found.is_draft and not actor.sees_drafts:
            raise claim_not_found(claim)
        tally = None if as_of else await services.tallies.of_claim(guild_id, claim)
        kin = await services.editing.kin(guild_id, claim, drafts=actor.sees_drafts)
        await answer(interaction, CardView(found, tally, kin), public=public)

    @app_commands.command()
    async def check(
        self, interaction: discord.Interaction[CaveatBot], text: app_commands.Range[str, 1, 2000]
    ) -> None:
        """See which recorded claims a text repeats.

        Args:
            text: What someone said, in any of your languages.
        """
        await self._check(interaction, text)

    async def check_message(
        self, interaction: discord.Interaction[CaveatBot], message: discord.Message
    ) -> None:
        """See which recorded claims a message repeats."""
        await self._check(interaction, to_text(message))

    async def _check(self, interaction: discord.Interaction[CaveatBot], text: str) -> None:
        await interaction.response.defer(ephemeral=True)
        actor = await to_actor(interaction)
        desk = self.bot.services.claims
        found = await desk.check(actor.guild_id, text, drafts=actor.sees_drafts)
        await whisper(interaction, TextSheet(check_text(found)))


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Lookup(bot))
