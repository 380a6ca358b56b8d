"""A record whose change is being undone, and the transaction that does so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.audit import Change
from claims.errors import Invalid
from db.audit import Trail
from db.database import Session

_MERGED = "SELECT 1 FROM claims WHERE guild_id = $1 AND slug = $2 AND lifecycle = 'superseded'"


@dataclass(frozen=True, slots=True)
class Undoing:
    """The transaction in which a change is undone; `claims` are the slugs of those that went back in it."""

    session: Session
    trail: Trail
    guild_id: int
    change: Change
    claims: frozenset[str] = frozenset()

    async def must_not_be_merged(self, slug: str) -> None:
        """Raise Invalid where nothing can wait about a claim, for it was merged since."""
        if await self.session.fetch(_MERGED, self.guild_id, slug):
            raise Invalid(
                f"“{slug}” was merged into another claim since, so nothing can wait about it. Undo the merge "
                "first; /desk audit lists it."
            )


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record says of the states before and after a change: JSON objects, None where there is none."""

    subject: str
    before: str | None
    after: str | None

    @property
    def name(self) -> str:
        """What it is about, without the kind."""
        return self.subject.partition(":")[2]

    @property
    def number(self) -> int:
        """The same, where things of its kind are numbered."""
        return int(self.name.partition(":")[0])


def state_of(recorded: str | None) -> Mapping[str, Any]:
    """Return a suggestion's recorded state; it waited before the first decision, where no record says so."""
    state: Mapping[str, Any] = json.loads(recorded) if recorded else {"state": "open"}
    return state
