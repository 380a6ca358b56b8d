"""What the desk asks of the stores, kept in memory: families, the trail, and what can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims.audit import Change, Revision
from claims.kinship import Tie
from claims.model import Claim
from claims.trail import Selection
from claims.undoing import Plan, Undone
from tests.fakes import Claims


@dataclass
class Families:
    claims: Claims

    async def links(self, guild_id: int, target: str | None = None) -> Sequence[Tie]:
        claims = await self.claims.claims(guild_id)
        every = [(claim.slug, link) for claim in claims for link in claim.links]
        return [each for each in every if target in {None, each[1].slug}]

    async def rewrite(
        self, guild_id: int, claims: Sequence[Claim], change: Change, notes_since: datetime
    ) -> Sequence[Claim]:
        return [await self.claims.save(guild_id, claim, change, notes_since) for claim in claims]


@dataclass
class Trail:
    kept: list[Revision] = field(default_factory=list)
    asked: int = 0

    async def page(self, guild_id: int, selection: Selection, skip: int, most: int) -> Sequence[Revision]:
        self.asked += 1
        return self._selected(selection)[skip : skip + most]

    async def count(self, guild_id: int, selection: Selection) -> int:
        return len(self._selected(selection))

    async def one(self, guild_id: int, number: int) -> Revision | None:
        return next((each for each in self.kept if each.number == number), None)

    def _selected(self, selection: Selection) -> list[Revision]:
        newest_first = sorted(self.kept, key=lambda each: -each.number)
        return [each for each in newest_first if selection.up_to is None or each.number <= selection.up_to]


@dataclass
class Undoing:
    plans: dict[int, Plan]
    undone: Undone = field(default_factory=Undone)
    asked: list[tuple[int, int, Change, datetime]] = field(default_factory=list)

    async def plan(self, guild_id: int, number: int) -> Plan | None:
        return self.plans.get(number)

    async def undo(
        self, guild_id: int, number: int, seen: int, change: Change, notes_since: datetime
    ) -> Undone:
        self.asked.append((number, seen, change, notes_since))
        return self.undone
