from __future__ import annotations

import os
import pwd
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from claims.errors import StoreProblem
from db.database import Database
from db.opening import open_database
from db.sqlite import _connect
from db.stores import open_stores, stores_of
from tests.contract.samples import change, dossier
from tests.postgres import PostgresServer, unprivileged_user


async def _problem(url: str) -> str:
    with pytest.raises(StoreProblem) as caught:
        async with open_stores(url):
            pass
    return str(caught.value)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that an unprivileged user can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o777)
        yield Path(made)


@pytest.fixture
def unprivileged(folder: Path) -> Iterator[None]:
    """No longer root, whom no file mode would stop."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(pwd.getpwnam(unprivileged_user()).pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


async def test_a_missing_file_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_stores("sqlite:///relative.db"):
        assert (tmp_path / "relative.db").is_file()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "caveat.db",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "mysql://u:secret@h/d",
        "sqlite:///\x00",
    ],
)
async def test_an_address_of_no_known_kind_is_told(url: str) -> None:
    problem = await _problem(url)
    assert "sqlite:///caveat.db or postgresql://" in problem
    assert "secret" not in problem


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert f"The folder “{tmp_path}/nowhere” does not exist" in await _problem(
        f"sqlite:///{tmp_path}/nowhere/c.db"
    )


async def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    assert f"“{tmp_path}” is a folder" in await _problem(f"sqlite:///{tmp_path}")


async def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader, " * 500)
    assert "no database" in await _problem(f"sqlite:///{letter}")
    assert letter.read_text() == "Dear reader, " * 500


async def test_another_programs_database_stays_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = (tmp_path / "other.db").read_bytes()
    assert "another program" in await _problem(f"sqlite:///{tmp_path}/other.db")
    assert (tmp_path / "other.db").read_bytes() == before


async def test_a_read_only_file_is_told(folder: Path, unprivileged: None) -> None:
    async with open_stores(f"sqlite:///{folder}/c.db"):
        pass
    (folder / "c.db").chmod(0o444)
    assert "cannot be written" in await _problem(f"sqlite:///{folder}/c.db")


async def test_a_read_only_folder_is_told(folder: Path, unprivileged: None) -> None:
    sealed = folder / "sealed"
    sealed.mkdir(mode=0o555)
    assert "cannot be opened. Make it and its folder writable" in await _problem(f"sqlite:///{sealed}/c.db")


async def test_a_full_disk_is_told_and_nothing_half_is_kept(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/c.db"
    async with open_stores(url):
        pass
    async with open_database(url) as database:
        async with database.transaction() as session:
            [pages] = await session.fetch("PRAGMA page_count")
            await session.fetch(f"PRAGMA max_page_count = {pages['page_count']}")
        stores = stores_of(database)
        with pytest.raises(StoreProblem, match="disk is full"):
            for guild in range(1, 100):
                await stores.events.load(guild, dossier(), change())
        assert list(await stores.events.events(guild)) == []
        assert list(await stores.audit.revisions(guild)) == []


async def test_an_old_sqlite_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert "3.35 or newer is needed" in await _problem(f"sqlite:///{tmp_path}/c.db")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_nothing_is_written_through_the_reader(database: Database) -> None:
    with pytest.raises(StoreProblem, match="cannot be written"):
        await database.fetch("DELETE FROM claims")


async def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "db.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    assert "caveat[postgres]" in await _problem("postgresql://u:secret@localhost/d")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:sec/ret@localhost/d",
        "postgresql://u:secret@localhost:secret/d",
        "postgresql://u:secret@[localhost/d",
        "postgresql://u:secret@127.0.0.1:1/d",
        "postgresql://u:secret@/d?host=/nowhere/secret",
        "postgresql://u:secret@127.0.0.1:1/d?sslmode=secret",
    ],
)
async def test_a_wrong_address_never_shows_its_password(url: str) -> None:
    with pytest.raises(StoreProblem, match="CAVEAT_DATABASE") as caught:
        async with open_stores(url):
            pass
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.postgres
async def test_an_unknown_user_and_an_unknown_database_are_told(postgres_server: PostgresServer) -> None:
    url = postgres_server.url("nowhere")
    assert "does not exist. Make it with createdb" in await _problem(url)
    assert "refuses this user" in await _problem(url.replace("caveat@", "stranger:secret@"))


@pytest.mark.postgres
def test_many_that_open_a_new_file_at_once_all_may(tmp_path: Path) -> None:
    """Without waiting for the change to WAL, about one in seven hundred was told that the file is busy."""

    def opened(number: int) -> None:
        _connect(tmp_path / f"{number // 12}.db").close()

    with ThreadPoolExecutor(12) as threads:
        list(threads.map(opened, range(12 * 60)))


async def test_a_database_without_unicode_is_refused(postgres_server: PostgresServer) -> None:
    latin = postgres_server.create("latin", "-T", "template0", "-E", "LATIN1")
    assert "does not keep Unicode" in await _problem(latin)
