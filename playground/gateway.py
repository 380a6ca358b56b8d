"""The gateway's side of the websocket: hello, identify, resume, heartbeats, close codes."""

import asyncio
import json
from collections import deque
from typing import Any

from aiohttp import WSMsgType, web

from playground import payloads
from playground.connection import Connection
from playground.deliveries import delivery, guild_create
from playground.events import Event
from playground.payloads import Json
from playground.services import PRIVILEGED, Services
from playground.sessions import Session

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 0, 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 8, 9, 10, 11

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway
HEARTBEAT_INTERVAL_MS = 41_250
ACK_AFTER_S = 0.02
CATCH_UP_WITHIN_S = 5.0
MAX_FRAME_BYTES, MAX_FRAMES_A_MINUTE = 4096, 120
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, RATE_LIMITED, INVALID_SHARD = 4005, 4008, 4010
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014
_KNOWN_INTENTS = (1 << 26) - 1
_HOME_OF_DIRECTS = "0"
"""Direct messages reach a bot on its first shard, as a guild of this id would."""
_ENDS_SESSION = (1000, 1001)
"""Codes by which a bot gives up its session for good."""


class _Closing(Exception):
    def __init__(self, code: int) -> None:
        self.code = code


class Gateway:
    """All sessions of the bot, and the sockets that are open now."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._world = services.world
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._beats: dict[Connection, asyncio.Future[None]] = {}
        """The sockets that were asked for a heartbeat, each with what waits for it."""
        self.handshakes_to_refuse = 0
        self.events_to_repeat = 0
        self.identifies = 0
        self.resumes = 0

    def hear(self, event: Event) -> None:
        """Pass an event of the world on to the sessions it concerns.

        Sessions without a socket hear it too: it waits there for a RESUME.
        """
        direct = event.payload.get("channel_id") in self._world.directs
        home = _HOME_OF_DIRECTS if direct else self._world.guild["id"]
        for session in self._sessions.values():
            if session.has_guild(home):
                payload = delivery(self._world, event, session.intents)
                if payload is not None:
                    session.dispatch(event.name, payload)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with one socket until it ends."""
        if self.handshakes_to_refuse:
            self.handshakes_to_refuse -= 1
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse(max_msg_size=MAX_FRAME_BYTES, compress=False)
        await socket.prepare(request)
        connection = Connection(socket, compressed=request.query.get("compress") == "zlib-stream")
        self._connections.add(connection)
        keep = True
        try:
            keep = await self._converse(connection) not in _ENDS_SESSION
        finally:
            self._connections.discard(connection)
            self._part(connection, keep=keep)
            await connection.stop()
        return socket

    def close_all(self, code: int) -> None:
        """Close every open socket; the sessions stay and can be resumed."""
        for connection in self._connections:
            connection.close(code)

    def send_all(self, op: int, payload: Any = None) -> None:
        """Send a frame that is not an event over every open socket."""
        for connection in self._connections:
            connection.send(op, payload)

    async def caught_up(self) -> None:
        """Ask every socket for a heartbeat and wait for it: the bot has then read what it was told before.

        One that does not answer is waited for no longer than `CATCH_UP_WITHIN_S`.
        """
        loop = asyncio.get_running_loop()
        asked = [one.connection for one in self._sessions.values() if one.connection is not None]
        beats = [self._beats.setdefault(connection, loop.create_future()) for connection in asked]
        for connection in asked:
            connection.send(HEARTBEAT)
        if beats:
            await asyncio.wait(beats, timeout=CATCH_UP_WITHIN_S)

    def forget_sessions(self) -> None:
        """Lose every session: a RESUME will be refused."""
        self._sessions.clear()
        self._world.set_online(False)

    async def _converse(self, connection: Connection) -> int | None:
        """Take frames until the socket ends; returns the code the bot closed with, if it was the bot."""
        connection.send(HELLO, {"heartbeat_interval": HEARTBEAT_INTERVAL_MS, "_trace": []})
        arrivals: deque[float] = deque()
        while True:
            frame = await connection.receive()
            if frame.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return frame.data if frame.type is WSMsgType.CLOSE else None
            try:
                self._pace(arrivals)
                self._take(connection, _decoded(frame.data))
            except _Closing as closing:
                connection.close(closing.code)

    def _pace(self, arrivals: deque[float]) -> None:
        now = self._world.clock()
        arrivals.append(now)
        while now - arrivals[0] > 60:
            arrivals.popleft()
        if len(arrivals) > MAX_FRAMES_A_MINUTE:
            raise _Closing(RATE_LIMITED)

    def _take(self, connection: Connection, frame: Json) -> None:
        op, payload = frame.get("op"), frame.get("d")
        session = self._session_of(connection)
        if op == HEARTBEAT and self._was_asked_for(connection):
            # discord.py would count the time since the last heartbeat of its own as its latency.
            return
        if op == HEARTBEAT:
            # discord.py notes when it sent a heartbeat only after sending: an answer that comes faster than
            # any real network's looks to it like one to the heartbeat before.
            asyncio.get_running_loop().call_later(ACK_AFTER_S, connection.send, HEARTBEAT_ACK)
        elif op in (IDENTIFY, RESUME):
            if session:
                raise _Closing(ALREADY_AUTHENTICATED)
            begin = self._identify if op == IDENTIFY else self._resume
            begin(connection, payload or {})
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            raise _Closing(UNKNOWN_OPCODE)
        elif session is None:
            raise _Closing(NOT_AUTHENTICATED)
        elif op == REQUEST_MEMBERS:
            self._send_members(session, payload or {})

    def _identify(self, connection: Connection, asked: Json) -> None:
        self.identifies += 1
        if asked.get("token") != self._services.token:
            raise _Closing(AUTHENTICATION_FAILED)
        intents = asked.get("intents")
        if not isinstance(intents, int) or intents & ~_KNOWN_INTENTS:
            raise _Closing(INVALID_INTENTS)
        if intents & PRIVILEGED & ~self._services.approved_intents:
            raise _Closing(DISALLOWED_INTENTS)
        number, count = asked.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise _Closing(INVALID_SHARD)
        session = Session(intents, (number, count), connection)
        self._sessions[session.id] = session
        self._welcome(session)
        self._world.set_online(True, anew=True)

    def _welcome(self, session: Session) -> None:
        guild_id = self._world.guild["id"]
        mine = session.has_guild(guild_id)
        bot = self._world.bot
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": payloads.own_user(bot),
                "guilds": [{"id": guild_id, "unavailable": True}] if mine else [],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": self._services.gateway_url,
                "shard": list(session.shard),
                "application": {"id": bot["id"], "flags": self._services.application_flags},
                "private_channels": [],
                "presences": [],
                "relationships": [],
                "user_settings": {},
                "guild_join_requests": [],
                "_trace": [],
            },
        )
        if mine:
            session.dispatch("GUILD_CREATE", guild_create(self._world, session.intents))
        session.welcomed()

    def _resume(self, connection: Connection, asked: Json) -> None:
        if asked.get("token") != self._services.token:
            raise _Closing(AUTHENTICATION_FAILED)
        session = self._sessions.get(asked.get("session_id") or "")
        after = int(asked.get("seq") or 0)
        if session is None or not session.can_replay(after):
            connection.send(INVALID_SESSION, False)
            return
        self.resumes += 1
        session.replay(after, connection, self.events_to_repeat)
        self.events_to_repeat = 0
        self._world.set_online(True)

    def _send_members(self, session: Session, asked: Json) -> None:
        members = list(self._world.members.values())
        wanted = asked.get("user_ids")
        if wanted:
            ids = {str(one) for one in (wanted if isinstance(wanted, list) else [wanted])}
            members = [member for member in members if member["user"]["id"] in ids]
        elif prefix := str(asked.get("query") or ""):
            members = [member for member in members if member["user"]["username"].startswith(prefix.lower())]
        chunk = {"guild_id": asked["guild_id"], "members": members, "chunk_index": 0, "chunk_count": 1}
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk | {k: asked[k] for k in ("nonce",) if k in asked})

    def _session_of(self, connection: Connection) -> Session | None:
        return next((s for s in self._sessions.values() if s.connection is connection), None)

    def _was_asked_for(self, connection: Connection) -> bool:
        beat = self._beats.pop(connection, None)
        if beat is not None and not beat.done():
            beat.set_result(None)
        return beat is not None

    def _part(self, connection: Connection, *, keep: bool) -> None:
        self._was_asked_for(connection)
        session = self._session_of(connection)
        if session:
            session.connection = None
            if not keep:
                del self._sessions[session.id]
        if all(one.connection is None for one in self._sessions.values()):
            self._world.set_online(False)


def _decoded(text: str | bytes) -> Json:
    try:
        frame = json.loads(text)
    except ValueError:
        raise _Closing(DECODE_ERROR) from None
    if not isinstance(frame, dict):
        raise _Closing(DECODE_ERROR)
    return frame
