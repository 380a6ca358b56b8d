"""What the bot asked over REST and what it was told, kept for tests to read."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Exchange:
    """One request with its answer; `path` begins after /api/v10."""

    method: str
    path: str
    status: int
    request: Any = None
    response: Any = None


class RequestLog:
    """The last 10,000 exchanges, oldest first."""

    def __init__(self) -> None:
        self._kept: deque[Exchange] = deque(maxlen=10_000)
        self._grown = asyncio.Event()

    def add(self, exchange: Exchange) -> None:
        """Keep an exchange."""
        self._kept.append(exchange)
        self._grown.set()

    def __iter__(self) -> Iterator[Exchange]:
        return iter(list(self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def find(self, method: str = "", path: str = "", status: int | None = None) -> list[Exchange]:
        """Return the exchanges with this method and status whose path contains `path`."""
        return [
            one
            for one in self._kept
            if method in ("", one.method) and path in one.path and status in (None, one.status)
        ]

    async def wait_for(
        self,
        method: str = "",
        path: str = "",
        status: int | None = None,
        *,
        count: int = 1,
        timeout_s: float = 5.0,
    ) -> list[Exchange]:
        """Return the exchanges `find` finds once there are `count` of them; raises TimeoutError."""
        async with asyncio.timeout(timeout_s):
            while len(found := self.find(method, path, status)) < count:
                self._grown.clear()
                await self._grown.wait()
        return found

    def clear(self) -> None:
        """Forget everything so far."""
        self._kept.clear()
