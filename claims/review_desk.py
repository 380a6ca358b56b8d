"""The moderators' list of claims to check again, and what becomes of a claim that nobody checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.audit import Action, Change
from claims.errors import Changed, claim_not_found
from claims.freshness import COUNTS_KEPT, SOON, CheckAgain, CheckList, checked
from claims.jobs import Job
from claims.model import Claim
from claims.people import Actor, Role
from claims.ports.claims import ClaimStore, ReviewStore
from claims.ports.clock import Clock
from claims.ports.guilds import GuildStore

PAGE = 5


class ReviewDesk:
    """Shows moderators what to check, takes their word that nothing is new, and keeps the dates."""

    def __init__(self, reviews: ReviewStore, claims: ClaimStore, guilds: GuildStore, clock: Clock) -> None:
        self._reviews = reviews
        self._claims = claims
        self._guilds = guilds
        self._clock = clock

    async def to_check(self, actor: Actor, page: int = 0) -> CheckList:
        """Return a page of the claims past their review or due within a day; beyond the last, the last.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        now, guild_id = self._clock(), actor.guild_id
        slugs = await self._reviews.to_check(guild_id, now + SOON)
        pages = max(1, -(-len(slugs) // PAGE))
        page = min(page, pages - 1)
        found = [await self._claims.claim(guild_id, slug) for slug in slugs[page * PAGE : (page + 1) * PAGE]]
        settings = await self._guilds.settings(guild_id)
        return CheckList([c for c in found if c is not None], page, pages, settings.stale_before(now))

    async def recheck(
        self, actor: Actor, slug: str, again: CheckAgain | None = None, judgements: int | None = None
    ) -> Claim:
        """Say that a claim was checked and nothing is new: its last judgement holds as of now.

        Args:
            actor: who has checked it.
            slug: the claim.
            again: when to check it next; after as long as the last time unless told.
            judgements: how many judgements it had when the moderator looked, if that was some time ago.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such claim.
            Changed: someone else has checked, judged or changed it meanwhile.
        """
        actor.must_moderate()
        claim, now = await self._claims.claim(actor.guild_id, slug), self._clock()
        if claim is None:
            raise claim_not_found(slug)
        if judgements not in {None, len(claim.judgements)}:
            raise _checked_already(claim)
        # A clock that was set back must not make a check older than the one before.
        as_of = max(now, claim.checked_at)
        judgement = replace(claim.current, as_of=as_of, judged_by=actor.user_id)
        since = now - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(Action.RECHECKED, actor.user_id, now)
        return await self._claims.save(actor.guild_id, checked(claim, judgement, again, now), change, since)

    async def look_through(self, job: Job) -> Sequence[str]:
        """Set aside a guild's claims whose review was due, delete old counts, and return those claims."""
        now = self._clock()
        settings = await self._guilds.settings(job.guild_id)
        await self._reviews.tidy(job.guild_id, now - COUNTS_KEPT)
        return await self._reviews.set_aside(job, now, now - settings.note_age)


def _checked_already(claim: Claim) -> Changed:
    return Changed(
        f"“{claim.slug}” was checked a moment ago, as of {claim.checked_at:%d %b %Y %H:%M} UTC. "
        "Open /desk stale again to see what is left."
    )
