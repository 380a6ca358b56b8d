"""The audit trail as it is read: which of its records, in pages, and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from claims.audit import Revision
from claims.errors import NotFound


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records: of one claim, by one moderator, since an instant, up to a number; by default all."""

    claim: str | None = None
    moderator: int | None = None
    since: datetime | None = None
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the trail, and how many pages there are."""

    revisions: tuple[Revision, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Export:
    """A file of records, the newest first; `kept` of `total` are in it."""

    content: bytes
    kept: int
    total: int


def as_record(revision: Revision) -> dict[str, Any]:
    """Return a record as JSON has it: ids as texts, times in UTC, states as objects."""
    change = revision.change
    return {
        "number": revision.number,
        "at": change.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "moderator": str(change.actor_id),
        "action": change.action.value,
        "subject": revision.subject,
        "before": json.loads(revision.before) if revision.before else None,
        "after": json.loads(revision.after) if revision.after else None,
        "previous_hash": revision.previous_hash,
        "hash": revision.hash,
    }


def revision_not_found(number: int) -> NotFound:
    """Return the error for a record that is not there."""
    return NotFound(f"There is no change number {number} here. /desk audit lists them.")
