"""What this installation remembers of itself, such as the commands it last registered."""

from __future__ import annotations

from db.database import Database

_SELECT = "SELECT value FROM installation WHERE name = $1"
_PUT = """
    INSERT INTO installation (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value"""


class SqlInstallationStore:
    """Keeps a few texts by name; the one table that belongs to no guild."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def value(self, name: str) -> str | None:
        """Return what was put under the name, or None."""
        rows = await self._database.fetch(_SELECT, name)
        return str(rows[0]["value"]) if rows else None

    async def put(self, name: str, value: str) -> None:
        """Keep the text under the name, in place of what was there."""
        async with self._database.transaction() as session:
            await session.fetch(_PUT, name, value)
