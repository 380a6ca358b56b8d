"""Messages between people and a bot on the real client."""

import asyncio

import aiohttp
import discord
import pytest

from playground.errors import Refused
from playground.permissions import Permission
from playground.server import Playground
from tests.playground.small_bot import SmallBot, connected


def channel_of(bot: SmallBot, playground: Playground, name: str) -> discord.TextChannel:
    found = bot.get_channel(int(playground.world.find_channel(name)["id"]))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_bot_answers_a_message(playground: Playground, bot: SmallBot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")

    async with connected(playground, bot):
        said = await playground.people.say("mira", "breaking-news", "A helicopter was shot down")
        (answer,) = await playground.world.wait_until(lambda: playground.world.replies_to(said))
    assert answer["content"] == "You said: A helicopter was shot down"
    assert answer["author"]["id"] == playground.world.bot["id"]
    assert answer["mentions"] == []


async def test_edits_deletions_and_previews_reach_the_bot(playground: Playground, bot: SmallBot) -> None:
    seen: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    @bot.event
    async def on_raw_message_edit(payload: discord.RawMessageUpdateEvent) -> None:
        embeds = payload.message.embeds
        seen.put_nowait(("edit", embeds[0].title or "" if embeds else payload.message.content))

    @bot.event
    async def on_raw_message_delete(payload: discord.RawMessageDeleteEvent) -> None:
        seen.put_nowait(("delete", str(payload.message_id)))

    async with connected(playground, bot):
        said = await playground.people.say("mira", "general", "First version")
        await playground.people.edit("mira", said, "Second version")
        await playground.people.unfurl(said, "https://news.example/1", "A headline")
        await playground.people.delete("sam", said)
        assert [await seen.get() for _ in range(3)] == [
            ("edit", "Second version"),
            ("edit", "A headline"),
            ("delete", said["id"]),
        ]


async def test_a_forum_post_arrives_as_thread_and_message(playground: Playground, bot: SmallBot) -> None:
    seen: asyncio.Queue[tuple[str, str, bool]] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        assert isinstance(message.channel, discord.Thread)
        seen.put_nowait((message.channel.name, message.content, message.id == message.channel.id))

    async with connected(playground, bot):
        await playground.people.post("jonas", "reports", "Smoke over Voronezh", "Seen at noon", ["sighting"])
        assert await seen.get() == ("Smoke over Voronezh", "Seen at noon", True)


async def test_a_forwarded_message_carries_its_text_in_a_snapshot(
    playground: Playground, bot: SmallBot
) -> None:
    seen: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if message.message_snapshots:
            seen.put_nowait((message.content, message.message_snapshots[0].content))

    async with connected(playground, bot):
        said = await playground.people.say("mira", "general", "Look at this")
        await playground.people.forward("jonas", said, "breaking-news")
        assert await seen.get() == ("", "Look at this")


async def test_a_bot_without_the_content_intent_reads_only_mentions(playground: Playground) -> None:
    bot = SmallBot(intents=discord.Intents(guilds=True, guild_messages=True))
    seen: asyncio.Queue[str] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        seen.put_nowait(message.content)

    async with connected(playground, bot):
        mention = f"<@{playground.world.bot['id']}> is this true?"
        await playground.people.say("mira", "general", "Nobody shall read this")
        await playground.people.say("mira", "general", mention)
        assert [await seen.get(), await seen.get()] == ["", mention]


async def test_the_same_nonce_posts_once(playground: Playground, bot: SmallBot) -> None:
    async with connected(playground, bot):
        channel = channel_of(bot, playground, "general")
        playground.faults.lose_answer(method="POST", path="/messages$")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await channel.send("Only once", nonce="note-1")
        again = await channel.send("Only once", nonce="note-1")
    posted = [m for m in playground.world.history("general") if m["content"] == "Only once"]
    assert [m["id"] for m in posted] == [str(again.id)]


async def test_history_is_paged_in_both_directions(playground: Playground, bot: SmallBot) -> None:
    said = [await playground.people.say("mira", "general", f"Number {n}") for n in range(120)]
    async with connected(playground, bot):
        channel = channel_of(bot, playground, "general")
        back = [m.content async for m in channel.history(limit=110)]
        forth = [
            m.content async for m in channel.history(after=discord.Object(int(said[9]["id"])), limit=None)
        ]
        around = [
            m.content async for m in channel.history(around=discord.Object(int(said[50]["id"])), limit=3)
        ]
    assert back == [f"Number {n}" for n in range(119, 9, -1)]
    assert forth == [f"Number {n}" for n in range(10, 120)]
    assert sorted(around) == ["Number 49", "Number 50", "Number 51"]


async def test_reactions_pins_and_threads_work(playground: Playground, bot: SmallBot) -> None:
    everything = Permission.PIN_MESSAGES | Permission.ADD_REACTIONS | Permission.CREATE_PUBLIC_THREADS
    playground.faults.give_permission("general", everything)
    async with connected(playground, bot):
        channel = channel_of(bot, playground, "general")
        sent = await channel.send("Pin me")
        await sent.add_reaction("✅")
        assert playground.world.find_message(str(sent.id))["reactions"][0]["me"]
        await sent.remove_reaction("✅", discord.Object(bot.user.id if bot.user else 0))
        await sent.pin()
        assert [m.id async for m in channel.pins()] == [sent.id]
        await sent.unpin()
        thread = await sent.create_thread(name="Details")
        await thread.send("Inside")
        await thread.edit(archived=True)
    assert [m["content"] for m in playground.world.history("Details")] == ["Inside"]
    assert playground.world.find_message(str(sent.id))["reactions"] == []


@pytest.mark.parametrize("text", ["😀" * 1000, "x" * 2000, "\ud800 alone", "\u202e\u200b\x00"])
async def test_strange_texts_arrive_as_they_were_sent(
    playground: Playground, bot: SmallBot, text: str
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message.content)

    async with connected(playground, bot):
        await playground.people.say("mira", "general", text)
        assert await heard.get() == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  \n ", "Write something first."),
        ("x" * 2001, "A message holds at most 2,000 characters; this has 2,001."),
    ],
)
async def test_a_person_cannot_send_what_the_client_refuses(
    playground: Playground, text: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        await playground.people.say("mira", "general", text)


async def test_a_person_cannot_act_beyond_their_role(playground: Playground) -> None:
    said = await playground.people.say("sam", "general", "Mine")
    with pytest.raises(Refused, match="mira may not look in #mod-desk"):
        await playground.people.say("mira", "mod-desk", "Hello?")
    with pytest.raises(Refused, match="delete others' messages"):
        await playground.people.delete("mira", said)
    with pytest.raises(Refused, match="Only its author"):
        await playground.people.edit("jonas", said, "Not mine")
