from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.errors import NotFound
from claims.events import Dossier
from claims.notes import NoteState
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, dossier, note

MESSAGE, REPLY, ALICE, BOB = 55, 66, 1, 2


async def test_a_second_reservation_is_refused(stores: Stores, loaded: Dossier) -> None:
    assert await stores.notes.reserve(note())
    assert not await stores.notes.reserve(replace(note(), reserved_at=NOON + timedelta(hours=1)))
    assert await stores.notes.reserved(GUILD) == [note()]


async def test_of_many_reservations_at_once_one_succeeds(url: str, stores: Stores, loaded: Dossier) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(*(both[n % 2].notes.reserve(note()) for n in range(20)))
    assert sorted(answers) == [False] * 19 + [True]


async def test_two_claims_may_be_noted_under_one_message(stores: Stores, loaded: Dossier) -> None:
    assert await stores.notes.reserve(note(slug="helicopter"))
    assert await stores.notes.reserve(note(slug="aircraft"))
    await stores.notes.posted(GUILD, MESSAGE, REPLY, NOON)
    assert [(each.slug, each.state) for each in await stores.notes.by_reply(GUILD, REPLY)] == [
        ("aircraft", NoteState.POSTED),
        ("helicopter", NoteState.POSTED),
    ]


async def test_a_posted_note_is_never_reserved_again(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve(note())
    await stores.notes.posted(GUILD, MESSAGE, REPLY, NOON)
    await stores.notes.release(GUILD, MESSAGE)
    assert not await stores.notes.reserve(note())
    assert list(await stores.notes.reserved(GUILD)) == []
    assert await stores.notes.by_reply(GUILD, REPLY) == [
        replace(note(), state=NoteState.POSTED, reply_id=REPLY)
    ]


async def test_a_released_note_may_be_reserved_again(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve(note())
    await stores.notes.release(GUILD, MESSAGE)
    assert list(await stores.notes.reserved(GUILD)) == []
    assert await stores.notes.reserve(note())


async def test_a_note_is_withdrawn_once(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve(note())
    await stores.notes.posted(GUILD, MESSAGE, REPLY, NOON)
    assert await stores.notes.withdrawn(GUILD, REPLY, "helicopter", NOON)
    assert not await stores.notes.withdrawn(GUILD, REPLY, "helicopter", NOON)
    [kept] = await stores.notes.by_reply(GUILD, REPLY)
    assert kept.state is NoteState.WITHDRAWN
    assert not await stores.notes.reserve(note())


async def test_an_unknown_reply_is_not_withdrawn(stores: Stores) -> None:
    assert not await stores.notes.withdrawn(GUILD, REPLY, "helicopter", NOON)


async def test_reserved_notes_come_oldest_first(stores: Stores, loaded: Dossier) -> None:
    late, early = replace(note(1), reserved_at=NOON + timedelta(seconds=1)), note(2)
    await stores.notes.reserve(late)
    await stores.notes.reserve(early)
    assert await stores.notes.reserved(GUILD) == [early, late]


async def test_a_person_objects_once(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve(note())
    await stores.notes.posted(GUILD, MESSAGE, REPLY, NOON)
    assert await stores.notes.object_to(GUILD, REPLY, "helicopter", ALICE, NOON)
    assert not await stores.notes.object_to(GUILD, REPLY, "helicopter", ALICE, NOON)
    assert await stores.notes.object_to(GUILD, REPLY, "helicopter", BOB, NOON)
    assert not await stores.notes.object_to(GUILD, REPLY, "aircraft", ALICE, NOON)


async def test_a_note_about_an_unknown_claim_is_not_found(stores: Stores) -> None:
    with pytest.raises(NotFound, match="helicopter"):
        await stores.notes.reserve(note())


async def test_another_guilds_notes_are_not_touched(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    assert await stores.notes.reserve(note())
    assert await stores.notes.reserve(note(guild_id=OTHER_GUILD))
    await stores.notes.posted(OTHER_GUILD, MESSAGE, REPLY, NOON)
    assert await stores.notes.reserved(GUILD) == [note()]
    assert list(await stores.notes.by_reply(GUILD, REPLY)) == []
    assert not await stores.notes.withdrawn(GUILD, REPLY, "helicopter", NOON)
    assert not await stores.notes.object_to(GUILD, REPLY, "helicopter", ALICE, NOON)
    await stores.notes.release(OTHER_GUILD, MESSAGE)
    assert await stores.notes.reserved(GUILD) == [note()]
