"""A verdict on its way to very many notes: all of them, once, newest first, and without being limited."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims.jobs import Job, JobKind
from claims.notes import Note, NoteState
from db.stores import Stores, open_stores
from playground.answers import Answer, text_of
from playground.payloads import COMPONENTS_V2, REPLY, Json
from playground.server import Playground
from tests.wire.conftest import BotProcess
from tests.wire.test_life_of_a_note import judged
from tests.wire.test_notes import SAID

pytestmark = pytest.mark.wire

SLUG = "helicopter-shot-down"
NOTHING: Json = {"content": "", "components": [], "embeds": []}
# At Discord's own rates a thousand notes in fifty channels take twenty seconds at the very least.
PATIENCE_S = 120.0


async def seeded(playground: Playground, stores: Stores, notes: int, channels: int) -> list[Json]:
    """Put notes under messages of many channels, as an earlier run has left them; return the replies."""
    world = playground.world
    places = [world.add_channel(f"front-{number}") for number in range(channels)]
    mira = world.find_user("mira")
    replies = []
    for number in range(notes):
        channel = places[number * channels // notes]
        said = world.post(channel, mira, {"content": f"{SAID} ({number})"})
        reply = world.post(channel, world.bot, _note_under(world.guild["id"], said))
        await _kept(stores, int(world.guild["id"]), said, int(reply["id"]))
        replies.append(reply)
    return replies


def _note_under(guild_id: str, said: Json) -> Json:
    place = {"channel_id": said["channel_id"], "guild_id": guild_id}
    return {
        "type": REPLY,
        "message_reference": {"type": 0, "message_id": said["id"], **place},
        "flags": COMPONENTS_V2,
        "components": [{"type": 10, "id": 1, "content": "Unverified"}],
    }


async def _kept(stores: Stores, guild_id: int, said: Json, reply_id: int) -> None:
    now = datetime.now(UTC)
    note = Note(guild_id, int(said["channel_id"]), int(said["id"]), SLUG, 1, NoteState.RESERVED, now)
    await stores.notes.reserve([note])
    job = Job(guild_id, JobKind.SETTLE, note.message_id, note.channel_id, 1, 1, now)
    await stores.notes.settled(job, reply_id, {SLUG: 1}, now)


def changed(playground: Playground, replies: list[Json]) -> int:
    """Count the replies that show the new verdict."""
    shown = (playground.world.find_message(reply["id"])["components"] for reply in replies)
    return sum("Confirmed" in str(components) for components in shown)


def progress(playground: Playground) -> Json | None:
    """Return the line that tells the moderator how far it is."""
    whispers = (message for _, message in playground.world.whispers.values())
    return next((message for message in whispers if "arlier notes" in text_of(message)), None)


async def test_the_moderator_sees_the_final_count_without_asking(
    playground: Playground, bot: BotProcess
) -> None:
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        await seeded(playground, stores, notes=3, channels=2)
    await bot.connect()
    await judged(playground)
    final = "Earlier notes: **3** updated."
    await playground.world.wait_until(lambda: text_of(progress(playground) or NOTHING) == final, PATIENCE_S)


@pytest.mark.slow
async def test_a_verdict_reaches_a_thousand_notes_once_and_is_not_limited_though_it_is_killed(
    playground: Playground, bot: BotProcess
) -> None:
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        replies = await seeded(playground, stores, notes=1000, channels=50)
    before = sum(map(len, playground.world.messages.values()))
    await bot.connect()
    await judged(playground)
    await playground.log.wait_for("PATCH", "/messages/", 200, count=300, timeout_s=PATIENCE_S)
    await bot.kill()
    await bot.connect()
    await playground.world.wait_until(lambda: changed(playground, replies) == len(replies), PATIENCE_S)
    assert sum(map(len, playground.world.messages.values())) == before
    assert await counted(playground) == "Earlier notes: **1000** updated."
    # A process does not know what the one before it had used; what is due a second apart does not use it up.
    assert len(playground.log.find(status=429)) <= 5


async def counted(playground: Playground) -> str:
    """Have the moderator count again until nothing is left, and return the line."""
    while "to go" in text_of(line := progress(playground) or NOTHING):
        [count_again] = Answer("message", "", line).custom_ids
        await playground.people.click("sam", line, count_again)
    return text_of(line)
