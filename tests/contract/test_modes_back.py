"""Blocks, breaking modes and drafts put back as they were, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change
from claims.breaking import Breaking
from claims.errors import AlreadyThere, Invalid
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.undoing import PutBack
from db.check import check
from db.database import Database
from db.stores import Stores
from tests.contract.noting import put
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, change, claim, note
from tests.contract.undoing import ALICE, MINUTE, by, jobs, newest, stored, undo, work_off


async def test_a_block_is_lifted_and_set_again_as_it_was(stores: Stores, database: Database) -> None:
    await stores.blocks.block(GUILD, ALICE, by(Action.BLOCKED))
    blocked = await stores.blocks.blocked(GUILD)
    assert (await undo(stores)).others == (PutBack(f"member:{ALICE}", "heard"),)
    assert await stores.blocks.blocked(GUILD) == []
    assert (await undo(stores, 11)).others == (PutBack(f"member:{ALICE}", "blocked"),)
    assert await stores.blocks.blocked(GUILD) == blocked
    await stores.blocks.unblock(GUILD, ALICE, by(Action.UNBLOCKED, 12))
    await undo(stores, 13)
    assert await stores.blocks.blocked(GUILD) == blocked
    await stores.blocks.unblock(GUILD, ALICE, by(Action.UNBLOCKED, 14))
    with pytest.raises(Invalid, match="nothing to undo"):
        await undo(stores, 15, 1)
    assert await check(database) == []


def mode(channel_id: int = 7, begun_at: datetime = NOON) -> Breaking:
    hour = timedelta(hours=1)
    return Breaking(GUILD, EVENT, channel_id, hour, begun_at, begun_at + hour, changed_at=begun_at)


async def test_breaking_mode_that_was_begun_ends_and_goes_on_again(stores: Stores, loaded: Dossier) -> None:
    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    await work_off(stores)
    assert (await undo(stores)).others == (PutBack(f"breaking:{EVENT}", "over"),)
    assert await stores.breaking.live(GUILD, NOON + 10 * MINUTE) == []
    assert (JobKind.BRIEF, 7) in await jobs(stores)
    assert (await undo(stores, 11)).others == (PutBack(f"breaking:{EVENT}", "live"),)
    [live] = await stores.breaking.live(GUILD, NOON + 12 * MINUTE)
    assert (live.ends_at, live.closed) == (mode().ends_at, False)


async def test_breaking_mode_gets_its_times_back(stores: Stores, loaded: Dossier) -> None:
    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    longer = mode().ends_at + timedelta(hours=6)
    await stores.breaking.alter(
        GUILD,
        EVENT,
        lambda known: replace(known, ends_at=longer, window=2 * known.window),
        by(Action.BREAKING),
    )
    await undo(stores)
    [live] = await stores.breaking.live(GUILD, NOON + 11 * MINUTE)
    assert (live.ends_at, live.window) == (mode().ends_at, mode().window)


async def test_breaking_mode_that_is_over_or_has_a_successor_does_not_go_on(
    stores: Stores, loaded: Dossier
) -> None:
    def ended(known: Breaking) -> Breaking:
        return replace(known, ended_at=NOON + MINUTE)

    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    await stores.breaking.alter(GUILD, EVENT, ended, by(Action.CALM))
    number = await newest(stores)
    with pytest.raises(Invalid, match="Begin it anew"):
        await undo(stores, 60)
    begun_at = NOON + 2 * MINUTE
    await stores.breaking.begin(mode(8, begun_at), Change(Action.BREAKING, MODERATOR, begun_at))
    with pytest.raises(AlreadyThere, match="in breaking mode already"):
        await undo(stores, 5, number)


async def test_a_draft_that_was_published_is_a_draft_again_and_its_notes_go(
    stores: Stores, loaded: Dossier
) -> None:
    draft = claim("draft", lifecycle=Lifecycle.DRAFT, withdrawn_because="")
    await stores.claims.add(GUILD, draft, change(Action.IMPORTED))
    published = replace(await stored(stores, "draft"), lifecycle=Lifecycle.PUBLISHED)
    await stores.claims.save(GUILD, published, by(Action.PUBLISHED))
    await put(stores, note(1, "draft"), 11)
    await work_off(stores)
    await undo(stores)
    assert (await stored(stores, "draft")).lifecycle is Lifecycle.DRAFT
    assert (JobKind.SETTLE, 1) in await jobs(stores)
