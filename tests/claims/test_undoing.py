from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed, Invalid, NotAllowed, NotFound
from claims.model import Lifecycle
from claims.people import Role
from claims.undo_desk import UndoDesk
from claims.undoable import Step, belong_together
from claims.undoing import ERASED, Plan, PutBack, Undone, reverted
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom
from tests.claims.test_model import NIGHT, claim
from tests.fake_desk import Undoing


def step(
    number: int, subject: str = "claim:one", action: Action = Action.JUDGED, added: bool = False
) -> Step:
    return Step(number, subject, Change(action, 10, NIGHT + timedelta(minutes=number)), added)


JUDGED = Plan((step(1),), ())
OVERTAKEN = Plan((step(1),), (step(2), step(3)))
LOADED = Plan(
    (
        step(1, "event:mutiny", Action.LOADED, added=True),
        step(2, "claim:one", Action.LOADED, added=True),
        step(3, "claim:two", Action.LOADED, added=True),
    ),
    (step(4, "claim:two"),),
)


def desk(newsroom: Newsroom, undoing: Undoing) -> UndoDesk:
    return UndoDesk(undoing, newsroom.guilds, newsroom.matcher, newsroom.clock)


def test_one_change_that_nobody_followed_up_is_undone_without_asking() -> None:
    assert not JUDGED.needs_consent
    JUDGED.check()
    JUDGED.check_seen(0)


def test_later_changes_must_be_seen_before_they_are_lost() -> None:
    assert OVERTAKEN.needs_consent
    assert OVERTAKEN.seen == 3
    OVERTAKEN.check_seen(3)
    with pytest.raises(Changed, match="Look again"):
        OVERTAKEN.check_seen(2)


def test_of_a_loaded_event_what_was_changed_since_is_left_alone() -> None:
    assert [each.subject for each in LOADED.todo] == ["claim:one"]
    assert (LOADED.left, LOADED.in_the_way) == (1, ())
    everything = replace(LOADED, later=(step(4, "claim:one"), step(5, "claim:two")))
    with pytest.raises(Invalid, match="one by one"):
        everything.check()


@pytest.mark.parametrize(
    ("subject", "action", "told"),
    [
        ("claim:one", Action.LAPSED, "/desk recheck"),
        ("event:mutiny", Action.LOADED, "events stay"),
        ("import:7", Action.IMPORTED, "only notes that a file was read"),
    ],
)
def test_what_cannot_be_taken_back_says_why_and_what_to_do(subject: str, action: Action, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        Plan((step(7, subject, action),), ()).check()


@pytest.mark.parametrize(
    "subject", ["suggested-claim:3", "suggestion:3", "pending:3", "proposal:55:one", "member:9", "breaking:e"]
)
def test_whatever_moderators_decide_can_be_taken_back(subject: str) -> None:
    plan = Plan((step(7, subject, Action.DECLINED),), ())
    plan.check()
    assert plan.steps[0].offers_undoing
    assert not plan.needs_consent


def test_a_decision_is_taken_back_after_those_that_followed_it() -> None:
    first, second = step(7, "suggestion:3", Action.DECLINED), step(9, "suggestion:3", Action.UNDONE)
    with pytest.raises(Invalid, match="latest change is number 9"):
        Plan((first,), (second,)).check()


def test_a_decision_and_what_it_did_to_a_claim_are_one_change() -> None:
    decided = step(7, "suggestion:3", Action.EVIDENCED)
    claims = replace(step(8, action=Action.EVIDENCED), change=decided.change)
    assert belong_together(decided, claims)
    assert not Plan((decided, claims), ()).needs_consent
    ruled = step(7, "proposal:55:one", Action.RULED)
    stopped = replace(claims, change=replace(ruled.change, action=Action.STOPPED))
    assert belong_together(ruled, stopped)
    for other in (
        replace(claims, number=9),
        replace(claims, subject="settings"),
        replace(claims, change=replace(claims.change, action=Action.JUDGED)),
        replace(claims, change=replace(claims.change, actor_id=11)),
        replace(claims, change=replace(claims.change, at=NIGHT)),
    ):
        assert not belong_together(decided, other)


def test_an_undoing_that_put_nothing_back_says_why() -> None:
    with pytest.raises(Invalid, match="nothing to undo"):
        Undone().check()
    erased = PutBack("suggestion:3", ERASED)
    with pytest.raises(Invalid, match="had that suggestion erased"):
        Undone(others=(erased,)).check()
    Undone((claim(),), others=(erased,)).check()


async def test_settings_are_put_back_by_leads_and_pauses_by_moderators(newsroom: Newsroom) -> None:
    paused, wished = step(1, "settings", Action.PAUSED), step(2, "settings", Action.CONFIGURED)
    plans = {1: Plan((paused,), ()), 2: Plan((wished,), ()), 3: Plan((paused,), (wished,))}
    undoing = desk(newsroom, Undoing(plans))
    await undoing.undo(MODERATOR, 1, 1)
    for number in (2, 3):
        with pytest.raises(NotAllowed, match="for leads"):
            await undoing.undo(MODERATOR, number, 9)
        await undoing.undo(replace(MODERATOR, role=Role.LEAD), number, 9)


def test_a_claim_that_was_not_there_before_is_withdrawn_and_never_deleted() -> None:
    now = claim(revision=7)
    gone = reverted(now, None)
    assert (gone.lifecycle, gone.revision) == (Lifecycle.WITHDRAWN, 7)
    back = reverted(now, claim(statement="As it was.", revision=2))
    assert (back.statement, back.revision) == ("As it was.", 7)


async def test_only_moderators_undo(newsroom: Newsroom) -> None:
    undoing = desk(newsroom, Undoing({1: JUDGED}))
    with pytest.raises(NotAllowed):
        await undoing.plan(MEMBER, 1)
    with pytest.raises(NotAllowed):
        await undoing.undo(MEMBER, 1, 0)


async def test_an_unknown_number_is_told_where_to_look(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound, match="/desk audit"):
        await desk(newsroom, Undoing({})).plan(MODERATOR, 1)


async def test_what_went_back_is_matched_anew_and_its_notes_follow(newsroom: Newsroom) -> None:
    store = Undoing({1: JUDGED}, Undone((claim("one"),)))
    await desk(newsroom, store).undo(MODERATOR, 1, 5)
    assert newsroom.matcher.refreshed[-1] == (GUILD, "one")
    [(number, seen, change, since)] = store.asked
    assert (number, seen, change.action) == (1, 5, Action.UNDONE)
    assert since == change.at - timedelta(days=30)


async def test_after_a_large_undoing_everything_is_read_anew(newsroom: Newsroom) -> None:
    many = Undone(tuple(claim(f"claim-{number}") for number in range(50)))
    await desk(newsroom, Undoing({1: LOADED}, many)).undo(MODERATOR, 1, 4)
    assert newsroom.matcher.refreshed[-1] == (GUILD, None)
