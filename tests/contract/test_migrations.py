from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from claims.assignments import Assignment, Matter
from claims.audit import Action
from claims.errors import StoreProblem, StoreTooNew
from claims.jobs import JobKind
from claims.notes import Ending, Rollout
from claims.settings import GuildSettings
from claims.suggestions import SuggestionState
from claims.voices import Cast, Voice
from db.audit import audited
from db.check import check
from db.columns import to_millis
from db.database import Database
from db.migrations import applied, migrate, schema, scripts
from db.opening import open_database
from db.stores import open_stores, stores_of
from tests.contract.noting import due, take
from tests.contract.samples import GUILD, NOON, change, dossier

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


_OLD_EVENT = """
    INSERT INTO events (guild_id, slug, title, summary, begins_at) VALUES ($1, 'mutiny', 'A mutiny', '', 0)"""
_OLD_CLAIM = """
    INSERT INTO claims (guild_id, slug, event, statement, said_by, lifecycle, auto_note, review_by, revision)
    VALUES ($1, $2, 'mutiny', 'A helicopter was shot down', '', 'published', 1, $3, 1)"""
_OLD_JUDGEMENT = """
    INSERT INTO judgements (guild_id, slug, number, as_of, verdict, known, unknown, reason, confidence,
        reason_tags) VALUES ($1, $2, 0, $3, 'unverified', '', '', '', 'low', '[]')"""
_OLD_NOTE = """
    INSERT INTO notes (guild_id, message_id, slug, channel_id, claim_revision, state, reserved_at, posted_at,
        reply_id) VALUES ($1, $2, $3, 7, 1, $4, $5, $6, $7)"""


_OLD_OBJECTION = """
    INSERT INTO objections (guild_id, message_id, slug, user_id, objected_at)
    VALUES ($1, 2, 'helicopter', $2, $3)"""


def _before(name: str, database: Database) -> list[str]:
    """The migrations that came before the one of that name."""
    folder = schema(database.dialect)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    [at] = [number for number, each in enumerate(names) if each.endswith(f"_{name}.sql")]
    return scripts(folder)[:at]


@pytest.fixture
async def old(empty: Database, tmp_path: Path) -> Database:
    """A database of the first release: two notes being posted, one posted, one withdrawn, a paused guild."""
    first = (schema(empty.dialect) / "0001_claims.sql").read_text(encoding="utf-8")
    await migrate(empty, _write(tmp_path / "first", first))
    at = to_millis(NOON)
    async with audited(empty, GUILD) as (session, trail):
        await session.fetch(_OLD_EVENT, GUILD)
        for slug in ("helicopter", "aircraft"):
            await session.fetch(_OLD_CLAIM, GUILD, slug, at)
            await session.fetch(_OLD_JUDGEMENT, GUILD, slug, at)
        trail.record("event:mutiny", change(), None, "{}")
    async with empty.transaction() as session:
        await session.fetch(
            "INSERT INTO guilds (guild_id, paused, paused_channels) VALUES ($1, 1, '[3]')", GUILD
        )
        for slug in ("helicopter", "aircraft"):
            await session.fetch(_OLD_NOTE, GUILD, 1, slug, "reserved", at, None, None)
        await session.fetch(_OLD_NOTE, GUILD, 2, "helicopter", "posted", at, at, 12)
        await session.fetch(_OLD_NOTE, GUILD, 3, "helicopter", "withdrawn", at, at, 13)
    return empty


async def test_notes_that_the_first_release_had_begun_are_looked_for_before_they_are_posted(
    old: Database,
) -> None:
    assert await migrate(old) == NEWEST
    [job] = [job for job in await take(stores_of(old)) if job.kind is JobKind.SETTLE]
    assert (job.subject, job.channel_id) == (1, 7)
    assert job.attempts == 2
    assert await check(old) == []


async def test_claims_of_the_first_release_are_looked_through_for_overdue_reviews(old: Database) -> None:
    await migrate(old)
    assert (JobKind.REVIEW, GUILD) in await due(stores_of(old))


async def test_notes_of_the_first_release_are_brought_up_to_date_when_their_claim_changes(
    old: Database,
) -> None:
    await migrate(old)
    stores = stores_of(old)
    [posted] = await stores.notes.by_reply(GUILD, 12)
    [withdrawn] = await stores.notes.by_reply(GUILD, 13)
    assert (posted.shown_revision, withdrawn.shown_revision, withdrawn.live) == (1, None, False)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    later = replace(change(Action.JUDGED), at=NOON + timedelta(hours=1))
    await stores.claims.save(GUILD, seen, later, notes_since=NOON)
    assert await stores.notes.rollout(GUILD, "helicopter", 2) == Rollout(1, 0, 0, 0)
    assert 2 in {job.subject for job in await take(stores, later.at)}


