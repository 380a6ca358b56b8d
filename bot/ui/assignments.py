"""What every card that waits has in common: who works on it, until when it is put aside, and the controls."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids.assignments import assignment as assignment_id
from bot.ui.sheet import Sheet, button
from bot.ui.words import at
from claims.assignments import WORKED_ON_FOR, Assignment, Matter, Snooze
from claims.queue import WaitingKind

SNOOZES = {Snooze.HOUR: "for 1 hour", Snooze.EIGHT_HOURS: "for 8 hours", Snooze.DAY: "for 1 day"}


class TakeOverSheet(Sheet):
    """Who works on a matter, and the way to take it over."""

    def __init__(self, assignment: Assignment) -> None:
        matter, began_at = assignment.matter, assignment.assigned_at
        began = f", who began {at(began_at, 'R')}" if began_at else ""
        press = button("Take it over", assignment_id("take-over", matter), style=discord.ButtonStyle.primary)
        text = f"{_name(matter)} is being worked on by <@{assignment.assigned_to}>{began}. Take it over?"
        super().__init__(ui.Container(ui.TextDisplay(text), ui.ActionRow(press)))


def assignment_line(assignment: Assignment) -> str:
    """Return who works on a matter, or until when it is put aside; empty where neither is so."""
    if assignment.assigned_at is not None:
        since, free = at(assignment.assigned_at, "t"), at(assignment.assigned_at + WORKED_ON_FOR, "t")
        return f"🔒 <@{assignment.assigned_to}> works on this since {since}; anyone may from {free} on."
    return f"💤 Put aside until {at(assignment.snoozed_until)}" if assignment.snoozed_until else ""


def assign_button(assignment: Assignment) -> ui.Button[Any]:
    """Return the button that takes a matter on, or leaves it to others."""
    free = assignment.assigned_to is None
    label, deed = ("Assign to me", "assign") if free else ("Release", "release")
    return button(label, assignment_id(deed, assignment.matter))


def snooze_row(assignment: Assignment) -> ui.ActionRow[Any]:
    """Return the list from which it is picked for how long a matter is put aside."""
    options = [
        discord.SelectOption(label=f"Put aside {word}", value=snooze) for snooze, word in SNOOZES.items()
    ]
    custom_id = assignment_id("snooze", assignment.matter)
    return ui.ActionRow(ui.Select(custom_id=custom_id, placeholder="Snooze …", options=options))


def _name(matter: Matter) -> str:
    match matter.kind:
        case WaitingKind.CLAIM:
            return f"Suggested claim {matter.number}"
        case WaitingKind.EVIDENCE:
            return f"Suggested source {matter.number}"
        case _:
            return f"The draft `{matter.slug}`"
