"""A websocket that is written to without waiting."""

import asyncio
import contextlib
import json
import zlib
from typing import Any

from aiohttp import WSMessage, web


class Connection:
    """One websocket. Sending never waits: frames queue up and a task of its own writes them."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool = False) -> None:
        self._socket = socket
        self._compressor = zlib.compressobj() if compressed else None
        self._frames: asyncio.Queue[str | int] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def send(self, op: int, payload: Any = None) -> None:
        """Queue a frame that is not an event."""
        self.send_text(json.dumps({"op": op, "d": payload, "s": None, "t": None}))

    def send_text(self, text: str) -> None:
        """Queue a frame that is JSON already."""
        self._frames.put_nowait(text)

    def close(self, code: int) -> None:
        """Close with this code once everything queued is written."""
        self._frames.put_nowait(code)

    async def stop(self) -> None:
        """End the writing task and wait for it."""
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)

    async def receive(self) -> WSMessage:
        """Return the next frame from the bot."""
        return await self._socket.receive()

    async def _write(self) -> None:
        # A peer that is gone is noticed where its frames are read.
        with contextlib.suppress(ConnectionError):
            while isinstance(frame := await self._frames.get(), str):
                await self._write_one(frame)
            await self._socket.close(code=frame)

    async def _write_one(self, text: str) -> None:
        if self._compressor is None:
            await self._socket.send_str(text)
            return
        packed = self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
        await self._socket.send_bytes(packed)
