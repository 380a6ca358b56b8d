"""What a moderator is told when their "Wrong match" has stopped something."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.ui.ids import feedback as feedback_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import plain, shorten
from claims.stopping import Stopped

_LONGEST_PASSAGE = 600


class StoppedView(Sheet):
    """What was stopped, quoted, with the way back and the way further."""

    def __init__(self, stopped: Stopped, passage: str) -> None:
        """Lay the answer out.

        Args:
            stopped: What was stopped.
            passage: The words of the message the note went by; empty where they cannot be read any more.
        """
        message_id, slug = stopped.note.message_id, stopped.claim.slug
        row: ui.ActionRow[Any] = ui.ActionRow()
        if not stopped.by_statement:
            row.add_item(button("Let it match again", feedback_ids.match_again(message_id, slug)))
        row.add_item(button("Never match texts like this", feedback_ids.never_match(message_id, slug)))
        super().__init__(ui.Container(ui.TextDisplay(stopped_text(stopped, passage)), row))


def stopped_text(stopped: Stopped, passage: str) -> str:
    """Return what was stopped, in words."""
    words = f"“{shorten(plain(passage), _LONGEST_PASSAGE)}”" if passage else "the words it stood under"
    statement = plain(stopped.claim.statement)
    lines = [
        "**Thank you. I took the note away.**",
        f"From now on {words} never gets a note about this claim: {statement}",
    ]
    return "\n".join([*lines, *_wording(stopped)])


def _wording(stopped: Stopped) -> list[str]:
    if stopped.by_statement:
        return [
            "I went by the claim's own statement, which I cannot stop. If other messages like this come, "
            "teach me what never matches.",
            "-# `/desk wordings` lets those words match again.",
        ]
    if not stopped.wording:
        return ["-# `/desk wordings` shows all that is stopped."]
    return [
        f"I do not go by this wording any more: “{plain(stopped.wording)}”.",
        f"-# It brought {_brought(stopped)}.",
    ]


def _brought(stopped: Stopped) -> str:
    notes = "1 note, this one" if stopped.brought == 1 else f"{stopped.brought} notes"
    return f"{notes}, {stopped.called_wrong or 'none'} called wrong before"
