"""Where the time of a command went."""

from __future__ import annotations

import time
from collections.abc import Callable


class Stopwatch:
    """Takes the time between laps, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._since = clock()
        self._laps: list[tuple[str, float, int]] = []

    def lap(self, name: str, count: int) -> None:
        """End a lap in which `count` things were done."""
        now = self._clock()
        self._laps.append((name, now - self._since, count))
        self._since = now

    def table(self) -> str:
        """Return the laps, a line each: seconds, how many, and how many a second."""
        return "\n".join(
            f"{name:<20} {seconds:9.3f} s {count:>8} {count / max(seconds, 1e-9):>10.0f}/s"
            for name, seconds, count in self._laps
        )
