from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.audit import Action
from claims.errors import Invalid, NotAllowed
from claims.model import Verdict
from claims.settings import GuildSettings
from claims.tagging import MOST_TAGS, TagDesk, retagged
from tests import fakes
from tests.claims.newsroom import GUILD, LEAD, MEMBER

CHOSEN = {Verdict.FALSE: "false", Verdict.CONFIRMED: "verified", Verdict.DISPUTED: "open"}
FORUM = ["Question", "False", "Verified", "Open", "Video"]


def tags(*applied: str, verdicts: tuple[Verdict, ...] = (), required: bool = False) -> list[str]:
    return retagged(applied, FORUM, CHOSEN, verdicts, required=required)


def test_a_post_gets_the_tags_of_its_verdicts_however_they_are_spelled() -> None:
    assert tags(verdicts=(Verdict.FALSE, Verdict.DISPUTED)) == ["False", "Open"]


def test_a_tag_that_no_longer_fits_goes_and_others_stay() -> None:
    assert tags("Video", "Open", verdicts=(Verdict.CONFIRMED,)) == ["Video", "Verified"]
    assert tags("Video", "Open") == ["Video"]


def test_a_verdict_without_a_tag_adds_none() -> None:
    assert tags("Video", verdicts=(Verdict.MISLEADING,)) == ["Video"]
    assert retagged(["Video"], ["Video"], CHOSEN, [Verdict.FALSE], required=False) == ["Video"]


def test_five_tags_are_the_most_and_others_are_not_pushed_out() -> None:
    others = ["a", "b", "c", "d", "e"]
    assert retagged(others, [*others, "False"], CHOSEN, [Verdict.FALSE], required=False) == others


def test_the_last_tag_stays_where_one_is_required() -> None:
    assert tags("Open", required=True) == ["Open"]
    assert tags("Open", verdicts=(Verdict.FALSE,), required=True) == ["False"]


@given(
    st.lists(st.sampled_from(FORUM), unique=True),
    st.lists(st.sampled_from(Verdict), unique=True),
    st.booleans(),
)
def test_whatever_a_post_has_doing_it_twice_changes_nothing_and_foreign_tags_stay(
    applied: list[str], verdicts: list[Verdict], required: bool
) -> None:
    once = retagged(applied, FORUM, CHOSEN, verdicts, required=required)
    assert retagged(once, FORUM, CHOSEN, verdicts, required=required) == once
    assert len(once) <= MOST_TAGS
    assert {"Question", "Video"} & set(applied) <= set(once)
    assert once or not (applied and required)


async def test_a_moderator_chooses_changes_and_clears_a_tag_and_each_is_recorded() -> None:
    guilds = fakes.Guilds()
    desk = TagDesk(guilds, fakes.Ticking())
    await desk.choose(LEAD, Verdict.FALSE, " false ")
    await desk.choose(LEAD, Verdict.CONFIRMED, "verified")
    chosen = await desk.choose(LEAD, Verdict.FALSE, "debunked")
    assert chosen.tags == {Verdict.FALSE: "debunked", Verdict.CONFIRMED: "verified"}
    assert (await desk.choose(LEAD, Verdict.FALSE, "")).tags == {Verdict.CONFIRMED: "verified"}
    assert [change.action for change in guilds.changes] == [Action.CONFIGURED] * 4


async def test_members_and_names_that_are_too_long_are_turned_away() -> None:
    guilds = fakes.Guilds()
    desk = TagDesk(guilds, fakes.Ticking())
    with pytest.raises(NotAllowed):
        await desk.choose(MEMBER, Verdict.FALSE, "false")
    with pytest.raises(Invalid, match="20"):
        await desk.choose(LEAD, Verdict.FALSE, "x" * 21)
    assert await guilds.settings(GUILD) == GuildSettings()
