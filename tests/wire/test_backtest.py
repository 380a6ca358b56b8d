"""A backtest over sockets: hundreds of messages read, the progress shown, cancelled, armed."""

from __future__ import annotations

import pytest

from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

NEW = "the orchestra grounded a Ka-52 near Voronezh"


def chat(playground: Playground, messages: int) -> None:
    """Fill two channels, as if it had been said before the bot came."""
    world = playground.world
    mira = world.find_user("mira")
    for number in range(messages):
        text = NEW if number == 10 else SAID if number == 150 else f"what is for lunch on day {number}?"
        world.post(world.find_channel(("breaking-news", "general")[number % 2]), mira, {"content": text})


async def opened(playground: Playground, *wordings: str) -> Json:
    """Open a backtest of the helicopter claim, with both channels picked."""
    form = await playground.people.slash("sam", "mod-desk", "desk backtest", claim="helicopter-shot-down")
    answer = await playground.people.submit("sam", form, wordings="\n".join(wordings))
    panel = answer.message
    assert panel is not None
    places = [playground.world.find_channel(name)["id"] for name in ("breaking-news", "general")]
    await playground.people.select("sam", panel, control(panel, "channels"), *places)
    return panel


def control(panel: Json, what: str) -> str:
    """The custom_id of a backtest's control."""
    token = str(panel["components"]).partition("backtest:discard:")[2][:8]
    return f"backtest:{what}:{token}"


async def says(playground: Playground, panel: Json, words: str) -> None:
    """Wait until the panel shows some words."""

    def told() -> bool:
        return words in str(playground.world.find_message(panel["id"])["components"])

    await playground.world.wait_until(told, PATIENCE_S)


async def test_hundreds_of_messages_are_read_and_arming_makes_the_next_one_get_its_note(
    playground: Playground, bot: BotProcess
) -> None:
    chat(playground, 300)
    await bot.connect()
    panel = await opened(playground, NEW)
    held = playground.faults.hold(method="GET", path="/messages", carried_out=True)
    await playground.people.click("sam", panel, control(panel, "start"))
    async with held.reached_within(PATIENCE_S):
        await says(playground, panel, "▱▱▱▱▱▱▱▱▱▱ 0 of 500 messages, 0 hits")
    await says(playground, panel, "2 hits")
    told = str(playground.world.find_message(panel["id"])["components"])
    assert "1 new" in told
    assert "303 messages" in told
    await playground.people.click("sam", panel, control(panel, "arm"))
    await says(playground, panel, "Armed.")
    await noted(playground, await playground.people.say("mira", "general", NEW))
    assert "orchestra" not in bot.log
    assert len(playground.log.find("GET", "/messages")) <= 6


async def test_cancelled_while_it_waits_it_stops_and_shows_what_there_is(
    playground: Playground, bot: BotProcess
) -> None:
    chat(playground, 300)
    await bot.connect()
    panel = await opened(playground, NEW)
    general = playground.world.find_channel("general")["id"]
    held = playground.faults.hold(method="GET", path=f"/{general}/messages", carried_out=False)
    await playground.people.click("sam", panel, control(panel, "start"))
    async with held.reached_within(PATIENCE_S):
        await playground.people.click("sam", panel, control(panel, "cancel"))
        await says(playground, panel, "Backtest, cancelled")


async def test_a_restart_forgets_it_and_its_buttons_say_so(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    panel = await opened(playground, NEW)
    await bot.kill()
    await bot.connect()
    answer = await playground.people.click("sam", panel, control(panel, "start"))
    assert "This backtest is gone" in answer.text


async def test_posts_of_a_forum_are_read_archived_ones_too(playground: Playground, bot: BotProcess) -> None:
    post = await playground.people.post("mira", "reports", "Sighting", SAID)
    await playground.people.post("mira", "reports", "Question", "what is for lunch?")
    await playground.people.close("mira", post)
    await bot.connect()
    panel = await opened(playground)
    forum = playground.world.find_channel("reports")["id"]
    await playground.people.select("sam", panel, control(panel, "channels"), forum)
    await playground.people.click("sam", panel, control(panel, "start"))
    await says(playground, panel, "1 hit")
