"""Who follows which claim, and what is enqueued to tell them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from claims.audit import Action
from claims.errors import Invalid, NotFound
from claims.events import Dossier
from claims.following import GATHERING, MOST_FOLLOWS, QUIET, Untold
from claims.jobs import Job, JobKind
from claims.model import Judgement, Verdict
from claims.people import Kept
from db.claims import SqlClaimStore
from db.database import Database, Session
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.interrupted import InterruptedDatabase
from tests.contract.noting import take
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, claim, dossier, evidence

ALICE, BOB = 11, 12
LATER = NOON + timedelta(days=1)
DUE = LATER + GATHERING
SECOND = timedelta(seconds=1)


async def follow(
    stores: Stores, user_id: int = ALICE, slug: str = "helicopter", guild_id: int = GUILD, at: datetime = NOON
) -> tuple[bool, datetime | None]:
    return await stores.follows.follow(guild_id, user_id, slug, at)


async def judge(
    stores: Stores,
    verdict: Verdict = Verdict.FALSE,
    at: datetime = LATER,
    slug: str = "helicopter",
    guild_id: int = GUILD,
) -> None:
    seen = await stores.claims.claim(guild_id, slug)
    assert seen is not None
    judged = seen.judged(Judgement(at, verdict, evidence=(evidence(),)))
    await stores.claims.save(guild_id, judged, replace(change(Action.JUDGED), at=at))


async def digests(stores: Stores, at: datetime) -> Sequence[Job]:
    """Take the digests that are due."""
    jobs = await take(stores, at)
    assert {job.kind for job in jobs} <= {JobKind.DIGEST}
    return jobs


async def test_a_new_verdict_is_told_to_each_follower_a_while_later(stores: Stores, loaded: Dossier) -> None:
    assert await follow(stores) == (True, None)
    await follow(stores, BOB)
    await follow(stores, 13, "aircraft")
    await judge(stores)
    assert await digests(stores, DUE - SECOND) == []
    assert {job.subject for job in await digests(stores, DUE)} == {ALICE, BOB}
    assert await stores.follows.untold(GUILD, ALICE) == [Untold("helicopter", loaded.claims[1].verdict)]


async def test_a_further_change_does_not_put_a_digest_off(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await judge(stores)
    await judge(stores, Verdict.DISPUTED, DUE - SECOND)
    [job] = await digests(stores, DUE)
    assert job.turn == 2
    [untold] = await stores.follows.untold(GUILD, ALICE)
    assert untold.told is loaded.claims[1].verdict


async def test_what_changes_no_verdict_is_told_to_nobody(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("heli down"), change(Action.WORDED))
    assert await digests(stores, LATER + GATHERING) == []


async def test_a_verdict_that_was_taken_back_leaves_nothing_to_tell(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await judge(stores)
    await judge(stores, loaded.claims[1].verdict)
    assert await stores.follows.untold(GUILD, ALICE) == []


async def test_who_was_told_is_told_no_more_until_the_next_change(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await judge(stores)
    [job] = await digests(stores, DUE)
    before = await stores.follows.follower(GUILD, ALICE)
    await stores.follows.told(job, {"helicopter": Verdict.FALSE}, DUE)
    after = await stores.follows.follower(GUILD, ALICE)
    assert before is not None
    assert after is not None
    assert after.stamp != before.stamp
    assert after.quiet_until == DUE + QUIET
    assert await stores.follows.untold(GUILD, ALICE) == []
    assert await digests(stores, DUE + 2 * QUIET) == []
    await judge(stores, Verdict.DISPUTED, DUE + QUIET)
    assert await stores.follows.untold(GUILD, ALICE) == [Untold("helicopter", Verdict.FALSE)]


async def test_what_changed_while_a_digest_was_posted_comes_an_hour_later(
    stores: Stores, loaded: Dossier
) -> None:
    await follow(stores)
    await judge(stores)
    [job] = await digests(stores, DUE)
    await judge(stores, Verdict.DISPUTED, DUE)
    await stores.follows.told(job, {"helicopter": Verdict.FALSE}, DUE)
    assert await digests(stores, DUE + QUIET - SECOND) == []
    [again] = await digests(stores, DUE + QUIET)
    assert again.attempts == 1


async def test_what_a_digest_did_not_show_comes_an_hour_later(stores: Stores, loaded: Dossier) -> None:
    for slug in ("helicopter", "aircraft"):
        await follow(stores, slug=slug)
        await judge(stores, slug=slug)
    [job] = await digests(stores, DUE)
    await stores.follows.told(job, {"aircraft": Verdict.FALSE}, DUE)
    assert [each.slug for each in await stores.follows.untold(GUILD, ALICE)] == ["helicopter"]
    assert len(await digests(stores, DUE + QUIET)) == 1


async def test_a_postponed_digest_counts_as_not_begun(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await judge(stores)
    [job] = await digests(stores, DUE)
    await stores.follows.postpone(job, DUE + QUIET)
    assert await digests(stores, DUE + QUIET - SECOND) == []
    [again] = await digests(stores, DUE + QUIET)
    assert again.attempts == 1


async def test_the_claims_judged_last_come_first(stores: Stores, loaded: Dossier) -> None:
    await follow(stores, slug="aircraft")
    await follow(stores, slug="helicopter")
    await judge(stores, slug="aircraft", at=LATER)
    await judge(stores, slug="helicopter", at=LATER + SECOND)
    assert [each.slug for each in await stores.follows.untold(GUILD, ALICE)] == ["helicopter", "aircraft"]


async def test_who_cannot_be_reached_gets_no_digest_until_they_ask_again(
    stores: Stores, loaded: Dossier
) -> None:
    await follow(stores)
    await judge(stores)
    [job] = await digests(stores, DUE)
    await judge(stores, Verdict.DISPUTED, DUE)
    await stores.follows.unreachable(job, DUE)
    await judge(stores, Verdict.FALSE, DUE + QUIET)
    assert await digests(stores, DUE + 3 * QUIET) == []
    assert (await stores.privacy.about(GUILD, ALICE)).unreachable_since == DUE

    asked_at = DUE + 4 * QUIET
    assert await follow(stores, at=asked_at) == (False, DUE)
    assert len(await digests(stores, asked_at + GATHERING)) == 1
    assert (await stores.privacy.about(GUILD, ALICE)).unreachable_since is None


async def test_following_twice_keeps_what_was_told(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await judge(stores)
    assert await follow(stores, at=LATER) == (False, None)
    assert len(await stores.follows.untold(GUILD, ALICE)) == 1
    assert await stores.privacy.about(GUILD, ALICE) == Kept(follows=1)


async def test_with_the_last_claim_everything_about_a_follower_goes(stores: Stores, loaded: Dossier) -> None:
    await follow(stores)
    await follow(stores, slug="aircraft")
    await judge(stores)
    assert await stores.follows.stop(GUILD, ALICE, "aircraft") == 1
    assert await stores.follows.follower(GUILD, ALICE) is not None
    assert await stores.follows.stop(GUILD, ALICE, "helicopter") == 1
    assert await stores.follows.stop(GUILD, ALICE, "helicopter") == 0
    assert await stores.follows.follower(GUILD, ALICE) is None
    assert await stores.privacy.about(GUILD, ALICE) == Kept()
    assert await digests(stores, DUE) == []


async def test_erasing_stops_following_here_and_for_this_person_alone(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    for slug in ("helicopter", "aircraft"):
        await follow(stores, slug=slug)
    await follow(stores, BOB)
    await follow(stores, guild_id=OTHER_GUILD)
    await judge(stores)
    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept(follows=2)
    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept()
    assert await stores.privacy.about(GUILD, ALICE) == Kept()
    assert await stores.privacy.about(OTHER_GUILD, ALICE) == Kept(follows=1)
    assert [job.subject for job in await digests(stores, DUE)] == [BOB]


async def test_a_verdict_of_another_guild_is_not_told_here(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await follow(stores)
    await judge(stores, guild_id=OTHER_GUILD)
    assert await digests(stores, DUE) == []
    assert await stores.follows.untold(GUILD, ALICE) == []


async def test_a_claim_that_is_not_there_cannot_be_followed(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(NotFound, match="/claim search"):
        await follow(stores, slug="nothing")
    with pytest.raises(NotFound):
        await follow(stores, guild_id=OTHER_GUILD)
    assert await stores.follows.follower(GUILD, ALICE) is None


async def test_nobody_follows_more_than_the_most_also_when_they_press_twice_at_once(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    for number in range(MOST_FOLLOWS - 1):
        await stores.claims.add(GUILD, claim(f"claim-{number}"), change(Action.ADDED))
        await follow(stores, slug=f"claim-{number}")
    async with open_database(url) as second_program:
        both = (follow(stores), follow(stores_of(second_program), slug="aircraft"))
        came_of_it = await asyncio.gather(*both, return_exceptions=True)
    assert [isinstance(each, Invalid) for each in came_of_it].count(True) == 1
    assert (await stores.privacy.about(GUILD, ALICE)).follows == MOST_FOLLOWS


async def test_who_follows_while_a_verdict_is_saved_misses_nothing(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    async with open_database(url) as second_program:
        others = stores_of(second_program)
        await asyncio.gather(judge(others), *(follow(stores, user_id) for user_id in range(1, 20)))
    told = {user: await stores.follows.untold(GUILD, user) for user in range(1, 20)}
    waiting = {job.subject for job in await digests(stores, DUE)}
    assert waiting == {user for user, untold in told.items() if untold}


async def test_what_is_done_about_a_person_at_once_is_done_one_after_another(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    await follow(stores)
    await judge(stores)
    [job] = await digests(stores, DUE)
    async with open_database(url) as second_program:
        others = stores_of(second_program)
        await asyncio.gather(
            stores.follows.told(job, {"helicopter": Verdict.FALSE}, DUE),
            others.follows.follow(GUILD, ALICE, "aircraft", DUE),
            judge(others, Verdict.DISPUTED, DUE),
            others.follows.stop(GUILD, ALICE, "helicopter"),
            stores.privacy.erase(GUILD, ALICE, NOON),
        )
    left = (await stores.privacy.about(GUILD, ALICE)).follows
    assert (await stores.follows.follower(GUILD, ALICE) is None) == (left == 0)


async def _cancel(_: Session) -> None:
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


async def test_a_judgement_interrupted_at_any_statement_is_told_to_nobody(
    database: Database, stores: Stores, loaded: Dossier
) -> None:
    await follow(stores)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    new = seen.judged(Judgement(LATER, Verdict.FALSE, evidence=(evidence(),)))
    moved, at, interrupted = replace(change(Action.JUDGED), at=LATER), 0, True
    while interrupted:
        at += 1
        cancelling = InterruptedDatabase(database, at, _cancel)
        saving = SqlClaimStore(cancelling).save(GUILD, new, moved)
        await asyncio.gather(asyncio.create_task(saving), return_exceptions=True)
        if interrupted := cancelling.interrupted:
            assert await digests(stores, DUE) == []
    assert at > 10
    assert len(await digests(stores, DUE)) == 1
