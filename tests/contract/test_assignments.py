"""Who works on what waits, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.assignments import WORKED_ON_FOR, Assignment, Matter, Occupied
from claims.audit import Action, Change
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Claim, Lifecycle
from claims.people import Kept
from claims.suggestions import NewSuggestion
from claims.tips import NewTip
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, take
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, OTHER_GUILD, change, claim

ALICE, OLGA = 11, 13
LATER = NOON + timedelta(minutes=5)
MATTERS = (Matter.tip(1), Matter.source(1), Matter.draft("tank"))
DECLINED = Change(Action.DECLINED, MODERATOR, LATER)


@pytest.fixture
async def waiting(stores: Stores, loaded: Dossier) -> Stores:
    """A guild in which one of each kind waits, and nothing is to be done."""
    await stores.tips.add(GUILD, NewTip(EVENT, "The bridge is gone", tell_me=True), ALICE, NOON)
    await stores.suggestions.add(GUILD, NewSuggestion("helicopter", "https://example.org/1"), ALICE, NOON, 5)
    await stores.claims.add(GUILD, claim("tank", lifecycle=Lifecycle.DRAFT), change(Action.ADDED))
    for job in await take(stores):
        await stores.jobs.done(job)
    return stores


async def decide(stores: Stores, matter: Matter, change: Change = DECLINED) -> None:
    """Have a moderator leave what waits."""
    if matter == Matter.tip(1):
        await stores.tips.reject(GUILD, 1, "No.", change)
    elif matter == Matter.source(1):
        await stores.suggestions.decline(GUILD, 1, "No.", change)
    else:
        draft = await tank(stores)
        await stores.claims.save(GUILD, replace(draft, lifecycle=Lifecycle.WITHDRAWN), change)


async def tank(stores: Stores) -> Claim:
    found = await stores.claims.claim(GUILD, "tank")
    assert found is not None
    return found


@pytest.mark.parametrize("matter", MATTERS)
async def test_what_one_works_on_is_no_one_elses_until_it_lapses_or_is_taken_over(
    waiting: Stores, matter: Matter
) -> None:
    assignments = waiting.assignments
    begun = await assignments.assign(GUILD, matter, OLGA, NOON)
    assert begun == Assignment(matter, OLGA, NOON) == await assignments.assignment(GUILD, matter)
    for act in (
        assignments.assign(GUILD, matter, MODERATOR, LATER),
        assignments.release(GUILD, matter, MODERATOR, LATER),
        assignments.snooze(GUILD, matter, MODERATOR, LATER, LATER + WORKED_ON_FOR),
    ):
        with pytest.raises(Occupied) as occupied:
            await act
        assert occupied.value.assignment == begun
    await assignments.assign(GUILD, matter, MODERATOR, LATER, over=True)
    assert await assignments.assignment(GUILD, matter) == Assignment(matter, MODERATOR, LATER)
    await assignments.assign(GUILD, matter, OLGA, LATER + WORKED_ON_FOR)
    assert await assignments.release(GUILD, matter, OLGA, LATER + WORKED_ON_FOR) == Assignment(matter)
    assert await assignments.assignment(GUILD, matter) == Assignment(matter)


@pytest.mark.parametrize("matter", MATTERS)
async def test_what_is_put_aside_is_nobodys_and_whoever_takes_it_on_ends_that(
    waiting: Stores, matter: Matter
) -> None:
    until = LATER + timedelta(hours=1)
    await waiting.assignments.assign(GUILD, matter, OLGA, NOON)
    aside = await waiting.assignments.snooze(GUILD, matter, OLGA, LATER, until)
    assert (
        aside
        == Assignment(matter, snoozed_until=until)
        == await waiting.assignments.assignment(GUILD, matter)
    )
    counts = await waiting.waiting.counts(GUILD, LATER)
    assert counts[matter.kind] == 0
    assert await waiting.waiting.waiting(GUILD, LATER, matter.kind, 0, 9) == []
    [back] = await waiting.waiting.waiting(GUILD, until, matter.kind, 0, 9)
    assert (await waiting.waiting.counts(GUILD, until))[matter.kind] == 1
    assert back.worked_on_by is None
    await waiting.assignments.assign(GUILD, matter, MODERATOR, LATER)
    [shown] = await waiting.waiting.waiting(GUILD, LATER, matter.kind, 0, 9)
    assert (shown.worked_on_by, shown.worked_on_since) == (MODERATOR, LATER)
    [lapsed] = await waiting.waiting.waiting(GUILD, LATER + WORKED_ON_FOR, matter.kind, 0, 9)
    assert (lapsed.worked_on_by, lapsed.worked_on_since) == (None, None)


@pytest.mark.parametrize("matter", MATTERS)
async def test_what_was_decided_is_let_go_and_taken_on_no_more(waiting: Stores, matter: Matter) -> None:
    await waiting.assignments.assign(GUILD, matter, MODERATOR, NOON)
    await decide(waiting, matter)
    assert await waiting.assignments.assignment(GUILD, matter) == Assignment(matter)
    assert await waiting.assignments.assign(GUILD, matter, OLGA, LATER, over=True) is None
    assert await waiting.assignments.release(GUILD, matter, OLGA, LATER) is None
    assert await waiting.assignments.snooze(GUILD, matter, OLGA, LATER, LATER) is None


@pytest.mark.parametrize("matter", MATTERS[:2])
async def test_no_suggestion_is_decided_while_another_works_on_it(waiting: Stores, matter: Matter) -> None:
    await waiting.assignments.assign(GUILD, matter, OLGA, NOON)
    with pytest.raises(Occupied):
        await decide(waiting, matter)
    assert (await waiting.waiting.counts(GUILD, LATER))[matter.kind] == 1
    assert await due(waiting, LATER) == [(JobKind.TIP if matter == Matter.tip(1) else JobKind.EVIDENCE, 1)]


@pytest.mark.parametrize("matter", MATTERS)
async def test_of_two_who_begin_at_once_one_works_on_it(url: str, waiting: Stores, matter: Matter) -> None:
    async with open_database(url) as second_program:
        answers = await asyncio.gather(
            waiting.assignments.assign(GUILD, matter, MODERATOR, NOON),
            stores_of(second_program).assignments.assign(GUILD, matter, OLGA, NOON),
            return_exceptions=True,
        )
    assert sorted(isinstance(answer, Occupied) for answer in answers) == [False, True]


@pytest.mark.parametrize("matter", MATTERS)
async def test_who_begins_while_another_decides_leaves_nothing_behind(
    url: str, waiting: Stores, matter: Matter
) -> None:
    async with open_database(url) as second_program:
        _, begun = await asyncio.gather(
            decide(waiting, matter),
            stores_of(second_program).assignments.assign(GUILD, matter, OLGA, NOON),
            return_exceptions=True,
        )
    still_open = (await waiting.waiting.counts(GUILD, LATER))[matter.kind]
    assert (begun is not None) == bool(still_open) or matter == MATTERS[2]
    assert (await waiting.assignments.assignment(GUILD, matter) == Assignment(matter)) == (not still_open)


async def test_cards_of_suggestions_are_changed_and_drafts_have_none(waiting: Stores) -> None:
    for matter in MATTERS:
        await waiting.assignments.assign(GUILD, matter, OLGA, NOON)
    assert sorted(await due(waiting)) == [(JobKind.EVIDENCE, 1), (JobKind.TIP, 1)]


async def test_every_guild_has_its_own_and_what_is_not_there_does_not_wait(waiting: Stores) -> None:
    for matter in (*MATTERS, Matter.tip(9), Matter.source(9), Matter.draft("helicopter")):
        assert await waiting.assignments.assign(OTHER_GUILD, matter, OLGA, NOON) is None
    assert await waiting.assignments.assign(GUILD, Matter.draft("helicopter"), OLGA, NOON) is None


async def test_erasing_lets_go_what_a_moderator_works_on(waiting: Stores, database: Database) -> None:
    for matter in MATTERS:
        await waiting.assignments.assign(GUILD, matter, OLGA, NOON)
    for job in await take(waiting):
        await waiting.jobs.done(job)
    assert await waiting.privacy.erase(GUILD, OLGA, LATER) == Kept()
    for matter in MATTERS:
        assert await waiting.assignments.assignment(GUILD, matter) == Assignment(matter)
    assert sorted(await due(waiting, LATER)) == [(JobKind.EVIDENCE, 1), (JobKind.TIP, 1)]
    assert await check(database) == []


async def test_what_its_author_erased_is_nobodys(waiting: Stores, database: Database) -> None:
    for matter in MATTERS:
        await waiting.assignments.assign(GUILD, matter, OLGA, NOON)
    await waiting.privacy.erase(GUILD, ALICE, LATER)
    assert await database.fetch("SELECT kind FROM assignments WHERE kind <> 'draft'") == []
