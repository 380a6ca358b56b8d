"""What the domain asks of the stores that keep guilds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.settings import GuildSettings


class GuildStore(Protocol):
    """Keeps each guild's settings."""

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings, the defaults when none were saved."""
        ...

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        """Store the guild's settings."""
        ...

    async def alter_settings(
        self, guild_id: int, alter: Callable[[GuildSettings], GuildSettings], change: Change
    ) -> GuildSettings:
        """Store and return what `alter` makes of the settings as they are; nobody else saves in between.

        Where it changes nothing, nothing is recorded; where it raises, nothing is stored.
        """
        ...


class GreetingStore(Protocol):
    """Remembers when each guild was greeted."""

    async def greet(self, guild_id: int, at: datetime, unless_since: datetime) -> bool:
        """Remember a greeting, unless there was one since; return whether it is to be said."""
        ...
