"""Who works on what, kept in memory beside the other fakes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from claims.assignments import Assignment, Matter
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.queue import WaitingKind
from tests.fakes import Claims, Jobs

_CARDS = {WaitingKind.CLAIM: JobKind.TIP, WaitingKind.EVIDENCE: JobKind.EVIDENCE}


@dataclass
class Assignments:
    claims: Claims
    jobs: Jobs
    kept: dict[tuple[int, Matter], Assignment] = field(default_factory=dict)
    waits: dict[WaitingKind, Callable[[int, Matter], bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waits[WaitingKind.DRAFT] = self._is_draft

    async def assignment(self, guild_id: int, matter: Matter) -> Assignment:
        return self.kept.get((guild_id, matter), Assignment(matter))

    async def assign(
        self, guild_id: int, matter: Matter, to: int, at: datetime, *, over: bool = False
    ) -> Assignment | None:
        return self._put(guild_id, Assignment(matter, to, at), to, at, over=over)

    async def release(self, guild_id: int, matter: Matter, by: int, at: datetime) -> Assignment | None:
        return self._put(guild_id, Assignment(matter), by, at)

    async def snooze(
        self, guild_id: int, matter: Matter, by: int, at: datetime, until: datetime
    ) -> Assignment | None:
        return self._put(guild_id, Assignment(matter, snoozed_until=until), by, at)

    def close(self, guild_id: int, matter: Matter, by: int, at: datetime) -> None:
        self._check_free(guild_id, matter, by, at)
        self.kept.pop((guild_id, matter), None)

    def _put(
        self, guild_id: int, new: Assignment, by: int, at: datetime, *, over: bool = False
    ) -> Assignment | None:
        if not self.waits[new.matter.kind](guild_id, new.matter):
            return None
        if not over:
            self._check_free(guild_id, new.matter, by, at)
        self.kept[guild_id, new.matter] = new
        if new.matter.kind in _CARDS:
            self.jobs.enqueue(guild_id, _CARDS[new.matter.kind], new.matter.number, 0, at)
        return new

    def _check_free(self, guild_id: int, matter: Matter, by: int, at: datetime) -> None:
        self.kept.get((guild_id, matter), Assignment(matter)).check_free(by, at)

    def _is_draft(self, guild_id: int, matter: Matter) -> bool:
        claim = self.claims.kept.get((guild_id, matter.slug))
        return claim is not None and claim.lifecycle is Lifecycle.DRAFT
