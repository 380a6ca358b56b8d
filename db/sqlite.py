"""SQLite through aiosqlite: one connection that writes, one that only reads."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import cast

import aiosqlite

from claims.errors import StoreProblem
from db.database import Dialect, Row, Session, storable

# "CAVE" in the header's application_id (sqlite.org/fileformat2.html, 1.3.14); set by migration 0001.
APPLICATION_ID = 0x43415645
BUSY_TIMEOUT_MS = 5000
_PAUSE_S = 0.01
OLDEST = (3, 35, 0)  # the first with RETURNING (sqlite.org/lang_returning.html)

_ANSWERS = {
    sqlite3.SQLITE_FULL: "The disk is full, so nothing was saved. Free some space.",
    sqlite3.SQLITE_READONLY: "The database file cannot be written. Make it writable for this user.",
    sqlite3.SQLITE_BUSY: "The database is busy with another program. Try again in a moment.",
    sqlite3.SQLITE_CANTOPEN: "The database file cannot be opened. Make it and its folder writable.",
    sqlite3.SQLITE_NOTADB: "The file is no database. Name another file.",
    sqlite3.SQLITE_CORRUPT: "The database file is damaged. Restore it with caveat db restore.",
    sqlite3.SQLITE_IOERR: "The disk failed while reading or writing the database. Check the disk.",
}


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn an error of the engine into a StoreProblem; a broken constraint is our own and stays."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        raise StoreProblem(_ANSWERS.get(primary, f"The database failed: {error}.")) from error


class _SqliteSession:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        # One call to the connection's thread, so a cancelled task leaves no half-read cursor behind.
        with told_plainly():
            return cast(list[Row], await self._connection.execute_fetchall(sql, _named(values)))

    async def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        with told_plainly():
            await self._connection.executemany(
                sql, cast(Iterable[Sequence[object]], [_named(row) for row in rows])
            )

    async def run_script(self, script: str) -> None:
        # executescript would commit first; one statement at a time stays in the transaction.
        for statement in statements(script):
            await self.fetch(statement)


class SqliteDatabase:
    """A database file; writers of this process queue for one connection."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer, self._reader = writer, reader
        self._writing, self._reading = asyncio.Lock(), asyncio.Lock()

    @property
    def dialect(self) -> Dialect:
        """Return which engine answers."""
        return "sqlite"

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement on what is committed."""
        async with self._reading:
            return await _SqliteSession(self._reader).fetch(sql, *values)

    @asynccontextmanager
    async def snapshot(self) -> AsyncGenerator[Session]:
        """Open a session for reading in which nothing changes between two statements."""
        async with self._reading, _begun(self._reader, "BEGIN") as session:
            yield session

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncGenerator[Session]:
        """Open a session whose writes are kept together; every one of them is `alone` on SQLite."""
        async with self._writing, _begun(self._writer, "BEGIN IMMEDIATE") as session:
            yield session


@asynccontextmanager
async def _begun(connection: aiosqlite.Connection, begin: str) -> AsyncGenerator[Session]:
    with told_plainly():
        try:
            # Inside the try: a task cancelled here has queued the BEGIN all the same.
            await connection.execute_fetchall(begin)
            yield _SqliteSession(connection)
            await connection.commit()
        except BaseException:
            # The connection's thread works in order: even if we are cancelled again here,
            # the rollback runs before the next transaction's BEGIN.
            await asyncio.shield(connection.rollback())
            raise


@asynccontextmanager
async def open_sqlite(path: Path) -> AsyncGenerator[SqliteDatabase]:
    """Open a database file, made when it is missing; raise StoreProblem when it cannot be used."""
    if sqlite3.sqlite_version_info < OLDEST:
        raise StoreProblem(
            f"This Python brings SQLite {sqlite3.sqlite_version}, but 3.35 or newer is needed. "
            "Use a newer Python, or PostgreSQL."
        )
    async with AsyncExitStack() as stack:
        writer, reader = [await stack.enter_async_context(await _connected(path)) for _ in range(2)]
        await reader.execute_fetchall("PRAGMA query_only = ON")
        yield SqliteDatabase(writer, reader)


async def _connected(path: Path) -> aiosqlite.Connection:
    # Opened before aiosqlite has it: after a failure its thread would outlive the event loop.
    with told_plainly():
        connection = await asyncio.to_thread(_connect, path)
    return aiosqlite.Connection(lambda: connection, iter_chunk_size=64)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        _check_owner(connection)
        _keep_a_write_ahead_log(connection)
        for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        _check_writable(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Turn WAL on, waiting for others that do so at the same time.

    Changing the mode upgrades a lock, for which SQLite does not wait (sqlite.org/c3ref/busy_handler.html): of
    programs that open a new file at once, some would be told that it is busy.
    """
    give_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def _check_owner(connection: sqlite3.Connection) -> None:
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and owner != APPLICATION_ID:
        raise StoreProblem("The database belongs to another program. Name another file in CAVEAT_DATABASE.")


def _check_writable(connection: sqlite3.Connection) -> None:
    # SQLite notices a read-only file at the first write only, so one is tried and taken back.
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE tried (a)")
    finally:
        connection.rollback()


def statements(script: str) -> Iterator[str]:
    """Split a script into its statements."""
    statement = ""
    for piece in re.findall(r"[^;]*;|[^;]+$", script):
        statement += piece
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _named(values: Sequence[object]) -> dict[str, object]:
    # sqlite3 takes $1 for a parameter *named* "1", so PostgreSQL's spelling serves both engines.
    return {str(number): storable(value) for number, value in enumerate(values, start=1)}
