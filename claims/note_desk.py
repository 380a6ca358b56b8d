"""The life of a note: consider a message, reserve, post or release, withdraw when the match was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from claims.audit import Action, Change
from claims.model import Claim
from claims.notes import Decision, GuildSettings, Note, NoteState, Outcome, Post, Reason, Thresholds, decide
from claims.people import Actor
from claims.ports import ClaimStore, Clock, GuildStore, Matcher, NoteStore


class Objection(StrEnum):
    """What came of saying that a match is wrong."""

    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    REPEATED = "repeated"


class NoteDesk:
    """Decides about messages and remembers what became of each note."""

    def __init__(
        self,
        claims: ClaimStore,
        notes: NoteStore,
        guilds: GuildStore,
        matcher: Matcher,
        thresholds: Thresholds,
        clock: Clock,
    ) -> None:
        self._claims = claims
        self._notes = notes
        self._guilds = guilds
        self._matcher = matcher
        self._thresholds = thresholds
        self._clock = clock

    async def consider(self, post: Post) -> Decision:
        """Decide what a message deserves, after the guild's own wishes."""
        settings = await self._guilds.settings(post.guild_id)
        if settings.paused:
            return Decision(Outcome.SILENT, Reason.GUILD_PAUSED)
        if post.channel_id in settings.paused_channels:
            return Decision(Outcome.SILENT, Reason.CHANNEL_PAUSED)
        reading = await self._matcher.read(post.guild_id, post.text)
        # Most messages repeat nothing, so the claims are fetched only for those that might.
        plausible = any(match.score >= self._thresholds.suggest for match in reading.matches)
        stored = await self._claims.claims(post.guild_id) if plausible else ()
        return decide(reading, {claim.slug: claim for claim in stored}, self._thresholds)

    async def reserve(self, post: Post, slugs: Sequence[str]) -> list[Claim]:
        """Reserve a note for each claim and return those that nobody had reserved for this message yet."""
        reserved = []
        for slug in slugs:
            claim = await self._claims.claim(post.guild_id, slug)
            if claim is not None and await self._notes.reserve(self._reservation(post, claim)):
                reserved.append(claim)
        return reserved

    async def posted(self, guild_id: int, message_id: int, reply_id: int) -> None:
        """Record that one reply carries the message's reserved notes."""
        await self._notes.posted(guild_id, message_id, reply_id, self._clock())

    async def release(self, guild_id: int, message_id: int) -> None:
        """Give the message's reservations up, so that a later repeat of the event may try again."""
        await self._notes.release(guild_id, message_id)

    async def unfinished(self, guild_id: int) -> Sequence[Note]:
        """Return notes that were reserved but not known to be posted, such as after a crash."""
        return await self._notes.reserved(guild_id)

    async def object_to(self, actor: Actor, reply_id: int, slug: str) -> Objection:
        """Take a "wrong match": a moderator's withdraws the note, a member's is counted once."""
        now = self._clock()
        fresh = await self._notes.object_to(actor.guild_id, reply_id, slug, actor.user_id, now)
        if actor.may_moderate and await self._notes.withdrawn(actor.guild_id, reply_id, slug, now):
            return Objection.WITHDRAWN
        return Objection.RECORDED if fresh else Objection.REPEATED

    async def standing(self, guild_id: int, reply_id: int) -> list[Claim]:
        """Return the claims whose notes still stand in a reply."""
        notes = await self._notes.by_reply(guild_id, reply_id)
        slugs = [note.slug for note in notes if note.state is not NoteState.WITHDRAWN]
        claims = [await self._claims.claim(guild_id, slug) for slug in slugs]
        return [claim for claim in claims if claim is not None]

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return how Caveat behaves in the guild."""
        return await self._guilds.settings(guild_id)

    async def pause(
        self, actor: Actor, channel_id: int | None = None, *, paused: bool = True
    ) -> GuildSettings:
        """Stop, or resume, automatic notes in one channel, or in the whole guild."""
        actor.must_moderate()
        settings = await self._guilds.settings(actor.guild_id)
        if channel_id is None:
            settings = replace(settings, paused=paused)
        else:
            others = settings.paused_channels - {channel_id}
            settings = replace(settings, paused_channels=others | {channel_id} if paused else others)
        change = Change(Action.PAUSED if paused else Action.RESUMED, actor.user_id, self._clock())
        await self._guilds.save_settings(actor.guild_id, settings, change)
        return settings

    def _reservation(self, post: Post, claim: Claim) -> Note:
        return Note(
            guild_id=post.guild_id,
            channel_id=post.channel_id,
            message_id=post.message_id,
            slug=claim.slug,
            claim_revision=claim.revision,
            state=NoteState.RESERVED,
            reserved_at=self._clock(),
        )
