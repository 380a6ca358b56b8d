"""The life of a note: consider a message, reserve, post or release, withdraw when the match was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from claims.accounts import Account, Trial, Why
from claims.audit import Action, Change
from claims.errors import NotFound
from claims.explaining import explain
from claims.model import Claim
from claims.notes import Decision, GuildSettings, Note, NoteState, Outcome, Post, Reason, Thresholds, decide
from claims.people import Actor
from claims.ports import ClaimStore, Clock, GuildStore, Matcher, NoteStore
from claims.reading import Match


class Objection(StrEnum):
    """What came of saying that a match is wrong."""

    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"
    REPEATED = "repeated"


_CLAIM_GONE = "The claim of this note is no longer recorded. A moderator's “Wrong match” takes the note away."


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
        if paused := _paused(settings, post.channel_id):
            return Decision(Outcome.SILENT, paused)
        reading = await self._matcher.read(post.guild_id, post.text)
        plausible = [match for match in reading.matches if match.score >= self._thresholds.suggest]
        return decide(reading, await self._claims_of(post.guild_id, plausible), self._thresholds)

    async def try_out(self, actor: Actor, channel_id: int, text: str) -> Trial:
        """Return what would be done about a text in a channel, and why; nothing is stored.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_moderate()
        settings = await self._guilds.settings(actor.guild_id)
        account, claims = await self._account(actor.guild_id, text)
        return Trial(account, claims, _paused(settings, channel_id))

    async def why(self, guild_id: int, reply_id: int, slug: str, text: str) -> Why:
        """Return why a reply carries a claim's note; `text` is what the message it stands under says now.

        Raises:
            NotFound: the claim is gone.
        """
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise NotFound(_CLAIM_GONE)
        account, _ = await self._account(guild_id, text)
        notes = await self._notes.by_reply(guild_id, reply_id)
        return Why(
            claim,
            next((match for match in account.matches if match.match.slug == slug), None),
            next((note for note in notes if note.slug == slug), None),
        )

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

    async def _account(self, guild_id: int, text: str) -> tuple[Account, dict[str, Claim]]:
        reading = await self._matcher.rank(guild_id, text)
        claims = await self._claims_of(guild_id, reading.matches)
        decision = decide(reading, claims, self._thresholds)
        return explain(reading, decision, claims, self._thresholds), claims

    async def _claims_of(self, guild_id: int, matches: Iterable[Match]) -> dict[str, Claim]:
        found = [await self._claims.claim(guild_id, match.slug) for match in matches]
        return {claim.slug: claim for claim in found if claim is not None}

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


def _paused(settings: GuildSettings, channel_id: int) -> Reason | None:
    if settings.paused:
        return Reason.GUILD_PAUSED
    return Reason.CHANNEL_PAUSED if channel_id in settings.paused_channels else None
