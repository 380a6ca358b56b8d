"""What the lists in several forms offer to pick from."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.ui.words import LOOKS, STANCES, one_line, shorten
from claims.events import Event
from claims.evidence import EvidenceStance
from claims.listing import Listed
from claims.model import Claim

# Discord: 25 options, labels of 100 characters (Select Option Structure).
MOST_OPTIONS, LONGEST_LABEL = 25, 100
YES, NO = "yes", "no"


def claim_options(claims: Sequence[Claim | Listed]) -> list[discord.SelectOption]:
    """Return the first claims, by their short names."""
    return [
        discord.SelectOption(
            label=shorten(one_line(f"{LOOKS[claim.verdict].symbol} {claim.statement}"), LONGEST_LABEL),
            value=claim.slug,
            description=claim.slug,
        )
        for claim in claims[:MOST_OPTIONS]
    ]


def event_options(events: Sequence[Event]) -> list[discord.SelectOption]:
    """Return the first events by their titles, the first one picked."""
    return [
        discord.SelectOption(
            label=shorten(one_line(event.title) or event.slug, LONGEST_LABEL),
            value=event.slug,
            default=not place,
        )
        for place, event in enumerate(events[:MOST_OPTIONS])
    ]


def stance_options(chosen: EvidenceStance) -> list[discord.SelectOption]:
    """Return what a source may do to a claim."""
    return [
        discord.SelectOption(label=STANCES[stance].capitalize(), value=stance, default=stance is chosen)
        for stance in EvidenceStance
    ]


def hearing_options() -> list[discord.SelectOption]:
    """Return whether who suggests something wants to hear what becomes of it."""
    return [
        discord.SelectOption(label="Yes, tell me", value=YES, default=True),
        discord.SelectOption(label="No", value=NO),
    ]
