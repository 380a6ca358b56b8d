"""/event: what is going on, how it unfolded, who is who."""

from __future__ import annotations

from datetime import UTC, datetime

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor
from bot.replies import answer
from bot.services import Services
from bot.ui.events import brief_text, entry_line, term_line
from bot.ui.ids import events as events_ids
from bot.ui.pages import PagedView
from bot.ui.sheet import TextSheet
from bot.ui.words import at, plain
from cogs.choices import AsOf, event_choices

EventName = app_commands.Range[str, 1, 60]


class TimelinePage(Control, template=events_ids.TIMELINE_PAGE):
    """Turns the pages of a timeline."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show the page, up to the same instant as the first."""
        milliseconds = self.found["as_of"]
        as_of = datetime.fromtimestamp(int(milliseconds) / 1000, UTC) if milliseconds else None
        view = await timeline_page(
            interaction.client.services,
            (await to_actor(interaction)).guild_id,
            self.found["slug"],
            as_of,
            int(self.found["page"]),
        )
        await interaction.response.edit_message(view=view)


class PeoplePage(Control, template=events_ids.PEOPLE_PAGE):
    """Turns the pages of an event's terms."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Show the page."""
        guild_id, slug = (await to_actor(interaction)).guild_id, self.found["slug"]
        view = await people_page(interaction.client.services, guild_id, slug, int(self.found["page"]))
        await interaction.response.edit_message(view=view)


async def timeline_page(
    services: Services, guild_id: int, slug: str, as_of: datetime | None, page: int
) -> PagedView | TextSheet:
    """Return one page of an event's timeline, in order of time."""
    event = await services.events.event(guild_id, slug)
    entries = await services.events.timeline(guild_id, slug, as_of)
    if not entries:
        return TextSheet("Nothing is recorded up to then.")
    as_of_ms = None if as_of is None else int(as_of.timestamp() * 1000)
    return PagedView(
        f"Timeline · {plain(event.title)}",
        [entry_line(entry) for entry in entries],
        page,
        lambda to: events_ids.timeline_page(to, slug, as_of_ms),
        footer=f"up to {at(as_of)}" if as_of else "",
    )


async def people_page(services: Services, guild_id: int, slug: str, page: int) -> PagedView | TextSheet:
    """Return one page of an event's terms, by name."""
    event = await services.events.event(guild_id, slug)
    terms = await services.events.terms(guild_id, slug)
    if not terms:
        return TextSheet("No names are recorded for this event.")
    return PagedView(
        f"Who is who · {plain(event.title)}",
        [term_line(term) for term in terms],
        page,
        lambda to: events_ids.people_page(to, slug),
        per_page=10,
    )


@app_commands.guild_only()
class Events(AnsweringCog, commands.GroupCog, group_name="event", group_description="Ask what is going on."):
    """The /event commands."""

    controls = (TimelinePage, PeoplePage)

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def brief(
        self,
        interaction: discord.Interaction[CaveatBot],
        event: EventName | None = None,
        public: bool = False,
    ) -> None:
        """Sum up an event: where its claims stand and what happened last.

        Args:
            event: Which event; the latest if left empty.
            public: Show the answer to everyone in the channel.
        """
        services, guild_id = self.bot.services, (await to_actor(interaction)).guild_id
        chosen = await services.events.event(guild_id, event)
        claims = await services.claims.claims(guild_id)
        timeline = await services.events.timeline(guild_id, chosen.slug)
        await answer(interaction, TextSheet(brief_text(chosen, claims, timeline)), public=public)

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def timeline(
        self,
        interaction: discord.Interaction[CaveatBot],
        event: EventName | None = None,
        as_of: AsOf | None = None,
        public: bool = False,
    ) -> None:
        """Tell how an event unfolded, entry by entry.

        Args:
            event: Which event; the latest if left empty.
            as_of: Only up to that time, for example 2023-06-24 02:00 (UTC).
            public: Show the answer to everyone in the channel.
        """
        guild_id = (await to_actor(interaction)).guild_id
        slug = (await self.bot.services.events.event(guild_id, event)).slug
        await answer(
            interaction, await timeline_page(self.bot.services, guild_id, slug, as_of, 0), public=public
        )

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def people(
        self, interaction: discord.Interaction[CaveatBot], event: EventName | None = None
    ) -> None:
        """Tell who is who: people, groups, places and weapons of an event.

        Args:
            event: Which event; the latest if left empty.
        """
        guild_id = (await to_actor(interaction)).guild_id
        slug = (await self.bot.services.events.event(guild_id, event)).slug
        await answer(interaction, await people_page(self.bot.services, guild_id, slug, 0), public=False)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Events(bot))