async def test_objections_of_the_first_release_are_voices_and_those_of_new_accounts_do_not_count(
    old: Database,
) -> None:
    of_yesterday = (to_millis(NOON - timedelta(days=1)) - 1_420_070_400_000) << 22
    async with old.transaction() as session:
        for user_id in (1, of_yesterday):
            await session.fetch(_OLD_OBJECTION, GUILD, user_id, to_millis(NOON))
    await migrate(old)
    assert await stores_of(old).voices.about(GUILD, 2, "helicopter") == [
        Cast(1, Voice.WRONG, NOON),
        Cast(of_yesterday, Voice.WRONG, NOON),
    ]
    rows = await old.fetch("SELECT user_id FROM voices WHERE counts = 1")
    assert [row["user_id"] for row in rows] == [1]
    assert await check(old) == []


_OLD_TIP = """
    INSERT INTO claim_suggestions
        (guild_id, number, event, statement, source, remark, much_like, suggested_by, suggested_at, tell_me,
        state, slug, reason, assigned_to, assigned_at, snoozed_until)
    VALUES ($1, $2, 'mutiny', 'A bridge', '', '', '', 11, $3, 1, $4, '', '', $5, $6, $7)"""
_OLD_SOURCE = """
    INSERT INTO evidence_suggestions
        (guild_id, number, slug, title, url, stance, remark, suggested_by, suggested_at, state)
    VALUES ($1, 1, 'helicopter', 'A wreck', 'https://example.org', 'context', '', 11, $2, 'open')"""
_OLD_CARD = "INSERT INTO cards (guild_id, kind, subject, channel_id, message_id) VALUES ($1, $2, $3, 7, 8)"


async def test_who_works_on_suggested_claims_is_kept_and_cards_that_wait_are_drawn_anew(
    old: Database, tmp_path: Path
) -> None:
    await migrate(old, _write(tmp_path / "before", *_before("assignments", old)))
    at = to_millis(NOON)
    async with old.transaction() as session:
        await session.fetch(_OLD_TIP, GUILD, 1, at, "open", 13, at, at + 1)
        await session.fetch(_OLD_TIP, GUILD, 2, at, "open", None, None, at + 1)
        await session.fetch(_OLD_TIP, GUILD, 3, at, "rejected", None, None, None)
        await session.fetch(_OLD_SOURCE, GUILD, at)
        for kind, subject in (("tip", 1), ("tip", 3), ("evidence", 1)):
            await session.fetch(_OLD_CARD, GUILD, kind, subject)
        await session.fetch("DELETE FROM jobs")
    await migrate(old)
    stores = stores_of(old)
    assert await stores.assignments.assignment(GUILD, Matter.tip(1)) == Assignment(Matter.tip(1), 13, NOON)
    aside = await stores.assignments.assignment(GUILD, Matter.tip(2))
    assert aside == Assignment(Matter.tip(2), snoozed_until=NOON + timedelta(milliseconds=1))
    assert sorted(await due(stores)) == [(JobKind.EVIDENCE, 1), (JobKind.TIP, 1)]
    source = await stores.suggestions.suggestion(GUILD, 1)
    assert source is not None
    assert (source.publisher, source.attached_to, source.reason, source.tell_me) == ("", "", "", False)
    assert await check(old) == []


async def test_settings_of_the_first_release_are_kept_and_the_new_ones_have_their_defaults(
    old: Database,
) -> None:
    await migrate(old)
    kept = await stores_of(old).guilds.settings(GUILD)
    assert kept == GuildSettings(paused=True, paused_channels=frozenset({3}))


_OLD_SUGGESTION = """
    INSERT INTO evidence_suggestions (guild_id, number, slug, title, url, stance, remark, suggested_at, state)
    VALUES ($1, 1, 'helicopter', 'A report', 'https://example.org/1', 'context', '', $2, 'declined')"""
_OLD_STOP = """
    INSERT INTO stopped_passages (guild_id, slug, digest, wording, stopped_at)
    VALUES ($1, 'helicopter', 'd', '', $2)"""


async def test_what_ended_notes_and_what_was_decided_and_stopped_before_undoing_came_is_kept(
    old: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "eleven"
    await migrate(old, _write(folder, *scripts(schema(old.dialect))[:11]))
    async with old.transaction() as session:
        await session.fetch("UPDATE notes SET ended_by = 'members' WHERE state = 'withdrawn'")
        for sql in (_OLD_SUGGESTION, _OLD_STOP):
            await session.fetch(sql, GUILD, to_millis(NOON))
    assert await migrate(old) == NEWEST
    stores = stores_of(old)
    [withdrawn] = await stores.notes.by_reply(GUILD, 13)
    assert withdrawn.ended_by is Ending.MEMBERS
    kept = await stores.suggestions.suggestion(GUILD, 1)
    assert kept is not None
    assert kept.state is SuggestionState.DECLINED
    assert await stores.stops.is_stopped(GUILD, "helicopter", "d")
    assert await check(old) == []


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
