"""Undoing what moderators did."""

from __future__ import annotations

from collections.abc import Sequence

from claims.audit import Action, Change
from claims.model import Claim
from claims.people import Actor, Role
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.ports.trail import UndoStore
from claims.trail import revision_not_found
from claims.undoing import Plan, Undone

_MOST_REFRESHED = 20


class UndoDesk:
    """Undoes what moderators did."""

    def __init__(self, undoing: UndoStore, guilds: GuildStore, matcher: Matcher, clock: Clock) -> None:
        self._undoing = undoing
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def plan(self, actor: Actor, number: int) -> Plan:
        """Return what undoing the change of a record comes to.

        Raises:
            NotAllowed: the actor is no moderator, or, where settings go back, no lead.
            NotFound: there is no such record.
            Invalid: it cannot be undone.
        """
        actor.must_moderate()
        plan = await self._undoing.plan(actor.guild_id, number)
        if plan is None:
            raise revision_not_found(number)
        if plan.concerns_wishes:
            actor.must_be(Role.LEAD)
        plan.check()
        return plan

    async def undo(self, actor: Actor, number: int, seen: int) -> Undone:
        """Revert the change of a record; what changed the same up to the record `seen` is lost.

        Raises:
            NotAllowed: the actor is no moderator, or, where settings go back, no lead.
            NotFound: there is no such record.
            Changed: the same thing was changed since then.
            Invalid: it cannot be undone, or everything is as it was before already.
        """
        await self.plan(actor, number)
        now = self._clock()
        since = now - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(Action.UNDONE, actor.user_id, now)
        undone = await self._undoing.undo(actor.guild_id, number, seen, change, since)
        self._refresh(actor.guild_id, undone.claims)
        return undone

    def _refresh(self, guild_id: int, claims: Sequence[Claim]) -> None:
        if len(claims) > _MOST_REFRESHED:
            self._matcher.refresh(guild_id)
            return
        for claim in claims:
            self._matcher.refresh(guild_id, claim.slug)
