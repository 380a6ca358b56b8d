"""What moderators are asked about, over sockets, and what a process that dies leaves behind."""

from __future__ import annotations

import pytest

from claims.audit import Action, Change
from claims.settings import GuildSettings, Mode
from db.stores import open_stores
from playground.payloads import Json
from playground.server import Playground
from tests.mutiny import NIGHT
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire


async def in_mode(playground: Playground, bot: BotProcess, mode: Mode) -> None:
    """Give the server a mode and its moderators' channel, as the settings panel does."""
    desk = int(playground.world.find_channel("mod-desk")["id"])
    settings = GuildSettings(mode=mode, moderators_channel=desk)
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        guild_id = int(playground.world.guild["id"])
        await stores.guilds.save_settings(guild_id, settings, Change(Action.CONFIGURED, 1, NIGHT))


def cards(playground: Playground) -> list[Json]:
    """Return what the bot has put into the moderators' channel."""
    bot = playground.world.bot["id"]
    return [message for message in playground.world.history("mod-desk") if message["author"]["id"] == bot]


async def card(playground: Playground, words: str) -> Json:
    """Wait until the one card shows some words."""

    def shown() -> list[Json]:
        return [each for each in cards(playground) if words in str(each["components"])]

    (found,) = await playground.world.wait_until(shown, PATIENCE_S)
    return found


async def test_in_shadow_mode_nobody_but_moderators_sees_anything(
    playground: Playground, bot: BotProcess
) -> None:
    await in_mode(playground, bot, Mode.SHADOW)
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    asked = await card(playground, "Shadow")
    await playground.people.click("sam", asked, f"ask:right:{message['id']}:helicopter-shot-down")
    await card(playground, "Would be right · <@")
    assert playground.world.replies_to(message) == []
    assert SAID not in bot.log


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_asking_it_asks_once_and_posts_what_a_moderator_approves(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await in_mode(playground, bot, Mode.SUGGEST)
    await bot.connect()
    held = playground.faults.hold(method="POST", path="/messages", carried_out=carried_out)
    message = await playground.people.say("mira", "breaking-news", SAID)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    asked = await card(playground, "Shall I put a note here?")
    await playground.people.click("sam", asked, f"ask:post:{message['id']}:helicopter-shot-down")
    await noted(playground, message)
    await card(playground, "Note posted")
    assert len(cards(playground)) == 1
    assert len(playground.world.replies_to(message)) == 1


@pytest.mark.slow
async def test_killed_between_the_ruling_and_the_note_it_posts_the_note(
    playground: Playground, bot: BotProcess
) -> None:
    await in_mode(playground, bot, Mode.SUGGEST)
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    asked = await card(playground, "Shall I put a note here?")
    held = playground.faults.hold(method="POST", path="/messages", carried_out=False)
    await playground.people.click("sam", asked, f"ask:post:{message['id']}:helicopter-shot-down")
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await noted(playground, message)
    await card(playground, "Note posted")
