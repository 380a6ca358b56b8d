"""Claims that members suggest, and whose suggestions are not taken, kept in memory beside the other fakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from claims.assignments import Matter
from claims.audit import Change
from claims.blocking import Block, blocked_before, not_blocked
from claims.jobs import Job, JobKind
from claims.model import Claim
from claims.queue import WaitingKind
from claims.tips import (
    DAY,
    NewTip,
    Tip,
    TipState,
    check_limits,
    not_decidable,
    not_held,
    same_words,
    tip_not_found,
    tipped_before,
)
from tests.fake_assignments import Assignments
from tests.fakes import Claims, Jobs


@dataclass
class Tips:
    claims: Claims
    jobs: Jobs
    assignments: Assignments
    kept: dict[tuple[int, int], Tip] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.assignments.waits[WaitingKind.CLAIM] = self._waits

    async def add(self, guild_id: int, new: NewTip, by: int, at: datetime, like: str = "") -> Tip:
        self._check(guild_id, new.statement, by, at)
        number = max((number for guild, number in self.kept if guild == guild_id), default=0) + 1
        words = (new.event, new.statement, new.source, new.remark, new.channel_id, new.message_id)
        state = TipState.HELD if like else TipState.OPEN
        tip = Tip(guild_id, number, *words, like, by, at, new.tell_me, state)
        return self._keep(tip, at + DAY if like else at)

    async def submit(self, guild_id: int, number: int, by: int, at: datetime) -> Tip:
        tip = self.kept.get((guild_id, number))
        if tip is None or (tip.state, tip.suggested_by) != (TipState.HELD, by):
            raise not_held()
        self._check(guild_id, tip.statement, by, at)
        return self._keep(replace(tip, state=TipState.OPEN, suggested_at=at), at)

    async def expire(self, job: Job, before: datetime) -> None:
        tip = self.kept.get((job.guild_id, job.subject))
        if tip is not None and tip.state is TipState.HELD and tip.suggested_at <= before:
            del self.kept[job.guild_id, job.subject]

    async def tip(self, guild_id: int, number: int) -> Tip | None:
        return self.kept.get((guild_id, number))

    async def approve(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        self._decide(guild_id, number, TipState.APPROVED, change, slug=claim.slug)
        return await self.claims.add(guild_id, claim, change)

    async def attach(self, guild_id: int, number: int, claim: Claim, change: Change) -> Claim:
        self._decide(guild_id, number, TipState.ATTACHED, change, slug=claim.slug)
        return await self.claims.save(guild_id, claim, change)

    async def reject(self, guild_id: int, number: int, reason: str, change: Change) -> Tip:
        return self._decide(guild_id, number, TipState.REJECTED, change, reason=reason)

    def _decide(self, guild_id: int, number: int, state: TipState, change: Change, **more: Any) -> Tip:
        tip = self.kept.get((guild_id, number))
        if tip is None:
            raise tip_not_found(number)
        if tip.state is not TipState.OPEN:
            raise not_decidable(tip)
        self.assignments.close(guild_id, Matter.tip(number), change.actor_id, change.at)
        decision = {"state": state, "decided_by": change.actor_id, "decided_at": change.at}
        if tip.tell_me:
            self.jobs.enqueue(guild_id, JobKind.OUTCOME, number, 0, change.at)
        return self._keep(replace(tip, **decision, **more), change.at)

    def _waits(self, guild_id: int, matter: Matter) -> bool:
        tip = self.kept.get((guild_id, matter.number))
        return tip is not None and tip.state is TipState.OPEN

    def _keep(self, tip: Tip, at: datetime) -> Tip:
        self.kept[tip.guild_id, tip.number] = tip
        self.jobs.enqueue(tip.guild_id, JobKind.TIP, tip.number, 0, at)
        return tip

    def _check(self, guild_id: int, statement: str, by: int, at: datetime) -> None:
        sent = [each for each in self.kept.values() if each.state is not TipState.HELD]
        waiting = [each for each in sent if each.state is TipState.OPEN]
        if any(same_words(each.statement, statement) for each in waiting):
            raise tipped_before()
        own = [each for each in sent if each.suggested_by == by]
        today = [each for each in own if each.suggested_at > at - DAY]
        check_limits(len([each for each in own if each in waiting]), len(today))


@dataclass
class Blocks:
    kept: dict[tuple[int, int], Block] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    async def block(self, guild_id: int, user_id: int, change: Change) -> None:
        if (guild_id, user_id) in self.kept:
            raise blocked_before(user_id)
        self.kept[guild_id, user_id] = Block(user_id, change.at, change.actor_id)
        self.changes.append(change)

    async def unblock(self, guild_id: int, user_id: int, change: Change) -> None:
        if (guild_id, user_id) not in self.kept:
            raise not_blocked(user_id)
        del self.kept[guild_id, user_id]
        self.changes.append(change)

    async def is_blocked(self, guild_id: int, user_id: int) -> bool:
        return (guild_id, user_id) in self.kept

    async def blocked(self, guild_id: int) -> Sequence[Block]:
        return [block for (guild, _), block in self.kept.items() if guild == guild_id]
