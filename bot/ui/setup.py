"""What the set-up reports."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.words import at, plain
from claims.events import Dossier, Event


def loaded_text(dossier: Dossier) -> str:
    """Return what was loaded, in a few words."""
    counts = (
        f"{len(dossier.claims)} claims, {len(dossier.timeline)} timeline entries, {len(dossier.terms)} names"
    )
    latest = max((claim.current.as_of for claim in dossier.claims), default=None)
    until = f", as known {at(latest)}" if latest else ""
    return f"Loaded **{plain(dossier.event.title)}**: {counts}{until}."


def state_text(
    events: Sequence[Event], missing: Sequence[str], *, message_content: bool, paused: bool
) -> str:
    """Return whether the bot can work here, and what is in the way."""
    titles = ", ".join(plain(event.title) for event in events)
    lines = [
        f"Events here: {titles}." if events else "No event is loaded yet: pick a pack with /caveat setup."
    ]
    if missing:
        lines.append(f"⚠️ In this channel I lack **{', '.join(missing)}**, so I cannot put notes here.")
    else:
        lines.append("✅ I have the permissions I need in this channel.")
    if not message_content:
        lines.append(
            "⚠️ I run without the Message Content intent: I read only what mentions me or is checked."
        )
    if paused:
        lines.append("⏸️ Automatic notes are paused here; /desk resume starts them.")
    return "\n".join(lines)
