"""Who may do what at the desk."""

from __future__ import annotations

import pytest

from claims.drafts import NewClaim, NewJudgement
from claims.errors import NotAllowed
from claims.model import Lifecycle, Verdict
from claims.people import Actor, Role, role_of
from claims.settings import GuildSettings, SecondRule
from tests.claims.newsroom import GUILD, LEAD, MODERATOR, Newsroom, post

VIEWER = Actor(GUILD, 20, Role.VIEWER)
CONTRIBUTOR = Actor(GUILD, 21, Role.CONTRIBUTOR)
MEMBER = Actor(GUILD, 22)
BRIDGE = NewClaim("mutiny", "A bridge fell.")


@pytest.mark.parametrize(
    ("roles", "messages", "server", "expected"),
    [
        ([], False, False, Role.MEMBER),
        ([], True, False, Role.MODERATOR),
        ([], True, True, Role.LEAD),
        ([1], False, False, Role.VIEWER),
        ([1, 2], False, False, Role.CONTRIBUTOR),
        ([1], True, False, Role.MODERATOR),
        ([4], False, False, Role.LEAD),
        ([99], False, False, Role.MEMBER),
    ],
)
def test_a_person_may_do_the_most_that_permissions_and_roles_give(
    roles: list[int], messages: bool, server: bool, expected: Role
) -> None:
    given = {1: Role.VIEWER, 2: Role.CONTRIBUTOR, 3: Role.MODERATOR, 4: Role.LEAD}
    assert role_of(roles, given, manages_messages=messages, manages_server=server) is expected


async def test_viewers_read_the_desk_and_change_nothing(newsroom: Newsroom) -> None:
    await newsroom.noting.try_out(VIEWER, [5], "helicopter")
    await newsroom.reviews.to_check(VIEWER)
    await newsroom.evidence.open_ones(VIEWER)
    await newsroom.seconding.open(VIEWER)
    for attempt in (
        newsroom.desk.add(VIEWER, BRIDGE),
        newsroom.desk.word(VIEWER, "helicopter", ["a chopper"]),
        newsroom.desk.pause(VIEWER, "helicopter"),
        newsroom.noting.pause(VIEWER),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_members_do_not_read_the_desk(newsroom: Newsroom) -> None:
    for attempt in (newsroom.noting.try_out(MEMBER, [5], "helicopter"), newsroom.reviews.to_check(MEMBER)):
        with pytest.raises(NotAllowed, match="moderators and viewers"):
            await attempt


async def test_what_a_contributor_records_is_a_draft_until_a_moderator_judges_it(newsroom: Newsroom) -> None:
    draft = await newsroom.desk.add(CONTRIBUTOR, BRIDGE)
    assert draft.lifecycle is Lifecycle.DRAFT
    said = post(draft.slug)
    await newsroom.noting.act_on(said, await newsroom.noting.consider(said))
    assert await newsroom.standing() == []
    with pytest.raises(NotAllowed, match="for moderators"):
        await newsroom.desk.judge(CONTRIBUTOR, draft.slug, NewJudgement(Verdict.UNVERIFIED), draft.revision)
    judged = await newsroom.desk.judge(
        MODERATOR, draft.slug, NewJudgement(Verdict.UNVERIFIED), draft.revision
    )
    assert getattr(judged, "lifecycle", None) is Lifecycle.PUBLISHED


async def test_drafts_are_for_those_with_a_role_at_the_desk(newsroom: Newsroom) -> None:
    draft = await newsroom.desk.add(CONTRIBUTOR, BRIDGE)
    for find in (newsroom.desk.search, newsroom.desk.spelled):
        assert draft.slug not in {claim.slug for claim in await find(GUILD, "")}
        assert draft.slug in {claim.slug for claim in await find(GUILD, "", drafts=True)}


@pytest.mark.parametrize(
    ("rule", "seconded"), [(SecondRule.NEVER, False), (SecondRule.BREAKING, False), (SecondRule.ALWAYS, True)]
)
async def test_the_two_person_rule_can_hold_always(
    newsroom: Newsroom, rule: SecondRule, seconded: bool
) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(second=rule)
    claim = await newsroom.desk.claim(GUILD, "helicopter")
    assert await newsroom.seconding.is_needed(GUILD, claim, Verdict.FALSE) is seconded
    assert not await newsroom.seconding.is_needed(GUILD, claim, Verdict.DISPUTED)


def test_a_lead_may_do_what_all_others_may() -> None:
    for role in Role:
        LEAD.must_be(role)
