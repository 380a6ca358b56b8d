from __future__ import annotations

import json
from datetime import timedelta

import pytest

from claims.audit import Action, Change, Revision, canonical, genesis, seal
from claims.changes import Difference, differences
from claims.errors import NotAllowed, NotFound
from claims.trail import Selection
from claims.trail_desk import MOST_EXPORTED, TrailDesk
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR
from tests.claims.test_model import NIGHT
from tests.fake_desk import Trail

PLENTY = 10**9


def trail(records: int) -> Trail:
    kept: list[Revision] = []
    for number in range(1, records + 1):
        change = Change(Action.PAUSED, 10, NIGHT + timedelta(minutes=number))
        before, after = (canonical({"auto_note": on, "note": "ж"}) for on in (True, False))
        previous = kept[-1].hash if kept else genesis(GUILD)
        kept.append(seal(number, "claim:one", change, before, after, previous))
    return Trail(kept)


async def test_only_moderators_read_the_trail() -> None:
    desk = TrailDesk(trail(1))
    for reading in (
        desk.page(MEMBER, Selection()),
        desk.latest(MEMBER, 5),
        desk.one(MEMBER, 1),
        desk.export(MEMBER, Selection(), PLENTY),
    ):
        with pytest.raises(NotAllowed):
            await reading


async def test_a_page_beyond_the_last_is_the_last() -> None:
    desk = TrailDesk(trail(17))
    first, last = await desk.page(MODERATOR, Selection()), await desk.page(MODERATOR, Selection(), 9)
    assert ([each.number for each in first.revisions], first.pages) == ([17, 16, 15, 14, 13, 12, 11, 10], 3)
    assert ([each.number for each in last.revisions], last.number) == ([1], 2)
    empty = await TrailDesk(Trail()).page(MODERATOR, Selection())
    assert (empty.revisions, empty.pages) == ((), 1)


async def test_a_number_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(NotFound, match="/desk audit"):
        await TrailDesk(trail(1)).one(MODERATOR, 2)


async def test_a_file_holds_the_whole_selection_newest_first() -> None:
    export = await TrailDesk(trail(450)).export(MODERATOR, Selection(), PLENTY)
    records = json.loads(export.content)
    assert (export.kept, export.total, len(records)) == (450, 450, 450)
    assert [record["number"] for record in records] == list(range(450, 0, -1))
    assert records[0]["before"] == {"auto_note": True, "note": "ж"}
    assert records[0]["at"] == "2023-06-24T09:30:00.000+00:00"
    assert records[0]["previous_hash"] == records[1]["hash"]


async def test_a_file_is_no_larger_than_may_be_sent() -> None:
    export = await TrailDesk(trail(50)).export(MODERATOR, Selection(), 5_000)
    assert len(export.content) <= 5_000
    assert 0 < export.kept < export.total == 50
    assert len(json.loads(export.content)) == export.kept
    none = await TrailDesk(trail(1)).export(MODERATOR, Selection(), 10)
    assert (json.loads(none.content), none.kept) == ([], 0)


async def test_a_file_holds_ten_thousand_records_at_the_most() -> None:
    kept = trail(MOST_EXPORTED + 5)
    export = await TrailDesk(kept).export(MODERATOR, Selection(), PLENTY)
    assert (export.kept, export.total) == (MOST_EXPORTED, MOST_EXPORTED + 5)


def state(**fields: object) -> str:
    return canonical(fields)


def test_differences_name_fields_in_words_and_lists_by_what_came_and_went() -> None:
    before = state(wordings=["a", "b"], auto_note=True, revision=1, said_by="")
    after = state(wordings=["b", "c"], auto_note=False, revision=2, said_by="Mr P.")
    assert differences(before, after) == [
        Difference("automatic notes", ("yes",), ("no",)),
        Difference("who says so", (), ("Mr P.",)),
        Difference("wordings", ("a",), ("c",)),
    ]


def test_of_judgements_the_last_one_is_compared() -> None:
    first = {"verdict": "unverified", "known": "", "evidence": [], "judged_by": None}
    second = {
        "verdict": "false",
        "known": "It flies.",
        "evidence": [{"title": "A photo", "url": None, "stance": "refutes"}],
        "judged_by": 7,
    }
    assert differences(state(judgements=[first]), state(judgements=[first, second])) == [
        Difference("verdict", ("unverified",), ("false",)),
        Difference("known", (), ("It flies.",)),
        Difference("sources", (), ("A photo · refutes",)),
        Difference("judgements", ("1",), ("2",)),
    ]


def test_fields_of_other_things_are_told_under_their_own_names() -> None:
    before = state(quiet_hours=None, places={}, cool_down=1800, a_new_field=["x"])
    after = state(quiet_hours={"begins": "23:00"}, places={"5": "off"}, cool_down=300, a_new_field=[])
    assert {each.field: (each.gone, each.come) for each in differences(before, after)} == {
        "quiet hours": ((), ("begins: 23:00",)),
        "places": ((), ("5: off",)),
        "cool down": (("1800",), ("300",)),
        "a new field": (("x",), ()),
    }


def test_the_same_state_differs_in_nothing() -> None:
    assert differences(state(a=1, revision=1), state(a=1, revision=2)) == []
    assert differences(None, None) == []
