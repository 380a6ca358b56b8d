"""Breaking mode as it is kept: one of an event, one a channel, and what it enqueues."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change
from claims.breaking import Breaking, BriefShown
from claims.errors import AlreadyThere, NotFound
from claims.events import Dossier
from claims.jobs import Job, JobKind
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, take
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier

CHANNEL = 7
HOUR = timedelta(hours=1)
ENDS = NOON + 6 * HOUR


def mode(event: str = EVENT, channel_id: int = CHANNEL, begun_at: datetime = NOON) -> Breaking:
    ends_at = begun_at + 6 * HOUR
    return Breaking(GUILD, event, channel_id, HOUR, begun_at, ends_at, changed_at=begun_at)


def moment(at: datetime, action: Action = Action.BREAKING) -> Change:
    return Change(action, MODERATOR, at)


async def begin(stores: Stores, breaking: Breaking) -> None:
    await stores.breaking.begin(breaking, moment(breaking.begun_at))


async def finish(stores: Stores, at: datetime = NOON) -> list[tuple[JobKind, int]]:
    """Take what is due and strike it off; return kinds and subjects."""
    jobs = await take(stores, at)
    for job in jobs:
        await stores.jobs.done(job)
    return [(job.kind, job.subject) for job in jobs]


@pytest.fixture
async def begun(stores: Stores, loaded: Dossier) -> Breaking:
    await begin(stores, mode())
    return mode()


async def test_what_was_begun_is_read_back_whole_while_it_lives(stores: Stores, begun: Breaking) -> None:
    assert await stores.breaking.live(GUILD, NOON) == [begun]
    assert await stores.breaking.live(GUILD, NOON + 5 * HOUR) == [begun]
    assert await stores.breaking.live(GUILD, ENDS) == []
    assert await stores.breaking.live(OTHER_GUILD, NOON) == []


async def test_it_enqueues_its_brief_now_and_its_end_for_then(stores: Stores, begun: Breaking) -> None:
    assert await finish(stores) == [(JobKind.BRIEF, CHANNEL)]
    assert await due(stores, ENDS - timedelta(milliseconds=1)) == []
    assert await due(stores, ENDS) == [(JobKind.CALM, CHANNEL)]


async def test_prolonging_moves_the_end_and_has_the_brief_say_so(stores: Stores, begun: Breaking) -> None:
    await finish(stores)
    at = NOON + HOUR
    longer = await stores.breaking.alter(GUILD, EVENT, lambda known: known.prolonged(at), moment(at))
    assert (longer.ends_at, longer.changed_at) == (ENDS + 6 * HOUR, at)
    assert await stores.breaking.live(GUILD, ENDS) == [longer]
    assert await finish(stores, ENDS) == [(JobKind.BRIEF, CHANNEL)]
    assert await due(stores, ENDS + 6 * HOUR) == [(JobKind.CALM, CHANNEL)]


async def test_every_change_is_recorded_under_the_event(stores: Stores, begun: Breaking) -> None:
    await stores.breaking.alter(
        GUILD, EVENT, lambda known: replace(known, ended_at=NOON + HOUR), moment(NOON + HOUR, Action.CALM)
    )
    trail = await stores.audit.revisions(GUILD, f"breaking:{EVENT}")
    assert [revision.change.action for revision in trail] == [Action.BREAKING, Action.CALM]
    assert trail[1].before == trail[0].after


async def test_what_is_ended_neither_lives_nor_can_be_changed(stores: Stores, begun: Breaking) -> None:
    await stores.breaking.alter(GUILD, EVENT, lambda known: replace(known, ended_at=NOON), moment(NOON))
    assert await stores.breaking.live(GUILD, NOON) == []
    with pytest.raises(NotFound):
        await stores.breaking.alter(GUILD, EVENT, lambda known: known, moment(NOON))


async def test_an_event_has_one_mode_and_a_channel_one_live_brief(stores: Stores, begun: Breaking) -> None:
    await stores.events.load(GUILD, replace(dossier("flood"), claims=()), change())
    with pytest.raises(AlreadyThere, match="already"):
        await begin(stores, mode(channel_id=8))
    with pytest.raises(AlreadyThere, match="another"):
        await begin(stores, mode("flood"))
    await begin(stores, mode("flood", channel_id=8, begun_at=NOON + HOUR))
    assert [each.event for each in await stores.breaking.live(GUILD, NOON + HOUR)] == [EVENT, "flood"]


async def test_an_unknown_event_is_refused(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(NotFound):
        await begin(stores, mode("nowhere"))


async def test_two_programs_that_begin_at_once_begin_once(url: str, stores: Stores, loaded: Dossier) -> None:
    async with open_database(url) as second_program:
        attempts = [begin(stores_of(second_program), mode()), begin(stores, mode()), begin(stores, mode())]
        answers = await asyncio.gather(*attempts, return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyThere", "AlreadyThere", "NoneType"]


async def test_at_its_time_the_end_is_recorded_once_and_the_brief_is_closed(
    stores: Stores, begun: Breaking
) -> None:
    await finish(stores)
    [job] = await take(stores, ENDS)
    await stores.breaking.calm(job, moment(ENDS, Action.CALM))
    [over] = await stores.breaking.of_channel(GUILD, CHANNEL)
    assert over.ended_at == ENDS
    [brief] = await take(stores, ENDS)
    assert brief.kind is JobKind.BRIEF
    await stores.breaking.settled(brief, [BriefShown(over, 777, pinned=False, closed=True)])
    assert await stores.breaking.of_channel(GUILD, CHANNEL) == []
    assert await due(stores, ENDS + 24 * HOUR) == []


async def test_an_end_that_was_moved_meanwhile_ends_nothing(stores: Stores, begun: Breaking) -> None:
    await finish(stores)
    calm = Job(GUILD, JobKind.CALM, CHANNEL, CHANNEL, 1, 1, ENDS)
    at = ENDS - timedelta(seconds=1)
    await stores.breaking.alter(GUILD, EVENT, lambda known: known.prolonged(at), moment(at))
    await stores.breaking.calm(calm, moment(ENDS, Action.CALM))
    assert len(await stores.breaking.live(GUILD, ENDS)) == 1
    assert (JobKind.CALM, CHANNEL) in await due(stores, ENDS + 6 * HOUR)


async def test_one_begun_anew_before_the_end_of_the_last_was_recorded_records_that_first(
    stores: Stores, begun: Breaking
) -> None:
    await begin(stores, mode(begun_at=ENDS))
    old, new = await stores.breaking.of_channel(GUILD, CHANNEL)
    assert (old.ended_at, new.ended_at) == (ENDS, None)
    assert [each.begun_at for each in await stores.breaking.live(GUILD, ENDS)] == [ENDS]


async def test_what_became_of_the_brief_is_kept(stores: Stores, begun: Breaking) -> None:
    [job] = await take(stores, NOON)
    await stores.breaking.settled(job, [BriefShown(begun, 777, pinned=True, closed=False)])
    [live] = await stores.breaking.live(GUILD, NOON)
    assert (live.brief_id, live.pinned, live.closed) == (777, True, False)
    assert await due(stores) == []


async def test_a_changed_or_new_claim_of_the_event_has_the_brief_shown_anew(
    stores: Stores, begun: Breaking
) -> None:
    await finish(stores)
    at = NOON + HOUR
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("heli down"), moment(at, Action.WORDED))
    [live] = await stores.breaking.live(GUILD, at)
    assert live.changed_at == at
    assert await finish(stores, at) == [(JobKind.BRIEF, CHANNEL)]
    await stores.claims.add(GUILD, replace(seen, slug="bridge", links=()), moment(at, Action.ADDED))
    assert await finish(stores, at) == [(JobKind.BRIEF, CHANNEL)]


async def test_claims_of_other_events_and_of_calm_ones_enqueue_nothing(
    stores: Stores, begun: Breaking
) -> None:
    await stores.breaking.alter(GUILD, EVENT, lambda known: replace(known, ended_at=NOON), moment(NOON))
    await finish(stores)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("heli down"), change(Action.WORDED))
    assert await due(stores, NOON) == []
