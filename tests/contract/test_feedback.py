from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from claims.audit import Action
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Claim
from claims.notes import Ending, Note, digest_of
from claims.stopping import StoppedPassage
from claims.voices import Cast, Voice
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, put
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier, note

MESSAGE, REPLY, ALICE, BOB = 55, 66, 1, 2
WORDING, SAID = "they downed a chopper", "they really downed a chopper there"
MINUTE = timedelta(minutes=1)
_SINCE_DISCORD = NOON - timedelta(days=1) - datetime(2015, 1, 1, tzinfo=UTC)
OF_YESTERDAY = (_SINCE_DISCORD // timedelta(milliseconds=1)) << 22


def noted(message_id: int = MESSAGE, wording: str = WORDING, said: str = SAID) -> Note:
    return replace(note(message_id), wording=wording, digest=digest_of(said))


async def claim_of(stores: Stores) -> Claim:
    claim = await stores.claims.claim(GUILD, "helicopter")
    assert claim is not None
    return claim


async def test_a_person_has_one_voice_which_the_later_replaces(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    wrong, helpful = Cast(ALICE, Voice.WRONG, NOON), Cast(ALICE, Voice.HELPFUL, NOON + MINUTE)
    assert await stores.voices.put(note(), wrong) is None
    assert await stores.voices.put(note(), replace(wrong, at=NOON + MINUTE)) is Voice.WRONG
    assert await stores.voices.about(GUILD, MESSAGE, "helicopter") == [wrong]
    assert await stores.voices.put(note(), helpful) is Voice.WRONG
    assert await stores.voices.put(note(), Cast(BOB, Voice.WRONG, NOON)) is None
    assert await stores.voices.about(GUILD, MESSAGE, "helicopter") == [helpful, Cast(BOB, Voice.WRONG, NOON)]
    assert list(await stores.voices.about(OTHER_GUILD, MESSAGE, "helicopter")) == []


async def test_a_swarm_is_noticed_once_and_a_job_tells_of_it(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    assert await stores.voices.notice_swarm(note(), NOON)
    assert not await stores.voices.notice_swarm(note(), NOON + MINUTE)
    swarm = await stores.voices.swarm(GUILD, MESSAGE)
    assert swarm is not None
    assert (swarm.slug, swarm.channel_id, swarm.reply_id, swarm.noticed_at) == ("helicopter", 7, REPLY, NOON)
    assert await stores.voices.swarm(OTHER_GUILD, MESSAGE) is None
    assert await due(stores) == [(JobKind.SWARM, MESSAGE)]


async def test_a_stop_ends_the_note_and_stops_wording_and_passage_with_one_record(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, noted(), REPLY)
    before = len(await stores.audit.revisions(GUILD))
    stopped = await stores.stops.stop(noted(), Ending.MODERATOR, change(Action.STOPPED))
    assert stopped is not None
    assert (stopped.wording, stopped.brought, stopped.called_wrong) == (WORDING, 1, 0)
    claim = await claim_of(stores)
    assert stopped.claim == claim
    assert WORDING not in claim.wordings
    assert claim.stopped_wordings[-1] == WORDING
    assert [each.ended_by for each in await stores.notes.of_message(GUILD, MESSAGE)] == [Ending.MODERATOR]
    assert await due(stores) == [(JobKind.SETTLE, MESSAGE)]
    assert await stores.stops.is_stopped(GUILD, "helicopter", digest_of(SAID))
    assert not await stores.stops.is_stopped(GUILD, "helicopter", digest_of("other words"))
    assert not await stores.stops.is_stopped(OTHER_GUILD, "helicopter", digest_of(SAID))
    [record] = (await stores.audit.revisions(GUILD))[before:]
    assert (record.change.action, record.subject) == (Action.STOPPED, "claim:helicopter")


async def test_of_two_stops_of_a_note_at_once_one_is_done(url: str, stores: Stores, loaded: Dossier) -> None:
    await put(stores, noted(), REPLY)
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(
            *(each.stops.stop(noted(), Ending.MODERATOR, change(Action.STOPPED)) for each in both)
        )
    assert sorted(answer is None for answer in answers) == [False, True]
    assert (await claim_of(stores)).stopped_wordings.count(WORDING) == 1


async def test_a_stop_by_the_statement_leaves_the_claim_at_its_revision(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    before = await claim_of(stores)
    by_statement = noted(wording=before.statement)
    await put(stores, by_statement, REPLY)
    stopped = await stores.stops.stop(by_statement, Ending.MEMBERS, change(Action.STOPPED))
    assert stopped is not None
    assert (stopped.wording, stopped.by_statement) == ("", True)
    assert (await claim_of(stores)).revision == before.revision
    assert await stores.stops.stopped(GUILD, "helicopter") == [StoppedPassage(digest_of(SAID), "")]
    assert await check(database) == []


async def test_how_many_notes_a_wording_brought_and_how_many_were_wrong(
    stores: Stores, loaded: Dossier
) -> None:
    for number in range(4):
        await put(stores, noted(100 + number), 200 + number)
    await put(stores, noted(110, wording="another"), 210)
    await stores.notes.end(GUILD, 100, ["helicopter"], Ending.MEMBERS, NOON)
    await stores.notes.end(GUILD, 101, ["helicopter"], Ending.AUTHOR, NOON)
    stopped = await stores.stops.stop(noted(102), Ending.MODERATOR, change(Action.STOPPED))
    assert stopped is not None
    assert (stopped.brought, stopped.called_wrong) == (4, 1)


async def test_a_note_that_remembers_no_words_stops_none(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), REPLY)
    assert await stores.stops.stop(note(), Ending.MODERATOR, change(Action.STOPPED)) is not None
    assert list(await stores.stops.stopped(GUILD, "helicopter")) == []


async def test_what_is_restored_matches_again_and_is_restored_once(stores: Stores, loaded: Dossier) -> None:
    await put(stores, noted(), REPLY)
    await stores.stops.stop(noted(), Ending.MODERATOR, change(Action.STOPPED))
    stopped = await stores.stops.stopped(GUILD, "helicopter")
    assert stopped == [StoppedPassage(digest_of(SAID), WORDING)]
    restored = await stores.stops.restore(GUILD, "helicopter", stopped, change(Action.RESTORED))
    assert restored == await claim_of(stores)
    assert WORDING in restored.wordings
    assert WORDING not in restored.stopped_wordings
    assert not await stores.stops.is_stopped(GUILD, "helicopter", digest_of(SAID))
    revisions = await stores.audit.revisions(GUILD)
    assert revisions[-1].change.action is Action.RESTORED
    assert await stores.stops.restore(GUILD, "helicopter", stopped, change(Action.RESTORED)) is None
    assert await stores.audit.revisions(GUILD) == revisions


async def test_notes_wrong_matches_and_helpful_voices_are_counted_for_each_claim(
    stores: Stores, loaded: Dossier
) -> None:
    for number, slug in enumerate(("helicopter", "helicopter", "helicopter", "aircraft")):
        await put(stores, note(100 + number, slug), 200 + number)
    await stores.notes.reserve([note(109)])
    await stores.notes.end(GUILD, 100, ["helicopter"], Ending.MODERATOR, NOON)
    await stores.notes.end(GUILD, 101, ["helicopter"], Ending.DELETION, NOON)
    for user_id, message_id in ((ALICE, 101), (ALICE, 102), (BOB, 102), (OF_YESTERDAY, 102)):
        await stores.voices.put(note(message_id), Cast(user_id, Voice.HELPFUL, NOON))
    await stores.voices.put(note(102), Cast(MODERATOR, Voice.WRONG, NOON))
    tally = await stores.tallies.tally(GUILD, "helicopter")
    assert (tally.notes, tally.wrong, tally.helpful) == (3, 1, 2)
    assert [(each.slug, each.notes, each.wrong) for each in await stores.tallies.tallies(GUILD)] == [
        ("aircraft", 1, 0),
        ("helicopter", 3, 1),
    ]
    assert (await stores.tallies.tally(GUILD, "nothing")).notes == 0
    await stores.events.load(OTHER_GUILD, dossier(), change())
    assert list(await stores.tallies.tallies(OTHER_GUILD)) == []
