"""What needs a moderator's attention, all of it on one page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from claims.breaking import Breaking
from claims.freshness import SOON
from claims.listing import Listed
from claims.people import Actor, Role
from claims.ports.breaking import BreakingStore
from claims.ports.claims import ClaimStore, ReviewStore
from claims.ports.clock import Clock
from claims.ports.feedback import TallyStore
from claims.ports.guilds import GuildStore
from claims.ports.jobs import JobStore
from claims.ports.queue import QueueStore
from claims.queue import WaitingKind
from claims.settings import GuildSettings
from claims.tallies import Tally, most_often_wrong

# From this share of wrong notes on, a claim's wordings should be looked at.
OFTEN_WRONG = 0.2
MOST_OFTEN_WRONG = 3


@dataclass(frozen=True, slots=True)
class Home:
    """What a moderator should know when a shift begins.

    Attributes:
        waiting: how much waits in the queue, by kind.
        to_check: how many claims are past their review, or due within a day.
        often_wrong: the claims whose notes were called wrong most often.
        stuck: how many jobs Discord has refused to carry out again and again.
        breaking: the events in breaking mode.
        settings: how Caveat behaves here.
        claims: those in use, what needs attention first, then the latest judged.
    """

    waiting: Mapping[WaitingKind, int]
    to_check: int
    often_wrong: Sequence[Tally]
    stuck: int
    breaking: Sequence[Breaking]
    settings: GuildSettings
    claims: Sequence[Listed] = ()

    @property
    def quiet(self) -> bool:
        """Whether nothing needs attention."""
        return not (any(self.waiting.values()) or self.to_check or self.often_wrong or self.stuck)


class HomeDesk:
    """Gathers what needs attention."""

    def __init__(
        self,
        queue: QueueStore,
        reviews: ReviewStore,
        tallies: TallyStore,
        jobs: JobStore,
        breaking: BreakingStore,
        guilds: GuildStore,
        claims: ClaimStore,
        clock: Clock,
    ) -> None:
        self._queue = queue
        self._reviews = reviews
        self._tallies = tallies
        self._jobs = jobs
        self._breaking = breaking
        self._guilds = guilds
        self._claims = claims
        self._clock = clock

    async def home(self, actor: Actor) -> Home:
        """Return what needs attention now.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        guild_id, now = actor.guild_id, self._clock()
        due = await self._reviews.to_check(guild_id, now + SOON)
        worst = [
            each
            for each in most_often_wrong(await self._tallies.tallies(guild_id))
            if each.wrong_share >= OFTEN_WRONG
        ][:MOST_OFTEN_WRONG]
        return Home(
            waiting=await self._queue.counts(guild_id, now),
            to_check=len(due),
            often_wrong=worst,
            stuck=await self._jobs.stuck(guild_id),
            breaking=await self._breaking.live(guild_id, now),
            settings=await self._guilds.settings(guild_id),
            claims=await self._at_hand(guild_id, {*(each.slug for each in worst), *due}),
        )

    async def _at_hand(self, guild_id: int, urgent: Collection[str]) -> list[Listed]:
        """Return the claims in use, the urgent ones first, then the latest judged."""
        in_use = [each for each in await self._claims.listed(guild_id) if not each.retired]
        return sorted(in_use, key=lambda each: each.slug not in urgent)
