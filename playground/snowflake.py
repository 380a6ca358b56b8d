"""Ids and instants as Discord writes them."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000

Clock = Callable[[], float]
"""Seconds since the Unix epoch, as `time.time` gives them."""


class Snowflakes:
    """Makes ids that sort by time: milliseconds since 2015 shifted by 22 bits, then a counter."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._counter = itertools.count()

    def next(self) -> str:
        """Return a new id, never the same twice."""
        millis = int(self._clock() * 1000) - DISCORD_EPOCH_MS
        return str((millis << 22) | (next(self._counter) & 0x3FFFFF))


def isoformat(seconds: float) -> str:
    """Return the instant `seconds` after the Unix epoch as Discord writes it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def unix_seconds(timestamp: str) -> float:
    """Read back what `isoformat` wrote."""
    return datetime.fromisoformat(timestamp).timestamp()
