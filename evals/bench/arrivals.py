"""Sends messages at chance times from a process of its own, whether or not anyone keeps up."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator


def gaps(per_second: float, seconds: float, seed: int) -> Iterator[float]:
    """Yield exponential gaps in seconds (a Poisson process), until they fill the time."""
    chance = random.Random(seed)  # noqa: S311 - repeatable arrivals
    passed = 0.0
    while (passed := passed + (gap := chance.expovariate(per_second))) <= seconds:
        yield gap


def main() -> None:
    """Write the monotonic time of each arrival as a line, when it comes."""
    per_second, seconds, seed = float(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    due = time.monotonic()
    for gap in gaps(per_second, seconds, seed):
        due += gap
        time.sleep(max(0.0, due - time.monotonic()))
        sys.stdout.write(f"{time.monotonic()!r}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
