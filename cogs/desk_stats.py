"""/desk stats: what became of notes and messages, as a table and a chart."""

from __future__ import annotations

from io import BytesIO

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import Control
from bot.edge import Interaction, to_actor
from bot.ui.chart import Theme
from bot.ui.counts import span_words
from bot.ui.ids import stats as stats_ids
from bot.ui.stats import CHART, StatsView, alt
from bot.ui.words import shorten
from claims.people import Role
from claims.statistics_desk import USUAL
from cogs.choices import MOST_CHOICES

_LONGEST_NAME = 100


async def _spans(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the last days and the latest breaking modes."""
    spans = await interaction.client.services.statistics.spans((await to_actor(interaction)).guild_id)
    named = [(shorten(span_words(span), _LONGEST_NAME), span.key) for span in spans]
    found = [(name, key) for name, key in named if typed.casefold() in name.casefold()]
    return [app_commands.Choice(name=name, value=key) for name, key in found[:MOST_CHOICES]]


class StatsCommands(commands.Cog):
    """A part of the /desk commands."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(span=_spans)
    async def stats(
        self,
        interaction: discord.Interaction[CaveatBot],
        span: app_commands.Range[str, 1, 100] = USUAL,
        theme: Theme = Theme.DARK,
    ) -> None:
        """See what became of notes, how often they were wrong, what is repeated, and why I kept silent.

        Args:
            span: Since when: start typing and pick one; the last 30 days if left empty.
            theme: The colours of the chart.
        """
        await show_stats(interaction, span, theme)


async def show_stats(interaction: Interaction, span: str = USUAL, theme: Theme = Theme.DARK) -> None:
    """Answer with the first page of the statistics, and their chart."""
    (await to_actor(interaction)).must_be(Role.VIEWER)
    await interaction.response.defer(ephemeral=True, thinking=True)
    view, file = await _drawn(interaction, span, theme, 0)
    await interaction.followup.send(view=view, file=file, ephemeral=True)


class StatsPage(Control, template=stats_ids.PAGE):
    """Turns the pages of the statistics."""

    async def press(self, interaction: Interaction) -> None:
        """Count again, and show the page with a chart of the same numbers."""
        (await to_actor(interaction)).must_be(Role.VIEWER)
        await interaction.response.defer()
        theme, page = Theme(self.found["theme"]), int(self.found["page"])
        view, file = await _drawn(interaction, self.found["span"], theme, page)
        await interaction.edit_original_response(view=view, attachments=[file])


STATS_CONTROLS = (StatsPage,)


async def _drawn(
    interaction: Interaction, span: str, theme: Theme, page: int
) -> tuple[StatsView, discord.File]:
    client = interaction.client
    found = await client.services.statistics.statistics(await to_actor(interaction), span)
    picture = BytesIO(await client.charts.draw(found, theme))
    return StatsView(found, page, theme), discord.File(picture, CHART, description=alt(found))
