"""Drafts: claims that were brought in, and get no notes until a moderator has said yes."""

from __future__ import annotations

from dataclasses import replace

from claims.audit import Action, Change
from claims.errors import Changed, claim_not_found
from claims.model import Claim, Lifecycle
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.matching import Matcher


class DraftDesk:
    """Publishes drafts, or puts them away; what they say is changed at the claims' desk."""

    def __init__(self, claims: ClaimStore, matcher: Matcher, clock: Clock) -> None:
        self._claims = claims
        self._matcher = matcher
        self._clock = clock

    async def publish(self, actor: Actor, slug: str, revision: int) -> Claim:
        """Let a draft get notes; `revision` is the one the moderator looked at.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: it was changed since, or is no draft any more.
        """
        return await self._decide(actor, slug, revision, Lifecycle.PUBLISHED, Action.PUBLISHED)

    async def decline(self, actor: Actor, slug: str, revision: int) -> Claim:
        """Put a draft away as withdrawn; raises as `publish` does."""
        return await self._decide(actor, slug, revision, Lifecycle.WITHDRAWN, Action.DECLINED)

    async def _decide(
        self, actor: Actor, slug: str, revision: int, lifecycle: Lifecycle, action: Action
    ) -> Claim:
        actor.must_moderate()
        claim = await self._claims.claim(actor.guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        if claim.lifecycle is not Lifecycle.DRAFT:
            raise _decided_before(claim)
        decided = replace(claim, lifecycle=lifecycle, revision=revision)
        change = Change(action, actor.user_id, self._clock())
        saved = await self._claims.save(actor.guild_id, decided, change)
        self._matcher.refresh(actor.guild_id, slug)
        return saved


def _decided_before(claim: Claim) -> Changed:
    became = claim.lifecycle.value.replace("_", " ")
    return Changed(f"Another moderator was a moment faster: `{claim.slug}` is {became} now.")
