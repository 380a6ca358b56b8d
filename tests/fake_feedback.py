"""What people say about notes, kept in memory beside the other fakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from claims.addresses import same_address
from claims.assignments import Matter
from claims.audit import Change
from claims.errors import claim_not_found
from claims.evidence import Evidence
from claims.jobs import JobKind
from claims.model import Claim
from claims.notes import Ending, Note
from claims.queue import WaitingKind
from claims.stopping import Stopped, StoppedPassage
from claims.suggestions import (
    NewSuggestion,
    Suggestion,
    SuggestionState,
    decided_before,
    suggested_before,
    suggestion_not_found,
    too_many_open,
)
from claims.voices import Cast, Swarm, Voice
from tests.fake_assignments import Assignments
from tests.fakes import Claims, Jobs, Notes


@dataclass
class VoiceBox:
    jobs: Jobs
    kept: dict[tuple[int, int, str], dict[int, Cast]] = field(default_factory=dict)
    swarms: dict[tuple[int, int], Swarm] = field(default_factory=dict)

    async def put(self, note: Note, cast: Cast) -> Voice | None:
        about = self.kept.setdefault((note.guild_id, note.message_id, note.slug), {})
        before = about.get(cast.user_id)
        if before is None or before.voice is not cast.voice:
            about[cast.user_id] = cast
        return before.voice if before else None

    async def about(self, guild_id: int, message_id: int, slug: str) -> Sequence[Cast]:
        return list(self.kept.get((guild_id, message_id, slug), {}).values())

    async def notice_swarm(self, note: Note, at: datetime) -> bool:
        key = note.guild_id, note.message_id
        if key in self.swarms:
            return False
        self.swarms[key] = Swarm(*key[:1], note.channel_id, note.message_id, note.slug, note.reply_id, at)
        self.jobs.enqueue(note.guild_id, JobKind.SWARM, note.message_id, note.channel_id, at)
        return True

    async def swarm(self, guild_id: int, message_id: int) -> Swarm | None:
        return self.swarms.get((guild_id, message_id))


@dataclass
class Stops:
    claims: Claims
    notes: Notes
    kept: dict[tuple[int, str, str], str] = field(default_factory=dict)

    async def stop(self, note: Note, by: Ending, change: Change) -> Stopped | None:
        of_wording = [each for each in self.notes.kept.values() if each.wording == note.wording]
        wrong = [each for each in of_wording if each.ended_by in {Ending.MODERATOR, Ending.MEMBERS}]
        if not await self.notes.end(note.guild_id, note.message_id, [note.slug], by, change.at):
            return None
        before = self.claims.kept[note.guild_id, note.slug]
        claim = await self._saved(note.guild_id, before, before.stopped(note.wording), change)
        wording = "" if claim == before else note.wording
        self.kept.setdefault((note.guild_id, note.slug, note.digest), wording)
        return Stopped(claim, note, wording, len(of_wording), len(wrong))

    async def restore(
        self, guild_id: int, slug: str, stopped: Sequence[StoppedPassage], change: Change
    ) -> Claim | None:
        before = claim = self.claims.kept[guild_id, slug]
        lifted = [self.kept.pop((guild_id, slug, each.digest), None) for each in stopped]
        for each in stopped:
            claim = claim.restored(each.wording)
        claim = await self._saved(guild_id, before, claim, change)
        return claim if claim != before or any(each is not None for each in lifted) else None

    async def stopped(self, guild_id: int, slug: str) -> Sequence[StoppedPassage]:
        return [
            StoppedPassage(key[2], wording)
            for key, wording in self.kept.items()
            if key[:2] == (guild_id, slug)
        ]

    async def is_stopped(self, guild_id: int, slug: str, digest: str) -> bool:
        return (guild_id, slug, digest) in self.kept

    async def _saved(self, guild_id: int, before: Claim, claim: Claim, change: Change) -> Claim:
        if claim == before:
            self.claims.changes.append(change)
            return before
        return await self.claims.save(guild_id, claim, change)


@dataclass
class Suggestions:
    claims: Claims
    jobs: Jobs
    assignments: Assignments
    kept: dict[tuple[int, int], Suggestion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.assignments.waits[WaitingKind.EVIDENCE] = self._waits

    async def add(
        self, guild_id: int, new: NewSuggestion, by: int, at: datetime, most_open: int
    ) -> Suggestion:
        for each in self.kept.values():
            if each.slug == new.slug and same_address(each.url, new.url):
                raise suggested_before(each)
        if len([each for each in await self.open_ones(guild_id) if each.suggested_by == by]) >= most_open:
            raise too_many_open(most_open)
        number, piece = len(self.kept) + 1, new.piece
        told = (piece.title, piece.url or "", piece.stance, new.remark)
        self.kept[guild_id, number] = Suggestion(
            guild_id, number, new.slug, *told, by, at, tell_me=new.tell_me
        )
        self.jobs.enqueue(guild_id, JobKind.EVIDENCE, number, 0, at)
        return self.kept[guild_id, number]

    async def suggestion(self, guild_id: int, number: int) -> Suggestion | None:
        return self.kept.get((guild_id, number))

    async def open_ones(self, guild_id: int) -> Sequence[Suggestion]:
        return [each for each in self.kept.values() if each.state is SuggestionState.OPEN]

    async def accept(
        self,
        guild_id: int,
        number: int,
        change: Change,
        notes_since: datetime,
        *,
        edited: Evidence | None = None,
        slug: str = "",
    ) -> tuple[Suggestion, Claim]:
        found = self._open(guild_id, number)
        claim = self.claims.kept.get((guild_id, slug or found.slug))
        if claim is None:
            raise claim_not_found(slug)
        claim.in_use()
        self._decide(found, SuggestionState.ACCEPTED, change)
        piece = edited or found.piece
        accepted = replace(
            self.kept[guild_id, number],
            title=piece.title,
            publisher=piece.publisher,
            url=piece.url or "",
            stance=piece.stance,
            attached_to="" if slug == found.slug else slug,
        )
        self.kept[guild_id, number] = accepted
        return accepted, await self.claims.save(guild_id, claim.evidenced(piece), change, notes_since)

    async def decline(self, guild_id: int, number: int, reason: str, change: Change) -> Suggestion:
        return self._decide(self._open(guild_id, number), SuggestionState.DECLINED, change, reason)

    def _open(self, guild_id: int, number: int) -> Suggestion:
        if (guild_id, number) not in self.kept:
            raise suggestion_not_found(number)
        found = self.kept[guild_id, number]
        if found.state is not SuggestionState.OPEN:
            raise decided_before(found)
        return found

    def _decide(
        self, found: Suggestion, state: SuggestionState, change: Change, reason: str = ""
    ) -> Suggestion:
        guild_id, number = found.guild_id, found.number
        self.assignments.close(guild_id, Matter.source(number), change.actor_id, change.at)
        by, at = change.actor_id, change.at
        self.kept[guild_id, number] = replace(found, state=state, decided_by=by, decided_at=at, reason=reason)
        if found.tell_me:
            self.jobs.enqueue(guild_id, JobKind.SOURCE_OUTCOME, number, 0, at)
        return self.kept[guild_id, number]

    def _waits(self, guild_id: int, matter: Matter) -> bool:
        found = self.kept.get((guild_id, matter.number))
        return found is not None and found.state is SuggestionState.OPEN
