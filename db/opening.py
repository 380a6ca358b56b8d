"""From a database's URL to the open database, or to one sentence saying what to do."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from claims.errors import StoreProblem
from db.database import Database
from db.sqlite import open_sqlite

_SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")


@asynccontextmanager
async def open_database(url: str) -> AsyncGenerator[Database]:
    """Open `sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://user:password@host/name`.

    Raises:
        StoreProblem: the database cannot be used; the text says what to do and holds no password.
    """
    async with _opening(url) as database:
        yield database


def _opening(url: str) -> AbstractAsyncContextManager[Database]:
    if url.startswith(POSTGRES):
        return _open_postgres(url)
    return open_sqlite(sqlite_path(url))


def sqlite_path(url: str) -> Path:
    """Return the file a SQLite URL names; raise StoreProblem when there can be no database there."""
    name = url.removeprefix(_SQLITE)
    if name == url or not name or name.startswith(":") or "\x00" in name:
        raise StoreProblem(
            "CAVEAT_DATABASE is no database address. Write sqlite:///caveat.db or postgresql://user@host/name."
        )
    path = Path(name)
    if path.is_dir():
        raise StoreProblem(f"“{path}” is a folder. Name a file in CAVEAT_DATABASE, such as {path}/caveat.db.")
    if not path.parent.is_dir():
        raise StoreProblem(f"The folder “{path.parent}” does not exist. Make it, or correct CAVEAT_DATABASE.")
    return path


def _open_postgres(url: str) -> AbstractAsyncContextManager[Database]:
    try:
        from db.postgres import open_postgres
    except ImportError:
        raise StoreProblem(
            "PostgreSQL needs the extra “postgres”. Install it: pip install 'caveat[postgres]'."
        ) from None
    return open_postgres(url)
