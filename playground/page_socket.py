"""The websocket between the page and the world: what happened out, what a person does in."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from playground.connection import Connection
from playground.errors import ApiError, Refused
from playground.events import Event
from playground.page_frames import frame, world_frame
from playground.payloads import Json
from playground.people import People
from playground.world import World

Verb = Callable[[Json, Json], Awaitable[Any]]
"""Takes the person and the request, returns the result."""


class PageSocket:
    """One open page. Every verb it knows is a method of People."""

    def __init__(self, world: World, people: People) -> None:
        self._world = world
        self._people = people
        self._tasks: set[asyncio.Task[None]] = set()
        self._connection: Connection | None = None
        self._verbs: dict[str, Verb] = {
            "say": self._say,
            "edit": self._edit,
            "delete": self._delete,
            "post": self._post,
            "thread": self._thread,
            "commands": self._commands,
            "autocomplete": self._autocomplete,
            "slash": self._slash,
            "menu": self._menu,
            "click": self._click,
            "select": self._select,
            "submit": self._submit,
        }

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Show the world, then events, and carry out requests until the page goes."""
        socket = web.WebSocketResponse(heartbeat=30)
        await socket.prepare(request)
        connection = self._connection = Connection(socket)

        def tell(event: Event) -> None:
            if (news := frame(self._world, event)) is not None:
                connection.send_text(json.dumps(news))

        connection.send_text(json.dumps(world_frame(self._world)))
        try:
            with self._world.events.listening(tell):
                await self._listen(connection)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await connection.stop()
        return socket

    def close(self) -> None:
        """Tell the page that the server goes away."""
        if self._connection:
            self._connection.close(WSCloseCode.GOING_AWAY)

    async def _listen(self, connection: Connection) -> None:
        while (received := await connection.receive()).type is WSMsgType.TEXT:
            # A task for each, so that waiting for suggestions holds up nothing else.
            task = asyncio.create_task(self._answer(connection, received.data))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _answer(self, connection: Connection, text: str) -> None:
        number = None
        try:
            asked = json.loads(text)
            number = asked.get("id")
            result = await self._verb(asked)(self._world.find_user(str(asked.get("as"))), asked)
            reply = {"id": number, "ok": True, "result": result}
        except (Refused, ApiError, TimeoutError) as error:
            reply = {"id": number, "ok": False, "error": _sentence(error)}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reply = {"id": number, "ok": False, "error": f"The request is not complete: {error!r}."}
        connection.send_text(json.dumps(reply))

    def _verb(self, asked: Json) -> Verb:
        name = str(asked.get("do"))
        if name not in self._verbs:
            raise Refused(f"There is no verb {name}.")
        return self._verbs[name]

    async def _say(self, user: Json, asked: Json) -> Json:
        reply_to = self._world.find_message(asked["reply_to"]) if asked.get("reply_to") else None
        return await self._people.say(user, asked["channel"], asked["content"], reply_to)

    async def _edit(self, user: Json, asked: Json) -> Json:
        return await self._people.edit(user, self._message(asked), asked["content"])

    async def _delete(self, user: Json, asked: Json) -> None:
        await self._people.delete(user, self._message(asked))

    async def _post(self, user: Json, asked: Json) -> Json:
        tags = asked.get("tags") or ()
        return await self._people.post(user, asked["forum"], asked["name"], asked["content"], tags)

    async def _thread(self, user: Json, asked: Json) -> Json:
        return await self._people.thread(user, self._message(asked), asked["name"])

    async def _commands(self, user: Json, asked: Json) -> list[Json]:
        return await self._people.commands(user, asked["channel"])

    async def _autocomplete(self, user: Json, asked: Json) -> list[Json]:
        place = self._world.find_channel(asked["channel"])
        path, options = asked.get("path") or [], asked.get("options") or {}
        invoke = self._people.invoke
        opened = invoke.autocomplete(user, place, asked["command"], path, options, asked["focused"])
        return (await self._people.outcome(opened)).choices

    async def _slash(self, user: Json, asked: Json) -> Json:
        place = self._world.find_channel(asked["channel"])
        path, options = asked.get("path") or [], asked.get("options") or {}
        opened = self._people.invoke.slash(user, place, asked["command"], path, options)
        return {"interaction_id": opened.id}

    async def _menu(self, user: Json, asked: Json) -> Json:
        place = self._world.find_channel(asked["channel"])
        opened = self._people.invoke.menu(user, place, asked["command"], self._message(asked))
        return {"interaction_id": opened.id}

    async def _click(self, user: Json, asked: Json) -> Json:
        opened = self._people.invoke.click(user, self._message(asked), asked["custom_id"])
        return {"interaction_id": opened.id}

    async def _select(self, user: Json, asked: Json) -> Json:
        message = self._message(asked)
        opened = self._people.invoke.select(user, message, asked["custom_id"], asked["values"])
        return {"interaction_id": opened.id}

    async def _submit(self, user: Json, asked: Json) -> Json:
        opened = await self._people.hand_in(user, asked["interaction_id"], asked["values"])
        return {"interaction_id": opened.id}

    def _message(self, asked: Json) -> Json:
        return self._world.find_message(str(asked["message"]))


def _sentence(error: Exception) -> str:
    return str(error.body["message"]) if isinstance(error, ApiError) else str(error)
