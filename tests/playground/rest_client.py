"""Bare REST calls with the bot's token, to see answers as they are on the wire."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from playground.server import Playground


@dataclass(frozen=True)
class Told:
    status: int
    body: Any
    headers: Any

    @property
    def code(self) -> int:
        return int(self.body["code"])


class RestClient:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def ask(self, method: str, path: str, body: Any = None, **options: Any) -> Told:
        address = f"{self._url}/api/v10{path}"
        async with self._session.request(method, address, json=body, **options) as response:
            is_json = response.content_type == "application/json"
            told = await response.json() if is_json else await response.text()
            return Told(response.status, told, response.headers)


@asynccontextmanager
async def rest_client(playground: Playground) -> AsyncIterator[RestClient]:
    headers = {"Authorization": f"Bot {playground.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield RestClient(session, playground.url)
