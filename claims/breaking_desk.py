"""Begins, changes and ends breaking mode, and tells what a live brief shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from claims.audit import Action, Change
from claims.breaking import USUAL_LENGTH, USUAL_WINDOW, Breaking, Brief, BriefShown, brief
from claims.errors import Invalid
from claims.event_desk import EventDesk
from claims.jobs import Job
from claims.people import Actor
from claims.ports.breaking import BreakingStore
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock

_OTHER_CHANNEL = (
    "The live brief of this event is in another channel. End the mode there first, then begin it anew here."
)


class BreakingDesk:
    """Breaking mode on a moderator's word; every change is recorded."""

    def __init__(self, store: BreakingStore, events: EventDesk, claims: ClaimStore, clock: Clock) -> None:
        self._store = store
        self._events = events
        self._claims = claims
        self._clock = clock

    async def declare(
        self,
        actor: Actor,
        event: str,
        here: int,
        *,
        channel_id: int | None = None,
        length: timedelta | None = None,
        window: timedelta | None = None,
    ) -> Breaking:
        """Begin the mode for an event, or change what is told of one that lives; return what holds.

        Args:
            actor: who says so.
            event: the event's slug.
            here: the channel they are in, which gets the live brief unless `channel_id` names another.
            channel_id: the channel of the live brief.
            length: how long from now on; six hours for a new one.
            window: how long a claim gets no other note in a channel; an hour for a new one.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such event.
            Invalid: a span is too short or too long, or the brief is in another channel already.
            AlreadyThere: the channel has another event's live brief.
        """
        actor.must_moderate()
        lives = await self.lives(actor.guild_id, event)
        if lives is None:
            return await self._begin(
                actor, event, channel_id or here, length or USUAL_LENGTH, window or USUAL_WINDOW
            )
        if channel_id not in {None, lives.channel_id}:
            raise Invalid(_OTHER_CHANNEL)
        if length is None and window is None:
            return lives
        return await self._change(actor, event, length, window)

    async def live(self, actor: Actor) -> Sequence[Breaking]:
        """Return what holds for all events in breaking mode, the first begun first; raise NotAllowed."""
        actor.must_moderate()
        return await self._store.live(actor.guild_id, self._clock())

    async def lives(self, guild_id: int, event: str) -> Breaking | None:
        """Return what holds for an event, None where it is not in breaking mode."""
        live = await self._store.live(guild_id, self._clock())
        return next((breaking for breaking in live if breaking.event == event), None)

    async def prolong(self, actor: Actor, event: str) -> Breaking:
        """Give the mode six hours more; raise NotFound when it is over."""
        now = self._clock()
        return await self._alter(actor, event, Action.BREAKING, lambda known: known.prolonged(now))

    async def end(self, actor: Actor, event: str) -> Breaking:
        """End the mode at once; raise NotFound when it is over."""
        now = self._clock()
        return await self._alter(actor, event, Action.CALM, lambda known: replace(known, ended_at=now))

    async def calm(self, job: Job, caveat_id: int) -> None:
        """Record that the mode of a channel has ended by itself; `caveat_id` is the bot's user id."""
        await self._store.calm(job, Change(Action.CALM, caveat_id, self._clock()))

    async def briefs(self, job: Job) -> list[Brief]:
        """Return what the briefs in a job's channel are to show: a new one, and any that is over."""
        rows = await self._store.of_channel(job.guild_id, job.channel_id)
        if not rows:
            return []
        events = {event.slug: event for event in await self._events.events(job.guild_id)}
        claims = await self._claims.claims(job.guild_id)
        return [brief(row, events[row.event], claims, self._clock()) for row in rows]

    async def shown(self, job: Job, shown: Sequence[BriefShown]) -> None:
        """Record what became of a channel's briefs."""
        await self._store.settled(job, shown)

    async def _begin(
        self, actor: Actor, event: str, channel_id: int, length: timedelta, window: timedelta
    ) -> Breaking:
        now = self._clock()
        begun = Breaking(actor.guild_id, event, channel_id, window, now, now, changed_at=now)
        breaking = begun.until(now + length, now)
        await self._store.begin(breaking, Change(Action.BREAKING, actor.user_id, now))
        return breaking

    async def _change(
        self, actor: Actor, event: str, length: timedelta | None, window: timedelta | None
    ) -> Breaking:
        now = self._clock()

        def altered(known: Breaking) -> Breaking:
            ends_at = now + length if length else known.ends_at
            return replace(known, window=window or known.window).until(ends_at, now)

        return await self._alter(actor, event, Action.BREAKING, altered)

    async def _alter(
        self, actor: Actor, event: str, action: Action, alter: Callable[[Breaking], Breaking]
    ) -> Breaking:
        actor.must_moderate()
        change = Change(action, actor.user_id, self._clock())
        return await self._store.alter(actor.guild_id, event, alter, change)
