"""Decisions, answers, blocks and modes taken back, on both engines: what waited waits again."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change, canonical
from claims.breaking import Breaking
from claims.errors import AlreadyThere, ClaimError, Invalid
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Claim, Judgement, Lifecycle, Verdict
from claims.notes import Ending, NoteState
from claims.proposals import Proposal, Ruling
from claims.seconding import Pending, PendingState
from claims.settings import Mode
from claims.suggestions import NewSuggestion, SuggestionState
from claims.tips import NewTip, Tip, TipState
from claims.undoing import ERASED, PutBack, Undone
from db.audit import audited
from db.check import check
from db.database import Database
from db.stores import Stores
from db.undoing import SqlUndoStore
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import due, put, take
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, change, claim, evidence, note

ALICE, OTHER = 11, MODERATOR + 1
MINUTE = timedelta(minutes=1)
ALL_TIME = NOON - timedelta(days=1000)
BRIDGE = "The bridge was blown up"


def by(action: Action, minutes: int = 1, who: int = MODERATOR) -> Change:
    return Change(action, who, NOON + minutes * MINUTE)


async def newest(stores: Stores) -> int:
    return (await stores.audit.revisions(GUILD))[-1].number


async def undo(stores: Stores, minutes: int = 10, number: int | None = None) -> Undone:
    """Undo a change, the newest by default, having seen everything."""
    last = await newest(stores)
    undoing = by(Action.UNDONE, minutes, OTHER)
    return await stores.undoing.undo(GUILD, number or last, last, undoing, ALL_TIME)


async def stored(stores: Stores, slug: str = "helicopter") -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


async def jobs(stores: Stores, minutes: int = 10) -> set[tuple[JobKind, int]]:
    return set(await due(stores, NOON + minutes * MINUTE))


async def work_off(stores: Stores, minutes: int = 1) -> None:
    for job in await take(stores, NOON + minutes * MINUTE):
        await stores.jobs.done(job)


@pytest.fixture
async def tipped(stores: Stores, loaded: Dossier) -> Stores:
    await stores.tips.add(GUILD, NewTip(EVENT, BRIDGE, tell_me=True), ALICE, NOON)
    await work_off(stores)
    return stores


async def the_tip(stores: Stores) -> Tip:
    found = await stores.tips.tip(GUILD, 1)
    assert found is not None
    return found


async def test_a_rejected_claim_waits_again_and_its_author_hears_only_of_the_next_decision(
    tipped: Stores, database: Database
) -> None:
    waiting = await the_tip(tipped)
    await tipped.tips.reject(GUILD, 1, "An opinion.", by(Action.DECLINED))
    undone = await undo(tipped)
    assert undone.others == (PutBack("suggested-claim:1", "open"),)
    assert await the_tip(tipped) == replace(waiting, reason="An opinion.")
    assert (await tipped.waiting.counts(GUILD, NOON + 10 * MINUTE))["claim"] == 1
    assert await jobs(tipped) == {(JobKind.TIP, 1)}
    await tipped.tips.reject(GUILD, 1, "A rumour.", by(Action.DECLINED, 11))
    assert (JobKind.OUTCOME, 1) in await jobs(tipped, 11)
    assert await check(database) == []


async def test_taking_a_rejection_back_can_be_undone(tipped: Stores) -> None:
    await tipped.tips.reject(GUILD, 1, "An opinion.", by(Action.DECLINED))
    await undo(tipped)
    await undo(tipped, 11)
    again = await the_tip(tipped)
    assert (again.state, again.reason, again.decided_by) == (TipState.REJECTED, "An opinion.", OTHER)
    assert JobKind.OUTCOME not in {kind for kind, _ in await jobs(tipped, 11)}
    records = (await tipped.audit.revisions(GUILD))[-3:]
    assert [each.after for each in records] == [
        '{"state":"rejected"}',
        '{"state":"open"}',
        '{"state":"rejected"}',
    ]


async def test_an_approved_claim_is_withdrawn_and_waits_again_and_back(tipped: Stores) -> None:
    bridge = claim("bridge", statement=BRIDGE, withdrawn_because="")
    await tipped.tips.approve(GUILD, 1, bridge, by(Action.ADDED))
    last = await newest(tipped)
    for number in (last - 1, last):
        plan = await tipped.undoing.plan(GUILD, number)
        assert plan is not None
        assert [step.subject for step in plan.steps] == ["suggested-claim:1", "claim:bridge"]
        assert not plan.needs_consent
    undone = await undo(tipped)
    assert undone.withdrawn == 1
    assert ((await the_tip(tipped)).state, (await the_tip(tipped)).slug) == (TipState.OPEN, "")
    await undo(tipped, 11)
    assert (await stored(tipped, "bridge")).lifecycle is Lifecycle.PUBLISHED
    assert ((await the_tip(tipped)).state, (await the_tip(tipped)).slug) == (TipState.APPROVED, "bridge")


@pytest.mark.parametrize("known", [False, True])
async def test_an_attached_claim_waits_again_whether_or_not_it_changed_the_other(
    tipped: Stores, known: bool
) -> None:
    if known:
        await tipped.claims.save(GUILD, (await stored(tipped)).worded(BRIDGE), change(Action.WORDED))
    worded = (await stored(tipped)).worded(BRIDGE)
    await tipped.tips.attach(GUILD, 1, worded, by(Action.WORDED))
    undone = await undo(tipped)
    assert len(undone.claims) == (0 if known else 1)
    assert (await stored(tipped)).says(BRIDGE) is known
    assert (await the_tip(tipped)).state is TipState.OPEN


async def test_what_its_author_had_erased_does_not_wait_again(tipped: Stores) -> None:
    await tipped.tips.reject(GUILD, 1, "No.", by(Action.DECLINED))
    await tipped.privacy.erase(GUILD, ALICE, NOON)
    with pytest.raises(Invalid, match="had that suggestion erased"):
        await undo(tipped)
    assert (await the_tip(tipped)).state is TipState.ERASED


async def test_of_what_an_erased_claim_has_become_the_claim_goes_back_alone(tipped: Stores) -> None:
    bridge = claim("bridge", statement=BRIDGE, withdrawn_because="")
    await tipped.tips.approve(GUILD, 1, bridge, by(Action.ADDED))
    await tipped.privacy.erase(GUILD, ALICE, NOON)
    undone = await undo(tipped)
    assert (undone.withdrawn, undone.others) == (1, (PutBack("suggested-claim:1", ERASED),))


async def test_a_record_from_before_states_were_noted_is_taken_back_as_well(
    tipped: Stores, database: Database
) -> None:
    await tipped.tips.reject(GUILD, 1, "No.", by(Action.DECLINED))
    async with audited(database, GUILD) as (_, trail):
        trail.record("suggested-claim:1", by(Action.DECLINED, 2), None, canonical({"state": "rejected"}))
    assert (await undo(tipped)).others == (PutBack("suggested-claim:1", "open"),)
    assert await check(database) == []


async def test_only_the_latest_decision_is_taken_back(tipped: Stores) -> None:
    await tipped.tips.reject(GUILD, 1, "No.", by(Action.DECLINED))
    rejected = await newest(tipped)
    await undo(tipped)
    with pytest.raises(Invalid, match=f"latest change is number {rejected + 1}"):
        await undo(tipped, 11, rejected)


async def test_of_two_who_take_a_decision_back_at_once_one_is_told(tipped: Stores) -> None:
    await tipped.tips.reject(GUILD, 1, "No.", by(Action.DECLINED))
    number = await newest(tipped)
    both = await asyncio.gather(
        *(undo(tipped, minutes, number) for minutes in (10, 11)), return_exceptions=True
    )
    assert sorted(isinstance(each, ClaimError) for each in both) == [False, True]
    assert await newest(tipped) == number + 1


def source(number: int = 1) -> NewSuggestion:
    return NewSuggestion("helicopter", f"https://example.org/{number}", "A report")


async def the_source(stores: Stores) -> SuggestionState:
    found = await stores.suggestions.suggestion(GUILD, 1)
    assert found is not None
    return found.state


async def test_an_accepted_source_waits_again_and_leaves_the_claim(stores: Stores, loaded: Dossier) -> None:
    before = await stored(stores)
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    accepted = SuggestionState.ACCEPTED
    await stores.suggestions.decide(GUILD, 1, accepted, by(Action.EVIDENCED), ALL_TIME)
    await work_off(stores)
    undone = await undo(stores)
    assert (await stored(stores), await the_source(stores)) == (before, SuggestionState.OPEN)
    assert undone.others == (PutBack("suggestion:1", "open"),)
    assert (JobKind.EVIDENCE, 1) in await jobs(stores)
    await undo(stores, 11)
    assert (await stored(stores)).current.evidence[-1] == source().piece
    assert await the_source(stores) is accepted


async def test_a_declined_source_waits_again_unless_its_claim_was_merged(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    declined = SuggestionState.DECLINED
    await stores.suggestions.decide(GUILD, 1, declined, by(Action.DECLINED))
    number = await newest(stores)
    await undo(stores)
    assert await the_source(stores) is SuggestionState.OPEN
    await stores.suggestions.decide(GUILD, 1, declined, by(Action.DECLINED, 11))
    number = await newest(stores)
    merged = replace(await stored(stores), lifecycle=Lifecycle.SUPERSEDED)
    await stores.claims.save(GUILD, merged, by(Action.MERGED, 12))
    with pytest.raises(Invalid, match="merged into another claim since"):
        await undo(stores, 13, number)


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


async def test_a_block_is_lifted_and_set_again_as_it_was(stores: Stores, database: Database) -> None:
    await stores.blocks.block(GUILD, ALICE, by(Action.BLOCKED))
    blocked = await stores.blocks.blocked(GUILD)
    assert (await undo(stores)).others == (PutBack(f"member:{ALICE}", "heard"),)
    assert await stores.blocks.blocked(GUILD) == []
    assert (await undo(stores, 11)).others == (PutBack(f"member:{ALICE}", "blocked"),)
    assert await stores.blocks.blocked(GUILD) == blocked
    await stores.blocks.unblock(GUILD, ALICE, by(Action.UNBLOCKED, 12))
    await undo(stores, 13)
    assert await stores.blocks.blocked(GUILD) == blocked
    await stores.blocks.unblock(GUILD, ALICE, by(Action.UNBLOCKED, 14))
    with pytest.raises(Invalid, match="nothing to undo"):
        await undo(stores, 15, 1)
    assert await check(database) == []


def mode(channel_id: int = 7, begun_at: datetime = NOON) -> Breaking:
    hour = timedelta(hours=1)
    return Breaking(GUILD, EVENT, channel_id, hour, begun_at, begun_at + hour, changed_at=begun_at)


async def test_breaking_mode_that_was_begun_ends_and_goes_on_again(stores: Stores, loaded: Dossier) -> None:
    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    await work_off(stores)
    assert (await undo(stores)).others == (PutBack(f"breaking:{EVENT}", "over"),)
    assert await stores.breaking.live(GUILD, NOON + 10 * MINUTE) == []
    assert (JobKind.BRIEF, 7) in await jobs(stores)
    assert (await undo(stores, 11)).others == (PutBack(f"breaking:{EVENT}", "live"),)
    [live] = await stores.breaking.live(GUILD, NOON + 12 * MINUTE)
    assert (live.ends_at, live.closed) == (mode().ends_at, False)


async def test_breaking_mode_gets_its_times_back(stores: Stores, loaded: Dossier) -> None:
    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    longer = mode().ends_at + timedelta(hours=6)
    await stores.breaking.alter(
        GUILD,
        EVENT,
        lambda known: replace(known, ends_at=longer, window=2 * known.window),
        by(Action.BREAKING),
    )
    await undo(stores)
    [live] = await stores.breaking.live(GUILD, NOON + 11 * MINUTE)
    assert (live.ends_at, live.window) == (mode().ends_at, mode().window)


async def test_breaking_mode_that_is_over_or_has_a_successor_does_not_go_on(
    stores: Stores, loaded: Dossier
) -> None:
    def ended(known: Breaking) -> Breaking:
        return replace(known, ended_at=NOON + MINUTE)

    await stores.breaking.begin(mode(), Change(Action.BREAKING, MODERATOR, NOON))
    await stores.breaking.alter(GUILD, EVENT, ended, by(Action.CALM))
    number = await newest(stores)
    with pytest.raises(Invalid, match="Begin it anew"):
        await undo(stores, 60)
    begun_at = NOON + 2 * MINUTE
    await stores.breaking.begin(mode(8, begun_at), Change(Action.BREAKING, MODERATOR, begun_at))
    with pytest.raises(AlreadyThere, match="in breaking mode already"):
        await undo(stores, 5, number)


async def test_a_draft_that_was_published_is_a_draft_again_and_its_notes_go(
    stores: Stores, loaded: Dossier
) -> None:
    draft = claim("draft", lifecycle=Lifecycle.DRAFT, withdrawn_because="")
    await stores.claims.add(GUILD, draft, change(Action.IMPORTED))
    published = replace(await stored(stores, "draft"), lifecycle=Lifecycle.PUBLISHED)
    await stores.claims.save(GUILD, published, by(Action.PUBLISHED))
    await put(stores, note(1, "draft"), 11)
    await work_off(stores)
    await undo(stores)
    assert (await stored(stores, "draft")).lifecycle is Lifecycle.DRAFT
    assert (JobKind.SETTLE, 1) in await jobs(stores)


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
