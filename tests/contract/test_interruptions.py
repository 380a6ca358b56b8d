"""Cancelled tasks, killed programs and lost connections leave whole rows or none."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from claims.audit import Action
from claims.errors import StoreProblem
from claims.events import Dossier
from claims.model import Claim
from db.check import check
from db.claims import SqlClaimStore
from db.database import Database, Session
from db.events import SqlEventStore
from db.stores import Stores, stores_of
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.samples import GUILD, change, dossier, note

ROOT = Path(__file__).parents[2]
STATEMENTS_OF_A_LOAD = 12  # the head of the chain, the event, …, the records, the head again


async def _cancel(_: Session) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


async def _end_the_connection(session: Session) -> None:
    await session.fetch("SELECT pg_terminate_backend(pg_backend_pid())")


async def _seen(stores: Stores) -> Claim:
    claim = await stores.claims.claim(GUILD, "helicopter")
    assert claim is not None
    return claim


async def test_a_save_cancelled_at_any_statement_changes_nothing(database: Database, loaded: Dossier) -> None:
    stores = stores_of(database)
    at, interrupted = 0, True
    while interrupted:
        at += 1
        seen, records = await _seen(stores), await stores.audit.revisions(GUILD)
        cancelling = InterruptedDatabase(database, at, _cancel)
        saving = SqlClaimStore(cancelling).save(GUILD, seen.worded(f"words {at}"), change(Action.WORDED))
        [outcome] = await asyncio.gather(asyncio.create_task(saving), return_exceptions=True)
        if interrupted := cancelling.interrupted:
            assert isinstance(outcome, asyncio.CancelledError)
            assert await _seen(stores) == seen
            assert await stores.audit.revisions(GUILD) == records
    assert at > STATEMENTS_OF_A_LOAD
    assert (await _seen(stores)).wordings[-1] == f"words {at}"
    assert await check(database) == []


async def test_a_load_cancelled_at_any_statement_leaves_nothing(database: Database) -> None:
    stores = stores_of(database)
    for at in range(1, STATEMENTS_OF_A_LOAD + 1):
        cancelling = InterruptedDatabase(database, at, _cancel)
        loading = asyncio.create_task(SqlEventStore(cancelling).load(GUILD, dossier(), change()))
        with pytest.raises(asyncio.CancelledError):
            await loading
        assert list(await stores.events.events(GUILD)) == []
        assert list(await stores.claims.claims(GUILD)) == []
        assert list(await stores.audit.revisions(GUILD)) == []
    await stores.events.load(GUILD, dossier(), change())


async def test_tasks_cancelled_at_any_step_leave_the_store_usable(
    database: Database, loaded: Dossier
) -> None:
    stores = stores_of(database)
    for steps in range(60):
        seen = await _seen(stores)
        tasks = [
            asyncio.create_task(stores.claims.save(GUILD, seen.worded(f"{steps}"), change(Action.WORDED))),
            asyncio.create_task(stores.claims.claims(GUILD)),
            asyncio.create_task(stores.notes.reserve([note(steps)])),
        ]
        for _ in range(steps):
            await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        now = await _seen(stores)
        assert (now.revision - seen.revision, len(now.wordings) - len(seen.wordings)) in {(0, 0), (1, 1)}
    assert await check(database) == []


@pytest.mark.parametrize("at", [2, 7, STATEMENTS_OF_A_LOAD])
async def test_a_program_killed_between_two_writes_leaves_nothing(
    url: str, database: Database, at: int
) -> None:
    command = [sys.executable, "-m", "tests.contract.killed", url, str(at)]
    killed = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    stores = stores_of(database)
    assert list(await stores.events.events(GUILD)) == []
    assert list(await stores.audit.revisions(GUILD)) == []
    await stores.events.load(GUILD, dossier(), change())
    assert await check(database) == []


@pytest.mark.parametrize("engine", [pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("at", [1, 6, STATEMENTS_OF_A_LOAD])
async def test_a_connection_lost_between_two_writes_is_told_and_replaced(database: Database, at: int) -> None:
    losing = InterruptedDatabase(database, at, _end_the_connection)
    with pytest.raises(StoreProblem, match="ended the connection"):
        await SqlEventStore(losing).load(GUILD, dossier(), change())
    stores = stores_of(database)
    assert list(await stores.events.events(GUILD)) == []
    await stores.events.load(GUILD, dossier(), change())
    assert await check(database) == []
