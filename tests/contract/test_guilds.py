from __future__ import annotations

import asyncio
import json
from dataclasses import fields, replace
from datetime import time, timedelta

import pytest

from claims.audit import Action, first_broken
from claims.errors import Invalid
from claims.model import Verdict
from claims.people import Actor, Role
from claims.settings import (
    MOST_COOL_DOWN,
    MOST_NOTE_AGE,
    GuildSettings,
    Mode,
    OnRepeat,
    QuietHours,
    SecondRule,
)
from claims.wishes import SettingsDesk, Wish
from db.database import Database
from db.stores import Stores
from tests.contract.samples import GUILD, OTHER_GUILD, change
from tests.mutiny import NIGHT

PAUSED = GuildSettings(paused=True, paused_channels=frozenset({3, 1 << 60}))
# Every wish is another than the default.
WISHES = GuildSettings(
    paused=True,
    paused_channels=frozenset({3, 1 << 60}),
    cool_down=timedelta(minutes=7),
    on_repeat=OnRepeat.LINK,
    quiet_hours=QuietHours(time(22, 30), time(6, 5)),
    answers_questions=True,
    notes_unproven=True,
    voices=7,
    silent=True,
    note_age=timedelta(days=3),
    mode=Mode.SHADOW,
    places={5: Mode.OFF, 1 << 60: Mode.ON},
    moderators_channel=1 << 61,
    ignored_roles=frozenset({4, 1 << 62}),
    excerpts_kept=timedelta(days=1),
    stale_after=None,
    tags={Verdict.FALSE: "Hoax"},
    roles={8: Role.VIEWER, 1 << 59: Role.LEAD},
    second=SecondRule.ALWAYS,
    awaiting=frozenset({6, 1 << 62}),
)


async def test_a_new_guild_has_the_defaults(stores: Stores) -> None:
    assert await stores.guilds.settings(GUILD) == GuildSettings()


async def test_settings_come_back_as_saved(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    assert await stores.guilds.settings(GUILD) == PAUSED
    await stores.guilds.save_settings(GUILD, GuildSettings(), change(Action.RESUMED))
    assert await stores.guilds.settings(GUILD) == GuildSettings()


def test_no_wish_is_left_out_of_these_tests() -> None:
    defaults = GuildSettings()
    same = [
        name.name for name in fields(WISHES) if getattr(WISHES, name.name) == getattr(defaults, name.name)
    ]
    assert same == []


@pytest.mark.parametrize(
    "wishes",
    [
        WISHES,
        replace(WISHES, cool_down=timedelta(0), on_repeat=OnRepeat.NOTHING, quiet_hours=None),
        replace(WISHES, cool_down=MOST_COOL_DOWN, on_repeat=OnRepeat.REACTION, note_age=MOST_NOTE_AGE),
    ],
)
async def test_every_wish_comes_back_as_saved(stores: Stores, wishes: GuildSettings) -> None:
    await stores.guilds.save_settings(GUILD, wishes, change(Action.PAUSED))
    assert await stores.guilds.settings(GUILD) == wishes


@pytest.mark.parametrize(
    ("saved", "expected"),
    [
        ("{}", GuildSettings(paused=True)),
        ('{"cool_down_minutes": 5}', GuildSettings(paused=True, cool_down=timedelta(minutes=5))),
        ('{"silent": true, "dropped_since": 1}', GuildSettings(paused=True, silent=True)),
    ],
)
async def test_wishes_that_an_older_release_did_not_know_have_their_defaults(
    stores: Stores, database: Database, saved: str, expected: GuildSettings
) -> None:
    sql = "INSERT INTO guilds (guild_id, paused, paused_channels, wishes) VALUES ($1, 1, '[]', $2)"
    async with database.transaction() as session:
        await session.fetch(sql, GUILD, saved)
    assert await stores.guilds.settings(GUILD) == expected


async def test_another_guilds_settings_stay(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    assert await stores.guilds.settings(OTHER_GUILD) == GuildSettings()


async def test_a_change_of_settings_is_recorded_with_what_was_before(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    await stores.guilds.save_settings(GUILD, GuildSettings(), change(Action.RESUMED))
    first, second = await stores.audit.revisions(GUILD, "settings")
    assert (first.before, second.before) == (None, first.after)
    after = json.loads(second.after or "")
    assert after.keys() == {field.name for field in fields(GuildSettings)}
    assert (after["paused"], after["paused_channels"], after["quiet_hours"]) == (False, [], None)
    assert (after["cool_down"], after["on_repeat"]) == (1800, "reaction")


async def test_wishes_changed_at_the_same_instant_are_all_kept_and_recorded(stores: Stores) -> None:
    desk = SettingsDesk(stores.guilds, lambda: NIGHT)
    sam, ada = (Actor(GUILD, user, Role.LEAD) for user in (7, 8))
    await asyncio.gather(
        desk.change(sam, Wish.COOL_DOWN, "10"),
        desk.change(ada, Wish.SILENT, "yes"),
        desk.change(sam, Wish.NOTE_AGE, "7"),
        desk.change(ada, Wish.QUIET_BEGINS, "22:00"),
    )
    kept = GuildSettings(
        cool_down=timedelta(minutes=10),
        silent=True,
        note_age=timedelta(days=7),
        quiet_hours=QuietHours(time(22), time(6)),
    )
    assert await stores.guilds.settings(GUILD) == kept
    records = await stores.audit.revisions(GUILD, "settings")
    assert [each.change.action for each in records] == [Action.CONFIGURED] * 4
    assert sorted(each.change.actor_id for each in records) == [7, 7, 8, 8]
    assert [each.before for each in records] == [None, *(each.after for each in records[:-1])]
    last = json.loads(records[-1].after or "")
    assert (last["cool_down"], last["note_age"], last["silent"]) == (600, 7 * 86_400, True)
    assert last["quiet_hours"] == {"begins": "22:00:00", "ends": "06:00:00"}


async def test_going_back_to_the_defaults_is_recorded_with_what_it_gave_up(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, replace(PAUSED, silent=True), change(Action.PAUSED))
    desk = SettingsDesk(stores.guilds, lambda: NIGHT)
    assert await desk.reset(Actor(GUILD, 7, Role.LEAD)) == PAUSED
    last = (await stores.audit.revisions(GUILD, "settings"))[-1]
    assert json.loads(last.before or "")["silent"]
    assert not json.loads(last.after or "")["silent"]
    assert json.loads(last.after or "")["paused"]


async def test_a_wish_that_changes_nothing_or_is_refused_leaves_no_record(stores: Stores) -> None:
    desk, sam = SettingsDesk(stores.guilds, lambda: NIGHT), Actor(GUILD, 7, Role.LEAD)
    await desk.change(sam, Wish.SILENT, "no")
    with pytest.raises(Invalid):
        await desk.change(sam, Wish.COOL_DOWN, "99999")
    assert await stores.guilds.settings(GUILD) == GuildSettings()
    assert await stores.audit.revisions(GUILD, "settings") == []
    await desk.change(sam, Wish.SILENT, "yes")  # the chain goes on unharmed
    assert first_broken(GUILD, await stores.audit.revisions(GUILD)) is None


async def test_the_installation_remembers_the_latest_value(stores: Stores) -> None:
    assert await stores.installation.value("commands") is None
    await stores.installation.put("commands", "ab")
    await stores.installation.put("commands", "cd")
    assert await stores.installation.value("commands") == "cd"
