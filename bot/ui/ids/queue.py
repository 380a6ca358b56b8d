"""What waits for moderators, and drafts among it."""

from __future__ import annotations

from bot.ui.ids.patterns import REVISION, SLUG
from claims.queue import WaitingKind

PAGE = rf"queue:(?P<kind>|{'|'.join(WaitingKind)}):(?P<page>\d{{1,6}})"
KIND = "queue-kind"
CARD = rf"queue-card:(?P<kind>{'|'.join(WaitingKind)}):(?P<subject>\d{{1,20}}):(?P<slug>[a-z0-9-]{{0,60}})"
PUBLISH_DRAFT = rf"draft:publish:{REVISION}:{SLUG}"
DECLINE_DRAFT = rf"draft:decline:{REVISION}:{SLUG}"


def page(kind: WaitingKind | None, page: int) -> str:
    """Return the custom_id that turns to a page of what waits, of one kind or of all."""
    return f"queue:{kind or ''}:{page}"


def card(kind: WaitingKind, subject: int, slug: str) -> str:
    """Return the custom_id that shows the card of one thing that waits; only a draft goes by its slug."""
    return f"queue-card:{kind}:{subject}:{slug}"


def publish_draft(revision: int, slug: str) -> str:
    """Return the custom_id that publishes a draft as it was at a revision."""
    return f"draft:publish:{revision}:{slug}"


def decline_draft(revision: int, slug: str) -> str:
    """Return the custom_id that puts a draft away."""
    return f"draft:decline:{revision}:{slug}"
