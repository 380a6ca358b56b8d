"""Breaking mode over real sockets: the live brief, the second moderator, the pause, the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.audit import Action, Change
from claims.breaking import Breaking
from claims.settings import GuildSettings
from db.stores import open_stores
from playground.answers import Answer
from playground.payloads import Json
from playground.permissions import Permission
from playground.server import Playground
from tests.mutiny import NIGHT
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import another, judged, shown
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

PLACE = "breaking-news"
POSTING = r"^/channels/\d+/messages$"


def briefs(playground: Playground) -> list[Json]:
    return [message for message in playground.world.history(PLACE) if "brief:" in str(message["components"])]


async def brief(playground: Playground, *words: str, pinned: bool = True) -> Json:
    """Wait until the one live brief shows some words."""

    def as_wanted() -> list[Json]:
        return [
            each
            for each in briefs(playground)
            if each["pinned"] is pinned and all(word in str(each["components"]) for word in words)
        ]

    await playground.world.wait_until(as_wanted, PATIENCE_S)
    (found,) = briefs(playground)
    return found


async def begin(playground: Playground) -> Answer:
    return await playground.people.slash("sam", "mod-desk", "desk breaking", channel=PLACE)


async def with_moderators_channel(playground: Playground, bot: BotProcess) -> None:
    channel_id = int(playground.world.find_channel("mod-desk")["id"])
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        wish, change = GuildSettings(moderators_channel=channel_id), Change(Action.CONFIGURED, 1, NIGHT)
        await stores.guilds.save_settings(int(playground.world.guild["id"]), wish, change)


async def over(playground: Playground, bot: BotProcess) -> None:
    """Let the time of the mode be over, as if hours had passed."""
    guild_id, now = int(playground.world.guild["id"]), datetime.now(UTC)

    def ending(known: Breaking) -> Breaking:
        return replace(known, ends_at=now)

    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        change = Change(Action.BREAKING, 1, now)
        await stores.breaking.alter(guild_id, "wagner-mutiny", ending, change)


async def test_a_verdict_that_another_moderator_seconds_reaches_the_pinned_brief(
    playground: Playground, bot: BotProcess
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    panel = await begin(playground)
    assert panel.ephemeral
    assert "Breaking mode: The Wagner mutiny" in panel.text
    live = await brief(playground, "Live brief", "Wagner forces shot down")
    note = await noted(playground, await playground.people.say("mira", PLACE, SAID))
    await judged(playground, "false")

    def cards() -> list[Json]:
        return [m for m in playground.world.history("mod-desk") if "second:1" in str(m["components"])]

    [card] = await playground.world.wait_until(cards, PATIENCE_S)
    assert card["mentions"] == []
    own = await playground.people.click("sam", card, "second:1")
    assert "You proposed this yourself" in own.text
    assert "❌" not in str(playground.world.find_message(live["id"])["components"])
    await playground.people.click("olga", card, "second:1")
    await shown(playground, card, "Seconded by")
    await shown(playground, note, "~~🟡 Unverified~~ → ❌ **False**")
    edited = await brief(playground, "**❌ False**")
    assert edited["id"] == live["id"]


async def test_it_ends_by_itself_and_the_brief_says_so_and_is_unpinned(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    await begin(playground)
    await brief(playground, "Live brief")
    await over(playground, bot)
    await brief(playground, "Breaking mode ended", pinned=False)


async def test_without_the_permission_to_pin_the_brief_is_there_all_the_same(
    playground: Playground, bot: BotProcess
) -> None:
    playground.faults.take_permission(PLACE, Permission.PIN_MESSAGES)
    await bot.connect()
    panel = await begin(playground)
    assert "I lack **Pin Messages**" in panel.text
    await brief(playground, "Live brief", pinned=False)
    playground.faults.give_permission(PLACE, Permission.PIN_MESSAGES)
    await judged(playground, "disputed")
    await brief(playground, "Disputed")


async def _posted(playground: Playground, bot: BotProcess) -> None:
    await begin(playground)


async def _changed(playground: Playground, bot: BotProcess) -> None:
    await judged(playground, "disputed")


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
@pytest.mark.parametrize(
    ("method", "path", "cause", "words", "pinned"),
    [
        ("POST", POSTING, _posted, "Live brief", True),
        ("PUT", "/pins/", _posted, "Live brief", True),
        ("PATCH", r"^/channels/\d+/messages/", _changed, "Disputed", True),
        ("PATCH", r"^/channels/\d+/messages/", over, "Breaking mode ended", False),
        ("DELETE", "/pins/", over, "Breaking mode ended", False),
    ],
)
async def test_killed_at_any_step_there_is_one_brief_and_it_shows_what_is_so(
    playground: Playground,
    bot: BotProcess,
    method: str,
    path: str,
    cause: Callable[[Playground, BotProcess], Awaitable[None]],
    words: str,
    pinned: bool,
    carried_out: bool,
) -> None:
    await bot.connect()
    if cause is not _posted:
        await begin(playground)
        await brief(playground, "Live brief")
    held = playground.faults.hold(method=method, path=path, carried_out=carried_out)
    await cause(playground, bot)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await brief(playground, words, pinned=pinned)


@pytest.mark.slow
async def test_a_pause_holds_in_every_process_also_for_notes_on_their_way(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    async with another(bot):
        await playground.world.wait_until(lambda: playground.gateway.identifies == 2, PATIENCE_S)
        playground.faults.fail_rest(503, method="POST", path=POSTING, times=999)
        waiting = [await playground.people.say("mira", place, SAID) for place in (PLACE, "general")]
        await playground.log.wait_for("POST", "/messages", 503, count=2, timeout_s=PATIENCE_S)
        await playground.people.slash("sam", "mod-desk", "desk pause")
        playground.log.clear()
        # Each is looked for once more, as an attempt before may have posted it, and then given up.
        for message in waiting:
            await playground.log.wait_for(
                "GET", f"/channels/{message['channel_id']}/messages", 200, timeout_s=PATIENCE_S
            )
        async with asyncio.timeout(PATIENCE_S):
            while bot.log.count("note held back") < len(waiting):
                await playground.people.slash("sam", "mod-desk", "claim search")
        playground.faults.clear_rest()
        await playground.people.slash("sam", "mod-desk", "desk resume")
        await noted(playground, await playground.people.say("sam", "mod-desk", SAID))
        assert [playground.world.replies_to(each) for each in waiting] == [[], []]
