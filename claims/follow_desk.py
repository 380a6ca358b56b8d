"""Takes who follows what, and says what a follower is to be told."""

from __future__ import annotations

from claims.errors import claim_not_found
from claims.following import MOST_TOLD, Digest, Following, Turnaround
from claims.jobs import Job
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.jobs import JobStore
from claims.ports.people import FollowStore


class FollowDesk:
    """Everyone follows for themselves; what they are told is what changed since they were told last."""

    def __init__(self, claims: ClaimStore, follows: FollowStore, jobs: JobStore, clock: Clock) -> None:
        self._claims = claims
        self._follows = follows
        self._jobs = jobs
        self._clock = clock

    async def follow(self, actor: Actor, slug: str) -> Following:
        """Have a person told of a claim's new verdicts; who could not be reached is tried again.

        Raises:
            NotFound: no such claim.
            Invalid: they follow as many claims as one can.
        """
        claim = await self._claims.claim(actor.guild_id, slug)
        if claim is None:
            raise claim_not_found(slug)
        fresh, unreachable_since = await self._follows.follow(
            actor.guild_id, actor.user_id, slug, self._clock()
        )
        return Following(claim, fresh, unreachable_since)

    async def stop(self, actor: Actor, slug: str | None = None) -> int:
        """Stop following a claim, or all of the guild; return how many were followed until now."""
        return await self._follows.stop(actor.guild_id, actor.user_id, slug)

    async def digest(self, job: Job) -> Digest | None:
        """Return what a job's person is to be told now.

        None says that it is too early, and the job waits, or that they follow nothing any more.
        """
        follower = await self._follows.follower(job.guild_id, job.subject)
        if follower is None:
            await self._jobs.done(job)
            return None
        if self._clock() < follower.quiet_until:
            await self._follows.postpone(job, follower.quiet_until)
            return None
        untold = await self._follows.untold(job.guild_id, job.subject)
        found = [
            (await self._claims.claim(job.guild_id, each.slug), each.told) for each in untold[:MOST_TOLD]
        ]
        # A claim may have been judged again, or be gone, since the list was read.
        changed = (
            Turnaround(claim, told)
            for claim, told in found
            if claim is not None and claim.verdict is not told
        )
        later = max(0, len(untold) - MOST_TOLD)
        return Digest(job, follower.stamp, tuple(changed), later)

    async def sent(self, digest: Digest) -> None:
        """Record that a person was told."""
        await self._follows.told(digest.job, digest.told, self._clock())

    async def nothing_to_tell(self, digest: Digest) -> None:
        """Record that there is nothing to tell: what had changed was taken back."""
        await self._jobs.done(digest.job)

    async def unreachable(self, digest: Digest) -> None:
        """Record that Discord lets no message through to a person; none is tried until they ask again."""
        await self._follows.unreachable(digest.job, self._clock())

    async def left(self, digest: Digest) -> None:
        """Forget a person who left the guild."""
        await self._follows.stop(digest.job.guild_id, digest.job.subject)
