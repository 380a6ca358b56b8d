"""What the options of commands offer while someone types, and how they are read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from bot.client import CaveatBot
from bot.edge import to_actor
from bot.ui.reviews import CHECK_AGAIN
from bot.ui.words import LOOKS, one_line, shorten
from claims.freshness import CheckAgain
from claims.times import parse_instant

# Discord: 25 choices, names of 100 characters (Application Command Option Choice).
MOST_CHOICES = 25
_LONGEST_NAME = 100


async def claim_choices(
    interaction: discord.Interaction[CaveatBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the claims whose words begin like those typed."""
    actor = await to_actor(interaction)
    desk = interaction.client.services.claims
    claims = await desk.spelled(actor.guild_id, typed, drafts=actor.sees_drafts)
    return [
        app_commands.Choice(
            name=shorten(one_line(f"{LOOKS[claim.verdict].symbol} {claim.statement}"), _LONGEST_NAME),
            value=claim.slug,
        )
        for claim in claims[:MOST_CHOICES]
    ]


async def event_choices(
    interaction: discord.Interaction[CaveatBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the guild's events, latest first."""
    events = await interaction.client.services.events.events((await to_actor(interaction)).guild_id)
    fitting = [event for event in events if typed.casefold() in f"{event.title} {event.slug}".casefold()]
    return [
        app_commands.Choice(
            name=shorten(one_line(event.title) or event.slug, _LONGEST_NAME), value=event.slug
        )
        for event in fitting[:MOST_CHOICES]
    ]


async def pack_choices(
    interaction: discord.Interaction[CaveatBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the packs on the shelf."""
    names = [
        name for name in interaction.client.services.packs.names() if typed.casefold() in name.casefold()
    ]
    return [app_commands.Choice(name=name, value=name) for name in names[:MOST_CHOICES]]


class Instant(app_commands.Transformer):
    """Reads a time as people type it."""

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> datetime:
        """Return the instant; raise Invalid, which the error door explains, when it cannot be read."""
        return parse_instant(value)


class CheckAgainPick(app_commands.Transformer):
    """Offers when a claim is to be checked again."""

    @property
    def choices(self) -> list[app_commands.Choice[int | float | str]]:
        """Return the choices in words."""
        return [app_commands.Choice(name=word, value=when.value) for when, word in CHECK_AGAIN.items()]

    async def transform(self, interaction: discord.Interaction[Any], value: str, /) -> CheckAgain:
        """Return the choice."""
        return CheckAgain(value)


Again = app_commands.Transform[CheckAgain, CheckAgainPick]
AsOf = app_commands.Transform[datetime, Instant]
