from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import AlreadyThere, Changed, Invalid, NotFound
from claims.events import Dossier
from claims.jobs import Job, JobKind
from claims.model import Claim
from claims.people import Kept
from claims.tips import DAY, NewTip, TipState
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, take
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, OTHER_GUILD, change, claim, dossier

ALICE, BOB, OLGA = 11, 12, 13
LATER = NOON + timedelta(minutes=5)
BRIDGE = "Мост 🚁 $1 was blown up"
ADDED, DECLINED = Action.ADDED, Action.DECLINED


def tip(statement: str = BRIDGE, event: str = EVENT) -> NewTip:
    return NewTip(event, statement, "Channel 5 $1", "seen twice", True, 7, 70)


def by(moderator: int, action: Action = ADDED) -> Change:
    return Change(action, moderator, LATER)


def bridge() -> Claim:
    return claim("bridge", statement=BRIDGE, wordings=(), counter_wordings=(), stopped_wordings=())


async def work_off(stores: Stores) -> None:
    for job in await take(stores):
        await stores.jobs.done(job)


async def test_a_tip_comes_back_as_it_was_made_and_a_job_shows_it(stores: Stores, loaded: Dossier) -> None:
    made = await stores.tips.add(GUILD, tip(), ALICE, NOON)
    assert (made.number, made.claim.statement, made.remark) == (1, BRIDGE, "seen twice")
    assert (made.channel_id, made.message_id, made.suggested_by, made.tell_me) == (7, 70, ALICE, True)
    assert await stores.tips.tip(GUILD, 1) == made
    assert await stores.tips.tip(OTHER_GUILD, 1) is None
    assert await due(stores) == [(JobKind.TIP, 1)]


async def test_every_guild_counts_its_own_and_has_its_own_events(stores: Stores, loaded: Dossier) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON)
    with pytest.raises(NotFound, match="no event"):
        await stores.tips.add(OTHER_GUILD, tip(), ALICE, NOON)
    await stores.events.load(OTHER_GUILD, dossier(), change())
    assert (await stores.tips.add(OTHER_GUILD, tip(), ALICE, NOON)).number == 1


async def test_of_the_same_words_suggested_by_many_at_once_one_tip_is_kept(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        answers = await asyncio.gather(
            *(both[n % 2].tips.add(GUILD, tip(), 100 + n, NOON) for n in range(8)), return_exceptions=True
        )
    assert sum(isinstance(answer, AlreadyThere) for answer in answers) == 7


async def test_limits_are_counted_per_person_and_over_a_day(stores: Stores, loaded: Dossier) -> None:
    for number in range(5):
        await stores.tips.add(GUILD, tip(f"{BRIDGE} {number}"), ALICE, NOON)
    with pytest.raises(Invalid, match="5 claims of yours"):
        await stores.tips.add(GUILD, tip(), ALICE, NOON)
    await stores.tips.add(GUILD, tip(), BOB, NOON)
    for number in range(1, 6):
        await stores.tips.reject(GUILD, number, "No.", by(MODERATOR, DECLINED))
        await stores.tips.add(GUILD, tip(f"{BRIDGE} again {number}"), ALICE, LATER)
        await stores.tips.reject(GUILD, number + 6, "No.", by(MODERATOR, DECLINED))
    with pytest.raises(Invalid, match="10 claims within a day"):
        await stores.tips.add(GUILD, tip("One more"), ALICE, LATER)
    await stores.tips.add(GUILD, tip("One more"), ALICE, NOON + DAY)


async def test_a_held_tip_shows_nowhere_until_its_author_opens_it(stores: Stores, loaded: Dossier) -> None:
    held = await stores.tips.add(GUILD, tip(), ALICE, NOON, "helicopter")
    assert (held.state, held.like) == (TipState.HELD, "helicopter")
    assert await due(stores) == []
    assert (await stores.waiting.counts(GUILD, NOON))["claim"] == 0
    with pytest.raises(NotFound):
        await stores.tips.submit(GUILD, 1, BOB, LATER)
    opened = await stores.tips.submit(GUILD, 1, ALICE, LATER)
    assert opened == replace(held, state=TipState.OPEN, suggested_at=LATER)
    assert await due(stores, LATER) == [(JobKind.TIP, 1)]


async def test_a_person_has_one_held_tip_and_it_expires(stores: Stores, loaded: Dossier) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON, "helicopter")
    second = await stores.tips.add(GUILD, tip("Another"), ALICE, NOON, "helicopter")
    assert await stores.tips.tip(GUILD, 1) is None
    job = Job(GUILD, JobKind.TIP, second.number, 0, 1, 1, NOON + DAY)
    await stores.tips.expire(job, NOON - timedelta(seconds=1))
    assert await stores.tips.tip(GUILD, second.number) == second
    await stores.tips.expire(job, NOON)
    assert await stores.tips.tip(GUILD, second.number) is None


async def test_an_approved_one_is_a_claim_and_its_author_is_to_hear(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON)
    await work_off(stores)
    added = await stores.tips.approve(GUILD, 1, bridge(), by(MODERATOR))
    assert added == await stores.claims.claim(GUILD, "bridge")
    decided = await stores.tips.tip(GUILD, 1)
    assert decided is not None
    assert (decided.state, decided.slug, decided.decided_by, decided.decided_at) == (
        TipState.APPROVED,
        "bridge",
        MODERATOR,
        LATER,
    )
    assert {(JobKind.TIP, 1), (JobKind.OUTCOME, 1)} <= set(await due(stores, LATER))
    record = (await stores.audit.revisions(GUILD))[-1]
    assert (record.subject, record.change.action) == ("claim:bridge", ADDED)
    assert await check(database) == []


