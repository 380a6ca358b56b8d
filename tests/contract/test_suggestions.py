from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import AlreadyThere, Changed, Invalid, NotFound
from claims.events import Dossier
from claims.evidence import Evidence, EvidenceStance
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.people import Kept
from claims.suggestions import NewSuggestion, SuggestionState
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, put, take
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier, note

ALICE, BOB = 11, 12
LATER = NOON + timedelta(hours=1)
ACCEPTED = SuggestionState.ACCEPTED


def source(number: int = 1, slug: str = "helicopter") -> NewSuggestion:
    url = f"https://example.org/{number}"
    return NewSuggestion(slug, url, "Обломки 🚁 $1", EvidenceStance.REFUTES, "look at the tail", True)


def by_moderator(action: Action) -> Change:
    return Change(action, MODERATOR, LATER)


async def work_off(stores: Stores) -> None:
    for job in await take(stores):
        await stores.jobs.done(job)


async def test_a_suggestion_comes_back_as_it_was_made_and_a_job_shows_it(
    stores: Stores, loaded: Dossier
) -> None:
    made = await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    assert (made.number, made.piece, made.remark) == (1, source().piece, "look at the tail")
    assert await stores.suggestions.suggestion(GUILD, 1) == made
    assert await stores.suggestions.open_ones(GUILD) == [made]
    assert await stores.suggestions.suggestion(OTHER_GUILD, 1) is None
    assert await due(stores) == [(JobKind.EVIDENCE, 1)]


