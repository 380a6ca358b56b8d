"""Who works on what waits, whatever its kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from claims.assignments import WORKED_ON_FOR, Matter, Occupied, Snooze
from claims.errors import Changed, NotAllowed, NotFound
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.people import Actor, Role
from claims.suggestions import NewSuggestion
from claims.tips import NewTip
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, open_newsroom
from tests.claims.test_model import claim, judgement

OLGA = Actor(GUILD, 20, Role.MODERATOR)
TANK = "tank"
Decide = Callable[[Newsroom, Actor], Awaitable[Any]]

MATTERS: dict[str, tuple[Matter, Decide]] = {
    "tip": (Matter.tip(1), lambda room, by: room.tipping.reject(by, 1, "No.")),
    "source": (Matter.source(1), lambda room, by: room.evidence.decline(by, 1)),
    "draft": (Matter.draft(TANK), lambda room, by: room.drafts.decline(by, TANK, 1, "No.")),
}


@pytest.fixture
async def room() -> Newsroom:
    """A newsroom in which one of each waits."""
    opened = await open_newsroom()
    await opened.tipping.suggest(MEMBER, NewTip("mutiny", "The bridge at Voronezh was blown up"))
    await opened.evidence.suggest(MEMBER, NewSuggestion("helicopter", "https://example.org/1"))
    draft = replace(claim(TANK).judged(judgement(1)), event="mutiny", lifecycle=Lifecycle.DRAFT, revision=1)
    opened.claims.kept[GUILD, TANK] = draft
    return opened


@pytest.fixture(params=sorted(MATTERS))
def waiting(request: pytest.FixtureRequest) -> tuple[Matter, Decide]:
    return MATTERS[request.param]


async def test_nobody_acts_on_what_another_works_on_but_by_taking_it_over(
    room: Newsroom, waiting: tuple[Matter, Decide]
) -> None:
    matter, decide = waiting
    begun = await room.assigning.begin(OLGA, matter)
    assert begun.assigned_to == OLGA.user_id
    for act in (
        decide(room, MODERATOR),
        room.assigning.begin(MODERATOR, matter),
        room.assigning.release(MODERATOR, matter),
        room.assigning.snooze(MODERATOR, matter, Snooze.HOUR),
    ):
        with pytest.raises(Occupied, match="<@20> works on this since 03:0") as occupied:
            await act
        assert occupied.value.assignment == begun
    await room.assigning.begin(MODERATOR, matter, over=True)
    with pytest.raises(Occupied, match="<@10> works on this"):
        await decide(room, OLGA)
    await decide(room, MODERATOR)


async def test_what_nobody_finishes_is_free_again_after_a_quarter_of_an_hour_or_when_released(
    room: Newsroom, waiting: tuple[Matter, Decide]
) -> None:
    matter, decide = waiting
    await room.assigning.begin(OLGA, matter)
    room.clock.now += WORKED_ON_FOR
    await room.assigning.begin(MODERATOR, matter)
    assert (await room.assigning.release(MODERATOR, matter)).assigned_to is None
    await decide(room, OLGA)


async def test_what_is_put_aside_is_let_go_and_whoever_takes_it_on_ends_that(
    room: Newsroom, waiting: tuple[Matter, Decide]
) -> None:
    matter, _ = waiting
    await room.assigning.begin(MODERATOR, matter)
    aside = await room.assigning.snooze(MODERATOR, matter, Snooze.EIGHT_HOURS)
    assert aside.snoozed_until == room.clock.now + timedelta(hours=8)
    assert aside.assigned_to is None
    assert (await room.assigning.begin(OLGA, matter)).snoozed_until is None


async def test_nobody_works_on_what_was_decided_and_the_second_is_told(
    room: Newsroom, waiting: tuple[Matter, Decide]
) -> None:
    matter, decide = waiting
    await room.assigning.begin(MODERATOR, matter)
    await decide(room, MODERATOR)
    for late in (
        room.assigning.begin(OLGA, matter),
        room.assigning.begin(OLGA, matter, over=True),
        room.assigning.snooze(OLGA, matter, Snooze.DAY),
        decide(room, OLGA),
    ):
        with pytest.raises(Changed, match=r"before you|a moment faster") as told:
            await late
        assert not isinstance(told.value, Occupied)


async def test_what_is_not_there_is_not_found(room: Newsroom) -> None:
    for matter in (Matter.tip(9), Matter.source(9), Matter.draft("submarine")):
        with pytest.raises(NotFound):
            await room.assigning.begin(MODERATOR, matter)


async def test_members_take_nothing_on(room: Newsroom, waiting: tuple[Matter, Decide]) -> None:
    matter, decide = waiting
    for act in (
        room.assigning.begin(MEMBER, matter, over=True),
        room.assigning.release(MEMBER, matter),
        room.assigning.snooze(MEMBER, matter, Snooze.DAY),
        decide(room, MEMBER),
    ):
        with pytest.raises(NotAllowed):
            await act


async def test_cards_of_suggestions_show_it_and_drafts_have_none(room: Newsroom) -> None:
    for job in await room.take():
        await room.notes.jobs.done(job)
    for matter, _ in MATTERS.values():
        await room.assigning.begin(MODERATOR, matter)
    assert {(job.kind, job.subject) for job in await room.take()} == {
        (JobKind.TIP, 1),
        (JobKind.EVIDENCE, 1),
    }
