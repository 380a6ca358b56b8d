"""A claim noted in a channel a short while ago gets no other note there; the repeat is counted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.events import Dossier
from claims.jobs import JobKind
from claims.notes import Ending, Note, Repeat, Reservation
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, put, settling, take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, dossier, note

FIRST, REPLY, ECHOES = 55, 66, 3
MINUTE = timedelta(minutes=1)
HALF_AN_HOUR_AGO = NOON - 30 * MINUTE


def later(message_id: int, slug: str = "helicopter", minutes: int = 1) -> Note:
    return replace(note(message_id, slug), reserved_at=NOON + minutes * MINUTE)


async def repeat(stores: Stores, *notes: Note) -> Reservation:
    return await stores.notes.reserve(notes, HALF_AN_HOUR_AGO, ECHOES)


@pytest.fixture
async def noted(stores: Stores, loaded: Dossier) -> Note:
    """The note that stands in the channel."""
    await put(stores, note(FIRST), REPLY)
    return note(FIRST)


async def test_a_repeat_gets_no_note_and_is_counted(stores: Stores, noted: Note) -> None:
    assert await repeat(stores, later(71)) == Reservation((), (Repeat("helicopter", FIRST, REPLY, 1),))
    assert await repeat(stores, later(72)) == Reservation((), (Repeat("helicopter", FIRST, REPLY, 2),))
    assert list(await stores.notes.of_message(GUILD, 71)) == []


async def test_a_claim_may_be_kept_quiet_for_longer_than_others(stores: Stores, noted: Note) -> None:
    await put(stores, note(56, "aircraft"), 67)
    both = [later(71, minutes=31), later(71, "aircraft", minutes=31)]
    of_late, longer = NOON + MINUTE, {"helicopter": HALF_AN_HOUR_AGO}
    reservation = await stores.notes.reserve(both, of_late, ECHOES, longer)
    assert reservation.fresh == ("aircraft",)
    assert [each.slug for each in reservation.repeats] == ["helicopter"]


async def test_a_message_is_counted_once_however_often_it_is_read(stores: Stores, noted: Note) -> None:
    await repeat(stores, later(71))
    assert await repeat(stores, later(71)) == Reservation()
    [second] = (await repeat(stores, later(72))).repeats
    assert second.number == 2


async def test_the_first_few_repeats_are_told_of_the_note_and_the_others_are_not(
    stores: Stores, noted: Note
) -> None:
    for message_id in range(71, 77):
        await repeat(stores, later(message_id))
    told = await due(stores, NOON + MINUTE)
    assert sorted(told) == [(JobKind.ECHO, 71), (JobKind.ECHO, 72), (JobKind.ECHO, 73)]


async def test_no_repeat_is_told_where_nobody_wishes_it(stores: Stores, noted: Note) -> None:
    assert (await stores.notes.reserve([later(71)], HALF_AN_HOUR_AGO, echoes=0)).repeats
    assert await due(stores, NOON + MINUTE) == []


async def test_a_repeat_remembers_which_reply_it_is_to_be_told_of(stores: Stores, noted: Note) -> None:
    await repeat(stores, later(71))
    assert await stores.notes.repeats(GUILD, 71) == [Repeat("helicopter", FIRST, REPLY, 0)]
    assert list(await stores.notes.repeats(GUILD, FIRST)) == []
    assert list(await stores.notes.repeats(OTHER_GUILD, 71)) == []


async def test_a_repeat_of_a_note_on_its_way_knows_of_no_reply_yet(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve([note(FIRST)])
    await repeat(stores, later(71))
    assert await stores.notes.repeats(GUILD, 71) == [Repeat("helicopter", FIRST, None, 0)]


async def test_a_repeat_forgets_a_note_that_was_taken_away_or_refused(stores: Stores, noted: Note) -> None:
    await repeat(stores, later(71))
    await stores.notes.end(GUILD, FIRST, ["helicopter"], Ending.DELETION, NOON)
    assert list(await stores.notes.repeats(GUILD, 71)) == []
    await stores.notes.reserve([later(72)])
    await repeat(stores, later(73))
    await stores.notes.refused(settling(later(72)), {"helicopter": 1})
    assert list(await stores.notes.repeats(GUILD, 73)) == []


async def test_a_message_that_repeats_one_claim_and_says_another_gets_the_others_note(
    stores: Stores, noted: Note
) -> None:
    reservation = await repeat(stores, later(71), later(71, "aircraft"))
    assert (reservation.fresh, [each.slug for each in reservation.repeats]) == (
        ("aircraft",),
        ["helicopter"],
    )
    assert await due(stores, NOON + MINUTE) == [(JobKind.SETTLE, 71)]


async def test_other_channels_and_other_servers_get_notes_of_their_own(stores: Stores, noted: Note) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    assert (await repeat(stores, replace(later(71), channel_id=8))).fresh
    assert (await repeat(stores, replace(later(72), guild_id=OTHER_GUILD))).fresh


async def test_after_the_cool_down_and_without_one_every_message_gets_its_note(
    stores: Stores, noted: Note
) -> None:
    assert (await stores.notes.reserve([later(71, minutes=31)], quiet_since=NOON)).fresh
    assert (await stores.notes.reserve([later(72, minutes=32)])).fresh


@pytest.mark.parametrize("by", Ending)
async def test_a_note_that_was_taken_away_keeps_none_back(stores: Stores, noted: Note, by: Ending) -> None:
    await stores.notes.end(GUILD, FIRST, ["helicopter"], by, NOON)
    assert (await repeat(stores, later(71))).fresh == ("helicopter",)


async def test_a_note_does_not_keep_itself_back(stores: Stores, noted: Note) -> None:
    assert await repeat(stores, later(FIRST)) == Reservation()


async def test_an_edited_message_gets_its_own_note_back_though_another_stands(
    stores: Stores, noted: Note
) -> None:
    await stores.notes.end(GUILD, FIRST, ["helicopter"], Ending.AUTHOR, NOON)
    await repeat(stores, later(71))
    assert (await repeat(stores, later(FIRST, minutes=2))).fresh == ("helicopter",)


async def test_of_messages_that_arrive_at_once_one_gets_the_note(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(*(repeat(both[n % 2], later(n)) for n in range(10)))
    assert sum(len(answer.fresh) for answer in answers) == 1
    numbers = sorted(each.number for answer in answers for each in answer.repeats)
    assert numbers == list(range(1, 10))
    kinds = [job.kind for job in await take(stores, NOON + MINUTE)]
    assert (kinds.count(JobKind.SETTLE), kinds.count(JobKind.ECHO)) == (1, ECHOES)
