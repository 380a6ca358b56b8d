"""Which guilds are prepared: a message that comes first waits, instead of being read against nothing."""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Readiness:
    """Lets messages of a guild wait until it is prepared."""

    def __init__(self) -> None:
        self._prepared: defaultdict[int, asyncio.Event] = defaultdict(asyncio.Event)

    def declare(self, guild_id: int) -> None:
        """Let everything that waits for the guild go on, now and later."""
        self._prepared[guild_id].set()

    async def wait(self, guild_id: int) -> None:
        """Wait until the guild is prepared; return at once when it is."""
        await self._prepared[guild_id].wait()
