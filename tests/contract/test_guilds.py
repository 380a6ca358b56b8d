from __future__ import annotations

from claims.audit import Action
from claims.notes import GuildSettings
from db.stores import Stores
from tests.contract.samples import GUILD, OTHER_GUILD, change

PAUSED = GuildSettings(paused=True, paused_channels=frozenset({3, 1 << 60}))


async def test_a_new_guild_has_the_defaults(stores: Stores) -> None:
    assert await stores.guilds.settings(GUILD) == GuildSettings()


async def test_settings_come_back_as_saved(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    assert await stores.guilds.settings(GUILD) == PAUSED
    await stores.guilds.save_settings(GUILD, GuildSettings(), change(Action.RESUMED))
    assert await stores.guilds.settings(GUILD) == GuildSettings()


async def test_another_guilds_settings_stay(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    assert await stores.guilds.settings(OTHER_GUILD) == GuildSettings()


async def test_a_change_of_settings_is_recorded_with_what_was_before(stores: Stores) -> None:
    await stores.guilds.save_settings(GUILD, PAUSED, change(Action.PAUSED))
    await stores.guilds.save_settings(GUILD, GuildSettings(), change(Action.RESUMED))
    first, second = await stores.audit.revisions(GUILD, "settings")
    assert (first.before, second.before) == (None, first.after)
    assert second.after == '{"paused":false,"paused_channels":[]}'


async def test_the_installation_remembers_the_latest_value(stores: Stores) -> None:
    assert await stores.installation.value("commands") is None
    await stores.installation.put("commands", "ab")
    await stores.installation.put("commands", "cd")
    assert await stores.installation.value("commands") == "cd"