async def test_where_the_claim_cannot_be_recorded_the_tip_stays_open(stores: Stores, loaded: Dossier) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON)
    with pytest.raises(AlreadyThere):
        await stores.tips.approve(GUILD, 1, claim(), by(MODERATOR))
    found = await stores.tips.tip(GUILD, 1)
    assert found is not None
    assert found.state is TipState.OPEN


async def test_an_attached_one_is_a_wording_also_of_a_claim_that_had_it(
    stores: Stores, loaded: Dossier
) -> None:
    for number, words in ((1, BRIDGE), (2, BRIDGE.upper())):
        await stores.tips.add(GUILD, tip(words), ALICE, NOON)
        seen = await stores.claims.claim(GUILD, "helicopter")
        assert seen is not None
        saved = await stores.tips.attach(GUILD, number, seen.worded(words), by(MODERATOR, Action.WORDED))
        assert (saved.revision, saved.wordings[-1]) == (2, BRIDGE)
    records = [revision.subject for revision in (await stores.audit.revisions(GUILD))[-2:]]
    assert records == ["claim:helicopter", "suggested-claim:2"]


async def test_a_rejected_one_leaves_a_record_without_its_words(stores: Stores, loaded: Dossier) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON)
    left = await stores.tips.reject(GUILD, 1, "An opinion.", by(MODERATOR, DECLINED))
    assert (left.state, left.reason) == (TipState.REJECTED, "An opinion.")
    record = (await stores.audit.revisions(GUILD))[-1]
    assert (record.subject, record.change.action) == ("suggested-claim:1", DECLINED)
    assert record.after == '{"state":"rejected"}'


async def test_of_two_decisions_at_once_the_second_is_told(url: str, stores: Stores, loaded: Dossier) -> None:
    await stores.tips.add(GUILD, tip(), ALICE, NOON)
    async with open_database(url) as second_program:
        answers = await asyncio.gather(
            stores.tips.approve(GUILD, 1, bridge(), by(MODERATOR)),
            stores_of(second_program).tips.reject(GUILD, 1, "No.", by(OLGA, DECLINED)),
            return_exceptions=True,
        )
    assert sorted(isinstance(answer, Changed) for answer in answers) == [False, True]
    assert (await stores.claims.claim(GUILD, "bridge") is None) == isinstance(answers[0], Changed)


async def test_what_is_not_there_is_not_found(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(NotFound, match="no suggested claim 1"):
        await stores.tips.reject(GUILD, 1, "No.", by(MODERATOR))


async def test_erasing_leaves_numbers_and_what_became_of_them(stores: Stores, loaded: Dossier) -> None:
    for number in (1, 2, 3):
        await stores.tips.add(GUILD, tip(f"{BRIDGE} {number}"), ALICE, NOON)
    await stores.tips.add(GUILD, tip(), BOB, NOON)
    await stores.tips.add(GUILD, tip("Held"), ALICE, NOON, "helicopter")
    await stores.tips.approve(GUILD, 1, bridge(), by(MODERATOR))
    await stores.tips.reject(GUILD, 2, "Rude.", by(MODERATOR, DECLINED))
    await work_off(stores)
    assert (await stores.privacy.about(GUILD, ALICE)).tips == 4

    assert await stores.privacy.erase(GUILD, ALICE, LATER) == Kept(tips=4)

    assert await stores.privacy.about(GUILD, ALICE) == Kept()
    kept = [await stores.tips.tip(GUILD, number) for number in (1, 2, 3)]
    for each in kept:
        assert each is not None
        assert (each.statement, each.source, each.remark, each.reason, each.message_id) == (
            "",
            "",
            "",
            "",
            None,
        )
        assert each.erased
    states = [each.state.value for each in kept if each]
    assert states == ["approved", "erased", "erased"]
    assert await stores.tips.tip(GUILD, 5) is None
    assert {(JobKind.TIP, number) for number in (1, 2, 3)} <= set(await due(stores, LATER))
    with pytest.raises(Changed, match="took this suggestion back"):
        await stores.tips.reject(GUILD, 3, "No.", by(MODERATOR, DECLINED))
    bobs = await stores.tips.tip(GUILD, 4)
    assert bobs is not None
    assert bobs.statement == BRIDGE


async def test_a_block_is_kept_told_and_audited(stores: Stores) -> None:
    await stores.blocks.block(GUILD, ALICE, by(MODERATOR, Action.BLOCKED))
    assert await stores.blocks.is_blocked(GUILD, ALICE)
    assert not await stores.blocks.is_blocked(OTHER_GUILD, ALICE)
    assert [(b.user_id, b.since, b.blocked_by) for b in await stores.blocks.blocked(GUILD)] == [
        (ALICE, LATER, MODERATOR)
    ]
    assert await stores.privacy.about(GUILD, ALICE) == Kept(blocked_since=LATER)
    await stores.privacy.erase(GUILD, ALICE, LATER)
    with pytest.raises(AlreadyThere):
        await stores.blocks.block(GUILD, ALICE, by(OLGA, Action.BLOCKED))
    await stores.blocks.unblock(GUILD, ALICE, by(OLGA, Action.UNBLOCKED))
    with pytest.raises(NotFound):
        await stores.blocks.unblock(GUILD, ALICE, by(OLGA, Action.UNBLOCKED))
    told = [(r.subject, r.change.action, r.change.actor_id) for r in await stores.audit.revisions(GUILD)]
    assert told == [
        (f"member:{ALICE}", Action.BLOCKED, MODERATOR),
        (f"member:{ALICE}", Action.UNBLOCKED, OLGA),
    ]
