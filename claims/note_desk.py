"""From a message to its notes: consider it, reserve, read it again when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime

from claims.accounts import Account, Trial, Why
from claims.audit import Action, Change
from claims.breaking import quiet_since, stricter
from claims.errors import NotFound
from claims.explaining import explain
from claims.model import Claim
from claims.notes import (
    Decision,
    Ending,
    Note,
    NoteState,
    Outcome,
    Post,
    Reason,
    Reservation,
    Rollout,
    Thresholds,
    Wishes,
    about,
    consider_each,
    decide,
    digest_of,
    in_mode,
)
from claims.people import Actor, Role
from claims.ports.breaking import BreakingStore
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.feedback import StopStore
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.ports.notes import NoteStore
from claims.proposal_desk import ProposalDesk
from claims.reading import Match, Reading
from claims.settings import GuildSettings, Mode, OnRepeat
from claims.stopped_words import without_stopped

# Of the repeats of one note, so many are told that there is one; the rest of a burst is only counted.
MOST_ECHOES = 3

_SAID_ALL_THE_SAME = {Reason.CLAIM_SILENT, Reason.STALE}
_CLAIM_GONE = "The claim of this note is no longer recorded. A moderator's “Wrong match” takes the note away."


class NoteDesk:
    """Decides about messages and remembers what became of each note."""

    def __init__(
        self,
        claims: ClaimStore,
        notes: NoteStore,
        stops: StopStore,
        guilds: GuildStore,
        breaking: BreakingStore,
        matcher: Matcher,
        proposals: ProposalDesk,
        thresholds: Thresholds,
        clock: Clock,
    ) -> None:
        self._claims = claims
        self._notes = notes
        self._stops = stops
        self._guilds = guilds
        self._breaking = breaking
        self._matcher = matcher
        self._proposals = proposals
        self._thresholds = thresholds
        self._clock = clock

    async def consider(self, post: Post) -> Decision:
        """Decide what a message deserves, after the guild's own wishes."""
        settings = await self._guilds.settings(post.guild_id)
        if kept_back := self._kept_back(settings, post.places, post.roles):
            return Decision(Outcome.SILENT, kept_back)
        reading, claims = await self._read(post)
        wishes = await self._wishes(settings, post.guild_id, claims)
        decision = decide(reading, claims, self._thresholds, wishes)
        return in_mode(decision, settings.mode_at(post.places))

    async def act_on(self, post: Post, decision: Decision) -> Reservation:
        """Reserve the notes of a decision, or ask the moderators."""
        if decision.outcome is Outcome.NOTE:
            return await self.reserve(post, decision.matches)
        settings = await self._guilds.settings(post.guild_id)
        asking = _asking(decision, settings.mode_at(post.places))
        if asking is not None and decision.matches and settings.moderators_channel is not None:
            await self._proposals.ask(post, decision, asking, settings)
        return Reservation()

    async def try_out(self, actor: Actor, places: Sequence[int], text: str) -> Trial:
        """Return what would be done about a text in a channel, and why; nothing is stored.

        Args:
            actor: Who asks.
            places: The channel's id and those of what it lies in, the nearest first.
            text: What someone might write.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_be(Role.VIEWER)
        settings = await self._guilds.settings(actor.guild_id)
        account, claims = await self._account(actor.guild_id, text, settings, settings.mode_at(places))
        return Trial(account, claims, self._kept_back(settings, places))

    async def why(self, guild_id: int, reply_id: int, slug: str, text: str) -> Why:
        """Return why a reply carries a claim's note; `text` is what the message it stands under says now.

        Raises:
            NotFound: the claim is gone.
        """
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise NotFound(_CLAIM_GONE)
        account, _ = await self._account(guild_id, text, await self._guilds.settings(guild_id))
        notes = await self._notes.by_reply(guild_id, reply_id)
        return Why(
            claim,
            next((match for match in account.matches if match.match.slug == slug), None),
            next((note for note in notes if note.slug == slug), None),
        )

    async def reserve(self, post: Post, matches: Sequence[Match]) -> Reservation:
        """Reserve a note for each claim, with the job that posts it, unless the channel had one just now."""
        settings = await self._guilds.settings(post.guild_id)
        now = self._clock()
        claims = await self._claims_of(post.guild_id, matches)
        notes = [_reservation(post, claims[each.slug], each, now) for each in matches if each.slug in claims]
        if not notes:
            return Reservation()
        echoes = 0 if settings.on_repeat is OnRepeat.NOTHING else MOST_ECHOES
        since = now - settings.cool_down if settings.cool_down else None
        live = await self._breaking.live(post.guild_id, now)
        by_claim = quiet_since(live, claims.values(), settings.cool_down, now)
        return await self._notes.reserve(notes, since, echoes, by_claim)

    async def read_again(self, post: Post) -> Reservation:
        """Bring the notes of an edited message in line with what it says now.

        Notes for what it says no more are withdrawn; what it says anew gets one. A "wrong match" stays final.
        A pause keeps new notes back; it takes none away.
        """
        notes = await self._notes.of_message(post.guild_id, post.message_id)
        live = [note.slug for note in notes if note.live]
        asked = await self._proposals.open(post.guild_id, post.message_id)
        unsaid = await self._unsaid(post, {*live, *asked})
        if not unsaid.isdisjoint(live):
            now = self._clock()
            await self._notes.end(post.guild_id, post.message_id, sorted(unsaid), Ending.AUTHOR, now)
        if asked:
            await self._proposals.said_again(post, [slug for slug in asked if slug not in unsaid])
        decision = await self.consider(post)
        fresh = [match for match in decision.matches if match.slug not in live]
        return await self.act_on(post, about(decision.outcome, decision.reason, fresh))

    async def message_gone(self, guild_id: int, message_id: int) -> bool:
        """Withdraw the notes of a message that was deleted; return whether there is anything to do."""
        asked = await self._proposals.message_gone(guild_id, message_id)
        notes = await self._notes.of_message(guild_id, message_id)
        live = [note.slug for note in notes if note.live]
        now = self._clock()
        ended = live and await self._notes.end(guild_id, message_id, live, Ending.DELETION, now)
        return bool(ended) or asked

    async def rollout(self, guild_id: int, slug: str, revision: int) -> Rollout | None:
        """Return how far a changed claim has got with its earlier notes, None where it had none."""
        return await self._notes.rollout(guild_id, slug, revision)

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return how Caveat behaves in the guild."""
        return await self._guilds.settings(guild_id)

    async def pause(
        self, actor: Actor, channel_id: int | None = None, *, paused: bool = True
    ) -> GuildSettings:
        """Stop, or resume, automatic notes in one channel, or in the whole guild."""
        actor.must_moderate()

        def altered(settings: GuildSettings) -> GuildSettings:
            if channel_id is None:
                return replace(settings, paused=paused)
            others = settings.paused_channels - {channel_id}
            return replace(settings, paused_channels=others | {channel_id} if paused else others)

        change = Change(Action.PAUSED if paused else Action.RESUMED, actor.user_id, self._clock())
        return await self._guilds.alter_settings(actor.guild_id, altered, change)

    async def _unsaid(self, post: Post, slugs: Set[str]) -> Set[str]:
        """Return which of the claims noted or asked about it says no more."""
        if not slugs:
            return slugs
        settings = await self._guilds.settings(post.guild_id)
        reading, claims = await self._read(post)
        wishes = await self._wishes(settings, post.guild_id, claims)
        considered = consider_each(reading, claims, self._thresholds, wishes)
        said = {each.match.slug for each in considered if each.sibling is None and _says(each.decision)}
        return slugs - said

    async def _read(self, post: Post) -> tuple[Reading, dict[str, Claim]]:
        reading = await self._matcher.read(post.guild_id, post.text)
        plausible = [match for match in reading.matches if match.score >= self._thresholds.suggest]
        claims = await self._claims_of(post.guild_id, plausible)
        return await without_stopped(self._stops, post.guild_id, reading, claims), claims

    async def _account(
        self, guild_id: int, text: str, settings: GuildSettings, mode: Mode = Mode.ON
    ) -> tuple[Account, dict[str, Claim]]:
        reading = await self._matcher.rank(guild_id, text)
        claims = await self._claims_of(guild_id, reading.matches)
        reading = await without_stopped(self._stops, guild_id, reading, claims)
        wishes = await self._wishes(settings, guild_id, claims)
        decision = in_mode(decide(reading, claims, self._thresholds, wishes), mode)
        return explain(reading, decision, claims, self._thresholds, wishes), claims

    async def _claims_of(self, guild_id: int, matches: Iterable[Match]) -> dict[str, Claim]:
        found = [await self._claims.claim(guild_id, match.slug) for match in matches]
        return {claim.slug: claim for claim in found if claim is not None}

    async def _wishes(self, settings: GuildSettings, guild_id: int, claims: Mapping[str, Claim]) -> Wishes:
        now = self._clock()
        # Most messages resemble no claim, and are not to wait for a query.
        live = await self._breaking.live(guild_id, now) if claims else ()
        return Wishes(
            answers_questions=settings.answers_questions,
            notes_unproven=settings.notes_unproven,
            stale_before=settings.stale_before(now),
            stricter=stricter(live, claims.values()),
        )

    def _kept_back(
        self, settings: GuildSettings, places: Sequence[int], roles: frozenset[int] = frozenset()
    ) -> Reason | None:
        if settings.paused_at(places):
            return Reason.GUILD_PAUSED if settings.paused else Reason.CHANNEL_PAUSED
        if settings.mode_at(places) is Mode.OFF:
            return Reason.OFF
        if not settings.ignored_roles.isdisjoint(roles):
            return Reason.IGNORED_ROLE
        quiet = settings.quiet_hours
        return Reason.QUIET_HOURS if quiet is not None and quiet.hold(self._clock()) else None


def _says(decision: Decision) -> bool:
    """Return whether a message still says a claim: perhaps less surely, or one that gets no new notes."""
    return decision.outcome is not Outcome.SILENT or decision.reason in _SAID_ALL_THE_SAME


def _asking(decision: Decision, mode: Mode) -> Mode | None:
    """Return how moderators are asked about a message, None where they are not."""
    if decision.reason is Reason.SHADOW:
        return Mode.SHADOW
    return Mode.SUGGEST if decision.outcome is Outcome.SUGGEST and mode is not Mode.SHADOW else None


def _reservation(post: Post, claim: Claim, match: Match, now: datetime) -> Note:
    return Note(
        guild_id=post.guild_id,
        channel_id=post.channel_id,
        message_id=post.message_id,
        slug=claim.slug,
        claim_revision=claim.revision,
        state=NoteState.RESERVED,
        reserved_at=now,
        wording=match.explanation.wording,
        digest=digest_of(match.explanation.said),
    )