async def test_every_guild_counts_its_own(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    assert (await stores.suggestions.add(OTHER_GUILD, source(), ALICE, NOON, 5)).number == 1
    assert (await stores.suggestions.add(GUILD, source(2), ALICE, NOON, 5)).number == 2


async def test_of_one_address_suggested_by_many_at_once_one_is_kept(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(
            *(both[n % 2].suggestions.add(GUILD, source(), 100 + n, NOON, 5) for n in range(10)),
            return_exceptions=True,
        )
    assert sum(isinstance(answer, AlreadyThere) for answer in answers) == 9
    assert len(await stores.suggestions.open_ones(GUILD)) == 1


async def test_a_person_is_held_to_their_number_of_open_ones(stores: Stores, loaded: Dossier) -> None:
    for number in (1, 2):
        await stores.suggestions.add(GUILD, source(number), ALICE, NOON, 2)
    with pytest.raises(Invalid, match="2 sources of yours"):
        await stores.suggestions.add(GUILD, source(3), ALICE, NOON, 2)
    await stores.suggestions.add(GUILD, source(3), BOB, NOON, 2)


async def test_what_is_not_there_is_not_found(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(NotFound, match="submarine"):
        await stores.suggestions.add(GUILD, source(slug="submarine"), ALICE, NOON, 5)
    with pytest.raises(NotFound, match="no suggestion 1"):
        await stores.suggestions.decline(GUILD, 1, "", by_moderator(Action.DECLINED))


async def test_an_accepted_one_is_evidence_and_earlier_notes_are_brought_up_to_date(
    stores: Stores, loaded: Dossier
) -> None:
    await put(stores, note(), 66)
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    await work_off(stores)
    decided, claim = await stores.suggestions.accept(
        GUILD, 1, by_moderator(Action.EVIDENCED), NOON - timedelta(days=1)
    )
    assert (decided.state, decided.decided_by, decided.decided_at) == (ACCEPTED, MODERATOR, LATER)
    assert claim == await stores.claims.claim(GUILD, "helicopter")
    assert (claim.revision, claim.current.evidence[-1]) == (2, source().piece)
    assert sorted(await due(stores, LATER)) == [
        (JobKind.EVIDENCE, 1),
        (JobKind.SETTLE, 55),
        (JobKind.SOURCE_OUTCOME, 1),
    ]
    record = (await stores.audit.revisions(GUILD))[-1]
    assert (record.change.action, record.subject) == (Action.EVIDENCED, "claim:helicopter")


async def test_an_edited_one_is_accepted_as_corrected(stores: Stores, loaded: Dossier) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    right = Evidence("The $1 wreck 🚁", "BBC", "https://example.org/$2", stance=EvidenceStance.SUPPORTS)
    decided, claim = await stores.suggestions.accept(
        GUILD, 1, by_moderator(Action.EVIDENCED), NOON, edited=right
    )
    assert decided.piece == claim.current.evidence[-1] == right
    assert await stores.suggestions.suggestion(GUILD, 1) == decided


async def test_one_under_the_wrong_note_is_accepted_for_another_claim(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    decided, claim = await stores.suggestions.accept(
        GUILD, 1, by_moderator(Action.EVIDENCED), NOON, slug="aircraft"
    )
    assert (decided.slug, decided.attached_to, claim.slug) == ("helicopter", "aircraft", "aircraft")
    assert claim.current.evidence[-1] == source().piece
    assert (await stores.audit.revisions(GUILD))[-1].subject == "claim:aircraft"
    wrong = await stores.claims.claim(GUILD, "helicopter")
    assert wrong is not None
    assert source().piece not in wrong.evidence
    assert await check(database) == []


async def test_its_own_claim_is_no_other_one(stores: Stores, loaded: Dossier) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    accepted = stores.suggestions.accept(GUILD, 1, by_moderator(Action.EVIDENCED), NOON, slug="helicopter")
    assert (await accepted)[0].attached_to == ""


async def test_where_the_claim_cannot_have_it_the_suggestion_stays_open(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, replace(seen, lifecycle=Lifecycle.WITHDRAWN), change(Action.WITHDRAWN))
    accept = stores.suggestions.accept
    with pytest.raises(Invalid, match="was withdrawn"):
        await accept(GUILD, 1, by_moderator(Action.EVIDENCED), NOON)
    with pytest.raises(NotFound, match="submarine"):
        await accept(GUILD, 1, by_moderator(Action.EVIDENCED), NOON, slug="submarine")
    [still] = await stores.suggestions.open_ones(GUILD)
    assert (still.piece, still.attached_to) == (source().piece, "")


@pytest.mark.parametrize("wanted", [True, False])
async def test_its_author_is_to_hear_who_asked_to(stores: Stores, loaded: Dossier, wanted: bool) -> None:
    await stores.suggestions.add(GUILD, replace(source(), tell_me=wanted), ALICE, NOON, 5)
    left = await stores.suggestions.decline(GUILD, 1, "Two years $1 old.", by_moderator(Action.DECLINED))
    assert (left.reason, left.tell_me) == ("Two years $1 old.", wanted)
    assert ((JobKind.SOURCE_OUTCOME, 1) in await due(stores, LATER)) is wanted


async def test_a_source_the_claim_got_meanwhile_is_not_added_twice(stores: Stores, loaded: Dossier) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.evidenced(source().piece), change(Action.JUDGED))
    _, claim = await stores.suggestions.accept(GUILD, 1, by_moderator(Action.EVIDENCED), NOON)
    assert (claim.revision, claim.current.evidence.count(source().piece)) == (2, 1)


async def test_a_declined_one_leaves_a_record_without_its_words(stores: Stores, loaded: Dossier) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    await stores.suggestions.decline(GUILD, 1, "Rude.", by_moderator(Action.DECLINED))
    record = (await stores.audit.revisions(GUILD))[-1]
    assert (record.change.action, record.subject) == (Action.DECLINED, "suggestion:1")
    assert "example.org" not in str(record.after)
    with pytest.raises(AlreadyThere, match="declined"):
        await stores.suggestions.add(GUILD, source(), BOB, NOON, 5)


async def test_of_two_decisions_at_once_the_second_is_told(url: str, stores: Stores, loaded: Dossier) -> None:
    await stores.suggestions.add(GUILD, source(), ALICE, NOON, 5)
    async with open_database(url) as second_program:
        answers = await asyncio.gather(
            stores.suggestions.accept(GUILD, 1, by_moderator(Action.EVIDENCED), NOON),
            stores_of(second_program).suggestions.decline(GUILD, 1, "", by_moderator(Action.DECLINED)),
            return_exceptions=True,
        )
    assert sorted(isinstance(answer, Changed) for answer in answers) == [False, True]
    assert list(await stores.suggestions.open_ones(GUILD)) == []


async def test_erasing_leaves_an_accepted_source_without_its_author_and_of_others_the_number(
    stores: Stores, loaded: Dossier
) -> None:
    for number in (1, 2, 3):
        await stores.suggestions.add(GUILD, source(number), ALICE, NOON, 5)
    await stores.suggestions.add(GUILD, source(4), BOB, NOON, 5)
    await stores.suggestions.accept(GUILD, 1, Change(Action.EVIDENCED, MODERATOR, NOON), NOON)
    await stores.suggestions.decline(GUILD, 2, "Rude.", Change(Action.DECLINED, MODERATOR, NOON))
    await work_off(stores)
    assert (await stores.privacy.about(GUILD, ALICE)).suggestions == 3

    assert await stores.privacy.erase(GUILD, ALICE, LATER) == Kept(suggestions=3)

    assert await stores.privacy.about(GUILD, ALICE) == Kept()
    kept = [await stores.suggestions.suggestion(GUILD, number) for number in (1, 2, 3, 4)]
    assert [(each.reason, each.tell_me) for each in kept if each] == [*[("", False)] * 3, ("", True)]
    told = [(each.state.value, each.suggested_by, each.title, each.url, each.remark) for each in kept if each]
    piece = source().piece
    assert told == [
        ("accepted", None, piece.title, piece.url, ""),
        ("erased", None, "", "", ""),
        ("erased", None, "", "", ""),
        ("open", BOB, piece.title, "https://example.org/4", "look at the tail"),
    ]
    assert sorted(await due(stores, LATER)) == [(JobKind.EVIDENCE, number) for number in (1, 2, 3)]
    with pytest.raises(Changed, match="took this suggestion back"):
        await stores.suggestions.accept(GUILD, 3, by_moderator(Action.EVIDENCED), NOON)
    claim = await stores.claims.claim(GUILD, "helicopter")
    assert claim is not None
    assert claim.current.evidence[-1] == piece
    assert (await stores.suggestions.add(GUILD, source(3), BOB, LATER, 5)).number == 5
