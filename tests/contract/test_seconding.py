"""Judgements that wait for a second moderator, as they are kept."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed, NotAllowed, NotFound
from claims.events import Dossier
from claims.jobs import Job, JobKind
from claims.model import Confidence, Judgement, ReasonTag, Verdict
from claims.seconding import Pending, PendingState
from db.check import check
from db.database import Database, Session
from db.opening import open_database
from db.seconding import SqlSecondStore
from db.stores import Stores, stores_of
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import due, put
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier, evidence, note

OTHER = MODERATOR + 1
LATER = NOON + timedelta(hours=1)
ALL_TIME = NOON - timedelta(days=1000)
JUDGEMENT = Judgement(
    as_of=LATER,
    verdict=Verdict.FALSE,
    known="It flew on.",
    unknown="Who began it.",
    reason="A film 🚁",
    confidence=Confidence.HIGH,
    reason_tags=frozenset({ReasonTag.OUTDATED, ReasonTag.MISATTRIBUTED}),
    evidence=(evidence(),),
    judged_by=MODERATOR,
)


def by(user_id: int, action: Action, at: datetime = LATER) -> Change:
    return Change(action, user_id, at)


async def propose(stores: Stores, revision: int = 1) -> Pending:
    pending = Pending(GUILD, 0, "helicopter", revision, JUDGEMENT, MODERATOR, LATER)
    return await stores.seconding.propose(pending, by(MODERATOR, Action.PROPOSED))


async def second(stores: Stores, number: int, user_id: int = OTHER) -> int:
    change = by(user_id, Action.SECONDED)
    return (await stores.seconding.second(GUILD, number, change, ALL_TIME)).revision


@pytest.fixture
async def proposed(stores: Stores, loaded: Dossier) -> Pending:
    return await propose(stores)


async def test_a_proposal_is_read_back_whole_and_has_a_card(stores: Stores, proposed: Pending) -> None:
    assert proposed == Pending(GUILD, 1, "helicopter", 1, JUDGEMENT, MODERATOR, LATER)
    assert await stores.seconding.pending(GUILD, 1) == proposed
    assert await stores.seconding.open(GUILD) == [proposed]
    assert await due(stores, LATER) == [(JobKind.SECOND, 1)]


async def test_numbers_count_up_in_each_server(stores: Stores, proposed: Pending) -> None:
    assert (await propose(stores)).number == 2
    await stores.events.load(OTHER_GUILD, dossier(), change())
    elsewhere = Pending(OTHER_GUILD, 0, "helicopter", 1, JUDGEMENT, MODERATOR, LATER)
    kept = await stores.seconding.propose(elsewhere, by(MODERATOR, Action.PROPOSED))
    assert kept.number == 1
    assert await stores.seconding.pending(OTHER_GUILD, 2) is None


async def test_a_proposal_changes_nothing_of_the_claim(stores: Stores, proposed: Pending) -> None:
    claim = await stores.claims.claim(GUILD, "helicopter")
    assert claim is not None
    assert (claim.revision, claim.verdict) == (1, Verdict.MISLEADING)


async def test_seconding_saves_the_judgement_and_brings_its_notes_up_to_date(
    stores: Stores, proposed: Pending
) -> None:
    await put(stores, note(1), reply_id=11)
    claim = await stores.seconding.second(GUILD, 1, by(OTHER, Action.SECONDED), ALL_TIME)
    assert (claim.revision, claim.current) == (2, JUDGEMENT)
    assert await stores.claims.claim(GUILD, "helicopter") == claim
    kept = await stores.seconding.pending(GUILD, 1)
    assert kept is not None
    assert (kept.state, kept.decided_by, kept.decided_at) == (PendingState.SECONDED, OTHER, LATER)
    assert set(await due(stores, LATER)) == {(JobKind.SECOND, 1), (JobKind.SETTLE, 1)}


async def test_the_record_names_who_proposed_and_who_seconded(
    database: Database, stores: Stores, proposed: Pending
) -> None:
    await second(stores, 1)
    [begun, decided] = await stores.audit.revisions(GUILD, "pending:1")
    assert (begun.change.action, begun.change.actor_id) == (Action.PROPOSED, MODERATOR)
    assert (decided.change.action, decided.change.actor_id) == (Action.SECONDED, OTHER)
    saved = (await stores.audit.revisions(GUILD, "claim:helicopter"))[-1]
    assert (saved.change.action, saved.change.actor_id) == (Action.SECONDED, OTHER)
    assert f'"judged_by":{MODERATOR}' in str(saved.after)
    assert await check(database) == []


async def test_the_proposer_cannot_second(stores: Stores, proposed: Pending) -> None:
    with pytest.raises(NotAllowed):
        await second(stores, 1, MODERATOR)
    assert await stores.seconding.open(GUILD) == [proposed]


async def test_two_who_second_at_once_save_it_once(url: str, stores: Stores, proposed: Pending) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(
            *(second(both[n % 2], 1, OTHER + n) for n in range(6)), return_exceptions=True
        )
    assert answers.count(2) == 1
    assert sum(isinstance(answer, Changed) for answer in answers) == 5


async def test_a_change_of_the_claim_outdates_its_proposals_and_their_cards_say_so(
    stores: Stores, proposed: Pending
) -> None:
    await propose(stores)
    assert await due(stores, LATER)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("heli down"), by(OTHER, Action.WORDED))
    assert await stores.seconding.open(GUILD) == []
    with pytest.raises(Changed, match="was changed since"):
        await second(stores, 1)
    kept = await stores.seconding.pending(GUILD, 2)
    assert kept is not None
    assert (kept.state, kept.decided_by, kept.decided_at) == (PendingState.OUTDATED, None, LATER)


async def test_of_two_proposals_about_a_claim_the_one_seconded_outdates_the_other(
    stores: Stores, proposed: Pending
) -> None:
    await propose(stores)
    await second(stores, 2)
    first = await stores.seconding.pending(GUILD, 1)
    assert first is not None
    assert first.state is PendingState.OUTDATED


async def test_what_was_declined_is_never_saved(stores: Stores, proposed: Pending) -> None:
    declined = await stores.seconding.decline(GUILD, 1, by(OTHER, Action.DECLINED))
    assert (declined.state, declined.decided_by) == (PendingState.DECLINED, OTHER)
    with pytest.raises(Changed, match="declined already"):
        await second(stores, 1)
    with pytest.raises(Changed):
        await stores.seconding.decline(GUILD, 1, by(OTHER, Action.DECLINED))


async def test_a_judgement_of_an_older_revision_is_not_taken(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(Changed):
        await propose(stores, revision=7)


async def test_unknown_numbers_are_told(stores: Stores, proposed: Pending) -> None:
    with pytest.raises(NotFound):
        await second(stores, 9)
    with pytest.raises(NotFound):
        await stores.seconding.decline(OTHER_GUILD, 1, by(OTHER, Action.DECLINED))


async def _cancel(_: Session) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


async def test_a_second_interrupted_at_any_statement_leaves_the_proposal_open(
    database: Database, stores: Stores, proposed: Pending
) -> None:
    at, interrupted = 0, True
    while interrupted:
        at += 1
        cancelling = InterruptedDatabase(database, at, _cancel)
        saving = SqlSecondStore(cancelling).second(GUILD, 1, by(OTHER, Action.SECONDED), ALL_TIME)
        await asyncio.gather(asyncio.create_task(saving), return_exceptions=True)
        if interrupted := cancelling.interrupted:
            assert await stores.seconding.open(GUILD) == [proposed]
            claim = await stores.claims.claim(GUILD, "helicopter")
            assert claim is not None
            assert claim.revision == 1
    assert at > 10
    assert await stores.seconding.open(GUILD) == []


async def test_a_review_that_lapses_does_not_outdate_a_proposal(stores: Stores, proposed: Pending) -> None:
    lapsed_at = NOON + timedelta(days=3)
    review = Job(GUILD, JobKind.REVIEW, GUILD, 0, 1, 1, lapsed_at)
    assert await stores.reviews.set_aside(review, lapsed_at, NOON) == ["helicopter"]
    assert await stores.seconding.open(GUILD) == [proposed]
    assert await second(stores, 1) == 3


async def test_with_the_judgement_its_next_review_is_kept(stores: Stores, loaded: Dossier) -> None:
    review_by = LATER + timedelta(days=1)
    pending = Pending(GUILD, 0, "helicopter", 1, JUDGEMENT, MODERATOR, LATER, review_by)
    kept = await stores.seconding.propose(pending, by(MODERATOR, Action.PROPOSED))
    claim = await stores.seconding.second(GUILD, kept.number, by(OTHER, Action.SECONDED), ALL_TIME)
    assert kept.review_by == claim.review_by == review_by
