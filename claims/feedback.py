"""What people say about notes, and what follows: a note goes, and what brought it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.audit import Action, Change
from claims.errors import NotFound, claim_not_found
from claims.model import Claim
from claims.notes import Ending, Note
from claims.people import Actor, Role
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.feedback import StopStore, VoiceStore
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.ports.notes import NoteStore
from claims.stopping import Stopped, StoppedPassage
from claims.voices import Cast, Swarm, Voice, Voices, counted, is_swarm

# The members' voices together: the trail cannot be erased, so it names none of them.
_THE_MEMBERS = 0
_NOTHING_STOPPED = "That matches again already. /desk wordings shows what is stopped."


class Answer(StrEnum):
    """What came of a voice."""

    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    CHANGED = "changed"
    REPEATED = "repeated"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a voice, what it stopped, and whether a swarm was noticed by it."""

    answer: Answer
    stopped: Stopped | None = None
    swarm: bool = False


class FeedbackDesk:
    """Hears people about notes; one voice a person."""

    def __init__(
        self,
        voices: VoiceStore,
        stops: StopStore,
        notes: NoteStore,
        claims: ClaimStore,
        guilds: GuildStore,
        matcher: Matcher,
        clock: Clock,
    ) -> None:
        self._voices = voices
        self._stops = stops
        self._notes = notes
        self._claims = claims
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def wrong(self, actor: Actor, reply_id: int, slug: str, noted_id: int | None = None) -> Heard:
        """Take a "wrong match": a moderator's, or enough members', ends the note and what brought it.

        With `noted_id`, the message the note stands under, it is found also before its reply is recorded.
        """
        note = await self._note(actor.guild_id, reply_id, slug, noted_id)
        if note is None:
            return Heard(Answer.GONE)
        heard = await self._heard(actor, note, Voice.WRONG)
        by = Ending.MODERATOR if actor.may_moderate else Ending.MEMBERS
        if not actor.may_moderate and not await self._enough(note):
            return heard
        stopped = await self._stop(actor, note, by)
        return Heard(Answer.WITHDRAWN if stopped else Answer.GONE, stopped, heard.swarm)

    async def helpful(self, actor: Actor, reply_id: int, slug: str, noted_id: int | None = None) -> Heard:
        """Take a "helpful"; it replaces the person's "wrong match", and brings no note back."""
        note = await self._note(actor.guild_id, reply_id, slug, noted_id)
        return Heard(Answer.GONE) if note is None else await self._heard(actor, note, Voice.HELPFUL)

    async def passage(self, guild_id: int, slug: str, text: str) -> str:
        """Return the words by which a text matches a claim, "" where it does not."""
        reading = await self._matcher.rank(guild_id, text)
        return next((match.explanation.said for match in reading.matches if match.slug == slug), "")

    async def note_under(self, actor: Actor, message_id: int, slug: str) -> Note:
        """Return a claim's note under a message, whether or not it stands.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: there was none.
        """
        actor.must_moderate()
        notes = await self._notes.of_message(actor.guild_id, message_id)
        note = next((note for note in notes if note.slug == slug), None)
        if note is None:
            raise NotFound("I remember no such note. /desk wordings shows what is stopped.")
        return note

    async def restore(self, actor: Actor, message_id: int, slug: str) -> Claim:
        """Let a passage, and the wording that was stopped with it, match again; the note stays away.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: nothing of it is stopped.
        """
        note = await self.note_under(actor, message_id, slug)
        stopped = [
            each for each in await self._stops.stopped(actor.guild_id, slug) if each.digest == note.digest
        ]
        return await self._restore(actor, slug, stopped)

    async def restore_wording(self, actor: Actor, slug: str, wording: str) -> Claim:
        """Let a stopped wording match again, and the passages that were stopped with it."""
        actor.must_moderate()
        stopped = await self._stops.stopped(actor.guild_id, slug)
        with_it = [each for each in stopped if each.wording == wording]
        return await self._restore(actor, slug, with_it or [StoppedPassage("", wording)])

    async def restore_passages(self, actor: Actor, slug: str) -> Claim:
        """Let all passages of a claim match again that were stopped without a wording."""
        actor.must_moderate()
        stopped = await self._stops.stopped(actor.guild_id, slug)
        return await self._restore(actor, slug, [each for each in stopped if not each.wording])

    async def stopped(self, actor: Actor, slug: str) -> tuple[Claim, Sequence[StoppedPassage]]:
        """Return a claim and which passages never get its note again."""
        actor.must_be(Role.VIEWER)
        claim = await self._claims.claim(actor.guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        return claim, await self._stops.stopped(actor.guild_id, slug)

    async def swarm(self, guild_id: int, message_id: int) -> tuple[Swarm, Voices] | None:
        """Return the swarm that was noticed at a message's note, and what the voices come to."""
        swarm = await self._voices.swarm(guild_id, message_id)
        if swarm is None:
            return None
        return swarm, counted(await self._voices.about(guild_id, message_id, swarm.slug))

    async def _note(self, guild_id: int, reply_id: int, slug: str, noted_id: int | None) -> Note | None:
        notes = await self._notes.by_reply(guild_id, reply_id)
        if not notes and noted_id is not None:
            notes = await self._notes.of_message(guild_id, noted_id)
        return next((note for note in notes if note.slug == slug and note.live), None)

    async def _heard(self, actor: Actor, note: Note, voice: Voice) -> Heard:
        now = self._clock()
        before = await self._voices.put(note, Cast(actor.user_id, voice, now))
        if before is voice:
            return Heard(Answer.REPEATED)
        casts = await self._voices.about(note.guild_id, note.message_id, note.slug)
        swarm = is_swarm(casts, now) and await self._voices.notice_swarm(note, now)
        return Heard(Answer.CHANGED if before else Answer.RECORDED, swarm=swarm)

    async def _enough(self, note: Note) -> bool:
        wanted = (await self._guilds.settings(note.guild_id)).voices
        casts = await self._voices.about(note.guild_id, note.message_id, note.slug)
        return 0 < wanted <= counted(casts).wrong

    async def _stop(self, actor: Actor, note: Note, by: Ending) -> Stopped | None:
        actor_id = actor.user_id if by is Ending.MODERATOR else _THE_MEMBERS
        stopped = await self._stops.stop(note, by, Change(Action.STOPPED, actor_id, self._clock()))
        if stopped is not None and stopped.wording:
            self._matcher.refresh(note.guild_id, note.slug)
        return stopped

    async def _restore(self, actor: Actor, slug: str, stopped: Sequence[StoppedPassage]) -> Claim:
        change = Change(Action.RESTORED, actor.user_id, self._clock())
        claim = await self._stops.restore(actor.guild_id, slug, stopped, change) if stopped else None
        if claim is None:
            raise NotFound(_NOTHING_STOPPED)
        self._matcher.refresh(actor.guild_id, slug)
        return claim
