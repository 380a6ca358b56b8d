"""Sessions over real sockets: identifying, resuming, being thrown out."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest

from playground import gateway as gate
from playground.interaction import Kind
from playground.permissions import Permission
from playground.server import Playground
from playground.services import MESSAGE_CONTENT
from tests.playground.small_bot import SmallBot, connected, pointed_at

INTENTS = 1 | 1 << 9 | MESSAGE_CONTENT


@asynccontextmanager
async def socket_to(
    playground: Playground, query: str = ""
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    address = playground.gateway_url + query
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        yield socket


async def identify(socket: aiohttp.ClientWebSocketResponse, playground: Playground, **changes: Any) -> None:
    asked = {"token": playground.token, "intents": INTENTS, "properties": {}} | changes
    await socket.send_json({"op": gate.IDENTIFY, "d": asked})


async def close_code(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
        pass
    return socket.close_code


async def test_hello_comes_first_and_heartbeats_are_acknowledged(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        hello = await socket.receive_json()
        assert hello["op"] == gate.HELLO
        assert hello["d"]["heartbeat_interval"] == 41_250
        await socket.send_json({"op": gate.HEARTBEAT, "d": None})
        assert (await socket.receive_json())["op"] == gate.HEARTBEAT_ACK


async def ops_until(socket: aiohttp.ClientWebSocketResponse, op: int) -> list[Any]:
    """Read frames until one of this kind; return the types of the interactions before it."""
    types = []
    while (frame := await socket.receive_json(timeout=5))["op"] != op:
        types += [frame["d"]["type"]] if frame["t"] == "INTERACTION_CREATE" else []
    return types


async def form_of(playground: Playground) -> str:
    """Have a command answered with a form; return the interaction's id."""
    world, interactions = playground.world, playground.people.invoke.interactions
    data = {"id": "1", "type": 1, "name": "judge", "options": []}
    asked = interactions.open(Kind.COMMAND, world.find_user("sam"), world.find_channel("general"), data)
    field = {"type": 4, "custom_id": "why", "style": 1, "required": False}
    label = {"type": 18, "label": "Why", "component": field}
    modal = {"custom_id": "judge", "title": "Judge", "components": [label]}
    interactions.answer(asked.id, asked.token, {"type": 9, "data": modal})
    return asked.id


async def test_a_form_is_handed_in_when_the_bot_has_caught_up(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await playground.world.wait_until(lambda: playground.world.bot_online)
        form = await form_of(playground)
        sending = asyncio.create_task(playground.people.hand_in("sam", form, {"why": "No proof"}))
        assert await ops_until(socket, gate.HEARTBEAT) == [Kind.COMMAND]
        await socket.send_json({"op": gate.HEARTBEAT, "d": None})
        await sending
        assert (await socket.receive_json())["d"]["type"] == Kind.MODAL_SUBMIT


async def test_a_socket_that_ends_is_not_waited_for(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await playground.world.wait_until(lambda: playground.world.bot_online)
        waiting = asyncio.create_task(playground.gateway.caught_up())
        await ops_until(socket, gate.HEARTBEAT)
    await waiting


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": INTENTS | 1 << 40}, 4013),
        ({"shard": [2, 2]}, 4010),
    ],
)
async def test_a_bad_identify_closes_with_its_code(
    playground: Playground, changes: dict[str, Any], code: int
) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground, **changes)
        assert await close_code(socket) == code


async def test_an_intent_that_is_switched_off_closes_with_4014(playground: Playground, bot: SmallBot) -> None:
    playground.faults.withhold_intent(MESSAGE_CONTENT)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(playground, bot):
            pass


async def test_a_wrong_token_is_refused_before_the_gateway(playground: Playground, bot: SmallBot) -> None:
    with pointed_at(playground), pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()
    assert [one.status for one in playground.log] == [401]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("not json", 4002),
        ("[]", 4002),
        ('{"op": 77}', 4001),
        ('{"op": 3, "d": {}}', 4003),
    ],
)
async def test_a_frame_that_makes_no_sense_closes_with_its_code(
    playground: Playground, frame: str, code: int
) -> None:
    async with socket_to(playground) as socket:
        await socket.send_str(frame)
        assert await close_code(socket) == code


