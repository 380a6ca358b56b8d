"""How far a change of verdict has got, in words."""

from __future__ import annotations

from claims.notes import Rollout


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
