"""What the domain asks of the stores that keep the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from claims.audit import Change, Revision
from claims.trail import Selection
from claims.undoing import Plan, Undone


class AuditStore(Protocol):
    """Reads the audit trail."""

    async def revisions(self, guild_id: int, subject: str | None = None) -> Sequence[Revision]:
        """Return the guild's revisions in order of number; of one subject ("claim:slug") when given."""
        ...


class TrailStore(Protocol):
    """Reads the audit trail in parts, the newest first."""

    async def page(self, guild_id: int, selection: Selection, skip: int, most: int) -> Sequence[Revision]:
        """Return some of the selected records, after so many newer ones."""
        ...

    async def count(self, guild_id: int, selection: Selection) -> int:
        """Return how many records are selected."""
        ...

    async def one(self, guild_id: int, number: int) -> Revision | None:
        """Return a record by its number."""
        ...


class UndoStore(Protocol):
    """Reverts recorded changes."""

    async def plan(self, guild_id: int, number: int) -> Plan | None:
        """Return what undoing the change of a record comes to, None where there is no such record."""
        ...

    async def undo(
        self, guild_id: int, number: int, seen: int, change: Change, notes_since: datetime
    ) -> Undone:
        """Revert the change of a record as new records, all in one transaction, and return what became of it.

        Raises:
            NotFound: there is no such record.
            Changed: the same thing was changed after the record `seen`.
            Invalid: it cannot be undone, or everything is as it was before already.
            AlreadyThere: breaking mode would be begun again where another holds by now.
        """
        ...
