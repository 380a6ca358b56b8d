"""The page, its socket, and who is let in."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from tests.playground.small_bot import SmallBot, connected


class Page:
    """One open page: requests by number, events in between kept for later."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._events: list[dict[str, Any]] = []
        self._number = 0

    async def event(self, kind: str) -> dict[str, Any]:
        for known in self._events:
            if known["type"] == kind:
                self._events.remove(known)
                return known
        while (frame := await self._next()).get("type") != kind:
            self._events.append(frame)
        return frame

    async def do(self, verb: str, who: dict[str, Any] | str, **fields: Any) -> dict[str, Any]:
        self._number += 1
        person = who if isinstance(who, str) else who["id"]
        await self._socket.send_json({"id": self._number, "do": verb, "as": person, **fields})
        while (frame := await self._next()).get("id") != self._number:
            self._events.append(frame)
        return frame

    async def _next(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            frame: dict[str, Any] = await self._socket.receive_json()
            return frame


@asynccontextmanager
async def open_page(playground: Playground) -> AsyncIterator[Page]:
    address = playground.page_url.replace("/?key", "/people?key")
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        yield Page(socket)


async def fetch(address: str, **headers: str) -> int:
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as response:
        return response.status


async def test_the_page_needs_its_key(playground: Playground) -> None:
    assert await fetch(playground.page_url) == 200
    assert await fetch(playground.url + "/") == 403
    assert await fetch(playground.url + "/?key=guess") == 403
    assert await fetch(playground.url + "/people?key=guess") == 403


async def test_other_hosts_and_other_sites_are_refused(playground: Playground) -> None:
    port = playground.url.rsplit(":", 1)[1]
    assert await fetch(playground.page_url, Host="evil.example") == 403
    assert await fetch(playground.page_url, Host=f"localhost:{port}") == 200
    assert await fetch(playground.page_url, Origin="http://evil.example") == 403
    assert await fetch(playground.page_url, Origin=f"http://127.0.0.1:{int(port) + 1}") == 403
    assert await fetch(playground.page_url, Origin="null") == 403
    assert await fetch(playground.page_url, Origin=playground.url) == 200


async def test_no_file_outside_the_page_is_served(playground: Playground) -> None:
    for path in ("/page/../server.py", "/page/%2e%2e/server.py", "/page//etc/passwd"):
        assert await fetch(playground.url + path) in (403, 404)


async def test_the_world_comes_first(playground: Playground) -> None:
    async with open_page(playground) as page:
        world = await page.event("world")
    assert world["guild"]["name"] == "Frontline Watch"
    assert {one["username"]: one["moderator"] for one in world["people"]} == {
        "olga": True,
        "mira": False,
        "jonas": False,
        "sam": True,
    }
    assert [one["name"] for one in world["channels"]] == ["breaking-news", "general", "mod-desk", "reports"]
    assert not world["bot_online"]
    assert all(world["messages"][one["id"]] for one in world["channels"] if one["type"] == 0)


async def test_what_a_person_does_is_seen_on_the_page(playground: Playground) -> None:
    mira = playground.world.find_user("mira")
    sam = playground.world.find_user("sam")
    general = playground.world.find_channel("general")["id"]
    async with open_page(playground) as page:
        said = (await page.do("say", mira, channel=general, content="Hello"))["result"]
        reply = (await page.do("say", sam, channel=general, content="Hi", reply_to=said["id"]))["result"]
        await page.do("edit", mira, message=said["id"], content="Hello again")
        thread = (await page.do("thread", sam, message=said["id"], name="Talk"))["result"]
        await page.do("delete", sam, message=said["id"])
        created = await page.event("message_create")
        updated = await page.event("message_update")
        opened = await page.event("thread_create")
        deleted = await page.event("message_delete")
    assert created["message"]["content"] == "Hello"
    assert reply["referenced_message"]["id"] == said["id"]
    assert updated["message"]["content"] == "Hello again"
    assert opened["channel"]["id"] == thread["id"] == said["id"]
    assert deleted == {"type": "message_delete", "id": said["id"], "channel_id": general, "only_for": None}


async def test_a_forum_post_with_a_tag_is_made_from_the_page(playground: Playground) -> None:
    forum = playground.world.find_channel("reports")
    async with open_page(playground) as page:
        made = await page.do(
            "post",
            playground.world.find_user("jonas"),
            forum=forum["id"],
            name="Smoke",
            content="Seen at noon",
            tags=[forum["available_tags"][0]["id"]],
        )
    assert made["ok"]
    assert [m["content"] for m in playground.world.history("Smoke")] == ["Seen at noon"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"do": "say", "as": "mira", "channel": "general", "content": " "}, "Write something first."),
        ({"do": "dance", "as": "mira"}, "There is no verb dance."),
        ({"do": "say", "as": "nobody", "channel": "general", "content": "x"}, "Unknown User"),
        ({"do": "say", "as": "mira"}, "The request is not complete: KeyError('channel')."),
        ({"do": ["say"], "as": "mira"}, "There is no verb ['say']."),
    ],
)
async def test_a_bad_request_gets_a_sentence(
    playground: Playground, asked: dict[str, Any], sentence: str
) -> None:
    address = playground.page_url.replace("/?key", "/people?key")
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        await socket.receive_json()
        await socket.send_json({"id": 1, **asked})
        assert await socket.receive_json() == {"id": 1, "ok": False, "error": sentence}


