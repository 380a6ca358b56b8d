"""What people say about notes, over sockets: wordings that stop, and sources that come from members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.audit import Action, Change
from claims.settings import GuildSettings
from db.stores import open_stores
from playground.payloads import Json
from playground.server import Playground
from tests.mutiny import NIGHT
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import gone, shown
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

SLUG = "helicopter-shot-down"
SOURCE = {"url": "https://example.org/wreck", "title": "Photographs of the wreck", "stance": "supports"}


async def with_moderators_channel(playground: Playground, bot: BotProcess) -> None:
    """Have cards shown in the moderators' channel."""
    channel_id = int(playground.world.find_channel("mod-desk")["id"])
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        settings = replace(GuildSettings(), moderators_channel=channel_id)
        change = Change(Action.CONFIGURED, 1, NIGHT)
        await stores.guilds.save_settings(int(playground.world.guild["id"]), settings, change)


def cards(playground: Playground) -> list[Json]:
    """The bot's messages in the moderators' channel."""
    messages = playground.world.history("mod-desk")
    return [each for each in messages if each["author"]["id"] == playground.world.bot["id"]]


async def card(playground: Playground) -> Json:
    """Wait for the one card."""
    await playground.world.wait_until(lambda: cards(playground), PATIENCE_S)
    (only,) = cards(playground)
    return only


async def suggested(playground: Playground, note: Json, url: str = SOURCE["url"]) -> None:
    """Have a member suggest a source under a note."""
    form = await playground.people.click("mira", note, f"evidence:{SLUG}")
    thanked = await playground.people.submit("mira", form, **{**SOURCE, "url": url})
    assert "Moderators will look at your source" in thanked.text


async def test_after_a_moderators_wrong_match_the_next_same_message_gets_nothing(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    told = await playground.people.click("sam", await noted(playground, message), f"wrong:{SLUG}")
    assert told.ephemeral
    assert "I took the note away" in told.text
    assert "shot down a Russian military helicopter” never gets a note" in told.text
    await gone(playground, message)
    again = await playground.people.say("jonas", "general", SAID)
    # What comes after it in the same channel has been read after it.
    await noted(
        playground, await playground.people.say("mira", "general", "Google News is blocked in Russia")
    )
    assert playground.world.replies_to(again) == []


async def test_what_a_member_suggests_and_a_moderator_accepts_is_seen_in_the_note(
    playground: Playground, bot: BotProcess
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await suggested(playground, note)
    waiting = await card(playground)
    assert waiting["mentions"] == []
    accepted = await playground.people.click("sam", waiting, "accept:1")
    assert accepted.ephemeral
    await shown(playground, note, "[Photographs of the wreck](https://example.org/wreck)")
    await shown(playground, waiting, "Accepted** by <@")
    assert SOURCE["url"] not in bot.log


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_posting_a_card_it_posts_one_card(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    channel_id = playground.world.find_channel("mod-desk")["id"]
    held = playground.faults.hold(
        method="POST", path=f"/channels/{channel_id}/messages", carried_out=carried_out
    )
    await suggested(playground, note)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    waiting = await card(playground)
    await playground.people.click("sam", waiting, "accept:1")
    await shown(playground, waiting, "Accepted** by <@")
    assert len(cards(playground)) == 1


@pytest.mark.slow
async def test_killed_after_a_moderator_accepted_it_updates_note_and_card(
    playground: Playground, bot: BotProcess
) -> None:
    await with_moderators_channel(playground, bot)
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await suggested(playground, note)
    waiting = await card(playground)
    held = playground.faults.hold(method="PATCH", path=r"/channels/\d+/messages/", carried_out=False)
    await playground.people.click("sam", waiting, "accept:1")
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    await shown(playground, note, "Photographs of the wreck")
    await shown(playground, waiting, "Accepted** by <@")
