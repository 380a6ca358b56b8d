"""Asks moderators about messages instead of noting them, and takes what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.audit import Action, Change
from claims.checks import storable_part
from claims.errors import Changed, Invalid, NotFound
from claims.jobs import Job
from claims.model import Claim
from claims.notes import Decision, Note, Post, Reason, digest_of
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.ports.moderators import ProposalStore
from claims.proposals import LONGEST_EXCERPT, RULINGS, Doubt, Excerpt, Proposal, Ruling
from claims.reading import Match, Veto
from claims.settings import GuildSettings, Mode

_GONE = "There is nothing left to decide here: the message was deleted or says something else by now."
_RULED = "Another moderator was a moment faster; the card shows what they decided."
_PAUSED = "Automatic notes are paused, so nothing was posted. Use /desk resume first, then press again."
_CLAIM_GONE = "The claim is out of use: withdrawn or merged into another, so there is nothing to post."


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a card about one message shows."""

    proposals: tuple[Proposal, ...]
    claims: dict[str, Claim]
    excerpt: Excerpt | None = None


class ProposalDesk:
    """Keeps what is to be asked, once for a claim and channel in a cool-down, and carries rulings out."""

    def __init__(
        self,
        claims: ClaimStore,
        proposals: ProposalStore,
        guilds: GuildStore,
        matcher: Matcher,
        clock: Clock,
    ) -> None:
        self._claims = claims
        self._proposals = proposals
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def ask(self, post: Post, decision: Decision, mode: Mode, settings: GuildSettings) -> Sequence[str]:
        """Ask about a message; return the claims asked about, none that the channel was just asked about."""
        now = self._clock()
        proposals = [
            Proposal(
                guild_id=post.guild_id,
                channel_id=post.channel_id,
                message_id=post.message_id,
                slug=match.slug,
                mode=mode,
                score=match.score,
                proposed_at=now,
                wording=match.explanation.wording,
                digest=digest_of(match.explanation.said),
                doubt=_doubt(decision, match),
            )
            for match in decision.matches
        ]
        since = now - settings.cool_down if settings.cool_down else None
        return await self._proposals.propose(proposals, since, _excerpt(post, settings.excerpts_kept, now))

    async def open(self, guild_id: int, message_id: int) -> list[str]:
        """Return the claims asked about under a message that nobody has ruled about yet."""
        proposals = await self._proposals.of_message(guild_id, message_id)
        return [each.slug for each in proposals if each.open]

    async def said_again(self, post: Post, said: Sequence[str]) -> bool:
        """Let what an edited message says no more lapse; return whether anything was asked about it."""
        now, settings = self._clock(), await self._guilds.settings(post.guild_id)
        excerpt = _excerpt(post, settings.excerpts_kept, now)
        return await self._proposals.read_again(post.guild_id, post.message_id, said, excerpt, now)

    async def message_gone(self, guild_id: int, message_id: int) -> bool:
        """Let everything lapse that was asked about a deleted message, and forget its words."""
        return await self._proposals.read_again(guild_id, message_id, (), None, self._clock())

    async def asked(self, guild_id: int, message_id: int) -> Asked:
        """Return what the card about a message is to show."""
        proposals = await self._proposals.of_message(guild_id, message_id)
        claims = [await self._claims.claim(guild_id, each.slug) for each in proposals]
        excerpt = await self._proposals.excerpt(guild_id, message_id)
        return Asked(tuple(proposals), {claim.slug: claim for claim in claims if claim is not None}, excerpt)

    async def forget(self, job: Job) -> None:
        """Delete an excerpt whose time is over."""
        await self._proposals.forget(job, self._clock())

    async def rule(self, actor: Actor, message_id: int, slug: str, ruling: Ruling) -> Proposal:
        """Take a moderator's ruling; the note it posts, or what it stops, is one transaction with it.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: nothing is asked about that message any more.
            Changed: another moderator has ruled meanwhile.
            Invalid: notes are paused, or the ruling is none of that mode.
        """
        actor.must_moderate()
        proposal = await self._open(actor.guild_id, message_id, slug)
        if ruling not in RULINGS[proposal.mode]:
            raise Invalid(_GONE)
        note = await self._note(proposal) if ruling is Ruling.POST else None
        change = Change(Action.RULED, actor.user_id, self._clock())
        if not await self._proposals.rule(proposal, ruling, change, note):
            raise Changed(_RULED)
        if ruling is Ruling.WRONG:
            self._matcher.refresh(actor.guild_id, slug)
        return proposal

    async def _open(self, guild_id: int, message_id: int, slug: str) -> Proposal:
        proposals = await self._proposals.of_message(guild_id, message_id)
        found = next((each for each in proposals if each.slug == slug), None)
        if found is not None and found.ruling is not None:
            raise Changed(_RULED)
        if found is None or found.lapsed:
            raise NotFound(_GONE)
        return found

    async def _note(self, proposal: Proposal) -> Note:
        settings = await self._guilds.settings(proposal.guild_id)
        if settings.paused_at([proposal.channel_id]):
            raise Invalid(_PAUSED)
        claim = await self._claims.claim(proposal.guild_id, proposal.slug)
        if claim is None or claim.retired:
            raise NotFound(_CLAIM_GONE)
        return proposal.note(claim.revision, self._clock())


def _doubt(decision: Decision, match: Match) -> Doubt:
    if decision.reason not in {Reason.UNSURE, Reason.BREAKING}:
        return Doubt.NONE
    return Doubt.NOBODY_NAMED if match.veto is Veto.NOBODY_NAMED else Doubt.UNLIKELY


def _excerpt(post: Post, kept: timedelta, now: datetime) -> Excerpt | None:
    if not kept:
        return None
    return Excerpt(post.author_id, storable_part(post.text[:LONGEST_EXCERPT]), now + kept)
