"""Following a claim: what a person was told of it, and when they are told the next time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b

from claims.errors import Invalid
from claims.jobs import Job
from claims.model import Claim, Verdict

MOST_FOLLOWS = 100
# bot.ui.following tells these two in words.
# So long after the first change a digest is due: what changes meanwhile goes into the same one.
GATHERING = timedelta(minutes=10)
# So long after a digest its reader gets no other.
QUIET = timedelta(hours=1)
# As many claims as one message can show, each with its button (Discord: 40 components).
MOST_TOLD = 8
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Following:
    """What came of asking to follow a claim.

    Attributes:
        fresh: whether the person did not follow it before.
        unreachable_since: since when no direct message had reached them; from now on it is tried again.
    """

    claim: Claim
    fresh: bool
    unreachable_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Follower:
    """A person who follows claims of a guild.

    Attributes:
        stamp: what their next digest is known by; it has never been another's of theirs.
        quiet_until: before this they get none.
    """

    stamp: int
    quiet_until: datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """A followed claim whose verdict is another than its follower was told."""

    slug: str
    told: Verdict


@dataclass(frozen=True, slots=True)
class Turnaround:
    """A claim with a new verdict, and the one its follower knows."""

    claim: Claim
    before: Verdict


@dataclass(frozen=True, slots=True)
class Digest:
    """What one direct message tells its reader.

    Attributes:
        stamp: what it is known by; an attempt that is repeated has the same.
        turnarounds: the claims it is about; none when all that had changed was taken back.
        left_for_later: how many more there are, for which it has no room.
    """

    job: Job
    stamp: int
    turnarounds: tuple[Turnaround, ...] = ()
    left_for_later: int = 0

    @property
    def maybe_posted(self) -> bool:
        """Whether an earlier attempt may have posted it without anybody's knowing."""
        return self.job.attempts > 1

    @property
    def nonce(self) -> str:
        """What tells this post from any other, in at most 25 characters (Discord: Create Message)."""
        name = f"{self.job.guild_id}:{self.job.subject}:{self.stamp}"
        return blake2b(name.encode(), digest_size=_NONCE_BYTES).hexdigest()

    @property
    def told(self) -> dict[str, Verdict]:
        """The verdict of each claim that the message shows, by slug."""
        return {each.claim.slug: each.claim.verdict for each in self.turnarounds}


def too_many_follows() -> Invalid:
    """Return the error for a person who follows as many claims as one can."""
    return Invalid(
        f"You follow {MOST_FOLLOWS} claims here, and there is no room for more. Stop following another one "
        "first: press Follow on its card, then Stop following."
    )
