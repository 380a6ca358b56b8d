"""Draws charts off the event loop, one at a time."""

from __future__ import annotations

import asyncio

from bot.ui.chart import Theme, chart
from claims.statistics import Statistics


class Draughtsman:
    """Draws in a thread; with a lock, for many moderators may ask at once and matplotlib is one for all."""

    def __init__(self) -> None:
        self._busy = asyncio.Lock()

    async def draw(self, statistics: Statistics, theme: Theme) -> bytes:
        """Return the chart of some statistics as a PNG."""
        async with self._busy:
            return await asyncio.to_thread(chart, statistics, theme)
