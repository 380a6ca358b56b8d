from __future__ import annotations

from dataclasses import fields, replace
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.audit import Action
from claims.errors import Invalid, NotAllowed
from claims.model import Verdict
from claims.people import Actor, Role
from claims.settings import GuildSettings, Mode, OnRepeat, QuietHours
from claims.wishes import SettingsDesk, Wish, picked, with_pick, without_wishes
from tests import fakes

GUILD = 1
LEAD, MODERATOR, MEMBER = Actor(GUILD, 9, Role.LEAD), Actor(GUILD, 10, Role.MODERATOR), Actor(GUILD, 11)
PAUSED = GuildSettings(paused=True, paused_channels=frozenset({5}))
EVERYTHING_ELSE = GuildSettings(
    cool_down=timedelta(hours=2),
    on_repeat=OnRepeat.LINK,
    quiet_hours=QuietHours(time(23), time(7)),
    answers_questions=True,
    notes_unproven=True,
    silent=True,
    note_age=timedelta(days=90),
)

hours = st.integers(0, 23).map(time)
settings = st.builds(
    GuildSettings,
    paused=st.booleans(),
    paused_channels=st.frozensets(st.integers(1, 9)),
    cool_down=st.integers(0, 7 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    on_repeat=st.sampled_from(OnRepeat),
    quiet_hours=st.none()
    | st.tuples(hours, hours).filter(lambda ends: ends[0] != ends[1]).map(lambda ends: QuietHours(*ends)),
    answers_questions=st.booleans(),
    notes_unproven=st.booleans(),
    silent=st.booleans(),
    note_age=st.integers(1, 365).map(lambda days: timedelta(days=days)),
)


@pytest.fixture
def guilds() -> fakes.Guilds:
    return fakes.Guilds()


@pytest.fixture
def desk(guilds: fakes.Guilds) -> SettingsDesk:
    return SettingsDesk(guilds, fakes.Ticking())


@pytest.mark.parametrize(
    ("wish", "pick", "changed"),
    [
        (Wish.COOL_DOWN, "0", {"cool_down": timedelta(0)}),
        (Wish.COOL_DOWN, "1440", {"cool_down": timedelta(days=1)}),
        (Wish.ON_REPEAT, "nothing", {"on_repeat": OnRepeat.NOTHING}),
        (Wish.QUIET_BEGINS, "21:00", {"quiet_hours": QuietHours(time(21), time(7))}),
        (Wish.QUIET_ENDS, "05:00", {"quiet_hours": QuietHours(time(23), time(5))}),
        (Wish.QUIET_ENDS, "none", {"quiet_hours": None}),
        (Wish.ANSWERS_QUESTIONS, "no", {"answers_questions": False}),
        (Wish.NOTES_UNPROVEN, "no", {"notes_unproven": False}),
        (Wish.SILENT, "no", {"silent": False}),
        (Wish.NOTE_AGE, "7", {"note_age": timedelta(days=7)}),
    ],
)
async def test_a_pick_changes_one_wish_and_leaves_the_others(
    desk: SettingsDesk, guilds: fakes.Guilds, wish: Wish, pick: str, changed: dict[str, object]
) -> None:
    guilds.kept[GUILD] = EVERYTHING_ELSE
    after = await desk.change(LEAD, wish, pick)
    assert after == replace(EVERYTHING_ELSE, **changed)  # type: ignore[arg-type]
    assert await desk.show(MODERATOR) == after


@given(settings, st.sampled_from(Wish), settings)
def test_what_is_picked_can_be_picked_again(before: GuildSettings, wish: Wish, other: GuildSettings) -> None:
    assert with_pick(before, wish, picked(before, wish)) == before
    if wish not in {Wish.QUIET_BEGINS, Wish.QUIET_ENDS}:  # those may meet the end that stands
        assert picked(with_pick(before, wish, picked(other, wish)), wish) == picked(other, wish)


@pytest.mark.parametrize(
    ("wish", "pick", "begins", "ends"),
    [
        (Wish.QUIET_BEGINS, "22:00", time(22), time(6)),
        (Wish.QUIET_ENDS, "06:00", time(22), time(6)),
        (Wish.QUIET_ENDS, "09:00", time(1), time(9)),
    ],
)
async def test_the_first_end_of_the_quiet_hours_gives_the_other(
    desk: SettingsDesk, wish: Wish, pick: str, begins: time, ends: time
) -> None:
    after = await desk.change(LEAD, wish, pick)
    assert after.quiet_hours == QuietHours(begins, ends)


@pytest.mark.parametrize(
    ("wish", "pick", "told"),
    [
        (Wish.COOL_DOWN, "10081", "from 0 minutes to 7 days"),
        (Wish.COOL_DOWN, "-1", "from 0 minutes to 7 days"),
        (Wish.COOL_DOWN, "9" * 400, "do not know that choice"),
        (Wish.NOTE_AGE, "0", "1 to 365 days"),
        (Wish.QUIET_BEGINS, "07:00", "another time than they begin"),
        (Wish.QUIET_ENDS, "25:00", "do not know that choice"),
        (Wish.ON_REPEAT, "shout", "do not know that choice"),
        (Wish.SILENT, "", "do not know that choice"),
    ],
)
async def test_a_bad_pick_is_told_in_words_and_changes_nothing(
    desk: SettingsDesk, guilds: fakes.Guilds, wish: Wish, pick: str, told: str
) -> None:
    guilds.kept[GUILD] = EVERYTHING_ELSE
    with pytest.raises(Invalid, match=told):
        await desk.change(LEAD, wish, pick)
    assert guilds.kept[GUILD] == EVERYTHING_ELSE
    assert guilds.changes == []


async def test_only_leads_change_the_settings(desk: SettingsDesk, guilds: fakes.Guilds) -> None:
    await desk.show(MODERATOR)
    for attempt in (desk.change(MODERATOR, Wish.SILENT, "yes"), desk.reset(MODERATOR)):
        with pytest.raises(NotAllowed, match="for leads"):
            await attempt
    assert guilds.kept == {}


async def test_members_do_not_read_the_settings(desk: SettingsDesk, guilds: fakes.Guilds) -> None:
    for attempt in (desk.show(MEMBER), desk.change(MEMBER, Wish.SILENT, "yes"), desk.reset(MEMBER)):
        with pytest.raises(NotAllowed):
            await attempt
    assert guilds.kept == {}


NO_LISTS = {"paused", "paused_channels", "quiet_hours", "places", "tags", "roles", "awaiting"}


def test_everything_that_is_no_pause_can_be_wished() -> None:
    names = {field.name for field in fields(GuildSettings)} - NO_LISTS
    ends, holders = {"quiet_begins", "quiet_ends"}, {"viewers", "contributors", "moderators", "leads"}
    assert names | ends | holders == set(Wish)


async def test_a_role_makes_a_member_one_thing_the_last_that_was_picked(desk: SettingsDesk) -> None:
    await desk.change(LEAD, Wish.MODERATORS, "5,6")
    after = await desk.change(LEAD, Wish.VIEWERS, "6")
    assert after.roles == {5: Role.MODERATOR, 6: Role.VIEWER}
    assert picked(after, Wish.MODERATORS) == "5"
    assert (await desk.change(LEAD, Wish.MODERATORS, "")).roles == {6: Role.VIEWER}


async def test_going_back_leaves_where_it_works_and_who_may_do_what(
    desk: SettingsDesk, guilds: fakes.Guilds
) -> None:
    kept = GuildSettings(
        mode=Mode.SHADOW, moderators_channel=7, roles={5: Role.LEAD}, tags={Verdict.FALSE: "Hoax"}
    )
    guilds.kept[GUILD] = replace(kept, silent=True)
    assert await desk.reset(LEAD) == kept


async def test_going_back_to_the_defaults_leaves_the_pauses(desk: SettingsDesk, guilds: fakes.Guilds) -> None:
    guilds.kept[GUILD] = replace(
        EVERYTHING_ELSE, paused=PAUSED.paused, paused_channels=PAUSED.paused_channels
    )
    assert await desk.reset(LEAD) == PAUSED
    assert without_wishes(PAUSED) == PAUSED


async def test_a_change_is_recorded_with_who_made_it_and_no_change_is_not(
    desk: SettingsDesk, guilds: fakes.Guilds
) -> None:
    for pick in ("yes", "yes"):
        await desk.change(LEAD, Wish.SILENT, pick)
    (change,) = guilds.changes
    assert (change.action, change.actor_id) == (Action.CONFIGURED, LEAD.user_id)
