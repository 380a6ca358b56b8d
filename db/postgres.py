"""PostgreSQL through a pool of asyncpg connections."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import asyncpg

from claims.errors import StoreProblem
from db.database import Dialect, Row, Session, storable

MOST_CONNECTIONS = 8
CONNECT_TIMEOUT_S = 10
_ALONE = 0x43415645  # the advisory lock of those who want to be alone: "CAVE"

_LOST = "The PostgreSQL server ended the connection. Check that it runs, then try again."
_REFUSED = "The PostgreSQL server cannot be reached. Start it, or correct CAVEAT_DATABASE."
# SQLSTATE classes and codes: PostgreSQL 15 manual, appendix A.
_ANSWERS = {
    "08": _LOST,
    "57P": _LOST,
    "28": "The PostgreSQL server refuses this user or password. Correct CAVEAT_DATABASE.",
    "3D000": "The PostgreSQL database does not exist. Make it with createdb, or correct CAVEAT_DATABASE.",
    "42501": "The PostgreSQL user lacks a privilege here. Grant it the database's schema.",
    "25006": "The PostgreSQL server takes no writes (it is a standby). Name the primary in CAVEAT_DATABASE.",
    "53100": "The disk of the PostgreSQL server is full, so nothing was saved. Free some space.",
    "53300": "The PostgreSQL server has no connection left. Raise max_connections, or end other programs.",
}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn an error of the engine into a StoreProblem; a broken constraint is our own and stays."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError:
        raise
    except asyncpg.PostgresError as error:
        raise StoreProblem(_answer(error)) from error
    except (asyncpg.InterfaceError, asyncpg.InternalClientError, OSError) as error:
        raise StoreProblem(_LOST) from error


def _answer(error: asyncpg.PostgresError) -> str:
    code = str(error.sqlstate or "")
    for start, answer in _ANSWERS.items():
        if code.startswith(start):
            return answer
    return f"The database failed: {str(error).partition(chr(10))[0]}."


class _PostgresSession:
    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        checked = [storable(value) for value in values]
        with told_plainly():
            return cast(list[Row], await self._connection.fetch(sql, *checked))

    async def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        checked = [[storable(value) for value in row] for row in rows]
        with told_plainly():
            await self._connection.executemany(sql, checked)

    async def run_script(self, script: str) -> None:
        with told_plainly():
            await self._connection.execute(script)


class PostgresDatabase:
    """A PostgreSQL database; each transaction borrows a connection."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @property
    def dialect(self) -> Dialect:
        """Return which engine answers."""
        return "postgres"

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement on what is committed."""
        with told_plainly():
            async with self._pool.acquire() as connection:
                return await _PostgresSession(connection).fetch(sql, *values)

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[Session]:
        """Open a session for reading in which nothing changes between two statements."""
        async with self._begun(isolation="repeatable_read", readonly=True) as session:
            yield session

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncGenerator[Session]:
        """Open a session whose writes are kept together; `alone` takes a lock until it ends."""
        async with self._begun() as session:
            if alone:
                await session.fetch("SELECT pg_advisory_xact_lock($1)", _ALONE)
            yield session

    @asynccontextmanager
    async def _begun(self, **options: Any) -> AsyncGenerator[Session]:
        with told_plainly():
            async with self._pool.acquire() as connection, connection.transaction(**options):
                yield _PostgresSession(connection)


@asynccontextmanager
async def open_postgres(url: str) -> AsyncGenerator[PostgresDatabase]:
    """Connect to a database by its URL; raise StoreProblem when it cannot be reached or used."""
    pool = await _connected(url)
    async with pool:
        await _check_encoding(pool)
        yield PostgresDatabase(pool)


async def _connected(url: str) -> Any:
    # Causes are left out (from None): they may repeat parts of the URL, and it holds a password.
    try:
        return await asyncpg.create_pool(
            url, min_size=1, max_size=MOST_CONNECTIONS, timeout=CONNECT_TIMEOUT_S
        )
    except asyncpg.PostgresError as error:
        raise StoreProblem(_answer(error)) from None
    except OSError:
        raise StoreProblem(_REFUSED) from None
    except (ValueError, asyncpg.InterfaceError, asyncpg.InternalClientError):
        raise StoreProblem(
            "CAVEAT_DATABASE is no PostgreSQL address. Write postgresql://user:password@host/database."
        ) from None


async def _check_encoding(pool: Any) -> None:
    if await pool.fetchval("SHOW server_encoding") != "UTF8":
        raise StoreProblem("The PostgreSQL database does not keep Unicode. Make one with createdb -E UTF8.")
