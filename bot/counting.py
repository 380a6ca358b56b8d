"""Stores now and then what was decided about messages, and once more at the end."""

from __future__ import annotations

import asyncio

from discord.ext import tasks

from bot.errors import report
from claims.counting import DecisionCounts
from claims.errors import StoreProblem


class Counting:
    """Stores the counts of this process each minute, of which kill -9 loses one at most."""

    def __init__(self, counts: DecisionCounts) -> None:
        self._counts = counts

    @tasks.loop(minutes=1)
    async def storing(self) -> None:
        """Store what was counted; what cannot be stored now is the next time."""
        try:
            await self._counts.flush()
        except StoreProblem as problem:
            report(problem, job="counting")

    async def stop(self) -> None:
        """Store the rest, when nothing more is counted."""
        storing = self.storing.get_task()
        self.storing.cancel()
        if storing is not None:
            # Cut short, it gives back what it had not stored yet.
            await asyncio.gather(storing, return_exceptions=True)
        await self.storing.coro(self)