async def test_garbage_on_the_socket_harms_nobody(playground: Playground) -> None:
    address = playground.page_url.replace("/?key", "/people?key")
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        await socket.receive_json()
        for garbage in ("not json", "[]", "null", "7"):
            await socket.send_str(garbage)
            assert (await socket.receive_json())["ok"] is False


async def test_commands_work_from_the_page(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="hello", description="Hello")
    async def hello(act: Any) -> None:
        await act.response.send_message("Only you", ephemeral=True)

    mira = playground.world.find_user("mira")
    general = playground.world.find_channel("general")["id"]
    async with connected(playground, bot), open_page(playground) as page:
        offered = (await page.do("commands", mira, channel=general))["result"]
        used = await page.do("slash", mira, channel=general, command=offered[0]["id"], path=[], options={})
        shown = await page.event("message_create")
        done = await page.event("interaction_done")
    assert used["result"]["interaction_id"] == done["interaction_id"]
    assert (shown["message"]["content"], shown["only_for"]) == ("Only you", mira["id"])
    assert done["to"] == mira["id"]


async def test_avatars_are_drawn_and_escaped(playground: Playground) -> None:
    user = playground.world.add_user("<script>")
    address = f"{playground.url}/cdn/avatars/{user['id']}.png"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert "&lt;" in await response.text()


async def test_leaving_closes_open_sockets(bot: SmallBot) -> None:
    async with aiohttp.ClientSession() as session:
        async with Playground() as playground:
            page = await session.ws_connect(playground.page_url.replace("/?key", "/people?key"))
            gate = await session.ws_connect(playground.gateway_url)
            assert json.loads((await page.receive()).data)["type"] == "world"
        for socket in (page, gate):
            while (await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert socket.close_code == 1001


async def test_it_starts_alone_and_ends_on_interrupt() -> None:
    # Programs that a shell starts in the background ignore interrupts, and so do their children.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout
    lines = [(await process.stdout.readline()).decode().split() for _ in range(3)]
    printed = dict(lines)
    assert await fetch(printed["Page:"]) == 200
    assert (
        await fetch(printed["URL:"] + "/api/v10/users/@me", Authorization=f"Bot {printed['Token:']}") == 200
    )
    process.send_signal(signal.SIGINT)
    _, complaints = await process.communicate()
    assert (process.returncode, complaints) == (0, b"")


async def test_a_taken_port_is_an_error(playground: Playground) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with Playground(port=int(playground.url.rsplit(":", 1)[1])):
            pass
