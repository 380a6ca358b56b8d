"""Keeps this process below what Discord lets a bot ask in a second, whatever the routes."""

from __future__ import annotations

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

# Discord lets a bot ask 50 times a second in all (Rate Limits, Global Rate Limit); what leaves in one second
# may arrive in another, hence the margin. discord.py learns of this limit only by breaking it.
MOST_A_SECOND = 40
_UNLIMITED = ("/interactions/", "/webhooks/")


class Pace:
    """Lets requests go in their order, so many in any second."""

    def __init__(self, most_a_second: int = MOST_A_SECOND) -> None:
        self._turns: deque[float] = deque(maxlen=most_a_second)

    def turn(self, now_s: float) -> float:
        """Return in how many seconds the next request may go; it counts from now on."""
        full = len(self._turns) == self._turns.maxlen
        at_s = max(now_s, self._turns[0] + 1.0) if full else now_s
        self._turns.append(at_s)
        return at_s - now_s


def paced(pace: Pace) -> aiohttp.TraceConfig:
    """Return what makes an HTTP client keep a pace; answers to interactions are not limited so."""

    async def wait(
        _: aiohttp.ClientSession, __: SimpleNamespace, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        if not any(part in asked.url.path for part in _UNLIMITED):
            await asyncio.sleep(pace.turn(asyncio.get_running_loop().time()))

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(wait)
    return trace
