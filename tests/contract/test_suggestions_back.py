"""Decisions about suggested claims and sources taken back, on both engines: they wait again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from claims.audit import Action, canonical
from claims.errors import ClaimError, Invalid
from claims.events import Dossier
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.suggestions import NewSuggestion, SuggestionState
from claims.tips import NewTip, Tip, TipState
from claims.undoing import ERASED, PutBack
from db.audit import audited
from db.check import check
from db.database import Database
from db.stores import Stores
from tests.contract.samples import EVENT, GUILD, NOON, change, claim
from tests.contract.undoing import ALICE, ALL_TIME, MINUTE, OTHER, by, jobs, newest, stored, undo, work_off

BRIDGE = "The bridge was blown up"


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
    await stores.suggestions.accept(GUILD, 1, by(Action.EVIDENCED), ALL_TIME)
    await work_off(stores)
    undone = await undo(stores)
    assert (await stored(stores), await the_source(stores)) == (before, SuggestionState.OPEN)
    assert undone.others == (PutBack("suggestion:1", "open"),)
    assert (JobKind.EVIDENCE, 1) in await jobs(stores)
    await undo(stores, 11)
    assert (await stored(stores)).current.evidence[-1] == source().piece
    assert await the_source(stores) is SuggestionState.ACCEPTED


async def test_a_source_accepted_for_another_claim_waits_about_its_own_again(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    waiting = await stores.suggestions.suggestion(GUILD, 1)
    await stores.suggestions.accept(GUILD, 1, by(Action.EVIDENCED), ALL_TIME, slug="aircraft")
    await undo(stores)
    assert await stores.suggestions.suggestion(GUILD, 1) == waiting
    assert await jobs(stores) == {(JobKind.EVIDENCE, 1)}
    await undo(stores, 11)
    again = await stores.suggestions.suggestion(GUILD, 1)
    assert again is not None
    assert (again.state, again.claim) == (SuggestionState.ACCEPTED, "aircraft")


async def test_a_declined_source_waits_again_unless_its_claim_was_merged(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    await stores.suggestions.decline(GUILD, 1, "", by(Action.DECLINED))
    number = await newest(stores)
    await undo(stores)
    assert await the_source(stores) is SuggestionState.OPEN
    await stores.suggestions.decline(GUILD, 1, "", by(Action.DECLINED, 11))
    number = await newest(stores)
    merged = replace(await stored(stores), lifecycle=Lifecycle.SUPERSEDED)
    await stores.claims.save(GUILD, merged, by(Action.MERGED, 12))
    with pytest.raises(Invalid, match="merged into another claim since"):
        await undo(stores, 13, number)
