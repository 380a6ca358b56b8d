"""Tells members and moderators how well notes fit."""

from __future__ import annotations

from claims.ports.feedback import TallyStore
from claims.tallies import Tally


class TallyDesk:
    """Tells how well notes fit."""

    def __init__(self, tallies: TallyStore) -> None:
        self._tallies = tallies

    async def of_claim(self, guild_id: int, slug: str) -> Tally:
        """Return the counts of one claim; anyone may know them."""
        return await self._tallies.tally(guild_id, slug)
