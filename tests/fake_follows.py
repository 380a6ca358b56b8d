"""Who follows what, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from claims.following import GATHERING, MOST_FOLLOWS, QUIET, Follower, Untold, too_many_follows
from claims.jobs import Job, JobKind
from claims.model import Verdict
from tests.fakes import Claims, Jobs

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Person = tuple[int, int]


@dataclass
class Follows:
    claims: Claims
    jobs: Jobs
    people: dict[Person, Follower] = field(default_factory=dict)
    told_of: dict[tuple[int, int, str], Verdict] = field(default_factory=dict)
    unreachable_since: dict[Person, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims.on_verdict.append(self._verdict_changed)

    async def follow(
        self, guild_id: int, user_id: int, slug: str, at: datetime
    ) -> tuple[bool, datetime | None]:
        fresh = (guild_id, user_id, slug) not in self.told_of
        if fresh and len(self._followed(guild_id, user_id)) == MOST_FOLLOWS:
            raise too_many_follows()
        self.people.setdefault((guild_id, user_id), Follower(int(at.timestamp()), LONG_AGO))
        if fresh:
            self.told_of[guild_id, user_id, slug] = self.claims.kept[guild_id, slug].verdict
        since = self.unreachable_since.pop((guild_id, user_id), None)
        if since is not None:
            self.jobs.enqueue(guild_id, JobKind.DIGEST, user_id, 0, at + GATHERING)
        return fresh, since

    async def stop(self, guild_id: int, user_id: int, slug: str | None = None) -> int:
        stopped = [each for each in self._followed(guild_id, user_id) if slug in {None, each}]
        for each in stopped:
            del self.told_of[guild_id, user_id, each]
        if not self._followed(guild_id, user_id):
            self.people.pop((guild_id, user_id), None)
            self.jobs.kept.pop((guild_id, JobKind.DIGEST, user_id), None)
        return len(stopped)

    async def follower(self, guild_id: int, user_id: int) -> Follower | None:
        return self.people.get((guild_id, user_id))

    async def untold(self, guild_id: int, user_id: int) -> Sequence[Untold]:
        return [
            Untold(slug, told)
            for (guild, user, slug), told in self.told_of.items()
            if (guild, user) == (guild_id, user_id) and self.claims.kept[guild, slug].verdict is not told
        ]

    async def told(self, job: Job, verdicts: Mapping[str, Verdict], at: datetime) -> None:
        self.told_of |= {(job.guild_id, job.subject, slug): each for slug, each in verdicts.items()}
        self.people[job.guild_id, job.subject] = Follower(int(at.timestamp()), at + QUIET)
        await self.jobs.done(job)
        if await self.untold(job.guild_id, job.subject):
            self.jobs.enqueue(job.guild_id, JobKind.DIGEST, job.subject, 0, at + QUIET)

    async def postpone(self, job: Job, due_at: datetime) -> None:
        await self.jobs.put_off(job, due_at)
        key = job.guild_id, job.kind, job.subject
        self.jobs.kept[key] = replace(self.jobs.kept[key], attempts=0)

    async def unreachable(self, job: Job, at: datetime) -> None:
        self.unreachable_since[job.guild_id, job.subject] = at
        self.jobs.kept.pop((job.guild_id, job.kind, job.subject), None)

    def _followed(self, guild_id: int, user_id: int) -> list[str]:
        return [slug for guild, user, slug in self.told_of if (guild, user) == (guild_id, user_id)]

    def _verdict_changed(self, guild_id: int, slug: str, at: datetime) -> None:
        for guild, user, followed in self.told_of:
            if (guild, followed) == (guild_id, slug) and (guild, user) not in self.unreachable_since:
                waiting = self.jobs.kept.get((guild, JobKind.DIGEST, user))
                due_at = waiting.due_at if waiting else at + GATHERING
                self.jobs.enqueue(guild, JobKind.DIGEST, user, 0, due_at)
