"""Drafts: claims that were brought in, and get no notes until a moderator has said yes."""

from __future__ import annotations

from dataclasses import replace

from claims.assignments import LONGEST_REASON, Assignment, Matter
from claims.audit import Action, Change
from claims.checks import check_text
from claims.editing import Edit, EditDesk
from claims.errors import Changed, ClaimError, claim_not_found
from claims.merges import Merge
from claims.model import Claim, Lifecycle
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.matching import Matcher
from claims.ports.queue import AssignmentStore


class DraftDesk:
    """Decides about drafts, one moderator at a time, as they were when the moderator looked."""

    def __init__(
        self,
        claims: ClaimStore,
        assignments: AssignmentStore,
        editing: EditDesk,
        matcher: Matcher,
        clock: Clock,
    ) -> None:
        """Set the desk up.

        Args:
            claims: Keeps the drafts among the claims.
            assignments: Knows who works on which.
            editing: Rewrites them, and merges them into others.
            matcher: Is told what it may match from now on.
            clock: Tells the time.
        """
        self._claims = claims
        self._assignments = assignments
        self._editing = editing
        self._matcher = matcher
        self._clock = clock

    async def draft(self, guild_id: int, slug: str) -> tuple[Claim, Assignment]:
        """Return a draft, or what it has become, and who works on it; raise NotFound where there is none."""
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        return claim, await self._assignments.assignment(guild_id, Matter.draft(slug))

    async def over(self, guild_id: int, matter: Matter) -> ClaimError:
        """Return the error that tells what has become of a draft which waits no more."""
        claim = await self._claims.claim(guild_id, matter.slug)
        return claim_not_found(matter.slug) if claim is None else _decided_before(claim)

    async def publish(self, actor: Actor, slug: str, revision: int) -> Claim:
        """Let a draft get notes; `revision` is the one the moderator looked at.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Occupied: another moderator works on it.
            Changed: it was changed since, or is no draft any more.
        """
        draft = await self._decidable(actor, slug)
        published = replace(draft, lifecycle=Lifecycle.PUBLISHED, revision=revision)
        return await self._save(actor, published, Action.PUBLISHED)

    async def decline(self, actor: Actor, slug: str, revision: int, because: str) -> Claim:
        """Put a draft away as withdrawn; raises as `publish` does, and Invalid without a reason."""
        draft = await self._decidable(actor, slug)
        check_text("The reason", because, LONGEST_REASON)
        gone = replace(draft, lifecycle=Lifecycle.WITHDRAWN, withdrawn_because=because.strip())
        return await self._save(actor, replace(gone, revision=revision), Action.DECLINED)

    async def edit(self, actor: Actor, slug: str, edit: Edit, revision: int) -> Claim:
        """Change what a draft says, which stays a draft; raises as `publish` and EditDesk.edit do."""
        await self._decidable(actor, slug)
        return await self._editing.edit(actor, slug, edit, revision)

    async def attach(self, actor: Actor, slug: str, into: str, revision: int) -> tuple[Merge, Claim]:
        """Merge a draft into a claim, and return what that did, and the claim.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: one of them is not there.
            Occupied: another moderator works on the draft.
            Changed: the draft was changed since the moderator looked, or is none any more.
            Invalid: the claim is out of use, or must never match what the draft says.
        """
        await self._decidable(actor, slug)
        plan = await self._editing.plan_merge(actor, slug, into)
        return plan, await self._editing.merge(actor, slug, into, (revision, plan.into.revision))

    async def _decidable(self, actor: Actor, slug: str) -> Claim:
        actor.must_moderate()
        claim, assignment = await self.draft(actor.guild_id, slug)
        if claim.lifecycle is not Lifecycle.DRAFT:
            raise _decided_before(claim)
        assignment.check_free(actor.user_id, self._clock())
        return claim

    async def _save(self, actor: Actor, claim: Claim, action: Action) -> Claim:
        change = Change(action, actor.user_id, self._clock())
        saved = await self._claims.save(actor.guild_id, claim, change)
        self._matcher.refresh(actor.guild_id, claim.slug)
        return saved


def _decided_before(claim: Claim) -> Changed:
    became = claim.lifecycle.value.replace("_", " ")
    return Changed(f"Another moderator was a moment faster: `{claim.slug}` is {became} now.")
