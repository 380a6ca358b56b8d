from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from claims.errors import StoreProblem, StoreTooNew
from db.check import check
from db.database import Database
from db.migrations import applied, migrate, schema, scripts
from db.opening import open_database
from db.stores import open_stores
from tests.contract.samples import GUILD, change, dossier

NEWEST = len(scripts(schema("sqlite")))


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    async with open_database(empty_url) as database:
        yield database


def _write(folder: Path, *migrations: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, script in enumerate(migrations, start=1):
        (folder / f"{number:04}_step.sql").write_text(script)
    return folder


async def test_both_engines_have_the_same_migrations() -> None:
    names = [sorted(entry.name for entry in schema(engine).iterdir()) for engine in ("sqlite", "postgres")]
    assert names[0] == names[1]


async def test_migrating_twice_changes_nothing(empty: Database) -> None:
    assert await applied(empty) == 0
    assert await migrate(empty) == NEWEST
    assert await migrate(empty) == NEWEST
    assert await applied(empty) == NEWEST


async def test_programs_that_start_at_once_migrate_once(empty_url: str) -> None:
    async def start() -> None:
        async with open_stores(empty_url) as stores:
            await stores.events.events(GUILD)

    await asyncio.gather(*(start() for _ in range(6)))
    async with open_database(empty_url) as database:
        assert await applied(database) == NEWEST


async def test_a_newer_database_is_refused_with_both_versions(url: str) -> None:
    async with open_stores(url) as stores:
        await stores.events.load(GUILD, dossier(), change())
    async with open_database(url) as database:
        async with database.transaction() as session:
            await session.fetch("INSERT INTO caveat_migrations (version) VALUES (99)")
        with pytest.raises(StoreTooNew, match="99"):
            await check(database)
    with pytest.raises(StoreTooNew, match=rf"version 99, but this release knows versions up to {NEWEST}"):
        async with open_stores(url):
            pass


async def test_a_failed_migration_leaves_nothing_and_can_be_mended(empty: Database, tmp_path: Path) -> None:
    first, broken = (
        "CREATE TABLE one (a BIGINT);",
        "CREATE TABLE two (a BIGINT);\nINSERT INTO nowhere VALUES (1);",
    )
    folder = _write(tmp_path / "steps", first, broken)
    with pytest.raises(StoreProblem, match="nowhere"):
        await migrate(empty, folder)
    await empty.fetch("SELECT * FROM one")
    with pytest.raises(StoreProblem, match="two"):
        await empty.fetch("SELECT * FROM two")
    assert await migrate(empty, _write(folder, first, "CREATE TABLE two (a BIGINT); -- mended")) == 2
    assert await empty.fetch("SELECT * FROM two") == []


async def test_a_script_of_several_statements_is_run_whole(empty: Database, tmp_path: Path) -> None:
    script = (
        "CREATE TABLE t (a TEXT);\nINSERT INTO t VALUES ('a;b'); INSERT INTO t VALUES ('$1');\n-- the end"
    )
    await migrate(empty, _write(tmp_path / "steps", script))
    assert [row["a"] for row in await empty.fetch("SELECT a FROM t ORDER BY a")] == ["$1", "a;b"]


@pytest.mark.parametrize(
    "names", [["0002_b.sql"], ["0001_a.sql", "0003_c.sql"], ["0001_a.sql", "0001_b.sql"]]
)
def test_gaps_and_doubles_in_the_numbering_are_refused(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("")
    with pytest.raises(StoreProblem, match="Install Caveat again"):
        scripts(tmp_path)


async def test_an_old_database_is_told_apart_by_the_check(empty: Database) -> None:
    assert await check(empty) == ["The database is not up to date. Run caveat db migrate, then check again."]
