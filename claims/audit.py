"""The audit trail: one record per change, each sealed with the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What a moderator or the set-up did; a review lapses by itself."""

    LOADED = "loaded"
    ADDED = "added"
    JUDGED = "judged"
    WORDED = "worded"
    PAUSED = "paused"
    RESUMED = "resumed"
    CONFIGURED = "configured"
    RULED = "ruled"
    STOPPED = "stopped"
    RESTORED = "restored"
    EVIDENCED = "evidenced"
    RECHECKED = "rechecked"
    LAPSED = "lapsed"
    PROPOSED = "proposed"
    SECONDED = "seconded"
    DECLINED = "declined"
    BREAKING = "breaking"
    CALM = "calm"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    IMPORTED = "imported"
    UNDONE = "undone"
    PUBLISHED = "published"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes something, when and how; the store seals it into a revision."""

    action: Action
    actor_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """One sealed record: `before` and `after` are JSON objects, or None where there is nothing."""

    number: int
    subject: str
    change: Change
    before: str | None
    after: str | None
    previous_hash: str
    hash: str


def genesis(guild_id: int) -> str:
    """Return what a guild's chain begins with, so that no chain passes for another guild's."""
    return hashlib.sha256(f"caveat:{guild_id}".encode()).hexdigest()


def seal(
    number: int, subject: str, change: Change, before: str | None, after: str | None, previous: str
) -> Revision:
    """Return the revision with its SHA-256 over all its fields and the previous hash."""
    record = [
        number,
        subject,
        change.action.value,
        change.actor_id,
        _millis(change.at),
        before,
        after,
        previous,
    ]
    digest = hashlib.sha256(canonical(record).encode()).hexdigest()
    return Revision(number, subject, change, before, after, previous, digest)


def first_broken(guild_id: int, revisions: Sequence[Revision]) -> Revision | None:
    """Return the first revision that was altered, moved or cut off from the start of the guild's chain."""
    previous, expected = genesis(guild_id), 1
    for revision in revisions:
        again = seal(expected, revision.subject, revision.change, revision.before, revision.after, previous)
        if revision != again:
            return revision
        previous, expected = revision.hash, expected + 1
    return None


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same value: sorted keys, no spaces, Unicode as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _millis(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)
