"""What is still to be done in Discord: durable, written together with what causes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# How long a process may work at a job before another may take it; it renews the lease while it lives.
LEASE = timedelta(seconds=30)
# After so many attempts, over half a minute, somebody should know.
MANY_ATTEMPTS = 5
_FIRST_WAIT_S, _LONGEST_WAIT_S, _DAY_S = 1.0, 600.0, 86_400.0
# How far apart the old notes of a channel fall due when a claim changes. Discord lets five messages of it be
# changed in five seconds (headers of Edit Message). Four leave one over: discord.py does not return from the
# request that takes the last until the five seconds are over, and a process that is started anew would run
# into what the one before it has used up.
SPACING = timedelta(seconds=1.25)


class JobKind(StrEnum):
    """What a job does.

    Settling makes the reply under a message show what its notes say: it is posted, edited or taken away.
    Echoing tells a message that repeats a claim soon after another that there is a note already.
    A proposal, evidence, a tip, a second opinion and a swarm are shown to the moderators on a card.
    Forgetting deletes an excerpt whose time is over. A brief is the live brief of an event in breaking mode,
    and calm ends that mode. A digest tells a follower what has changed, an outcome who suggested a claim, and
    a source's outcome who suggested a source, what became of it. A review sets aside the claims of a guild
    that nobody has looked at for too long.
    """

    SETTLE = "settle"
    ECHO = "echo"
    PROPOSAL = "proposal"
    EVIDENCE = "evidence"
    TIP = "tip"
    OUTCOME = "outcome"
    SOURCE_OUTCOME = "source_outcome"
    SECOND = "second"
    SWARM = "swarm"
    FORGET = "forget"
    BRIEF = "brief"
    CALM = "calm"
    DIGEST = "digest"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do; there is at most one of a kind about a subject.

    Attributes:
        subject: what it is about; of a settling, the message's id.
        turn: raised whenever something new causes the job, so that a finished one is not taken for the newer.
        attempts: how often it was begun, this time included; what an earlier one did is not known.
        due_at: when it was to be done.
    """

    guild_id: int
    kind: JobKind
    subject: int
    channel_id: int
    turn: int
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """The guilds a process serves, by Discord's formula: shard = (guild_id >> 22) % count."""

    count: int = 1
    first: int = 0
    last: int = 0


def wait_after(attempts: int, kind: JobKind = JobKind.SETTLE) -> timedelta:
    """Return how long to wait after so many attempts: a second, doubled each time, ten minutes at most.

    A review comes back by itself even in a guild the bot has left: it is asked for once a day at the end.
    """
    longest_s = _DAY_S if kind is JobKind.REVIEW else _LONGEST_WAIT_S
    return timedelta(seconds=min(_FIRST_WAIT_S * 2 ** min(attempts - 1, 17), longest_s))
