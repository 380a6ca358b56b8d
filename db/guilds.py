"""The store of each guild's settings."""

from __future__ import annotations

from claims.audit import Change
from claims.notes import GuildSettings
from db.audit import as_json, audited
from db.columns import from_list, to_list
from db.database import Database, Row

_SELECT = "SELECT * FROM guilds WHERE guild_id = $1"
_SAVE = """
    INSERT INTO guilds (guild_id, paused, paused_channels) VALUES ($1, $2, $3)
    ON CONFLICT (guild_id) DO UPDATE
    SET paused = excluded.paused, paused_channels = excluded.paused_channels"""
_SUBJECT = "settings"


class SqlGuildStore:
    """Keeps guild settings in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings, the defaults when none were saved."""
        rows = await self._database.fetch(_SELECT, guild_id)
        return _settings(rows[0]) if rows else GuildSettings()

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        """Store the guild's settings, with an audit record of the subject “settings”."""
        async with audited(self._database, guild_id) as (session, trail):
            rows = await session.fetch(_SELECT, guild_id)
            before = as_json(_settings(rows[0])) if rows else None
            channels = to_list(sorted(settings.paused_channels))
            await session.fetch(_SAVE, guild_id, int(settings.paused), channels)
            trail.record(_SUBJECT, change, before, as_json(settings))


def _settings(row: Row) -> GuildSettings:
    return GuildSettings(bool(row["paused"]), frozenset(from_list(row["paused_channels"])))
