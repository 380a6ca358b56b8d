"""How far a change of verdict has got, in words."""

from __future__ import annotations

from discord import ui

from bot.ui.ids import rollouts as rollouts_ids
from bot.ui.sheet import Sheet, button
from claims.notes import Rollout


class RolloutSheet(Sheet):
    """The counts; while notes are left, with a button that counts again, also after a restart."""

    def __init__(self, rollout: Rollout, slug: str, revision: int) -> None:
        super().__init__(ui.Container(ui.TextDisplay(rollout_text(rollout))))
        if rollout.waiting:
            self.add_item(ui.ActionRow(button("Count again", rollouts_ids.rollout(slug, revision))))


def rollout_text(rollout: Rollout) -> str:
    """Return the counts, as in "142 updated, 3 gone, 1 failed"."""
    counts = [f"**{rollout.updated}** updated"]
    if rollout.gone:
        counts.append(f"{rollout.gone} gone")
    if rollout.failed:
        counts.append(f"{rollout.failed} failed: I may not edit there any more")
    if rollout.waiting:
        notes = "note" if rollout.total == 1 else "notes"
        return f"Updating {rollout.total} earlier {notes} … {', '.join(counts)}, {rollout.waiting} to go."
    return f"Earlier notes: {', '.join(counts)}."
