"""What becomes of a note: verdicts change, authors think again, processes die."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.settings import GuildSettings
from db.stores import open_stores
from playground.payloads import Json
from playground.server import Playground
from tests.mutiny import NIGHT
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire


async def judged(playground: Playground, verdict: str = "confirmed") -> None:
    """Have the moderator put a verdict on the helicopter claim, by the command and its form."""
    form = await playground.people.slash("sam", "mod-desk", "desk judge", claim="helicopter-shot-down")
    await playground.people.submit(
        "sam",
        form,
        verdict=verdict,
        known="A wreck was filmed near Voronezh.",
        source="https://example.org/wreck",
    )


async def shown(playground: Playground, note: Json, words: str) -> None:
    """Wait until a note shows some words."""

    def says() -> bool:
        return words in str(playground.world.find_message(note["id"])["components"])

    await playground.world.wait_until(says, PATIENCE_S)


async def gone(playground: Playground, message: Json) -> None:
    """Wait until no note stands under a message."""
    await playground.world.wait_until(lambda: not playground.world.replies_to(message), PATIENCE_S)


@asynccontextmanager
async def another(bot: BotProcess) -> AsyncIterator[BotProcess]:
    """Start a second process on the same database."""
    second = replace(bot, process=None)
    await second.start()
    yield second
    await second.kill()


async def test_a_change_of_verdict_is_shown_under_every_message_with_what_it_said_before(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    first = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    other = await noted(playground, await playground.people.say("jonas", "general", SAID))
    await judged(playground)
    for note in (first, other):
        await shown(playground, note, "~~🟡 Unverified~~ → ✅ **Confirmed**")


async def test_an_author_who_thinks_again_is_thanked_by_silence(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, message)
    await playground.people.edit(
        "mira", message, "sorry, that about the helicopter was fake, it never happened"
    )
    await gone(playground, message)


async def test_an_edit_that_repeats_a_claim_gets_its_note(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", "something is going on down there")
    await playground.people.edit("mira", message, SAID)
    await noted(playground, message)


async def test_the_note_goes_with_its_message(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    await playground.people.delete("mira", message)
    await playground.log.wait_for("DELETE", note["id"], timeout_s=PATIENCE_S)


async def test_repeats_in_a_channel_get_a_mark_and_no_second_note(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    repeat = await playground.people.say("jonas", "breaking-news", SAID)
    await playground.log.wait_for("PUT", "/reactions/", timeout_s=PATIENCE_S)
    assert playground.world.replies_to(repeat) == []
    elsewhere = await playground.people.say("jonas", "general", SAID)
    await noted(playground, elsewhere)


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_posting_it_posts_the_note_once(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    held = playground.faults.hold(method="POST", path="/messages", carried_out=carried_out)
    message = await playground.people.say("mira", "breaking-news", SAID)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await noted(playground, message)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    assert len(playground.world.replies_to(message)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_updating_it_updates_the_note(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    held = playground.faults.hold(method="PATCH", path=f"/messages/{note['id']}", carried_out=carried_out)
    await judged(playground)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await shown(playground, note, "Confirmed")
    assert len(playground.world.replies_to(message)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_taking_it_away_it_takes_the_note_away(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    held = playground.faults.hold(method="DELETE", path=f"/messages/{note['id']}", carried_out=carried_out)
    await playground.people.click("sam", note, "wrong:helicopter-shot-down")
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await gone(playground, message)


@pytest.mark.slow
async def test_two_processes_on_one_database_post_one_note(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    async with another(bot) as second:
        await playground.log.wait_for("GET", "/gateway/bot", count=2, timeout_s=PATIENCE_S)
        await playground.world.wait_until(lambda: "connected" in second.log, PATIENCE_S)
        message = await playground.people.say("mira", "breaking-news", SAID)
        await noted(playground, message)
        await noted(playground, await playground.people.say("mira", "general", SAID))
        assert len(playground.world.replies_to(message)) == 1


async def test_a_note_that_takes_its_time_holds_up_no_other(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    held = playground.faults.hold(method="POST", path="/messages", carried_out=False)
    await playground.people.say("mira", "breaking-news", SAID)
    async with held.reached_within(PATIENCE_S):
        await noted(playground, await playground.people.say("mira", "general", SAID))


async def test_a_server_fault_is_waited_out(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    playground.faults.fail_rest(503, method="POST", path="/messages")
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, message)


async def test_notes_in_a_channel_that_was_closed_are_counted_as_failed(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    closed = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    note = await noted(playground, await playground.people.say("jonas", "general", SAID))
    playground.faults.fail_rest(403, method="PATCH", path=f"/messages/{closed['id']}", times=9)
    await judged(playground)
    await shown(playground, note, "Confirmed")
    await playground.log.wait_for("PATCH", closed["id"], 403, timeout_s=PATIENCE_S)


@pytest.mark.slow
async def test_a_verdict_reaches_all_notes_without_being_limited_and_goes_on_after_a_kill(
    playground: Playground, bot: BotProcess
) -> None:
    every_repeat = GuildSettings(cool_down=timedelta(0))
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        guild_id = int(playground.world.guild["id"])
        await stores.guilds.save_settings(guild_id, every_repeat, Change(Action.RESUMED, 1, NIGHT))
    await bot.connect()
    messages = [
        await playground.people.say("mira", channel, f"{SAID} ({number})")
        for number in range(5)
        for channel in ("breaking-news", "general")
    ]
    notes = [await noted(playground, message) for message in messages]
    await judged(playground)
    await shown(playground, notes[-1], "Confirmed")
    await bot.kill()
    await bot.connect()
    for note in notes:
        await shown(playground, note, "Confirmed")
    # A process that has just started does not know how much of a channel's rate was used before.
    assert len(playground.log.find(status=429)) <= len({message["channel_id"] for message in messages})
