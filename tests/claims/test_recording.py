from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.drafts import NewClaim
from claims.errors import Invalid, NotAllowed, NotFound
from claims.model import Claim
from claims.notes import Thresholds
from claims.people import Actor
from claims.recording import Alike, RecordDesk
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom

ALIKE = NewClaim("mutiny", "A helicopter is down.", wordings=("heli down",))
OTHER = NewClaim("mutiny", "A bridge fell.")


@pytest.fixture
def desk(newsroom: Newsroom) -> RecordDesk:
    tokens = iter(range(2000))
    return RecordDesk(newsroom.desk, Thresholds(0.9, 0.5), newsroom.clock, lambda: f"{next(tokens)}")


async def asked(desk: RecordDesk, actor: Actor = MODERATOR) -> Alike:
    answer = await desk.record(actor, ALIKE)
    assert isinstance(answer, Alike)
    return answer


async def test_a_claim_like_no_other_is_recorded_at_once(desk: RecordDesk) -> None:
    added = await desk.record(MODERATOR, OTHER)
    assert isinstance(added, Claim)
    assert added.slug == "bridge-fell"


async def test_a_claim_like_another_is_recorded_when_its_moderator_says_so_and_once(
    desk: RecordDesk, newsroom: Newsroom
) -> None:
    alike = await asked(desk)
    assert [claim.slug for claim in alike.claims] == ["helicopter"]
    assert len(newsroom.claims.kept) == 1
    added = await desk.record_anyway(MODERATOR, alike.token)
    assert added.statement == "A helicopter is down."
    with pytest.raises(NotFound, match="no longer have"):
        await desk.record_anyway(MODERATOR, alike.token)
    assert len(newsroom.claims.kept) == 2


async def test_or_it_becomes_a_wording_of_the_other(desk: RecordDesk) -> None:
    alike = await asked(desk)
    worded = await desk.record_as_wording(MODERATOR, alike.token, "helicopter")
    assert worded.wordings[-2:] == ("A helicopter is down.", "heli down")


async def test_what_is_refused_can_be_tried_again(desk: RecordDesk, newsroom: Newsroom) -> None:
    alike = await asked(desk)
    with pytest.raises(NotFound, match="/claim search"):
        await desk.record_as_wording(MODERATOR, alike.token, "nothing")
    await desk.record_as_wording(MODERATOR, alike.token, "helicopter")


async def test_what_was_typed_is_kept_for_a_quarter_of_an_hour(desk: RecordDesk, newsroom: Newsroom) -> None:
    alike = await asked(desk)
    newsroom.clock.now += timedelta(minutes=15)
    with pytest.raises(NotFound, match="/desk add"):
        await desk.record_anyway(MODERATOR, alike.token)


async def test_only_who_typed_it_may_record_it(desk: RecordDesk) -> None:
    alike = await asked(desk)
    for actor in (replace(MODERATOR, user_id=99), replace(MODERATOR, guild_id=GUILD + 1)):
        with pytest.raises(NotFound):
            await desk.record_anyway(actor, alike.token)
    with pytest.raises(NotAllowed):
        await desk.record_anyway(MEMBER, alike.token)
    await desk.record_anyway(MODERATOR, alike.token)


async def test_what_breaks_a_rule_is_refused_before_anything_is_asked(desk: RecordDesk) -> None:
    with pytest.raises(Invalid):
        await desk.record(MODERATOR, replace(ALIKE, source="javascript:alert(1)"))
    with pytest.raises(NotFound, match="no event"):
        await desk.record(MODERATOR, replace(ALIKE, event="other"))


async def test_the_oldest_is_forgotten_when_very_many_wait(desk: RecordDesk) -> None:
    first = await asked(desk)
    for _ in range(1000):
        await desk.record(MODERATOR, replace(ALIKE, wordings=()))
    with pytest.raises(NotFound):
        await desk.record_anyway(MODERATOR, first.token)
