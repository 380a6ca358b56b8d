from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.errors import NotFound
from claims.events import Dossier
from claims.jobs import JobKind
from claims.notes import Ending, NoteState, Reservation
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, put, settling, take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, dossier, note

MESSAGE, REPLY = 55, 66
MINUTE = timedelta(minutes=1)


async def test_a_second_reservation_is_refused(stores: Stores, loaded: Dossier) -> None:
    assert await stores.notes.reserve([note()]) == Reservation(("helicopter",))
    assert await stores.notes.reserve([replace(note(), reserved_at=NOON + MINUTE)]) == Reservation()
    assert await stores.notes.of_message(GUILD, MESSAGE) == [note()]


async def test_of_many_reservations_at_once_one_succeeds(url: str, stores: Stores, loaded: Dossier) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(*(both[n % 2].notes.reserve([note()]) for n in range(20)))
    assert sorted(len(answer.fresh) for answer in answers) == [0] * 19 + [1]
    assert await due(stores) == [(JobKind.SETTLE, MESSAGE)]


async def test_the_claims_of_one_message_share_a_job_and_a_reply(stores: Stores, loaded: Dossier) -> None:
    both = [note(slug="helicopter"), note(slug="aircraft")]
    assert (await stores.notes.reserve(both)).fresh == ("helicopter", "aircraft")
    [job] = await take(stores)
    await stores.notes.settled(job, REPLY, {"helicopter": 1, "aircraft": 4}, NOON)
    assert [
        (each.slug, each.state, each.shown_revision) for each in await stores.notes.by_reply(GUILD, REPLY)
    ] == [("aircraft", NoteState.POSTED, 4), ("helicopter", NoteState.POSTED, 1)]
    assert await due(stores, NOON + MINUTE) == []


