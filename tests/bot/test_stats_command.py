"""`caveat stats`: the numbers of /desk stats, for scripts and for people."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.settings import Settings, variables
from claims.counting import DecisionCounts
from claims.notes import Decision, Ending, Note, NoteState, Outcome, Reason
from db.stores import open_stores
from tests.contract.noting import put
from tests.contract.samples import GUILD, OTHER_GUILD, change, dossier

SECOND = timedelta(seconds=1)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> datetime:
    """A database with three notes, one of them wrong, and one silence; returns when they were posted."""
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / "none.env")
    url = f"sqlite:///{tmp_path}/caveat.db"
    monkeypatch.setenv("CAVEAT_DATABASE", url)
    posted_at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    asyncio.run(fill(url, posted_at))
    return posted_at


async def fill(url: str, posted_at: datetime) -> None:
    async with open_stores(url) as stores:
        for guild_id in (GUILD, OTHER_GUILD):
            await stores.events.load(guild_id, dossier(), change())
        written_ms = (posted_at - SECOND - datetime(2015, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
        for number in range(3):
            message_id = (written_ms << 22) + number
            note = Note(GUILD, 7, message_id, "helicopter", 1, NoteState.RESERVED, posted_at)
            await put(stores, note, reply_id=number + 1, at=posted_at)
        await stores.notes.end(GUILD, message_id, ["helicopter"], Ending.MEMBERS, posted_at)
        counts = DecisionCounts(stores.decisions, lambda: posted_at)
        counts.count(GUILD, Decision(Outcome.SILENT, Reason.ASKS))
        await counts.flush()


def call(*arguments: object) -> Any:
    return CliRunner().invoke(cli, ["stats", *map(str, arguments)])


def test_scripts_get_the_numbers_of_one_server_as_json(counted: datetime) -> None:
    done = call("--json", "--guild", GUILD, "--days", 7)
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.output)["guilds"]
    assert found["guild"] == str(GUILD)
    assert (found["notes"]["posted"], found["notes"]["standing"]) == (3, 2)
    assert found["notes"]["ended_by"]["members"] == 1
    days = found["notes"]["over_time"]
    assert len(days) == 7
    assert sum(day["posted"] for day in days) == 3
    assert found["false_matches"]["notes"] == 1
    assert [round(bound, 2) for bound in found["false_matches"]["interval_95"]] == [0.06, 0.79]
    assert found["message_to_note"] == {"count": 3, "median_s": 1.0, "ninetieth_percentile_s": 1.0}
    assert found["first_post_to_first_note"]["count"] == 1
    assert found["claims"] == [
        {"slug": "helicopter", "notes": 3, "wrong": 1, "helpful": 0, "repeats": 0, "said": 2}
    ]
    assert found["decisions"] == {"note": {}, "suggest": {}, "silent": {"asks": 1}}


def test_people_get_tables_of_every_server(counted: datetime) -> None:
    done = call()
    assert done.exit_code == 0, done.output
    assert f"Server {GUILD}, last 30 days" in done.output
    assert f"Server {OTHER_GUILD}" in done.output
    rows = [line.split() for line in done.output.splitlines()]
    assert ["notes", "posted", "3"] in rows
    assert ["asks", "1"] in rows


def test_an_unknown_server_is_told_plainly(counted: datetime) -> None:
    done = call("--guild", 5)
    assert done.exit_code == 2
    assert "Nothing is recorded for a server 5." in done.output
