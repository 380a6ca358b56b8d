"""Claims rewritten together, and notes that go with a merged claim and come back, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed, Invalid
from claims.events import Dossier
from claims.jobs import JobKind
from claims.merges import Merge, merge
from claims.model import Claim, Lifecycle, Link, Relation
from claims.notes import Ending, Note, Repeat
from claims.voices import Cast, Voice
from db.check import check
from db.database import Database
from db.families import SqlFamilyStore
from db.stores import Stores
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import due, put, settling, take
from tests.contract.samples import GUILD, MODERATOR, NOON, change, claim, note

LATER = NOON + timedelta(hours=1)
ALL_TIME = NOON - timedelta(days=1000)
MERGED = Change(Action.MERGED, MODERATOR, LATER)
UNDONE = Change(Action.UNDONE, MODERATOR, LATER + timedelta(minutes=1))
NARROWER = Relation.NARROWER


async def stored(stores: Stores, slug: str) -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


@pytest.fixture
async def two(stores: Stores, loaded: Dossier) -> Stores:
    """“chopper” says what “helicopter” says; “six” is narrower than it."""
    said = {"statement": "A chopper is down", "wordings": ("chopper down",), "counter_wordings": ()}
    await stores.claims.add(GUILD, claim("chopper", **said, withdrawn_because=""), change(Action.ADDED))
    six = claim("six", links=(Link(NARROWER, "chopper"),), withdrawn_because="")
    await stores.claims.add(GUILD, six, change(Action.ADDED))
    return stores


async def planned(stores: Stores) -> Merge:
    claims = [await stored(stores, slug) for slug in ("chopper", "helicopter", "six")]
    return merge(claims[0], claims[1], claims[2:], await stores.families.links(GUILD))


async def merged(stores: Stores) -> None:
    await stores.families.rewrite(GUILD, (await planned(stores)).claims, MERGED, ALL_TIME)


async def live(stores: Stores, message_id: int) -> list[str]:
    return [each.slug for each in await stores.notes.of_message(GUILD, message_id) if each.live]


async def the_note(stores: Stores, message_id: int, slug: str) -> Note:
    [found] = [each for each in await stores.notes.of_message(GUILD, message_id) if each.slug == slug]
    return found


async def test_the_links_of_a_guild_are_known_from_both_ends(two: Stores) -> None:
    assert await two.families.links(GUILD) == [
        ("helicopter", Link(NARROWER, "aircraft")),
        ("six", Link(NARROWER, "chopper")),
    ]
    assert await two.families.links(GUILD, "chopper") == [("six", Link(NARROWER, "chopper"))]
    assert await two.families.links(GUILD + 1) == []


async def test_a_merge_is_one_change_of_all_its_claims(two: Stores, database: Database) -> None:
    await merged(two)
    gone, kept, six = [await stored(two, slug) for slug in ("chopper", "helicopter", "six")]
    assert (gone.lifecycle, gone.wordings, gone.revision) == (Lifecycle.SUPERSEDED, (), 2)
    assert {"A chopper is down", "chopper down"} <= set(kept.wordings)
    assert Link(Relation.SUPERSEDES, "chopper") in kept.links
    assert six.links == (Link(NARROWER, "helicopter"),)
    records = (await two.audit.revisions(GUILD))[-3:]
    assert {each.change for each in records} == {MERGED}
    assert await check(database) == []


async def test_the_notes_of_a_merged_claim_become_those_of_the_other(two: Stores) -> None:
    await put(two, note(1, "chopper"), 11)
    await merged(two)
    assert await live(two, 1) == ["helicopter"]
    moved = await the_note(two, 1, "helicopter")
    assert (moved.reply_id, moved.claim_revision) == (11, 0)
    assert await due(two, LATER) == [(JobKind.SETTLE, 1)]
    await two.notes.settled(settling(moved), 11, {"helicopter": 2}, LATER)
    assert (await the_note(two, 1, "helicopter")).shown_revision == 2


async def test_where_the_other_claim_has_or_had_a_note_the_merged_ones_goes(two: Stores) -> None:
    for message_id in (1, 2):
        await put(two, note(message_id, "chopper"), message_id + 10)
        await put(two, note(message_id, "helicopter"), message_id + 10)
    await two.notes.end(GUILD, 2, ["helicopter"], Ending.MODERATOR, NOON)
    await take(two)
    await merged(two)
    assert (await live(two, 1), await live(two, 2)) == (["helicopter"], [])
    assert (await the_note(two, 1, "chopper")).ended_by is Ending.CLAIM
    assert (await the_note(two, 2, "helicopter")).ended_by is Ending.MODERATOR


async def test_what_people_said_and_what_was_counted_goes_with_the_note(two: Stores) -> None:
    await put(two, note(1, "chopper"), 11)
    await two.voices.put(note(1, "chopper"), Cast(77, Voice.WRONG, NOON))
    await two.voices.notice_swarm(note(1, "chopper"), NOON)
    repeat = replace(note(2, "chopper"), reserved_at=NOON + timedelta(minutes=1))
    await two.notes.reserve([repeat], quiet_since=NOON - timedelta(minutes=30), echoes=3)
    await merged(two)
    assert await two.voices.about(GUILD, 1, "helicopter") == [Cast(77, Voice.WRONG, NOON)]
    swarm = await two.voices.swarm(GUILD, 1)
    assert swarm is not None
    assert swarm.slug == "helicopter"
    assert await two.notes.repeats(GUILD, 2) == [Repeat("helicopter", 1, 11, 0)]


async def test_what_never_brings_the_merged_claims_note_never_brings_the_others(two: Stores) -> None:
    stopped = replace(note(1, "chopper"), wording="chopper down", digest="d" * 32)
    await put(two, stopped, 11)
    await two.stops.stop(stopped, Ending.MODERATOR, change(Action.STOPPED))
    await merged(two)
    assert await two.stops.is_stopped(GUILD, "helicopter", "d" * 32)
    kept = await stored(two, "helicopter")
    assert "chopper down" in kept.stopped_wordings
    assert "chopper down" not in kept.wordings


async def test_a_repeat_counted_under_both_is_counted_once(two: Stores) -> None:
    for slug, first in (("chopper", 1), ("helicopter", 3)):
        await put(two, note(first, slug), first + 10)
        repeat = replace(note(2, slug), reserved_at=NOON + timedelta(minutes=1))
        await two.notes.reserve([repeat], quiet_since=NOON - timedelta(minutes=30), echoes=3)
    await merged(two)
    assert await two.notes.repeats(GUILD, 2) == [Repeat("helicopter", 3, 13, 0)]


async def test_a_note_that_is_being_posted_during_the_merge_keeps_its_reply(two: Stores) -> None:
    await two.notes.reserve([note(1, "chopper")])
    [posting] = await take(two)
    await merged(two)
    await two.notes.settled(posting, 11, {"chopper": 1}, LATER)
    moved = await the_note(two, 1, "helicopter")
    assert (moved.reply_id, moved.live) == (11, True)
    assert await due(two, LATER) == [(JobKind.SETTLE, 1)]


async def test_undoing_a_merge_brings_claims_and_notes_back(two: Stores, database: Database) -> None:
    await put(two, note(1, "chopper"), 11)
    await put(two, note(2, "helicopter"), 12)
    before = [await stored(two, slug) for slug in ("chopper", "helicopter", "six")]
    await merged(two)
    last = (await two.audit.revisions(GUILD))[-1].number
    undone = await two.undoing.undo(GUILD, last, 0, UNDONE, ALL_TIME)
    assert len(undone.claims) == 3
    assert [await stored(two, slug) for slug in ("chopper", "helicopter", "six")] == before
    assert (await live(two, 1), await live(two, 2)) == (["chopper"], ["helicopter"])
    assert (await the_note(two, 1, "chopper")).claim_revision == 1
    redone = replace(UNDONE, at=LATER + timedelta(minutes=2))
    last = (await two.audit.revisions(GUILD))[-1].number
    await two.undoing.undo(GUILD, last, 0, redone, ALL_TIME)
    assert await live(two, 1) == ["helicopter"]
    assert await check(database) == []


async def test_a_note_withdrawn_after_the_merge_stays_so_when_the_merge_is_undone(two: Stores) -> None:
    await put(two, note(1, "chopper"), 11)
    await merged(two)
    await two.notes.end(GUILD, 1, ["helicopter"], Ending.MODERATOR, LATER)
    last = (await two.audit.revisions(GUILD))[-1].number
    await two.undoing.undo(GUILD, last, 0, UNDONE, ALL_TIME)
    back = await the_note(two, 1, "chopper")
    assert (back.live, back.ended_by) == (False, Ending.MODERATOR)


async def test_of_two_moderators_who_merge_at_once_one_is_told_what_changed(two: Stores) -> None:
    plan = await planned(two)
    both = await asyncio.gather(
        *(two.families.rewrite(GUILD, plan.claims, MERGED, ALL_TIME) for _ in range(2)),
        return_exceptions=True,
    )
    [told] = [each for each in both if isinstance(each, Changed)]
    assert "state" in str(told)
    assert (await stored(two, "helicopter")).revision == 2


async def test_two_links_made_at_once_close_no_circle(two: Stores) -> None:
    wider, other = await stored(two, "aircraft"), await stored(two, "six")
    one = replace(wider, links=(Link(NARROWER, "six"),))
    another = replace(other, links=(*other.links, Link(NARROWER, "aircraft")))
    both = await asyncio.gather(
        *(two.families.rewrite(GUILD, [each], MERGED, ALL_TIME) for each in (one, another)),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, Invalid) for each in both) == [False, True]


async def test_a_merge_that_dies_half_way_leaves_everything_as_it_was(
    two: Stores, database: Database
) -> None:
    await put(two, note(1, "chopper"), 11)
    plan = await planned(two)

    async def fail(_: object) -> None:
        raise RuntimeError

    for statement in range(1, 1000, 3):
        families = SqlFamilyStore(InterruptedDatabase(database, statement, fail))
        try:
            await families.rewrite(GUILD, plan.claims, MERGED, ALL_TIME)
        except RuntimeError:
            assert await live(two, 1) == ["chopper"]
            assert (await stored(two, "chopper")).revision == 1
        else:
            break
    assert await live(two, 1) == ["helicopter"]
    assert await check(database) == []
