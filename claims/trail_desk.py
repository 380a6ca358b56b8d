"""Showing moderators the audit trail: a page at a time, and as a file."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from claims.audit import Revision
from claims.people import Actor, Role
from claims.ports.trail import TrailStore
from claims.trail import Export, Page, Selection, as_record, revision_not_found

PER_PAGE = 8
MOST_EXPORTED = 10_000
_AT_ONCE = 200
# Nobody turns so many pages; the file holds what lies beyond.
_LAST_PAGE = 9_998
_BETWEEN = b",\n"


class TrailDesk:
    """Shows moderators who changed what and when."""

    def __init__(self, trail: TrailStore) -> None:
        self._trail = trail

    async def page(self, actor: Actor, selection: Selection, number: int = 0) -> Page:
        """Return a page of the selected records, from 0; one beyond the last is the last.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        total = await self._trail.count(actor.guild_id, selection)
        last = min(max(0, (total - 1) // PER_PAGE), _LAST_PAGE)
        number = min(number, last)
        revisions = await self._trail.page(actor.guild_id, selection, number * PER_PAGE, PER_PAGE)
        return Page(tuple(revisions), number, last + 1, total)

    async def latest(self, actor: Actor, most: int) -> Sequence[Revision]:
        """Return the newest records; raise NotAllowed without a role at the desk."""
        actor.must_be(Role.VIEWER)
        return await self._trail.page(actor.guild_id, Selection(), 0, most)

    async def one(self, actor: Actor, number: int) -> Revision:
        """Return a record.

        Raises:
            NotAllowed: the actor has no role at the desk.
            NotFound: there is none of that number.
        """
        actor.must_be(Role.VIEWER)
        revision = await self._trail.one(actor.guild_id, number)
        if revision is None:
            raise revision_not_found(number)
        return revision

    async def export(self, actor: Actor, selection: Selection, most_bytes: int) -> Export:
        """Return the newest selected records as JSON, as many as fit: 10,000 at the most.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        total = await self._trail.count(actor.guild_id, selection)
        parts: list[bytes] = []
        room = most_bytes - len(_file([]))
        async for revision in records(self._trail, actor.guild_id, selection, MOST_EXPORTED):
            part = json.dumps(as_record(revision), ensure_ascii=False).encode()
            room -= len(part) + len(_BETWEEN)
            if room < 0:
                break
            parts.append(part)
        return Export(_file(parts), len(parts), total)


async def records(
    trail: TrailStore, guild_id: int, selection: Selection, most: int | None = None
) -> AsyncIterator[Revision]:
    """Yield the selected records, the newest first; what is added meanwhile is not among them."""
    kept, up_to = 0, selection.up_to
    while most is None or kept < most:
        size = _AT_ONCE if most is None else min(_AT_ONCE, most - kept)
        found = await trail.page(guild_id, replace(selection, up_to=up_to), 0, size)
        for revision in found:
            yield revision
        if len(found) < size:
            return
        kept, up_to = kept + size, found[-1].number - 1


def _file(parts: Sequence[bytes]) -> bytes:
    return b"[\n" + _BETWEEN.join(parts) + b"\n]\n"
