"""Has the judgements that settle a claim seconded by another moderator, where that is the rule."""

from __future__ import annotations

from claims.audit import Action, Change
from claims.model import Claim, Verdict
from claims.people import Actor, Role
from claims.ports.breaking import BreakingStore
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher
from claims.ports.moderators import SecondStore
from claims.seconding import Pending, needs_second, pending_not_found


class SecondDesk:
    """Keeps proposed judgements until another moderator has decided."""

    def __init__(
        self,
        store: SecondStore,
        breaking: BreakingStore,
        claims: ClaimStore,
        guilds: GuildStore,
        matcher: Matcher,
        clock: Clock,
    ) -> None:
        self._store = store
        self._breaking = breaking
        self._claims = claims
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def is_needed(self, guild_id: int, claim: Claim, verdict: Verdict) -> bool:
        """Return whether another moderator must second a verdict on a claim."""
        live = await self._breaking.live(guild_id, self._clock())
        rule = (await self._guilds.settings(guild_id)).second
        return needs_second(claim, verdict, {breaking.event for breaking in live}, rule)

    async def propose(self, actor: Actor, judged: Claim, revision: int) -> Pending:
        """Keep a claim's new judgement until it is seconded; raise Changed if it is past `revision`."""
        actor.must_moderate()
        now = self._clock()
        pending = Pending(
            guild_id=actor.guild_id,
            number=0,
            slug=judged.slug,
            revision=revision,
            judgement=judged.current,
            proposed_by=actor.user_id,
            proposed_at=now,
            review_by=judged.review_by,
        )
        return await self._store.propose(pending, Change(Action.PROPOSED, actor.user_id, now))

    async def second(self, actor: Actor, number: int) -> Claim:
        """Save a proposed judgement, as its proposer's; the audit record names who seconded it.

        Raises:
            NotAllowed: the actor is no moderator, or proposed it.
            NotFound: no such proposal.
            Changed: somebody decided about it, or changed the claim, meanwhile.
        """
        actor.must_moderate()
        now = self._clock()
        since = now - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(Action.SECONDED, actor.user_id, now)
        claim = await self._store.second(actor.guild_id, number, change, since)
        self._matcher.refresh(actor.guild_id, claim.slug)
        return claim

    async def decline(self, actor: Actor, number: int) -> Pending:
        """Turn a proposal down, one's own too; raise NotAllowed, NotFound or Changed as `second` does."""
        actor.must_moderate()
        change = Change(Action.DECLINED, actor.user_id, self._clock())
        return await self._store.decline(actor.guild_id, number, change)

    async def open(self, actor: Actor) -> list[tuple[Pending, Claim]]:
        """Return what waits for a second moderator, the first first, each with its claim as it is."""
        actor.must_be(Role.VIEWER)
        return [(pending, await self._claim(pending)) for pending in await self._store.open(actor.guild_id)]

    async def pending(self, guild_id: int, number: int) -> tuple[Pending, Claim]:
        """Return a proposal with its claim as it is; raise NotFound when it is not there."""
        pending = await self._store.pending(guild_id, number)
        if pending is None:
            raise pending_not_found(number)
        return pending, await self._claim(pending)

    async def _claim(self, pending: Pending) -> Claim:
        claim = await self._claims.claim(pending.guild_id, pending.slug)
        if claim is None:
            raise pending_not_found(pending.number)
        return claim
