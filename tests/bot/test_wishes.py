"""The panel of a server's settings: within Discord's limits, and true to what is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from discord import ui

from bot.ui.ids import settings as settings_ids
from bot.ui.people import PeoplePanel
from bot.ui.places import PlacesPanel
from bot.ui.wishes import NotesPanel
from claims.people import Role
from claims.settings import (
    MOST_COOL_DOWN,
    MOST_NOTE_AGE,
    GuildSettings,
    Mode,
    OnRepeat,
    QuietHours,
    SecondRule,
)
from claims.wishes import Wish, picked, with_pick

NOW = datetime(2026, 3, 28, 14, 5, tzinfo=UTC)
DEFAULTS = GuildSettings()
FULLEST = GuildSettings(
    paused_channels=frozenset(range(2**63, 2**63 + 900)),
    cool_down=timedelta(hours=2),
    on_repeat=OnRepeat.LINK,
    quiet_hours=QuietHours(time(22), time(6)),
    answers_questions=True,
    mode=Mode.SHADOW,
    places=dict.fromkeys(range(2**63, 2**63 + 900), Mode.SUGGEST),
    moderators_channel=2**63,
    ignored_roles=frozenset(range(2**63, 2**63 + 25)),
    excerpts_kept=timedelta(days=7),
    stale_after=None,
    roles={2**63 + each: Role(1 + each % 4) for each in range(250)},
    second=SecondRule.ALWAYS,
)
ODD = GuildSettings(
    cool_down=timedelta(minutes=45),
    quiet_hours=QuietHours(time(22, 30), time(6, 15)),
    note_age=timedelta(days=14),
)
UTMOST = GuildSettings(paused=True, cool_down=MOST_COOL_DOWN, note_age=MOST_NOTE_AGE, silent=True)


def words(settings: GuildSettings) -> str:
    return "\n".join(map(words_on, pages(settings)))


def words_on(page: ui.LayoutView) -> str:
    return "\n".join(item.content for item in page.walk_children() if isinstance(item, ui.TextDisplay))


def pages(settings: GuildSettings) -> tuple[ui.LayoutView, ...]:
    """The pages of the panel, all channels and roles being there."""
    ids = {*settings.ignored_roles, *settings.places, *settings.roles, settings.moderators_channel or 0}
    return (
        NotesPanel(settings, NOW),
        PlacesPanel(settings, ids, ["Send Messages"]),
        PeoplePanel(settings, ids),
    )


def lists(settings: GuildSettings) -> Iterator[ui.Select[Any]]:
    children = (item for page in pages(settings) for item in page.walk_children())
    return (item for item in children if isinstance(item, ui.Select))


@pytest.mark.parametrize(
    "settings", [DEFAULTS, FULLEST, ODD, UTMOST, replace(FULLEST, cool_down=timedelta())]
)
async def test_the_panel_fits_discords_limits(settings: GuildSettings) -> None:
    for page in pages(settings):
        assert len(words_on(page)) <= 4000
        assert page.total_children_count <= 40
    for each in lists(settings):
        assert 1 <= len(each.options) <= 25
        assert len(each.custom_id) <= 100
        assert all(len(option.label) <= 100 for option in each.options)
        assert len({option.value for option in each.options}) == len(each.options)
        assert sum(option.default for option in each.options) <= 1


async def test_every_wish_has_a_list_whose_custom_id_is_answered() -> None:
    kinds = ui.Select | ui.ChannelSelect | ui.RoleSelect
    children = (item for page in pages(DEFAULTS) for item in page.walk_children())
    ids = [item.custom_id for item in children if isinstance(item, kinds)]
    found = [re.fullmatch(settings_ids.WISH, each) for each in ids]
    assert {each["wish"] for each in found if each} == set(Wish)


async def test_every_choice_can_be_stored_and_then_shows_as_picked() -> None:
    base = replace(DEFAULTS, moderators_channel=7)
    for each in lists(base):
        wish = Wish(each.custom_id.removeprefix("wish:"))
        for option in each.options:
            after = with_pick(base, wish, option.value)
            assert picked(after, wish) == option.value
            (shown,) = [again for again in lists(after) if again.custom_id == each.custom_id]
            assert [each.value for each in shown.options if each.default] == [option.value]


async def test_the_defaults_are_told_apart() -> None:
    for each in lists(FULLEST):
        (default,) = [option for option in each.options if option.description == "The default"]
        assert default.value == picked(DEFAULTS, Wish(each.custom_id.removeprefix("wish:")))


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (DEFAULTS, "no other note there for 30 minutes; later repeats get a 📝 instead."),
        (replace(DEFAULTS, cool_down=timedelta(hours=2)), "no other note there for 2 hours"),
        (replace(DEFAULTS, cool_down=timedelta()), "Every message that repeats a claim gets a note"),
        (replace(DEFAULTS, on_repeat=OnRepeat.NOTHING), "later repeats get nothing."),
        (replace(DEFAULTS, on_repeat=OnRepeat.LINK), "a line with a link to the note instead."),
        (DEFAULTS, "None: I put new notes under messages at any hour."),
        (DEFAULTS, "asks whether a claim is true gets no note"),
        (replace(DEFAULTS, answers_questions=True), "asks whether a claim is true gets its note, too."),
        (DEFAULTS, "says itself that a claim is not confirmed gets no note."),
        (replace(DEFAULTS, notes_unproven=True), "that a claim is not confirmed gets its note, too."),
        (replace(DEFAULTS, silent=True), "they notify nobody"),
        (DEFAULTS, "notes of the last 30 days are brought up to date"),
        (ODD, "no other note there for 45 minutes"),
        (ODD, "22:30 to 06:15 UTC"),
        (ODD, "notes of the last 14 days"),
        (DEFAULTS, "No channel is; `/desk pause`"),
        (replace(DEFAULTS, paused_channels=frozenset({7, 8})), "paused in <#7>, <#8>; `/desk resume`"),
        (UTMOST, "paused in the whole server"),
        (FULLEST, "885 more"),
    ],
)
async def test_each_setting_is_told_in_words(settings: GuildSettings, told: str) -> None:
    assert told in words(settings)


async def test_quiet_hours_show_by_each_readers_own_clock() -> None:
    begins, ends = datetime(2026, 3, 28, 22, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)
    told = words(FULLEST)
    assert f"From <t:{int(begins.timestamp())}:t> to <t:{int(ends.timestamp())}:t>" in told
    assert "(22:00 to 06:00 UTC)" in told


@pytest.mark.parametrize(
    ("settings", "nothing_to_undo"),
    [(DEFAULTS, True), (replace(DEFAULTS, paused=True), True), (FULLEST, False)],
)
async def test_going_back_is_offered_where_there_is_something_to_go_back_from(
    settings: GuildSettings, nothing_to_undo: bool
) -> None:
    children = (item for page in pages(settings) for item in page.walk_children())
    (back,) = [
        item for item in children if isinstance(item, ui.Button) and item.custom_id == settings_ids.NO_WISHES
    ]
    assert back.disabled is nothing_to_undo
