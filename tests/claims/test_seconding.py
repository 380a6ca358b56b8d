"""Judgements that another moderator must second."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.drafts import NewJudgement
from claims.errors import Changed, NotAllowed, NotFound
from claims.freshness import CheckAgain
from claims.model import Claim, Lifecycle, Verdict
from claims.people import Actor, Role
from claims.seconding import Pending, PendingState
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom

OTHER = Actor(GUILD, 20, Role.MODERATOR)
FALSE = NewJudgement(Verdict.FALSE, known="It flew on.", source="A retraction", reason="A film shows it.")


@pytest.fixture
async def breaking(newsroom: Newsroom) -> Newsroom:
    await newsroom.breaking.declare(MODERATOR, "mutiny", 5)
    return newsroom


async def judge(newsroom: Newsroom, new: NewJudgement = FALSE) -> Claim | Pending:
    seen = await newsroom.desk.claim(GUILD, "helicopter")
    return await newsroom.desk.judge(MODERATOR, "helicopter", new, seen.revision)


async def proposed(newsroom: Newsroom) -> Pending:
    pending = await judge(newsroom)
    assert isinstance(pending, Pending)
    return pending


async def test_in_breaking_mode_a_verdict_that_settles_a_claim_is_only_proposed(breaking: Newsroom) -> None:
    pending = await proposed(breaking)
    assert (pending.number, pending.proposed_by) == (1, MODERATOR.user_id)
    assert (await breaking.desk.claim(GUILD, "helicopter")).verdict is Verdict.CONFIRMED
    assert [change.action for change in breaking.seconds.changes] == [Action.PROPOSED]
    [(listed, claim)] = await breaking.seconding.open(OTHER)
    assert (listed, claim.slug) == (pending, "helicopter")


@pytest.mark.parametrize("verdict", sorted(set(Verdict) - {Verdict.FALSE, Verdict.CONFIRMED}))
async def test_every_other_verdict_is_saved_at_once(breaking: Newsroom, verdict: Verdict) -> None:
    saved = await judge(breaking, NewJudgement(verdict, source="A report"))
    assert isinstance(saved, Claim)
    assert saved.verdict is verdict


async def test_outside_breaking_mode_every_verdict_is_saved_at_once(newsroom: Newsroom) -> None:
    assert isinstance(await judge(newsroom), Claim)


async def test_another_moderator_saves_it_as_the_proposers_judgement(breaking: Newsroom) -> None:
    pending = await proposed(breaking)
    claim = await breaking.seconding.second(OTHER, pending.number)
    assert (claim.verdict, claim.current.judged_by) == (Verdict.FALSE, MODERATOR.user_id)
    assert claim.current.reason == "A film shows it."
    assert (breaking.claims.changes[-1].action, breaking.claims.changes[-1].actor_id) == (
        Action.SECONDED,
        OTHER.user_id,
    )
    assert breaking.claims.rolled_out_since[-1] is not None
    assert breaking.matcher.refreshed[-1] == (GUILD, "helicopter")
    assert await breaking.seconding.open(OTHER) == []


async def test_nobody_seconds_their_own_but_may_withdraw_it(breaking: Newsroom) -> None:
    pending = await proposed(breaking)
    with pytest.raises(NotAllowed, match="another moderator"):
        await breaking.seconding.second(MODERATOR, pending.number)
    declined = await breaking.seconding.decline(MODERATOR, pending.number)
    assert declined.state is PendingState.DECLINED
    assert (await breaking.desk.claim(GUILD, "helicopter")).verdict is Verdict.CONFIRMED


async def test_members_see_and_decide_nothing(breaking: Newsroom) -> None:
    pending = await proposed(breaking)
    for attempt in (
        breaking.seconding.second(MEMBER, pending.number),
        breaking.seconding.decline(MEMBER, pending.number),
        breaking.seconding.open(MEMBER),
    ):
        with pytest.raises(NotAllowed, match="moderators"):
            await attempt


async def test_what_is_decided_cannot_be_decided_again(breaking: Newsroom) -> None:
    pending = await proposed(breaking)
    await breaking.seconding.second(OTHER, pending.number)
    for attempt in (
        breaking.seconding.second(OTHER, pending.number),
        breaking.seconding.decline(OTHER, pending.number),
    ):
        with pytest.raises(Changed, match="seconded this already"):
            await attempt


async def test_a_proposal_that_is_not_there_is_told_in_words(breaking: Newsroom) -> None:
    with pytest.raises(NotFound, match="/desk second"):
        await breaking.seconding.second(OTHER, 7)


async def test_who_judged_an_older_revision_is_told_before_it_becomes_a_proposal(
    breaking: Newsroom,
) -> None:
    seen = await breaking.desk.claim(GUILD, "helicopter")
    await breaking.desk.word(OTHER, "helicopter", ["they downed it"])
    with pytest.raises(Changed):
        await breaking.desk.judge(MODERATOR, "helicopter", FALSE, seen.revision)


async def test_a_review_that_lapses_meanwhile_is_no_change_to_what_was_proposed(
    breaking: Newsroom,
) -> None:
    seen = await breaking.desk.claim(GUILD, "helicopter")
    lapsed = replace(seen, lifecycle=Lifecycle.NEEDS_RECHECK, revision=seen.revision + 1)
    breaking.claims.kept[GUILD, "helicopter"] = lapsed
    pending = await breaking.desk.judge(MODERATOR, "helicopter", FALSE, seen.revision)
    assert isinstance(pending, Pending)
    claim = await breaking.seconding.second(OTHER, pending.number)
    assert (claim.verdict, claim.lifecycle) == (Verdict.FALSE, Lifecycle.PUBLISHED)


async def test_when_to_check_again_is_kept_until_it_is_seconded(breaking: Newsroom) -> None:
    pending = await judge(breaking, replace(FALSE, check_again=CheckAgain.DAY))
    assert isinstance(pending, Pending)
    claim = await breaking.seconding.second(OTHER, pending.number)
    assert claim.review_by is not None
    assert timedelta(hours=23) < claim.review_by - breaking.clock.now <= timedelta(days=1)
