"""The panel on which moderators see and change what holds for an event in breaking mode."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord import ui

from bot.ui.ids import breaking as breaking_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, plain
from claims.breaking import PROLONGED_BY, SURE_ENOUGH, Breaking
from claims.events import Event

# As Discord calls it; without it the brief is shown, but not pinned.
PIN_MESSAGES = "Pin Messages"
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


class BreakingPanel(Sheet):
    """What holds, in words, with the buttons that prolong, end, pause and resume."""

    def __init__(self, breaking: Breaking, event: Event, *, paused: bool, lacking: Sequence[str]) -> None:
        """Lay the panel out.

        Args:
            breaking: What holds, or held until it was ended.
            event: The event.
            paused: Whether all notes of the server are paused.
            lacking: What the bot may not do in the brief's channel, in Discord's words.
        """
        over = breaking.ended_at is not None
        pausing = (
            button("Resume notes", breaking_ids.resume_all(event.slug), style=discord.ButtonStyle.success)
            if paused
            else button(
                "Pause all notes", breaking_ids.pause_all(event.slug), style=discord.ButtonStyle.danger
            )
        )
        row = ui.ActionRow[Sheet](
            button(f"{PROLONGED_BY // _HOUR} hours more", breaking_ids.longer(event.slug), disabled=over),
            button("End now", breaking_ids.calm(event.slug), disabled=over),
            pausing,
        )
        text = panel_text(breaking, event, paused=paused, lacking=lacking)
        super().__init__(ui.Container(ui.TextDisplay(text), row))


def panel_text(breaking: Breaking, event: Event, *, paused: bool, lacking: Sequence[str]) -> str:
    """Return what holds for an event, in words."""
    lines = [f"## Breaking mode: {plain(event.title)}"]
    if breaking.ended_at is not None:
        lines.append(
            f"It ended {at(breaking.ended_at, 'R')}: notes go by the usual rules again. "
            "`/desk breaking` begins it anew."
        )
    else:
        lines += _rules(breaking)
        lines += [f"⚠️ {_lack(breaking, name)}" for name in lacking]
    if paused:
        lines.append("⏸️ All notes of this server are paused; also those that were on their way.")
    return "\n".join(lines)


def _rules(breaking: Breaking) -> list[str]:
    window = breaking.window // _MINUTE
    return [
        f"It ends by itself {at(breaking.ends_at, 'R')}, {at(breaking.ends_at)}.",
        f"- A message gets a note only from {SURE_ENOUGH:.0%} sure on; others are left to moderators.",
        f"- A claim gets one note in a channel every {window} minutes.",
        "- **Confirmed** and **False** are saved once another moderator has seconded them (`/desk second`).",
        f"- The live brief is in {_place(breaking)} and edits itself.",
    ]


def _place(breaking: Breaking) -> str:
    if breaking.brief_id is None:
        return f"<#{breaking.channel_id}>"
    address = f"https://discord.com/channels/{breaking.guild_id}/{breaking.channel_id}/{breaking.brief_id}"
    return f"<#{breaking.channel_id}> ([open it]({address}))"


def _lack(breaking: Breaking, permission: str) -> str:
    if permission == PIN_MESSAGES:
        return f"I lack **{permission}** in <#{breaking.channel_id}>, so the live brief is not pinned."
    return f"I lack **{permission}** in <#{breaking.channel_id}>, so I cannot show the live brief there."
