"""Direct messages between the bot and a person."""

import asyncio
from typing import Any

import discord
import pytest
from discord import ui

from playground.errors import Refused
from playground.server import Playground
from tests.playground.rest_client import rest_client
from tests.playground.small_bot import SmallBot, connected


class Greeting(ui.LayoutView):
    """Words and a button that answers for one person alone."""

    def __init__(self, bot: SmallBot) -> None:
        super().__init__(timeout=None)
        self.contexts: list[tuple[Any, Any]] = []
        press: ui.Button[Any] = ui.Button(label="Thanks", custom_id="thanks")
        press.callback = self.pressed  # type: ignore[method-assign]
        self.add_item(ui.Container(ui.TextDisplay("Something changed."), ui.ActionRow(press)))
        bot.add_view(self)

    async def pressed(self, act: discord.Interaction[Any]) -> None:
        self.contexts.append((act.guild_id, act.user.name))
        await act.response.send_message("You are welcome", ephemeral=True)


async def opened(bot: SmallBot, playground: Playground, who: str) -> discord.DMChannel:
    user = await bot.fetch_user(int(playground.world.find_user(who)["id"]))
    return await user.create_dm()


async def test_a_person_reads_what_the_bot_writes_to_them_and_nobody_else_does(
    playground: Playground, bot: SmallBot
) -> None:
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        await channel.send("For you")
        assert (await opened(bot, playground, "mira")).id == channel.id
    [message] = playground.world.direct_messages("mira")
    assert message["content"] == "For you"
    assert "guild_id" not in message
    assert playground.world.direct_messages("jonas") == []
    with pytest.raises(Refused, match="jonas may not look in their direct messages"):
        await playground.people.say("jonas", str(channel.id), "Mine?")


async def test_a_control_in_a_direct_message_tells_the_bot_of_no_server(
    playground: Playground, bot: SmallBot
) -> None:
    async with connected(playground, bot):
        view = Greeting(bot)
        await (await opened(bot, playground, "mira")).send(view=view)
        [message] = playground.world.direct_messages("mira")
        answer = await playground.people.click("mira", message, "thanks")
        assert answer.ephemeral
        assert answer.text == "You are welcome"
        assert view.contexts == [(None, "mira")]
        with pytest.raises(Refused, match="jonas cannot see their direct messages"):
            await playground.people.click("jonas", message, "thanks")


async def test_the_bot_edits_finds_and_deletes_its_own_direct_messages_only(
    playground: Playground, bot: SmallBot
) -> None:
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        mine = await channel.send("First")
        theirs = await playground.people.say("mira", str(channel.id), "Hello")
        await mine.edit(content="Second")
        assert [each.content async for each in channel.history()] == ["Hello", "Second"]
        with pytest.raises(discord.Forbidden) as refusal:
            await (await channel.fetch_message(int(theirs["id"]))).delete()
        assert refusal.value.code == 50003
        await mine.delete()
    assert [each["content"] for each in playground.world.direct_messages("mira")] == ["Hello"]


async def test_the_same_nonce_posts_once(playground: Playground, bot: SmallBot) -> None:
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        first = await channel.send("Once", nonce="n-1")
        assert (await channel.send("Once", nonce="n-1")).id == first.id
    assert len(playground.world.direct_messages("mira")) == 1


@pytest.mark.parametrize("intents", [{}, {"dm_messages": True}])
async def test_direct_messages_reach_a_bot_that_asks_for_them(
    playground: Playground, intents: dict[str, bool]
) -> None:
    bot = SmallBot(intents=discord.Intents(guilds=True, guild_messages=True, **intents))
    heard: list[tuple[str, str]] = []
    heard_the_last = asyncio.Event()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.append((str(message.guild), message.content))
        if message.guild:
            heard_the_last.set()

    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        await playground.people.say("mira", str(channel.id), "Psst")
        await playground.people.say("mira", "general", "Hello, all")
        async with asyncio.timeout(10):
            await heard_the_last.wait()
    assert (("None", "Psst") in heard) is bool(intents)


async def test_who_closed_their_direct_messages_gets_none_until_they_open_them(
    playground: Playground, bot: SmallBot
) -> None:
    await playground.people.take_direct_messages("mira", taken=False)
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        with pytest.raises(discord.Forbidden) as refusal:
            await channel.send("For you")
        assert refusal.value.code == 50007
        assert playground.world.direct_messages("mira") == []
        await playground.people.take_direct_messages("mira", taken=True)
        await channel.send("For you")
    assert len(playground.world.direct_messages("mira")) == 1


async def test_who_left_is_no_member_and_out_of_reach(playground: Playground, bot: SmallBot) -> None:
    mira = int(playground.world.find_user("mira")["id"])
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        await playground.people.leave("mira")
        with pytest.raises(discord.NotFound) as gone:
            await bot.guilds[0].fetch_member(mira)
        assert gone.value.code == 10007
        with pytest.raises(discord.Forbidden) as refusal:
            await channel.send("For you")
        assert refusal.value.code == 50278


async def test_nobody_is_no_recipient_and_a_bot_takes_no_messages(playground: Playground) -> None:
    async with rest_client(playground) as rest:
        nobody = await rest.ask("POST", "/users/@me/channels", {"recipient_id": "1"})
        itself = await rest.ask("POST", "/users/@me/channels", {"recipient_id": playground.world.bot["id"]})
        told = await rest.ask("POST", f"/channels/{itself.body['id']}/messages", {"content": "x"})
    assert (nobody.status, nobody.code) == (400, 50033)
    assert (told.status, told.code) == (403, 50007)


async def test_commands_of_a_server_are_not_offered_in_direct_messages(
    playground: Playground, bot: SmallBot
) -> None:
    @bot.tree.command(name="here", description="Works in servers")
    @discord.app_commands.guild_only()
    async def here(act: discord.Interaction[Any]) -> None:
        await act.response.send_message("Here")

    @bot.tree.command(name="anywhere", description="Works anywhere")
    async def anywhere(act: discord.Interaction[Any]) -> None:
        await act.response.send_message(f"In {act.guild}")

    async with connected(playground, bot):
        channel = str((await opened(bot, playground, "mira")).id)
        assert [one["name"] for one in await playground.people.commands("mira", channel)] == ["anywhere"]
        assert (await playground.people.slash("mira", channel, "anywhere")).text == "In None"


async def test_direct_messages_are_no_channel_of_the_server(playground: Playground, bot: SmallBot) -> None:
    async with connected(playground, bot):
        channel = await opened(bot, playground, "mira")
        assert channel.id not in {one.id for one in await bot.guilds[0].fetch_channels()}
