"""A claim's own life: edited, withdrawn, restored, linked to others, merged into another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from claims.audit import Action, Change
from claims.errors import Invalid, NotFound, claim_not_found, claim_retired
from claims.kinship import Tie, check_link
from claims.merges import Merge, merge
from claims.model import Claim, Lifecycle, Link, Relation
from claims.people import Actor
from claims.ports.claims import ClaimStore, FamilyStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore
from claims.ports.matching import Matcher


@dataclass(frozen=True, slots=True)
class Edit:
    """What a moderator makes of a claim's own fields."""

    statement: str
    said_by: str = ""
    first_said_at: datetime | None = None


class EditDesk:
    """Changes claims themselves, on a moderator's word."""

    def __init__(
        self, claims: ClaimStore, families: FamilyStore, guilds: GuildStore, matcher: Matcher, clock: Clock
    ) -> None:
        self._claims = claims
        self._families = families
        self._guilds = guilds
        self._matcher = matcher
        self._clock = clock

    async def edit(self, actor: Actor, slug: str, edit: Edit, revision: int) -> Claim:
        """Change what is claimed, who says so and since when; `revision` is the one the moderator looked at.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: someone changed the claim since the moderator looked; the text says what.
            Invalid: a text breaks a rule, or the claim is out of use.
        """
        actor.must_moderate()
        claim = replace(
            await self._in_use(actor.guild_id, slug),
            statement=edit.statement.strip(),
            said_by=edit.said_by.strip(),
            first_said_at=edit.first_said_at,
            revision=revision,
        )
        return await self._save(actor, Action.EDITED, claim)

    async def withdraw(self, actor: Actor, slug: str, why: str) -> Claim:
        """Take a claim out of use; its notes go.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Invalid: no reason is given, or the claim is out of use already.
        """
        actor.must_moderate()
        claim = await self._in_use(actor.guild_id, slug)
        if not why.strip():
            raise Invalid("Say why the claim is withdrawn: those who look it up will read it.")
        gone = replace(claim, lifecycle=Lifecycle.WITHDRAWN, withdrawn_because=why.strip())
        return await self._save(actor, Action.WITHDRAWN, gone)

    async def restore(self, actor: Actor, slug: str) -> Claim:
        """Take a withdrawn claim into use again; notes that went do not come back.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Invalid: the claim is not withdrawn.
        """
        actor.must_moderate()
        claim = await self._claim(actor.guild_id, slug)
        if claim.lifecycle is Lifecycle.SUPERSEDED:
            raise claim_retired(slug, withdrawn=False)
        if claim.lifecycle is not Lifecycle.WITHDRAWN:
            raise Invalid(f"“{slug}” is not withdrawn, so there is nothing to restore.")
        back = replace(claim, lifecycle=Lifecycle.PUBLISHED, withdrawn_because="")
        return await self._save(actor, Action.RESTORED, back)

    async def link(self, actor: Actor, slug: str, relation: Relation, other: str) -> Claim:
        """Record how a claim is related to another.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: one of them is not there.
            AlreadyThere: they are linked.
            Invalid: it would be linked to itself, or narrower than itself by way of others.
        """
        actor.must_moderate()
        claim = await self._in_use(actor.guild_id, slug)
        await self._claim(actor.guild_id, other)
        link = Link(relation, other)
        check_link(slug, link, await self._families.links(actor.guild_id))
        return await self._save(actor, Action.EDITED, replace(claim, links=(*claim.links, link)))

    async def unlink(self, actor: Actor, slug: str, other: str) -> Claim:
        """Take the link between two claims away, whichever of them says so, and return the first.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: one of them is not there, or they are not linked.
        """
        actor.must_moderate()
        claims = [await self._claim(actor.guild_id, slug), await self._claim(actor.guild_id, other)]
        changed = [
            replace(claim, links=kept)
            for claim, to in zip(claims, (other, slug), strict=True)
            if (kept := tuple(link for link in claim.links if link.slug != to)) != claim.links
        ]
        if not changed:
            raise NotFound(f"“{slug}” and “{other}” are not linked, so there is nothing to take away.")
        await self._save(actor, Action.EDITED, *changed)
        return await self._claim(actor.guild_id, slug)

    async def kin(self, guild_id: int, slug: str, *, drafts: bool = False) -> list[Tie]:
        """Return the links of other claims to a claim; drafts are for those with a role at the desk."""
        links = await self._families.links(guild_id, slug)
        return [each for each in links if drafts or not (await self._claim(guild_id, each[0])).is_draft]

    async def plan_merge(self, actor: Actor, source: str, target: str) -> Merge:
        """Return what merging a claim into another would do; nothing is saved.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: one of them is not there.
            Invalid: they cannot be merged.
        """
        actor.must_moderate()
        guild_id = actor.guild_id
        links = await self._families.links(guild_id)
        others = sorted({slug for slug, link in links if link.slug == source} - {source, target})
        linked = [await self._claim(guild_id, slug) for slug in others]
        return merge(await self._claim(guild_id, source), await self._claim(guild_id, target), linked, links)

    async def merge(self, actor: Actor, source: str, target: str, seen: tuple[int, int]) -> Claim:
        """Merge a claim into another and return the latter; `seen` are the revisions the moderator looked at.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: one of them is not there.
            Changed: someone changed one of them since the moderator looked; the text says what.
            Invalid: they cannot be merged.
        """
        plan = await self.plan_merge(actor, source, target)
        merged, into = plan.merged, plan.into
        await self._save(
            actor,
            Action.MERGED,
            replace(merged, revision=seen[0]),
            replace(into, revision=seen[1]),
            *plan.others,
        )
        return await self._claim(actor.guild_id, target)

    async def _save(self, actor: Actor, action: Action, *claims: Claim) -> Claim:
        now = self._clock()
        since = now - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(action, actor.user_id, now)
        saved = await self._families.rewrite(actor.guild_id, claims, change, since)
        for claim in saved:
            self._matcher.refresh(actor.guild_id, claim.slug)
        return saved[0]

    async def _claim(self, guild_id: int, slug: str) -> Claim:
        claim = await self._claims.claim(guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        return claim

    async def _in_use(self, guild_id: int, slug: str) -> Claim:
        return (await self._claim(guild_id, slug)).in_use()
