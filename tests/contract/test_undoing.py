"""Recorded changes reverted, on both engines: new records, one transaction, and notes that follow."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed, ClaimError, Invalid, NotFound
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Claim, Judgement, Lifecycle, Verdict
from claims.settings import GuildSettings
from claims.undoing import Undone
from db.check import check
from db.database import Database
from db.stores import Stores
from db.undoing import SqlUndoStore
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import due, put, take
from tests.contract.samples import GUILD, MODERATOR, NOON, change, claim, evidence, note

OTHER = MODERATOR + 1
LATER = NOON + timedelta(hours=1)
ALL_TIME = NOON - timedelta(days=1000)


def by_other(minutes: int = 0) -> Change:
    return Change(Action.UNDONE, OTHER, LATER + timedelta(minutes=minutes))


async def stored(stores: Stores, slug: str = "helicopter") -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


async def newest(stores: Stores) -> int:
    return (await stores.audit.revisions(GUILD))[-1].number


async def judge(stores: Stores, at: datetime = NOON) -> Claim:
    seen = await stored(stores)
    judged = seen.judged(Judgement(at, Verdict.FALSE, reason="A retraction.", evidence=(evidence(),)))
    return await stores.claims.save(GUILD, judged, change(Action.JUDGED), ALL_TIME)


async def undo(stores: Stores, number: int, seen: int = 0, minutes: int = 0) -> Undone:
    return await stores.undoing.undo(GUILD, number, seen, by_other(minutes), ALL_TIME)


async def test_a_judgement_is_undone_as_a_new_record_and_its_notes_follow(
    stores: Stores, database: Database, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    before = await stored(stores)
    judged = await judge(stores)
    [settling] = await take(stores)
    await stores.notes.settled(settling, 11, {"helicopter": 2}, NOON)
    undone = await undo(stores, await newest(stores))
    [back] = undone.claims
    assert back == before
    assert back.revision == judged.revision + 1
    last = (await stores.audit.revisions(GUILD))[-1]
    assert (last.change, last.subject) == (by_other(), "claim:helicopter")
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1)]
    rollout = await stores.notes.rollout(GUILD, "helicopter", back.revision)
    assert rollout is not None
    assert rollout.total == 1
    assert await check(database) == []


async def test_undoing_what_no_note_shows_leaves_the_notes_alone(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(1), 11)
    await stores.claims.save(GUILD, (await stored(stores)).worded("chopper"), change(Action.WORDED))
    await undo(stores, await newest(stores))
    assert "chopper" not in (await stored(stores)).wordings
    assert await due(stores, LATER) == []


async def test_an_undoing_can_be_undone(stores: Stores, loaded: Dossier) -> None:
    judged = await judge(stores)
    await undo(stores, await newest(stores))
    await undo(stores, await newest(stores), minutes=1)
    assert await stored(stores) == judged


async def test_what_was_changed_since_is_lost_only_by_who_has_seen_it(
    stores: Stores, loaded: Dossier
) -> None:
    before = await stored(stores)
    await judge(stores)
    number = await newest(stores)
    await stores.claims.save(GUILD, (await stored(stores)).worded("one"), change(Action.WORDED))
    plan = await stores.undoing.plan(GUILD, number)
    assert plan is not None
    assert [step.change.action for step in plan.in_the_way] == [Action.WORDED]
    assert plan.needs_consent
    await stores.claims.save(GUILD, (await stored(stores)).worded("two"), change(Action.WORDED))
    with pytest.raises(Changed, match="/desk undo"):
        await undo(stores, number, seen=plan.seen)
    assert "two" in (await stored(stores)).wordings
    await undo(stores, number, seen=plan.seen + 1)
    assert await stored(stores) == before


async def test_what_is_undone_already_says_so_and_leaves_no_record(stores: Stores, loaded: Dossier) -> None:
    await judge(stores)
    number = await newest(stores)
    await undo(stores, number)
    with pytest.raises(Invalid, match="nothing to undo"):
        await undo(stores, number, seen=99)
    assert await newest(stores) == number + 1


async def test_undoing_an_added_claim_withdraws_it(stores: Stores, loaded: Dossier) -> None:
    await stores.claims.add(GUILD, claim("bridge", withdrawn_because=""), change(Action.ADDED))
    await put(stores, note(1, "bridge"), 11)
    undone = await undo(stores, await newest(stores))
    assert (undone.withdrawn, len(undone.claims)) == (1, 1)
    gone = await stored(stores, "bridge")
    assert gone.lifecycle is Lifecycle.WITHDRAWN
    assert "undone" in gone.withdrawn_because
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1)]


async def test_undoing_a_loaded_event_withdraws_every_claim_that_nobody_changed_since(
    stores: Stores, database: Database, loaded: Dossier
) -> None:
    await stores.claims.save(GUILD, (await stored(stores)).worded("chopper"), change(Action.WORDED))
    for number in (1, 2, 3):
        plan = await stores.undoing.plan(GUILD, number)
        assert plan is not None
        assert ([step.number for step in plan.steps], plan.left) == ([1, 2, 3], 1)
    undone = await undo(stores, 2)
    assert ([each.slug for each in undone.claims], undone.left) == (["aircraft"], 1)
    assert (await stored(stores, "aircraft")).lifecycle is Lifecycle.WITHDRAWN
    assert (await stored(stores)).lifecycle is Lifecycle.PUBLISHED
    assert [event.slug for event in await stores.events.events(GUILD)] == ["mutiny"]
    assert await check(database) == []


async def test_a_bulk_undoing_is_undone_as_a_whole(stores: Stores, loaded: Dossier) -> None:
    before = [await stored(stores), await stored(stores, "aircraft")]
    assert (await undo(stores, 1)).withdrawn == 2
    last = await newest(stores)
    assert last == 5
    back = await undo(stores, last, minutes=1)
    assert len(back.claims) == 2
    assert [await stored(stores), await stored(stores, "aircraft")] == before


async def test_a_bulk_undoing_that_dies_half_way_leaves_everything_as_it_was(
    stores: Stores, database: Database, loaded: Dossier
) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError

    for statement in itertools.count(1, 3):
        dying = InterruptedDatabase(database, statement, fail)
        undoing = SqlUndoStore(dying).undo(GUILD, 1, 0, by_other(), ALL_TIME)
        try:
            await undoing
        except RuntimeError:
            assert (await stored(stores, "aircraft")).lifecycle is Lifecycle.NEEDS_RECHECK
            assert await newest(stores) == 3
        else:
            break
    assert (await stored(stores)).lifecycle is Lifecycle.WITHDRAWN
    assert await check(database) == []


async def test_settings_go_back(stores: Stores, database: Database) -> None:
    wishes = GuildSettings(voices=7, paused_channels=frozenset({3}))
    await stores.guilds.save_settings(GUILD, wishes, change(Action.CONFIGURED))
    await stores.guilds.save_settings(GUILD, replace(wishes, paused=True), change(Action.PAUSED))
    assert (await undo(stores, 2)).settings
    assert await stores.guilds.settings(GUILD) == wishes
    assert (await undo(stores, 1, seen=3, minutes=1)).settings
    assert await stores.guilds.settings(GUILD) == GuildSettings()
    assert await check(database) == []


async def test_there_is_no_such_record(stores: Stores, loaded: Dossier) -> None:
    assert await stores.undoing.plan(GUILD, 99) is None
    with pytest.raises(NotFound, match="/desk audit"):
        await undo(stores, 99)


async def test_of_two_moderators_who_undo_at_once_one_is_told(stores: Stores, loaded: Dossier) -> None:
    await judge(stores)
    number = await newest(stores)
    both = await asyncio.gather(undo(stores, number), undo(stores, number, minutes=1), return_exceptions=True)
    assert sorted(isinstance(each, ClaimError) for each in both) == [False, True]
    assert await newest(stores) == number + 1
