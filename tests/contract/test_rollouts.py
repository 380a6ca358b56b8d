"""A judgement on its way to the notes that were posted before it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action
from claims.errors import Changed
from claims.events import Dossier
from claims.jobs import SPACING, JobKind
from claims.model import Claim, Judgement, Verdict
from claims.notes import Ending, Rollout
from db.claims import SqlClaimStore
from db.database import Database, Session
from db.stores import Stores
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import due, put, settling, take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, dossier, evidence, note

DAY = timedelta(days=1)
LATER = NOON + DAY
ALL_TIME = NOON - 1000 * DAY


async def judged(stores: Stores, guild_id: int = GUILD) -> Claim:
    """The stored claim with a judgement more, not yet saved."""
    seen = await stores.claims.claim(guild_id, "helicopter")
    assert seen is not None
    return seen.judged(Judgement(LATER, Verdict.FALSE, reason="A retraction.", evidence=(evidence(),)))


async def judge(stores: Stores, since: datetime | None = ALL_TIME, guild_id: int = GUILD) -> Claim:
    moved = replace(change(Action.JUDGED), at=LATER)
    return await stores.claims.save(guild_id, await judged(stores, guild_id), moved, since)


async def progress(stores: Stores, revision: int = 2) -> Rollout | None:
    return await stores.notes.rollout(GUILD, "helicopter", revision)


async def test_a_judgement_reaches_every_note_posted_since(stores: Stores, loaded: Dossier) -> None:
    for message_id in (1, 2, 3):
        await put(stores, note(message_id), reply_id=message_id + 10)
    assert (await judge(stores)).revision == 2
    assert await progress(stores) == Rollout(total=3, updated=0, gone=0, failed=0)
    assert await due(stores, LATER + 2 * SPACING) == [
        (JobKind.SETTLE, 3),
        (JobKind.SETTLE, 2),
        (JobKind.SETTLE, 1),
    ]


async def test_the_notes_of_a_channel_are_spread_over_time_and_hold_up_no_other_channel(
    stores: Stores, loaded: Dossier
) -> None:
    for message_id in (1, 2, 3):
        await put(stores, note(message_id), reply_id=message_id + 10)
    await put(stores, replace(note(4), channel_id=8), 14)
    await put(stores, replace(note(5), channel_id=8), 15)
    await judge(stores)
    at_once, then, last = [await due(stores, LATER + spaces * SPACING) for spaces in range(3)]
    assert at_once == [(JobKind.SETTLE, 5), (JobKind.SETTLE, 3)]
    assert then == [(JobKind.SETTLE, 4), (JobKind.SETTLE, 2)]
    assert last == [(JobKind.SETTLE, 1)]


async def test_a_note_that_people_wait_for_is_not_put_off_by_a_rollout(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.notes.reserve([note(1)])
    await put(stores, note(2), 12)
    await judge(stores)
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1), (JobKind.SETTLE, 2)]


async def test_older_and_withdrawn_notes_and_other_claims_are_left_alone(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11, at=NOON - timedelta(milliseconds=1))
    await put(stores, note(2), 12)
    await put(stores, note(3, "aircraft"), 13)
    await put(stores, note(4), 14)
    await stores.notes.end(GUILD, 4, ["helicopter"], Ending.MODERATOR, NOON)
    [removal] = await take(stores)
    await stores.notes.removed(removal)
    await judge(stores, since=NOON)
    assert await progress(stores) == Rollout(total=1, updated=0, gone=0, failed=0)
    assert await due(stores, LATER) == [(JobKind.SETTLE, 2)]


async def test_a_claim_without_notes_has_nothing_to_roll_out(stores: Stores, loaded: Dossier) -> None:
    await judge(stores)
    assert await progress(stores) is None
    assert await due(stores, LATER) == []


async def test_a_change_that_no_note_shows_rolls_nothing_out(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(1), 11)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("heli down"), change(Action.WORDED))
    assert await progress(stores) is None
    assert await due(stores, LATER) == []


async def test_a_note_not_yet_begun_is_posted_once_and_not_counted(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve([note(1)])
    await judge(stores)
    assert await progress(stores) is None
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1)]


async def test_a_note_on_its_way_when_the_verdict_changes_is_brought_up_to_date(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.notes.reserve([note(1)])
    [posting] = await take(stores)
    await judge(stores)
    await stores.notes.settled(posting, 11, {"helicopter": 1}, LATER)
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1)]


async def test_what_became_of_each_note_is_counted(stores: Stores, loaded: Dossier) -> None:
    for message_id in range(1, 6):
        await put(stores, note(message_id), reply_id=message_id + 10)
    await judge(stores)
    await stores.notes.settled(settling(note(1)), 11, {"helicopter": 2}, LATER)
    await stores.notes.end(GUILD, 2, ["helicopter"], Ending.LOSS, LATER)
    await stores.notes.refused(settling(note(3)), {"helicopter": 2})
    rollout = await progress(stores)
    assert rollout == Rollout(total=5, updated=1, gone=1, failed=1)
    assert rollout.waiting == 2


async def test_a_note_that_was_refused_and_then_shown_counts_as_updated(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    await judge(stores)
    await stores.notes.refused(settling(note(1)), {"helicopter": 2})
    await stores.notes.settled(settling(note(1)), 11, {"helicopter": 2}, LATER)
    assert await progress(stores) == Rollout(total=1, updated=1, gone=0, failed=0)


async def test_notes_that_are_not_part_of_a_rollout_do_not_count_as_its_progress(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11, at=NOON - DAY)
    await put(stores, note(2), 12)
    await judge(stores, since=NOON)
    await put(stores, note(3), 13, at=LATER, revision=2)
    await stores.notes.end(GUILD, 1, ["helicopter"], Ending.DELETION, LATER)
    assert await progress(stores) == Rollout(total=1, updated=0, gone=0, failed=0)


async def test_a_second_judgement_is_rolled_out_by_itself_and_finishes_the_first(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    await judge(stores)
    await judge(stores)
    [job] = await take(stores, LATER)
    await stores.notes.settled(job, 11, {"helicopter": 3}, LATER)
    assert await progress(stores, 2) == await progress(stores, 3) == Rollout(1, 1, 0, 0)
    assert await due(stores, LATER + DAY / 2) == []


async def test_new_notes_go_before_a_rollout(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(8), 18)
    await judge(stores)
    await stores.notes.reserve([replace(note(9), reserved_at=LATER)])
    assert await due(stores, LATER) == [(JobKind.SETTLE, 9), (JobKind.SETTLE, 8)]


async def test_another_guilds_notes_of_the_same_claim_stay(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await put(stores, note(1), 11)
    await judge(stores, guild_id=OTHER_GUILD)
    assert await due(stores, LATER) == []
    assert await stores.notes.rollout(OTHER_GUILD, "helicopter", 2) is None


async def test_a_judgement_that_came_second_rolls_nothing_out(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(1), 11)
    late = await judged(stores)
    await stores.claims.save(GUILD, late, change(Action.JUDGED))
    with pytest.raises(Changed):
        await stores.claims.save(GUILD, late, change(Action.JUDGED), ALL_TIME)
    assert await due(stores, LATER) == []


async def _cancel(_: Session) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


async def test_a_judgement_interrupted_at_any_statement_rolls_nothing_out(
    database: Database, stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(1), 11)
    new, at, interrupted = await judged(stores), 0, True
    while interrupted:
        at += 1
        cancelling = InterruptedDatabase(database, at, _cancel)
        saving = SqlClaimStore(cancelling).save(GUILD, new, change(Action.JUDGED), ALL_TIME)
        await asyncio.gather(asyncio.create_task(saving), return_exceptions=True)
        if interrupted := cancelling.interrupted:
            assert await progress(stores) is None
            assert await due(stores, LATER) == []
    assert at > 10
    assert await due(stores, LATER) == [(JobKind.SETTLE, 1)]
