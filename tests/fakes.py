"""The ports, kept in memory: what the domain's own tests run on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from claims.audit import Change
from claims.errors import AlreadyThere, claim_changed, claim_not_found
from claims.events import Dossier, Event, Term, TimelineEntry
from claims.model import Claim
from claims.notes import GuildSettings, Note, NoteState
from claims.reading import Match, Reading, Stance

NOW = datetime(2023, 6, 24, 3, tzinfo=UTC)


@dataclass
class Ticking:
    """A clock that moves a second whenever it is asked."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Claims:
    kept: dict[tuple[int, str], Claim] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    async def claim(self, guild_id: int, slug: str) -> Claim | None:
        return self.kept.get((guild_id, slug))

    async def claims(self, guild_id: int) -> Sequence[Claim]:
        return [claim for (guild, _), claim in sorted(self.kept.items()) if guild == guild_id]

    async def add(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        if (guild_id, claim.slug) in self.kept:
            raise AlreadyThere(claim.slug)
        return self._keep(guild_id, claim, change)

    async def save(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        stored = self.kept.get((guild_id, claim.slug))
        if stored is None:
            raise claim_not_found(claim.slug)
        if stored.revision != claim.revision:
            raise claim_changed(claim.slug)
        return self._keep(guild_id, claim, change)

    def _keep(self, guild_id: int, claim: Claim, change: Change) -> Claim:
        kept = replace(claim, revision=claim.revision + 1)
        self.kept[guild_id, claim.slug] = kept
        self.changes.append(change)
        return kept


@dataclass
class Events:
    claims: Claims
    dossiers: dict[tuple[int, str], Dossier] = field(default_factory=dict)

    async def events(self, guild_id: int) -> Sequence[Event]:
        return [dossier.event for (guild, _), dossier in self.dossiers.items() if guild == guild_id]

    async def timeline(self, guild_id: int, event: str) -> Sequence[TimelineEntry]:
        return self.dossiers[guild_id, event].timeline

    async def terms(self, guild_id: int, event: str | None = None) -> Sequence[Term]:
        return [term for d in self.dossiers.values() if event in {None, d.event.slug} for term in d.terms]

    async def load(self, guild_id: int, dossier: Dossier, change: Change) -> None:
        if (guild_id, dossier.event.slug) in self.dossiers:
            raise AlreadyThere(dossier.event.slug)
        self.dossiers[guild_id, dossier.event.slug] = dossier
        for claim in dossier.claims:
            await self.claims.add(guild_id, claim, change)


@dataclass
class Notes:
    kept: dict[tuple[int, int, str], Note] = field(default_factory=dict)
    objections: set[tuple[int, int, str, int]] = field(default_factory=set)

    async def reserve(self, note: Note) -> bool:
        key = note.guild_id, note.message_id, note.slug
        return self.kept.setdefault(key, note) is note

    async def posted(self, guild_id: int, message_id: int, reply_id: int, at: datetime) -> None:
        for key, note in self.kept.items():
            if key[:2] == (guild_id, message_id):
                self.kept[key] = replace(note, state=NoteState.POSTED, reply_id=reply_id)

    async def release(self, guild_id: int, message_id: int) -> None:
        self.kept = {
            key: note
            for key, note in self.kept.items()
            if key[:2] != (guild_id, message_id) or note.state is not NoteState.RESERVED
        }

    async def withdrawn(self, guild_id: int, reply_id: int, slug: str, at: datetime) -> bool:
        posted = [key for key, note in self.kept.items() if (note.reply_id, note.slug) == (reply_id, slug)]
        live = [key for key in posted if self.kept[key].state is NoteState.POSTED]
        for key in live:
            self.kept[key] = replace(self.kept[key], state=NoteState.WITHDRAWN)
        return bool(live)

    async def reserved(self, guild_id: int) -> Sequence[Note]:
        return [note for note in self.kept.values() if note.state is NoteState.RESERVED]

    async def by_reply(self, guild_id: int, reply_id: int) -> Sequence[Note]:
        return [note for note in self.kept.values() if note.reply_id == reply_id]

    async def object_to(self, guild_id: int, reply_id: int, slug: str, user_id: int, at: datetime) -> bool:
        voice = guild_id, reply_id, slug, user_id
        fresh = voice not in self.objections
        self.objections.add(voice)
        return fresh


@dataclass
class Guilds:
    kept: dict[int, GuildSettings] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    async def settings(self, guild_id: int) -> GuildSettings:
        return self.kept.get(guild_id, GuildSettings())

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        self.kept[guild_id] = settings
        self.changes.append(change)


@dataclass
class SlugMatcher:
    """Finds a claim wherever its short name stands in a message."""

    claims: Claims
    refreshed: list[tuple[int, str | None]] = field(default_factory=list)

    async def read(self, guild_id: int, text: str) -> Reading:
        found = [claim.slug for claim in await self.claims.claims(guild_id) if claim.slug in text]
        return Reading(text.strip(), tuple(Match(slug, 0.99, Stance.ASSERTS) for slug in found))

    async def rank(self, guild_id: int, text: str) -> Reading:
        return await self.read(guild_id, text)

    async def search(self, guild_id: int, text: str) -> Reading:
        return await self.read(guild_id, text)

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        self.refreshed.append((guild_id, slug))
