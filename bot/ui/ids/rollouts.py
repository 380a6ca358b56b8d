"""How far a change has got with the notes."""

from __future__ import annotations

from bot.ui.ids.patterns import REVISION, SLUG

ROLLOUT = rf"rollout:{REVISION}:{SLUG}"


def rollout(slug: str, revision: int) -> str:
    """Return the custom_id of the button that counts how far a revision of a claim has got."""
    return f"rollout:{revision}:{slug}"