async def test_a_posted_note_is_never_reserved_again(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    assert await stores.notes.reserve([note()]) == Reservation()
    posted = replace(note(), state=NoteState.POSTED, reply_id=REPLY, shown_revision=1)
    assert await stores.notes.by_reply(GUILD, REPLY) == [posted]


async def test_a_note_shown_again_is_updated(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.settled(settling(note()), REPLY, {"helicopter": 2}, NOON)
    [updated] = await stores.notes.by_reply(GUILD, REPLY)
    assert (updated.state, updated.shown_revision, updated.claim_revision) == (NoteState.UPDATED, 2, 1)


async def test_a_note_that_could_not_be_posted_may_be_reserved_anew(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve([note()])
    [job] = await take(stores)
    await stores.notes.refused(job, {"helicopter": 1})
    assert list(await stores.notes.of_message(GUILD, MESSAGE)) == []
    assert await due(stores, NOON + MINUTE) == []
    assert (await stores.notes.reserve([note()])).fresh == ("helicopter",)


async def test_a_posted_note_that_could_not_be_edited_still_stands(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.refused(settling(note()), {"helicopter": 2})
    [kept] = await stores.notes.by_reply(GUILD, REPLY)
    assert (kept.live, kept.shown_revision) == (True, 1)


async def test_a_note_is_withdrawn_once_and_a_job_takes_it_away(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    ended = [
        await stores.notes.end(GUILD, MESSAGE, ["helicopter", "aircraft"], Ending.DELETION, NOON)
        for _ in range(2)
    ]
    assert ended == [["helicopter"], []]
    [kept] = await stores.notes.by_reply(GUILD, REPLY)
    assert (kept.state, kept.ended_by) == (NoteState.WITHDRAWN, Ending.DELETION)
    assert [(job.subject, job.channel_id) for job in await take(stores)] == [(MESSAGE, 7)]


async def test_what_was_never_noted_is_not_withdrawn(stores: Stores) -> None:
    assert await stores.notes.end(GUILD, MESSAGE, ["helicopter"], Ending.MODERATOR, NOON) == []
    assert await due(stores) == []


async def test_a_note_that_its_author_edited_away_comes_back_with_the_words(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.end(GUILD, MESSAGE, ["helicopter"], Ending.AUTHOR, NOON)
    [job] = await take(stores)
    await stores.notes.removed(job)
    later = replace(note(), reserved_at=NOON + MINUTE, claim_revision=2)
    assert (await stores.notes.reserve([later])).fresh == ("helicopter",)
    assert await stores.notes.of_message(GUILD, MESSAGE) == [later]
    assert await due(stores, NOON + MINUTE) == [(JobKind.SETTLE, MESSAGE)]


async def test_words_edited_away_and_back_at_once_keep_their_reply(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.end(GUILD, MESSAGE, ["helicopter"], Ending.AUTHOR, NOON)
    assert (await stores.notes.reserve([note()])).fresh == ("helicopter",)
    [back] = await stores.notes.of_message(GUILD, MESSAGE)
    assert (back.live, back.reply_id) == (True, REPLY)


@pytest.mark.parametrize("by", sorted(set(Ending) - {Ending.AUTHOR}))
async def test_any_other_end_of_a_note_is_final(stores: Stores, loaded: Dossier, by: Ending) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.end(GUILD, MESSAGE, ["helicopter"], by, NOON)
    assert await stores.notes.reserve([note()]) == Reservation()
    assert [each.live for each in await stores.notes.of_message(GUILD, MESSAGE)] == [False]


async def test_a_note_withdrawn_while_its_reply_was_on_its_way_is_taken_away(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.notes.reserve([note()])
    [posting] = await take(stores)
    await stores.notes.end(GUILD, MESSAGE, ["helicopter"], Ending.DELETION, NOON)
    await stores.notes.settled(posting, REPLY, {"helicopter": 1}, NOON)
    [kept] = await stores.notes.of_message(GUILD, MESSAGE)
    assert (kept.state, kept.reply_id) == (NoteState.WITHDRAWN, REPLY)
    assert await due(stores) == [(JobKind.SETTLE, MESSAGE)]


async def test_enough_members_end_a_note_for_good(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    assert await stores.notes.end(GUILD, MESSAGE, ["helicopter"], Ending.MEMBERS, NOON) == ["helicopter"]
    assert (await stores.notes.reserve([note()])).fresh == ()


async def test_a_note_about_an_unknown_claim_is_not_found_and_leaves_nothing(
    stores: Stores, loaded: Dossier
) -> None:
    with pytest.raises(NotFound, match="submarine"):
        await stores.notes.reserve([note(), note(slug="submarine")])
    assert list(await stores.notes.of_message(GUILD, MESSAGE)) == []
    assert await due(stores) == []


async def test_another_guilds_notes_are_not_touched(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await stores.notes.reserve([note()])
    await put(stores, note(guild_id=OTHER_GUILD), REPLY)
    assert await stores.notes.of_message(GUILD, MESSAGE) == [note()]
    assert list(await stores.notes.by_reply(GUILD, REPLY)) == []
    await stores.notes.refused(settling(note(guild_id=OTHER_GUILD)), {})
    await stores.notes.end(OTHER_GUILD, MESSAGE, ["helicopter"], Ending.MODERATOR, NOON)
    assert await stores.notes.of_message(GUILD, MESSAGE) == [note()]
    assert [(job.guild_id, job.turn) for job in await take(stores)] == [(GUILD, 1), (OTHER_GUILD, 1)]


async def test_what_was_never_posted_can_be_released_and_what_stands_stays(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(), REPLY)
    await stores.notes.reserve([note(slug="aircraft")])
    assert await stores.notes.release(GUILD, note().message_id) == ["aircraft"]
    assert [each.slug for each in await stores.notes.of_message(GUILD, note().message_id)] == ["helicopter"]
    assert (await stores.notes.reserve([note(slug="aircraft")])).fresh == ("aircraft",)
