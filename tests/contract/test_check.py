from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.check import check
from db.opening import open_database
from db.stores import open_stores
from tests.contract.samples import GUILD, OTHER_GUILD, change, dossier

PAGE = 4096


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    """A closed SQLite database with two guilds in it."""
    path = tmp_path / "caveat.db"
    async with open_stores(f"sqlite:///{path}") as stores:
        await stores.events.load(GUILD, dossier(), change())
        await stores.events.load(OTHER_GUILD, dossier(), change())
    return path


async def _findings(file: Path) -> list[str]:
    async with open_database(f"sqlite:///{file}") as database:
        return await check(database)


async def test_a_sound_file_has_no_findings(file: Path) -> None:
    assert await _findings(file) == []


async def test_rows_that_belong_to_nothing_are_found(file: Path) -> None:
    with closing(sqlite3.connect(file)) as outsider, outsider:
        outsider.execute("DELETE FROM claims WHERE slug = 'aircraft'")
    findings = await _findings(file)
    assert "A row of wordings belongs to a row of claims that is gone. Restore a backup." in findings


def _damage_the_index(file: Path) -> None:
    with closing(sqlite3.connect(file)) as outsider:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'revisions_of_a_subject'"
        [root] = outsider.execute(query).fetchone()
    pages = file.read_bytes()
    index = slice((root - 1) * PAGE, root * PAGE)
    damaged = pages[index].replace(b"claim:aircraft", b"claim:aircroft")
    file.write_bytes(pages[: index.start] + damaged + pages[index.stop :])


async def test_a_damaged_file_is_found(file: Path) -> None:
    _damage_the_index(file)
    findings = await _findings(file)
    assert findings
    assert all(finding.startswith("The file is damaged: ") for finding in findings)
