"""The traffic of a small bot, held against Discord's own description of its API."""

from typing import Any

import discord
import pytest
from discord import app_commands, ui

from playground.permissions import Permission
from playground.server import Playground
from tests.playground.openapi import DOCUMENT, OpenApi
from tests.playground.small_bot import SmallBot, connected

pytestmark = pytest.mark.skipif(
    not DOCUMENT.exists(), reason="Discord's OpenAPI document is not in ../shared/reference/loopback"
)

# discord.py sends the ids of a reply's target and of a recipient as numbers, and Discord takes them.
NUMBERS_FOR_IDS = (
    "POST /channels/{channel_id}/messages 200: request message_reference.",
    "POST /users/@me/channels 200: request recipient_id:",
)

Act = discord.Interaction[Any]


class Form(ui.Modal, title="Add a claim"):
    words: ui.Label[Any] = ui.Label(text="Words", component=ui.TextInput(custom_id="words"))

    async def on_submit(self, act: Act, /) -> None:
        await act.response.send_message("Added", ephemeral=True)


def layout() -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    button: ui.Button[Any] = ui.Button(label="Sources", custom_id="sources")
    link: ui.Button[Any] = ui.Button(label="Open", url="https://news.example/1")
    accessory: ui.Button[Any] = ui.Button(label="Why", custom_id="why")
    view.add_item(
        ui.Container(
            ui.Section(ui.TextDisplay("## Not confirmed"), accessory=accessory),
            ui.Separator(),
            ui.TextDisplay("No proof was given."),
            ui.ActionRow(button, link),
            accent_colour=0xE67E22,
        )
    )
    return view


def add_commands(bot: SmallBot) -> None:
    @bot.tree.command(name="show", description="Show a claim")
    @app_commands.describe(claim="Which claim", depth="How deep")
    async def show(act: Act, claim: str, depth: app_commands.Range[int, 1, 5] = 1) -> None:
        await act.response.send_message(view=layout())
        await act.followup.send(f"{claim} {depth}", ephemeral=True)
        await act.edit_original_response(view=layout())
        await act.delete_original_response()

    @show.autocomplete("claim")
    async def suggest(act: Act, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=typed.title(), value=typed)]

    @bot.tree.command(name="add", description="Add a claim")
    @app_commands.default_permissions(manage_guild=True)
    async def add(act: Act) -> None:
        await act.response.send_modal(Form())

    @bot.tree.command(name="slow", description="Take time")
    async def slow(act: Act) -> None:
        await act.response.defer(ephemeral=True, thinking=True)
        await act.followup.send(embed=discord.Embed(title="Done", description="At last"))

    @bot.tree.context_menu(name="Check this message")
    async def check(act: Act, message: discord.Message) -> None:
        await act.response.send_message(message.content, ephemeral=True)


async def use_everything(playground: Playground, bot: SmallBot) -> None:
    people = playground.people
    said = await people.say("mira", "general", "A helicopter was shot down")
    await people.autocomplete("mira", "general", "show", "claim", "heli")
    shown = await people.slash("mira", "general", "show", claim="helicopter", depth=2)
    assert shown.message is not None
    kept = playground.world.messages[shown.message["channel_id"]]
    await playground.world.wait_until(lambda: (shown.message or {})["id"] not in kept)
    await people.submit("sam", await people.slash("sam", "general", "add"), words="A claim")
    await people.slash("mira", "general", "slow")
    await people.menu("mira", "Check this message", said)
    guild = bot.guilds[0]
    channel = guild.get_channel(int(said["channel_id"]))
    assert isinstance(channel, discord.TextChannel)
    await read_all(bot, guild, channel)
    await write_all(guild, channel, await channel.fetch_message(int(said["id"])))
    await write_directly(playground, bot)


async def read_all(bot: SmallBot, guild: discord.Guild, channel: discord.TextChannel) -> None:
    await bot.application_info()
    await bot.fetch_guild(guild.id)
    await bot.fetch_channel(channel.id)
    await guild.fetch_channels()
    await guild.fetch_roles()
    await guild.fetch_member(guild.owner_id or 0)
    await guild.active_threads()
    await bot.tree.fetch_commands()
    assert [message async for message in channel.history(limit=5)]


async def write_all(guild: discord.Guild, channel: discord.TextChannel, said: discord.Message) -> None:
    await channel.typing()
    reply = await said.reply(view=layout(), nonce="note-7")
    await reply.edit(view=layout())
    await reply.add_reaction("✅")
    await channel.fetch_message(reply.id)
    await reply.remove_reaction("✅", guild.me)
    await reply.pin()
    assert [message async for message in channel.pins()]
    await reply.unpin()
    thread = await said.create_thread(name="Details")
    await thread.send("In a thread", embed=discord.Embed(title="Title", url="https://news.example/2"))
    await thread.edit(name="More details", archived=True)
    await reply.delete()
    forum = next(one for one in guild.forums)
    await forum.create_thread(name="Report", content="From the bot", applied_tags=forum.available_tags[:1])
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(1)


async def write_directly(playground: Playground, bot: SmallBot) -> None:
    mira = await bot.fetch_user(int(playground.world.find_user("mira")["id"]))
    direct = await mira.create_dm()
    message = await direct.send(view=layout(), nonce="digest-7", silent=True)
    await message.edit(view=layout())
    assert [each.id async for each in direct.history(limit=5)] == [message.id]
    await bot.fetch_channel(direct.id)
    await message.delete()


async def test_the_traffic_of_a_bot_fits_the_document(playground: Playground, bot: SmallBot) -> None:
    wide = Permission.PIN_MESSAGES | Permission.ADD_REACTIONS | Permission.CREATE_PUBLIC_THREADS
    playground.faults.give_permission("general", wide)
    add_commands(bot)
    async with connected(playground, bot):
        await use_everything(playground, bot)
    document = OpenApi(DOCUMENT)
    found = {line for exchange in playground.log for line in document.complaints(exchange)}
    complaints = [line for line in sorted(found) if not line.startswith(NUMBERS_FOR_IDS)]
    assert bot.failures == []
    assert {one.status for one in playground.log} == {200, 201, 204, 404}
    assert complaints == []
