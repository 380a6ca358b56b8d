"""What the domain asks of the matcher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claims.claim_text import ClaimText
from claims.reading import Reading


class TrialReader(Protocol):
    """Reads messages twice: with a guild's claims as they are, and with one of them changed."""

    async def read(self, texts: Sequence[str]) -> Sequence[tuple[Reading, Reading]]:
        """Return each message as read before and after the change; live messages need not wait for it."""
        ...


class Matcher(Protocol):
    """Reads messages against a guild's claims, off the event loop."""

    async def read(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims it may repeat."""
        ...

    async def rank(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims nearest to it, also where none is likely."""
        ...

    async def search(self, guild_id: int, text: str) -> Reading:
        """Return the claims nearest to what a person looks for; it need not repeat any."""
        ...

    async def trial(self, guild_id: int, changed: ClaimText) -> TrialReader:
        """Return what tries a changed claim out; other readings know nothing of it."""
        ...

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        """Take notice of a change to one claim, or, without a slug, to anything; later readings use it."""
        ...
