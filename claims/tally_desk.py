"""Tells members and moderators how well notes fit."""

from __future__ import annotations

from collections.abc import Sequence

from claims.people import Actor, Role
from claims.ports.feedback import TallyStore
from claims.tallies import Tally


class TallyDesk:
    """Tells how well notes fit."""

    def __init__(self, tallies: TallyStore) -> None:
        self._tallies = tallies

    async def of_claim(self, guild_id: int, slug: str) -> Tally:
        """Return the counts of one claim; anyone may know them."""
        return await self._tallies.tally(guild_id, slug)

    async def of_guild(self, actor: Actor) -> Sequence[Tally]:
        """Return the counts of every claim that had a note, by slug.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_be(Role.VIEWER)
        return await self._tallies.tallies(actor.guild_id)
