"""What goes with a merged claim besides its notes, and comes back when that is undone, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed
from claims.events import Dossier
from claims.evidence import EvidenceStance
from claims.following import GATHERING, Untold
from claims.jobs import JobKind
from claims.merges import merge
from claims.model import Claim, Judgement, Lifecycle, Verdict
from claims.notes import Ending
from claims.people import Kept
from claims.proposals import Proposal, Ruling
from claims.seconding import Pending
from claims.settings import Mode
from claims.suggestions import NewSuggestion, Suggestion, SuggestionState
from claims.tips import NewTip, Tip
from db.check import check
from db.database import Database
from db.stores import Stores
from tests.contract.noting import due, put, take
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, change, claim, evidence, note

ALICE, BOB, CAROL = 11, 12, 13
LATER = NOON + timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ALL_TIME = NOON - timedelta(days=1000)
MERGED = Change(Action.MERGED, MODERATOR, LATER)
OPEN, DOUBLE = SuggestionState.OPEN, SuggestionState.DOUBLE
CHOPPER, HELICOPTER = "chopper", "helicopter"


async def stored(stores: Stores, slug: str) -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


@pytest.fixture
async def two(stores: Stores, loaded: Dossier) -> Stores:
    """“chopper” says what “helicopter” says, and is unverified; that one is misleading."""
    first = Judgement(NOON, Verdict.UNVERIFIED)
    said = {"statement": "A chopper is down", "wordings": ("chopper down",), "counter_wordings": ()}
    chopper = claim(CHOPPER, **said, judgements=(first,), stopped_wordings=(), withdrawn_because="")
    await stores.claims.add(GUILD, chopper, change(Action.ADDED))
    return stores


async def merged(stores: Stores) -> None:
    claims = [await stored(stores, slug) for slug in (CHOPPER, HELICOPTER)]
    plan = merge(claims[0], claims[1], [], await stores.families.links(GUILD))
    await stores.families.rewrite(GUILD, plan.claims, MERGED, ALL_TIME)


async def taken_back(stores: Stores, minutes: int = 1) -> None:
    """Undo what was done last."""
    last = (await stores.audit.revisions(GUILD))[-1].number
    undoing = Change(Action.UNDONE, MODERATOR, LATER + minutes * MINUTE)
    await stores.undoing.undo(GUILD, last, last, undoing, ALL_TIME)


async def follow(stores: Stores, who: int, slug: str = CHOPPER) -> None:
    await stores.follows.follow(GUILD, who, slug, NOON)


async def followers(stores: Stores, slug: str, verdict: Verdict) -> set[int]:
    """Judge a claim anew in a day, and return who is to be told."""
    seen = await stored(stores, slug)
    judged = seen.judged(Judgement(LATER + timedelta(days=1), verdict, evidence=(evidence(),)))
    await stores.claims.save(GUILD, judged, replace(MERGED, action=Action.JUDGED), ALL_TIME)
    jobs = await take(stores, LATER + timedelta(days=2))
    return {job.subject for job in jobs if job.kind is JobKind.DIGEST}


async def test_who_followed_the_merged_claim_follows_the_other(two: Stores) -> None:
    for who, slug in ((ALICE, CHOPPER), (BOB, CHOPPER), (BOB, HELICOPTER), (CAROL, HELICOPTER)):
        await follow(two, who, slug)
    await merged(two)
    assert (await two.privacy.about(GUILD, BOB)).follows == 2
    assert await followers(two, HELICOPTER, Verdict.FALSE) == {ALICE, BOB, CAROL}


async def test_another_verdict_is_told_by_the_digest_to_those_who_came_with_the_merge(two: Stores) -> None:
    await follow(two, ALICE)
    await follow(two, CAROL, HELICOPTER)
    await merged(two)
    assert (JobKind.DIGEST, ALICE) in (told := await due(two, LATER + GATHERING))
    assert (JobKind.DIGEST, CAROL) not in told
    assert await two.follows.untold(GUILD, ALICE) == [Untold(HELICOPTER, Verdict.UNVERIFIED)]


async def test_undoing_a_merge_gives_each_claim_its_followers_back(two: Stores, database: Database) -> None:
    await follow(two, ALICE)
    await follow(two, BOB)
    await follow(two, CAROL, HELICOPTER)
    await merged(two)
    await two.follows.stop(GUILD, BOB, HELICOPTER)
    for job in await take(two, LATER + GATHERING):
        if job.kind is JobKind.DIGEST:
            await two.follows.told(job, {HELICOPTER: Verdict.MISLEADING}, LATER + GATHERING)
    await taken_back(two)
    assert await two.follows.untold(GUILD, ALICE) == []
    assert await followers(two, CHOPPER, Verdict.FALSE) == {ALICE}
    assert (await two.privacy.about(GUILD, BOB)).follows == 0
    assert await check(database) == []


async def test_who_stopped_and_follows_the_other_anew_stays_with_it(two: Stores) -> None:
    await follow(two, ALICE)
    await merged(two)
    await two.follows.stop(GUILD, ALICE)
    await follow(two, ALICE, HELICOPTER)
    await taken_back(two)
    assert await followers(two, CHOPPER, Verdict.FALSE) == set()
    assert await followers(two, HELICOPTER, Verdict.FALSE) == {ALICE}


async def test_erasing_leaves_no_trace_of_who_came_with_a_merge(two: Stores, database: Database) -> None:
    await follow(two, ALICE)
    await merged(two)
    assert await two.privacy.erase(GUILD, ALICE, LATER) == Kept(follows=1)
    assert await database.fetch("SELECT * FROM moved_along") == []


async def source(stores: Stores, number: int, slug: str = CHOPPER, who: int = ALICE) -> Suggestion:
    new = NewSuggestion(slug, f"https://example.org/{number}", "A report", EvidenceStance.REFUTES)
    return await stores.suggestions.add(GUILD, new, who, NOON, 9)


async def sources(stores: Stores) -> list[tuple[str, SuggestionState]]:
    found = [await stores.suggestions.suggestion(GUILD, number) for number in range(1, 9)]
    return [(each.slug, each.state) for each in found if each]


async def work_off(stores: Stores) -> None:
    for job in await take(stores):
        await stores.jobs.done(job)


async def test_suggested_sources_wait_about_the_other_claim_each_address_once(two: Stores) -> None:
    for number in (1, 2, 3, 4):
        await source(two, number)
    await source(two, 2, HELICOPTER, BOB)
    await source(two, 3, HELICOPTER, BOB)
    by = Change(Action.DECLINED, MODERATOR, NOON)
    await two.suggestions.decline(GUILD, 4, "", by)
    await two.suggestions.decline(GUILD, 6, "", by)
    seen = await stored(two, HELICOPTER)
    piece = NewSuggestion(HELICOPTER, "https://example.org/1/", "Known").piece
    await two.claims.save(GUILD, seen.evidenced(piece), change(Action.EVIDENCED))
    await source(two, 5)
    await work_off(two)
    before = await sources(two)
    await merged(two)
    assert await sources(two) == [
        (HELICOPTER, DOUBLE),
        (HELICOPTER, DOUBLE),
        (HELICOPTER, DOUBLE),
        (CHOPPER, SuggestionState.DECLINED),
        (HELICOPTER, OPEN),
        (HELICOPTER, SuggestionState.DECLINED),
        (HELICOPTER, OPEN),
    ]
    cards = {subject for kind, subject in await due(two, LATER) if kind is JobKind.EVIDENCE}
    assert cards == {1, 2, 3, 7}
    with pytest.raises(Changed, match="merged into `helicopter`"):
        await two.suggestions.accept(GUILD, 1, by, ALL_TIME)
    await taken_back(two)
    assert await sources(two) == before


async def test_a_source_decided_after_the_merge_stays_with_the_claim_it_was_decided_for(two: Stores) -> None:
    await source(two, 1)
    await merged(two)
    accepted = Change(Action.EVIDENCED, MODERATOR, LATER + MINUTE)
    _, into = await two.suggestions.accept(GUILD, 1, accepted, ALL_TIME)
    assert into.slug == HELICOPTER
    merge_number = (await two.audit.revisions(GUILD))[-1].number - 2
    undoing = Change(Action.UNDONE, MODERATOR, LATER + 2 * MINUTE)
    await two.undoing.undo(GUILD, merge_number, merge_number + 9, undoing, ALL_TIME)
    assert await sources(two) == [(HELICOPTER, SuggestionState.ACCEPTED)]


async def tip(stores: Stores, words: str, who: int) -> Tip:
    return await stores.tips.add(GUILD, NewTip(EVENT, words), who, NOON, CHOPPER)


async def test_suggested_claims_that_are_much_like_it_are_much_like_the_other(two: Stores) -> None:
    for number, who in ((1, ALICE), (2, BOB), (3, CAROL)):
        await tip(two, f"A chopper fell {number}", who)
    for number, who in ((1, ALICE), (2, BOB)):
        await two.tips.submit(GUILD, number, who, NOON)
    await work_off(two)
    await merged(two)
    assert await alike(two) == [HELICOPTER] * 3
    assert {subject for kind, subject in await due(two, LATER) if kind is JobKind.TIP} == {1, 2}
    await two.tips.reject(GUILD, 2, "No.", Change(Action.DECLINED, MODERATOR, LATER))
    records = await two.audit.revisions(GUILD)
    undoing = Change(Action.UNDONE, MODERATOR, LATER + MINUTE)
    await two.undoing.undo(GUILD, records[-2].number, records[-1].number, undoing, ALL_TIME)
    assert await alike(two) == [CHOPPER, HELICOPTER, CHOPPER]


async def alike(stores: Stores) -> list[str]:
    found = [await stores.tips.tip(GUILD, number) for number in (1, 2, 3)]
    return [each.like for each in found if each]


def question(message_id: int, slug: str = CHOPPER) -> Proposal:
    return Proposal(GUILD, 7, message_id, slug, Mode.SUGGEST, 0.75, NOON, "chopper down", "ab" * 16)


async def asked(stores: Stores, message_id: int) -> dict[str, bool]:
    """Which claims a message is asked about, and whether each question is open."""
    return {each.slug: each.open for each in await stores.proposals.of_message(GUILD, message_id)}


async def test_messages_asked_about_are_asked_about_for_the_other_claim_once(two: Stores) -> None:
    await two.proposals.propose([question(1)], None, None)
    await two.proposals.propose([question(2), question(2, HELICOPTER)], None, None)
    await two.proposals.propose([question(3)], None, None)
    await put(two, note(3, HELICOPTER), 33)
    await work_off(two)
    await merged(two)
    assert await asked(two, 1) == {HELICOPTER: True}
    assert await asked(two, 2) == {CHOPPER: False, HELICOPTER: True}
    assert await asked(two, 3) == {CHOPPER: False}
    cards = {subject for kind, subject in await due(two, LATER) if kind is JobKind.PROPOSAL}
    assert cards == {1, 2, 3}
    await taken_back(two)
    assert await asked(two, 1) == {CHOPPER: True}
    assert await asked(two, 2) == {CHOPPER: True, HELICOPTER: True}
    assert await asked(two, 3) == {CHOPPER: True}


async def test_what_was_answered_or_deleted_meanwhile_is_not_asked_again(two: Stores) -> None:
    for message_id in (1, 2):
        await two.proposals.propose([question(message_id)], None, None)
    await two.proposals.propose([question(3), question(3, HELICOPTER)], None, None)
    await merged(two)
    by = Change(Action.RULED, MODERATOR, LATER)
    assert await two.proposals.rule(question(1, HELICOPTER), Ruling.LEAVE, by, None)
    for message_id in (2, 3):
        await two.proposals.read_again(GUILD, message_id, (), None, LATER + MINUTE)
    records = await two.audit.revisions(GUILD)
    undoing = Change(Action.UNDONE, MODERATOR, LATER + 2 * MINUTE)
    await two.undoing.undo(GUILD, records[-2].number, records[-1].number, undoing, ALL_TIME)
    assert await asked(two, 1) == {HELICOPTER: False}
    assert await asked(two, 2) == {CHOPPER: False}
    assert await asked(two, 3) == {CHOPPER: False, HELICOPTER: False}


async def stop(stores: Stores, message_id: int, slug: str, digest: str, at_minutes: int = 0) -> None:
    wrong = replace(note(message_id, slug), wording="none of its own", digest=digest * 32)
    await put(stores, wrong, message_id + 10)
    stopping = Change(Action.STOPPED, MODERATOR, NOON + at_minutes * MINUTE)
    assert await stores.stops.stop(wrong, Ending.MODERATOR, stopping)


async def stopped(stores: Stores, slug: str) -> set[str]:
    return {each.digest[0] for each in await stores.stops.stopped(GUILD, slug)}


async def test_stopped_passages_go_away_again_but_for_the_other_claims_own(two: Stores) -> None:
    await stop(two, 1, CHOPPER, "a")
    await stop(two, 2, CHOPPER, "b")
    await stop(two, 3, HELICOPTER, "b")
    await merged(two)
    assert await stopped(two, HELICOPTER) == {"a", "b"}
    await stop(two, 4, HELICOPTER, "c")
    records = await two.audit.revisions(GUILD)
    undoing = Change(Action.UNDONE, MODERATOR, LATER + MINUTE)
    await two.undoing.undo(GUILD, records[-2].number, records[-1].number, undoing, ALL_TIME)
    assert (await stopped(two, CHOPPER), await stopped(two, HELICOPTER)) == ({"a", "b"}, {"b", "c"})


async def test_what_the_other_claim_was_let_match_again_is_not_stopped_by_a_merge(two: Stores) -> None:
    await stop(two, 1, CHOPPER, "a")
    await stop(two, 2, HELICOPTER, "a")
    lifted = await two.stops.stopped(GUILD, HELICOPTER)
    assert await two.stops.restore(GUILD, HELICOPTER, lifted, change(Action.RESTORED))
    await merged(two)
    assert await stopped(two, HELICOPTER) == set()


async def test_judgements_that_wait_for_a_second_are_outdated_and_wait_again_afterwards(two: Stores) -> None:
    for slug in (CHOPPER, HELICOPTER):
        judgement = Judgement(LATER, Verdict.FALSE, evidence=(evidence(),))
        pending = Pending(GUILD, 0, slug, (await stored(two, slug)).revision, judgement, MODERATOR, NOON)
        await two.seconding.propose(pending, change(Action.PROPOSED))
    await work_off(two)
    await merged(two)
    assert await two.seconding.open(GUILD) == []
    assert {(JobKind.SECOND, 1), (JobKind.SECOND, 2)} <= set(await due(two, LATER))
    await taken_back(two)
    assert [each.slug for each in await two.seconding.open(GUILD)] == [CHOPPER, HELICOPTER]
    await two.seconding.second(GUILD, 1, Change(Action.SECONDED, CAROL, LATER + 2 * MINUTE), ALL_TIME)
    assert (await stored(two, CHOPPER)).verdict is Verdict.FALSE


async def test_a_draft_merged_into_a_published_claim_gives_it_what_it_has_and_comes_back(
    two: Stores, database: Database
) -> None:
    piece = NewSuggestion(HELICOPTER, "https://example.org/draft", "A draft's source").piece
    said = {"statement": "One chopper crashed", "wordings": ("a chopper crashed",), "counter_wordings": ()}
    judgement = Judgement(NOON, Verdict.UNVERIFIED, evidence=(piece,))
    bare = {"stopped_wordings": (), "withdrawn_because": "", "judgements": (judgement,)}
    draft = claim("draft", **said, **bare, lifecycle=Lifecycle.DRAFT)
    await two.claims.add(GUILD, draft, change(Action.IMPORTED))
    plan = merge(draft, await stored(two, HELICOPTER), [], await two.families.links(GUILD))
    source_claim = await stored(two, "draft")
    changed = [replace(plan.merged, revision=source_claim.revision), plan.into]
    await two.families.rewrite(GUILD, changed, MERGED, ALL_TIME)
    into = await stored(two, HELICOPTER)
    assert {"One chopper crashed", "a chopper crashed"} <= set(into.wordings)
    assert piece in into.current.evidence
    assert into.verdict is Verdict.MISLEADING
    assert (await two.waiting.counts(GUILD, LATER))["draft"] == 0
    await taken_back(two)
    assert (await stored(two, "draft")).lifecycle is Lifecycle.DRAFT
    assert "a chopper crashed" not in (await stored(two, HELICOPTER)).wordings
    assert await check(database) == []
