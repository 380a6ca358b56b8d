"""Answers taken back, on both engines: questions, wrong matches, judgements that waited for a second."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from claims.audit import Action
from claims.errors import Invalid
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Judgement, Verdict
from claims.notes import Ending, NoteState
from claims.proposals import Proposal, Ruling
from claims.seconding import Pending, PendingState
from claims.settings import Mode
from claims.undoing import PutBack
from db.check import check
from db.database import Database
from db.stores import Stores
from db.undoing import SqlUndoStore
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import put
from tests.contract.samples import GUILD, MODERATOR, NOON, evidence, note
from tests.contract.undoing import ALL_TIME, MINUTE, OTHER, by, jobs, newest, stored, undo, work_off


def asked(slug: str = "helicopter", wording: str = "they downed a chopper") -> Proposal:
    return Proposal(GUILD, 7, 55, slug, Mode.SUGGEST, 0.75, NOON, wording, "ab" * 16)


async def rule(stores: Stores, ruling: Ruling, proposal: Proposal, minutes: int = 1) -> None:
    ruled = by(Action.RULED, minutes)
    posted = proposal.note(1, ruled.at) if ruling is Ruling.POST else None
    assert await stores.proposals.rule(proposal, ruling, ruled, posted)


async def open_questions(stores: Stores) -> dict[str, bool]:
    return {each.slug: each.open for each in await stores.proposals.of_message(GUILD, 55)}


@pytest.mark.parametrize("ruling", [Ruling.RIGHT, Ruling.LEAVE])
async def test_an_answer_is_taken_back_and_the_question_is_open_again(
    stores: Stores, loaded: Dossier, ruling: Ruling
) -> None:
    await stores.proposals.propose([asked(), asked("aircraft")], None, None)
    await rule(stores, ruling, asked())
    number = await newest(stores)
    await rule(stores, Ruling.LEAVE, asked("aircraft"), 2)
    await work_off(stores, 2)
    undone = await undo(stores, number=number)
    assert undone.others == (PutBack("proposal:55:helicopter", "open"),)
    assert await open_questions(stores) == {"helicopter": True, "aircraft": False}
    assert (JobKind.PROPOSAL, 55) in await jobs(stores)
    await undo(stores, 11)
    assert await open_questions(stores) == {"helicopter": False, "aircraft": False}


async def test_a_question_about_a_message_that_has_gone_stays_closed(stores: Stores, loaded: Dossier) -> None:
    await stores.proposals.propose([asked()], None, None)
    await rule(stores, Ruling.LEAVE, asked())
    await stores.proposals.read_again(GUILD, 55, (), None, NOON + 5 * MINUTE)
    assert (await undo(stores)).others == (PutBack("proposal:55:helicopter", "lapsed"),)
    assert await open_questions(stores) == {"helicopter": False}


async def test_a_note_posted_by_an_answer_goes_and_may_be_posted_again(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    await stores.proposals.propose([asked()], None, None)
    await rule(stores, Ruling.POST, asked())
    await work_off(stores)
    await undo(stores)
    [gone] = await stores.notes.of_message(GUILD, 55)
    assert (gone.live, gone.ended_by) == (False, Ending.UNDONE)
    assert {(JobKind.SETTLE, 55), (JobKind.PROPOSAL, 55)} <= await jobs(stores)
    await rule(stores, Ruling.POST, asked(), 11)
    [back] = await stores.notes.of_message(GUILD, 55)
    assert back.state is NoteState.RESERVED
    await undo(stores, 12)
    await undo(stores, 13)
    [back] = await stores.notes.of_message(GUILD, 55)
    assert back.state is NoteState.RESERVED
    await stores.notes.end(GUILD, 55, ["helicopter"], Ending.MODERATOR, NOON + 14 * MINUTE)
    with pytest.raises(Invalid, match="note that was posted then has gone"):
        await undo(stores, 15, await newest(stores))
    assert await check(database) == []


async def test_a_wrong_match_on_a_card_lets_its_words_match_again_and_is_asked_again(
    stores: Stores, loaded: Dossier
) -> None:
    before = await stored(stores)
    await stores.proposals.propose([asked()], None, None)
    await rule(stores, Ruling.WRONG, asked())
    assert asked().wording in (await stored(stores)).stopped_wordings
    await undo(stores)
    assert await stored(stores) == before
    assert not await stores.stops.is_stopped(GUILD, "helicopter", asked().digest)
    assert await open_questions(stores) == {"helicopter": True}
    await undo(stores, 11)
    assert asked().wording in (await stored(stores)).stopped_wordings
    assert await stores.stops.is_stopped(GUILD, "helicopter", asked().digest)
    assert await open_questions(stores) == {"helicopter": False}


@pytest.mark.parametrize("wording", ["they downed a chopper", "none of its own"])
async def test_what_a_wrong_match_stopped_matches_again_and_the_note_stays_away(
    stores: Stores, loaded: Dossier, wording: str, database: Database
) -> None:
    before = await stored(stores)
    wrong = replace(note(), wording=wording, digest="ab" * 16)
    await put(stores, wrong, 66)
    assert await stores.stops.stop(wrong, Ending.MODERATOR, by(Action.STOPPED))
    undone = await undo(stores)
    assert [each.slug for each in undone.claims] == ["helicopter"]
    assert await stored(stores) == before
    assert await stores.stops.stopped(GUILD, "helicopter") == []
    assert [each.live for each in await stores.notes.of_message(GUILD, 55)] == [False]
    await undo(stores, 11)
    assert await stores.stops.is_stopped(GUILD, "helicopter", "ab" * 16)
    assert await check(database) == []


async def test_letting_words_match_again_can_be_undone(stores: Stores, loaded: Dossier) -> None:
    wrong = replace(note(), wording="they downed a chopper", digest="ab" * 16)
    await put(stores, wrong, 66)
    await stores.stops.stop(wrong, Ending.MODERATOR, by(Action.STOPPED))
    stopped = await stored(stores)
    passages = await stores.stops.stopped(GUILD, "helicopter")
    await stores.stops.restore(GUILD, "helicopter", passages, by(Action.RESTORED, 2))
    await undo(stores)
    assert await stored(stores) == stopped
    assert await stores.stops.stopped(GUILD, "helicopter") == passages


JUDGEMENT = Judgement(NOON + MINUTE, Verdict.FALSE, evidence=(evidence(),), judged_by=MODERATOR)


async def propose(stores: Stores, minutes: int = 1) -> Pending:
    pending = Pending(
        GUILD, 0, "helicopter", (await stored(stores)).revision, JUDGEMENT, MODERATOR, NOON + MINUTE
    )
    return await stores.seconding.propose(pending, by(Action.PROPOSED, minutes))


async def judgement(stores: Stores, number: int = 1) -> PendingState:
    found = await stores.seconding.pending(GUILD, number)
    assert found is not None
    return found.state


async def test_a_seconded_judgement_waits_for_its_second_again(stores: Stores, loaded: Dossier) -> None:
    before = await stored(stores)
    await propose(stores)
    await stores.seconding.second(GUILD, 1, by(Action.SECONDED, 2, OTHER), ALL_TIME)
    undone = await undo(stores)
    assert undone.others == (PutBack("pending:1", "open"),)
    assert (await stored(stores), await judgement(stores)) == (before, PendingState.OPEN)
    await undo(stores, 11)
    assert ((await stored(stores)).verdict, await judgement(stores)) == (Verdict.FALSE, PendingState.SECONDED)
    await undo(stores, 12)
    await stores.seconding.second(GUILD, 1, by(Action.SECONDED, 13, OTHER), ALL_TIME)
    assert (await stored(stores)).verdict is Verdict.FALSE


async def test_a_declined_judgement_waits_again_unless_the_claim_was_changed(
    stores: Stores, loaded: Dossier
) -> None:
    await propose(stores)
    await stores.seconding.decline(GUILD, 1, by(Action.DECLINED, 2, OTHER))
    await undo(stores)
    assert await judgement(stores) is PendingState.OPEN
    await stores.seconding.decline(GUILD, 1, by(Action.DECLINED, 11, OTHER))
    declined = await newest(stores)
    await stores.claims.save(GUILD, (await stored(stores)).worded("one"), by(Action.WORDED, 12))
    with pytest.raises(Invalid, match="/desk judge"):
        await undo(stores, 13, declined)


async def test_undoing_a_proposal_declines_it_and_that_can_be_undone(stores: Stores, loaded: Dossier) -> None:
    await propose(stores)
    await undo(stores)
    assert await judgement(stores) is PendingState.DECLINED
    await undo(stores, 11)
    assert await judgement(stores) is PendingState.OPEN


async def test_a_judgement_that_a_change_outdated_waits_again_when_that_is_undone(
    stores: Stores, loaded: Dossier
) -> None:
    await propose(stores)
    await stores.claims.save(GUILD, (await stored(stores)).worded("one"), by(Action.WORDED, 2))
    assert await judgement(stores) is PendingState.OUTDATED
    number = await newest(stores)
    await propose(stores, 3)
    await undo(stores, number=number)
    assert [await judgement(stores, number) for number in (1, 2)] == [
        PendingState.OPEN,
        PendingState.OUTDATED,
    ]
    await stores.seconding.second(GUILD, 1, by(Action.SECONDED, 11, OTHER), ALL_TIME)
    assert (await stored(stores)).verdict is Verdict.FALSE


async def test_a_taking_back_that_dies_half_way_leaves_everything_as_it_was(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    async def fail(_: object) -> None:
        raise RuntimeError

    await stores.proposals.propose([asked()], None, None)
    await rule(stores, Ruling.WRONG, asked())
    ruled, last = await stored(stores), await newest(stores)
    for statement in itertools.count(1, 2):
        dying = SqlUndoStore(InterruptedDatabase(database, statement, fail))
        try:
            await dying.undo(GUILD, last, last, by(Action.UNDONE, 10), ALL_TIME)
        except RuntimeError:
            assert await stored(stores) == ruled
            assert await stores.stops.is_stopped(GUILD, "helicopter", asked().digest)
            assert await open_questions(stores) == {"helicopter": False}
            assert await newest(stores) == last
        else:
            break
    assert await open_questions(stores) == {"helicopter": True}
    assert await check(database) == []