async def test_more_than_120_frames_in_a_minute_close_with_4008(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        for _ in range(121):
            await socket.send_json({"op": gate.HEARTBEAT, "d": None})
        assert await close_code(socket) == 4008


async def test_a_second_identify_closes_with_4005(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await identify(socket, playground)
        assert await close_code(socket) == 4005


async def test_a_compressed_stream_is_sent_when_asked_for(playground: Playground) -> None:
    async with socket_to(playground, "?compress=zlib-stream") as socket:
        inflate = zlib.decompressobj()
        hello = json.loads(inflate.decompress((await socket.receive()).data))
        await identify(socket, playground)
        ready = json.loads(inflate.decompress((await socket.receive()).data))
    assert (hello["op"], ready["t"]) == (gate.HELLO, "READY")


async def test_a_shard_without_the_guild_hears_nothing_of_it(playground: Playground) -> None:
    count = 7
    mine = (int(playground.world.guild["id"]) >> 22) % count
    async with socket_to(playground) as socket:
        await socket.receive_json()
        await identify(socket, playground, shard=[(mine + 1) % count, count])
        ready = await socket.receive_json()
        await playground.people.say("mira", "general", "Hello")
        await socket.send_json({"op": gate.HEARTBEAT, "d": None})
        assert ready["d"]["guilds"] == []
        assert (await socket.receive_json())["op"] == gate.HEARTBEAT_ACK


@pytest.mark.parametrize("break_off", ["drop", "op 7"])
async def test_a_dropped_bot_resumes_and_misses_nothing(
    playground: Playground, bot: SmallBot, break_off: str
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message.content)

    async with connected(playground, bot):
        if break_off == "drop":
            playground.faults.drop_gateway(4000)
        else:
            playground.faults.ask_reconnect()
        await playground.world.wait_until(lambda: not playground.world.bot_online)
        await playground.people.say("mira", "general", "While you were away")
        async with asyncio.timeout(10):
            assert await heard.get() == "While you were away"
    assert (playground.gateway.identifies, playground.gateway.resumes) == (1, 1)
    assert heard.empty()


async def test_events_can_come_again_at_a_resume_before_those_that_were_missed(
    playground: Playground, bot: SmallBot
) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.put_nowait(message.content)

    async with connected(playground, bot):
        for words in ("One", "Two"):
            await playground.people.say("mira", "general", words)
        async with asyncio.timeout(10):
            assert [await heard.get(), await heard.get()] == ["One", "Two"]
        playground.faults.repeat_events(1)
        playground.faults.drop_gateway()
        await playground.world.wait_until(lambda: not playground.world.bot_online)
        await playground.people.say("mira", "general", "Three")
        async with asyncio.timeout(10):
            assert [await heard.get(), await heard.get()] == ["Two", "Three"]
    assert (playground.gateway.identifies, playground.gateway.resumes) == (1, 1)


async def test_a_refused_handshake_is_the_end_of_that_socket_only(playground: Playground) -> None:
    playground.faults.refuse_gateway()
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        async with socket_to(playground):
            pass
    async with socket_to(playground) as socket:
        assert (await socket.receive_json())["op"] == gate.HELLO


async def test_a_lost_session_is_refused(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await playground.world.wait_until(lambda: playground.world.bot_online)
    playground.faults.forget_sessions()
    async with socket_to(playground) as socket:
        await socket.receive_json()
        asked = {"token": playground.token, "session_id": "gone", "seq": 1}
        await socket.send_json({"op": gate.RESUME, "d": asked})
        refused = await socket.receive_json()
        assert (refused["op"], refused["d"]) == (gate.INVALID_SESSION, False)
        await identify(socket, playground)
        assert (await socket.receive_json())["t"] == "READY"


async def test_an_invalidated_session_is_told(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await playground.world.wait_until(lambda: playground.world.bot_online)
        playground.faults.invalidate_session()
        frames = [await socket.receive_json() for _ in range(4)]
    assert [frame["op"] for frame in frames] == [
        gate.HELLO,
        gate.DISPATCH,
        gate.DISPATCH,
        gate.INVALID_SESSION,
    ]
    assert not playground.world.bot_online


async def test_a_session_closed_by_the_bot_cannot_be_resumed(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        await socket.receive_json()
        session_id = (await socket.receive_json())["d"]["session_id"]
        await socket.close(code=1000)
    await playground.world.wait_until(lambda: not playground.world.bot_online)
    async with socket_to(playground) as socket:
        await socket.receive_json()
        asked = {"token": playground.token, "session_id": session_id, "seq": 1}
        await socket.send_json({"op": gate.RESUME, "d": asked})
        assert (await socket.receive_json())["op"] == gate.INVALID_SESSION


async def test_a_hidden_channel_is_not_heard(playground: Playground) -> None:
    playground.faults.take_permission("general", Permission.VIEW_CHANNEL)
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        for _ in range(3):
            await socket.receive_json()
        await playground.people.say("mira", "general", "Behind closed doors")
        await playground.people.say("mira", "breaking-news", "In the open")
        assert (await socket.receive_json())["d"]["content"] == "In the open"


async def test_members_are_sent_in_answer_to_a_request(playground: Playground) -> None:
    async with socket_to(playground) as socket:
        await identify(socket, playground)
        asked = {"guild_id": playground.world.guild["id"], "query": "mi", "limit": 0, "nonce": "n"}
        await socket.send_json({"op": gate.REQUEST_MEMBERS, "d": asked})
        chunk = [await socket.receive_json() for _ in range(4)][-1]
    assert [member["user"]["username"] for member in chunk["d"]["members"]] == ["mira"]
    assert chunk["d"]["nonce"] == "n"
