"""The desk that sets a guild up, step by step; every step is recorded, and two may take steps at once."""

from __future__ import annotations

from collections.abc import Callable

from claims.audit import Action, Change
from claims.errors import Invalid
from claims.event_desk import EventDesk
from claims.events import Dossier, Event
from claims.note_desk import NoteDesk
from claims.notes import Outcome, Reason
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.setting_up import SetUp, Survey, begun, held, with_channels, with_desk
from claims.settings import GuildSettings, Mode
from claims.slugs import free_slug

_MOST_TRIED = 5
_WOULD_NOTE = {Reason.SHADOW, Reason.MODERATORS_DECIDE}


class SetUpDesk:
    """Takes a guild from nothing to its first note."""

    def __init__(
        self, guilds: GuildStore, claims: ClaimStore, events: EventDesk, notes: NoteDesk, clock: Clock
    ) -> None:
        self._guilds = guilds
        self._claims = claims
        self._events = events
        self._notes = notes
        self._clock = clock

    async def show(self, actor: Actor) -> SetUp:
        """Return how far the guild is set up; changes nothing.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_moderate()
        state = await self._state(actor.guild_id)
        example = await self._example(actor) if state.mode else ""
        return SetUp(state.settings, state.events, example)

    async def pick_desk(self, actor: Actor, channel: int | None) -> None:
        """Pick the moderators' channel, or none.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: that channel is read, or a mode needs one.
        """
        await self._alter(actor, lambda settings: with_desk(settings, channel))

    async def read_only(self, actor: Actor, channels: frozenset[int]) -> None:
        """Read these channels and categories and no others; with none, all.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: the moderators' channel is among them.
        """
        await self._hold_new(actor)
        await self._alter(actor, lambda settings: with_channels(settings, channels))

    async def load(self, actor: Actor, dossier: Dossier) -> None:
        """Bring an event into the guild; its first brings no notes before it begins.

        Raises:
            NotAllowed: the actor is no moderator.
            AlreadyThere: it is there.
        """
        await self._hold_new(actor)
        await self._events.load(actor, dossier)

    async def start_empty(self, actor: Actor, title: str) -> Event:
        """Make an event without claims, which begins now, and return it.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: the title is empty or too long.
        """
        actor.must_moderate()
        taken = {event.slug for event in await self._events.events(actor.guild_id)}
        event = Event(free_slug(title, taken, otherwise="event"), title.strip(), "", self._clock())
        await self.load(actor, Dossier(event, ()))
        return event

    async def begin(self, actor: Actor, mode: Mode, survey: Survey) -> None:
        """Work in a mode from now on, wherever messages are to be read.

        Raises:
            NotAllowed: the actor is no moderator.
            Invalid: something is to be done first.
        """
        actor.must_moderate()
        if obstacle := (await self._state(actor.guild_id)).obstacle(mode, survey):
            raise Invalid(obstacle)
        await self._alter(actor, lambda settings: begun(settings, mode))

    async def _state(self, guild_id: int) -> SetUp:
        events = await self._events.events(guild_id)
        return SetUp(await self._guilds.settings(guild_id), tuple(events))

    async def _hold_new(self, actor: Actor) -> None:
        """Let a guild that knows no event yet read nothing until it begins."""
        actor.must_moderate()
        if not await self._events.events(actor.guild_id):
            await self._alter(actor, held)

    async def _alter(self, actor: Actor, alter: Callable[[GuildSettings], GuildSettings]) -> None:
        actor.must_moderate()
        change = Change(Action.CONFIGURED, actor.user_id, self._clock())
        await self._guilds.alter_settings(actor.guild_id, alter, change)

    async def _example(self, actor: Actor) -> str:
        """Return the shortest of a few claims that would bring a note if someone wrote it."""
        claims = [claim for claim in await self._claims.claims(actor.guild_id) if claim.notable]
        for claim in sorted(claims, key=lambda claim: (len(claim.statement), claim.slug))[:_MOST_TRIED]:
            decision = (await self._notes.try_out(actor, (), claim.statement)).account.decision
            if decision.outcome is Outcome.NOTE or decision.reason in _WOULD_NOTE:
                return claim.statement
        return ""
