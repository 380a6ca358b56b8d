"""What moderators are asked about a message."""

from __future__ import annotations

from bot.ui.ids.patterns import MESSAGE, SLUG
from claims.proposals import Ruling

PROPOSAL = rf"ask:(?P<ruling>{'|'.join(Ruling)}):{MESSAGE}:{SLUG}"


def proposal(ruling: Ruling, message_id: int, slug: str) -> str:
    """Return the custom_id of a button by which a moderator rules about a message."""
    return f"ask:{ruling}:{message_id}:{slug}"
