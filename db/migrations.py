"""Numbered SQL files, each applied once, together with its record."""

from __future__ import annotations

from importlib.abc import Traversable
from importlib.resources import files

from claims.errors import StoreProblem, StoreTooNew
from db.database import Database, Dialect, Session

_HAS_RECORDS = {
    "sqlite": "SELECT 1 FROM sqlite_schema WHERE name = 'caveat_migrations'",
    "postgres": "SELECT 1 WHERE to_regclass('caveat_migrations') IS NOT NULL",
}
_RECORDS = "CREATE TABLE IF NOT EXISTS caveat_migrations (version BIGINT PRIMARY KEY)"


def schema(dialect: Dialect) -> Traversable:
    """Return the folder of an engine's migrations."""
    return files("db") / "schema" / dialect


def scripts(folder: Traversable) -> list[str]:
    """Return the migrations `NNNN_name.sql` in order; raise StoreProblem unless they count 1, 2, 3 …."""
    found = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".sql")}
    names = sorted(found)
    for number, name in enumerate(names, start=1):
        if name.partition("_")[0] != f"{number:04}":
            raise StoreProblem(
                f"This copy of Caveat is damaged: “{name}” is there instead of migration {number:04}. "
                "Install Caveat again."
            )
    return [found[name].read_text(encoding="utf-8") for name in names]


async def migrate(database: Database, folder: Traversable | None = None) -> int:
    """Bring the database to this release's version and return that version.

    Several programs may start at once: each migration is applied by one of them.

    Raises:
        StoreTooNew: a later release wrote the database.
        StoreProblem: the engine failed; what was applied before stays, the failed one leaves nothing.
    """
    known = scripts(folder or schema(database.dialect))
    while True:
        async with database.transaction(alone=True) as session:
            await session.fetch(_RECORDS)
            version = await _version(session, len(known))
            if version == len(known):
                return version
            await session.run_script(known[version])
            await session.fetch("INSERT INTO caveat_migrations (version) VALUES ($1)", version + 1)


def too_new(version: int, known: int) -> StoreTooNew:
    """Return the error for a database written by a later release."""
    return StoreTooNew(
        f"The database is at version {version}, but this release knows versions up to {known}. "
        "Install the newer release, or restore an older backup."
    )


async def applied(database: Database) -> int:
    """Return the database's version, 0 before the first migration; raise StoreTooNew beyond this release."""
    async with database.snapshot() as session:
        if not await session.fetch(_HAS_RECORDS[database.dialect]):
            return 0
        return await _version(session, len(scripts(schema(database.dialect))))


async def _version(session: Session, known: int) -> int:
    rows = await session.fetch("SELECT COALESCE(MAX(version), 0) AS version FROM caveat_migrations")
    version = int(rows[0]["version"])
    if version > known:
        raise too_new(version, known)
    return version
