from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from claims.audit import Action
from claims.errors import StoreProblem, StoreTooNew
from db.backup import back_up, restore
from db.check import check
from db.opening import open_database
from db.stores import open_stores
from tests.contract.samples import GUILD, change, claim, dossier


@pytest.fixture
async def live(tmp_path: Path) -> str:
    """The URL of a database with the sample dossier."""
    url = f"sqlite:///{tmp_path}/live.db"
    async with open_stores(url) as stores:
        await stores.events.load(GUILD, dossier(), change())
    return url


async def _slugs(url: str) -> list[str]:
    async with open_stores(url) as stores:
        return [each.slug for each in await stores.claims.claims(GUILD)]


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _execute(file: Path, sql: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(sql)


async def test_a_backup_made_while_the_bot_runs_brings_everything_back(live: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    async with open_stores(live) as running:
        await running.claims.add(GUILD, claim("late"), change(Action.ADDED))
        back_up(live, copy)
        await running.claims.add(GUILD, claim("later"), change(Action.ADDED))
    restore(live, copy, overwrite=True)
    assert await _slugs(live) == ["aircraft", "helicopter", "late"]
    async with open_database(live) as database:
        assert await check(database) == []
    assert _files(tmp_path) == ["copy.db", "live.db"]


async def test_a_backup_restores_where_there_was_nothing(live: str, tmp_path: Path) -> None:
    back_up(live, tmp_path / "copy.db")
    restore(f"sqlite:///{tmp_path}/new.db", tmp_path / "copy.db")
    assert await _slugs(f"sqlite:///{tmp_path}/new.db") == ["aircraft", "helicopter"]


async def test_a_damaged_database_can_be_replaced(live: str, tmp_path: Path) -> None:
    back_up(live, tmp_path / "copy.db")
    (tmp_path / "live.db").write_bytes(b"ruined" * 2000)
    (tmp_path / "live.db-wal").write_bytes(b"ruined" * 2000)
    restore(live, tmp_path / "copy.db", overwrite=True)
    assert await _slugs(live) == ["aircraft", "helicopter"]


async def test_nothing_is_overwritten_unasked(live: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("precious")
    with pytest.raises(StoreProblem, match="exists already"):
        back_up(live, copy)
    assert copy.read_text() == "precious"
    back_up(live, copy, overwrite=True)
    with pytest.raises(StoreProblem, match="exists already"):
        restore(live, copy)


async def test_a_database_in_use_is_not_replaced(live: str, tmp_path: Path) -> None:
    back_up(live, tmp_path / "copy.db")
    async with open_stores(live) as running:
        await running.claims.add(GUILD, claim("late"), change(Action.ADDED))
        with pytest.raises(StoreProblem, match="Stop the bot"):
            restore(live, tmp_path / "copy.db", overwrite=True)
    assert await _slugs(live) == ["aircraft", "helicopter", "late"]


@pytest.mark.parametrize(
    ("spoil", "problem", "error"),
    [
        ("INSERT INTO caveat_migrations VALUES (99)", "version 99", StoreTooNew),
        ("PRAGMA application_id = 1", "another program", StoreProblem),
    ],
)
async def test_a_newer_or_foreign_file_is_not_restored(
    live: str, tmp_path: Path, spoil: str, problem: str, error: type[StoreProblem]
) -> None:
    back_up(live, tmp_path / "copy.db")
    _execute(tmp_path / "copy.db", spoil)
    with pytest.raises(error, match=problem):
        restore(live, tmp_path / "copy.db", overwrite=True)
    assert await _slugs(live) == ["aircraft", "helicopter"]


@pytest.mark.parametrize("cut", [0, 100, 9000])
async def test_a_damaged_backup_is_not_restored(live: str, tmp_path: Path, cut: int) -> None:
    copy = tmp_path / "copy.db"
    back_up(live, copy)
    copy.write_bytes(copy.read_bytes()[:cut] + b"ruined" * 3000)
    with pytest.raises(StoreProblem):
        restore(live, copy, overwrite=True)
    assert await _slugs(live) == ["aircraft", "helicopter"]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="no database"):
        back_up(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")
    with pytest.raises(StoreProblem, match="no backup"):
        restore(f"sqlite:///{tmp_path}/none.db", tmp_path / "copy.db")


async def test_a_backup_needs_a_place(live: str, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="a folder that exists"):
        back_up(live, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StoreProblem, match="the database itself"):
        back_up(live, tmp_path / "live.db", overwrite=True)


def test_postgresql_brings_its_own_backups(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="pg_dump"):
        back_up("postgresql://u:secret@localhost/d", tmp_path / "copy.db")
