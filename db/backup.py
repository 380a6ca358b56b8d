"""Copies of a SQLite database: made while the bot runs, put back while it does not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from claims.errors import StoreProblem
from db.migrations import schema, scripts, too_new
from db.opening import POSTGRES, sqlite_path
from db.sqlite import APPLICATION_ID, told_plainly

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def back_up(url: str, copy: Path, *, overwrite: bool = False) -> None:
    """Copy the database into one file, whole and checked; the bot may be writing meanwhile.

    Raises:
        StoreProblem: there is no such database, the file exists and `overwrite` is not set, the copy
            cannot be written, or the database is on PostgreSQL, which brings pg_dump.
    """
    source = _database_file(url)
    if not source.is_file():
        raise StoreProblem(f"There is no database “{source}”. Correct CAVEAT_DATABASE.")
    _refuse_overwriting(copy, overwrite)
    if copy.exists() and copy.samefile(source):
        raise StoreProblem("The backup would replace the database itself. Name another file.")
    with _copied(source, copy) as part:
        part.replace(copy)


def restore(url: str, copy: Path, *, overwrite: bool = False) -> None:
    """Put a backup in the database's place, whole or not at all; the bot must be stopped.

    Raises:
        StoreTooNew: a later release wrote the backup.
        StoreProblem: the backup is missing, damaged or another program's, a database exists and
            `overwrite` is not set, or it is in use.
    """
    target = _database_file(url)
    if not copy.is_file():
        raise StoreProblem(f"There is no backup “{copy}”. Name the file that caveat db backup wrote.")
    _refuse_overwriting(target, overwrite)
    with _copied(copy, target) as part:
        with told_plainly():
            _clear_log(target)
        part.replace(target)


def _database_file(url: str) -> Path:
    if url.startswith(POSTGRES):
        raise StoreProblem("PostgreSQL brings its own backups: use pg_dump and pg_restore.")
    return sqlite_path(url)


def _refuse_overwriting(file: Path, overwrite: bool) -> None:
    if file.is_dir() or not file.parent.is_dir():
        raise StoreProblem(f"“{file}” cannot be written. Name a file in a folder that exists.")
    if file.exists() and not overwrite:
        raise StoreProblem(f"“{file}” exists already. Name another file, or allow overwriting it.")


@contextmanager
def _copied(source: Path, target: Path) -> Iterator[Path]:
    """Copy a database beside the target, check the copy and yield it; it is gone afterwards."""
    part = target.with_name(f"{target.name}.part")
    try:
        with told_plainly(), _opened(source, "ro") as old, _opened(part, "rwc") as new:
            _check_owner(old)
            old.backup(new)
            # Without write-ahead log the copy is one file, readable where nothing can be written.
            new.execute("PRAGMA journal_mode = DELETE")
            _check_whole(new)
        yield part
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True)) as connection:
        yield connection


def _check_owner(connection: sqlite3.Connection) -> None:
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID:
        raise StoreProblem("The file is the database of another program. Name a backup of Caveat.")
    known = len(scripts(schema("sqlite")))
    (version,) = connection.execute("SELECT COALESCE(MAX(version), 0) FROM caveat_migrations").fetchone()
    if version > known:
        raise too_new(version, known)


def _check_whole(connection: sqlite3.Connection) -> None:
    (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if finding != "ok":
        raise StoreProblem(f"The file is damaged ({finding}). Use another backup.")


def _clear_log(target: Path) -> None:
    """Remove the write-ahead log of the database to be replaced: it would be played into the new one."""
    if not target.exists():
        return
    try:
        with _opened(target, "rw") as connection:
            # Leaving WAL mode needs the file for oneself (sqlite.org/wal.html), so it shows a running bot.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StoreProblem("The database is in use. Stop the bot, then restore again.") from error
        if error.sqlite_errorcode not in _DAMAGED:
            raise
        for log in ("-wal", "-shm"):
            target.with_name(target.name + log).unlink(missing_ok=True)
