"""Files from the page: who may hand one over, and what becomes of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import aiohttp
import discord
import pytest

from playground.attachments import MOST_FILE_BYTES
from playground.server import Playground
from tests.playground.small_bot import SmallBot, connected


async def hand_over(address: str, content: bytes = b"slug\n", **headers: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, data=BytesIO(content), headers=headers) as response,
    ):
        return response.status, await response.text()


def route(playground: Playground) -> str:
    """The address that the page hands its files to, with the key."""
    return playground.page_url.replace("/?key", "/people/files?name=claims.csv&key")


async def test_a_file_needs_the_pages_key_and_its_origin(playground: Playground) -> None:
    own = {"Origin": playground.url}
    keyless = f"{playground.url}/people/files?name=claims.csv"
    for address, headers in (
        (keyless, own),
        (f"{keyless}&key=guess", own),
        (route(playground), {}),
        (route(playground), {"Origin": "null"}),
        (route(playground), {"Origin": "http://evil.example"}),
    ):
        assert (await hand_over(address, **headers))[0] == 403
    assert playground.world.files == {}
    assert (await hand_over(route(playground), **own))[0] == 200
    assert [content for _, content in playground.world.files.values()] == [b"slug\n"]


async def test_too_large_a_file_is_refused_with_a_sentence(playground: Playground) -> None:
    own = {"Origin": playground.url}
    large = b"x" * (MOST_FILE_BYTES + 1)
    refused = (413, "The file has more than 25 MB, which is the most here.\n")
    assert await hand_over(route(playground), large, **own) == refused
    assert playground.world.files == {}
    assert (await hand_over(route(playground), large[1:], **own))[0] == 200


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("claims.csv", "claims.csv"),
        ("my claims #2?.csv", "my_claims_2_.csv"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "file"),
        ("наши.csv", "_.csv"),
    ],
)
async def test_a_file_is_called_as_discord_calls_it_and_can_be_fetched(
    playground: Playground, chosen: str, kept: str
) -> None:
    attached = playground.attach(chosen, b"slug\n")
    assert attached["filename"] == kept
    async with aiohttp.ClientSession() as session, session.get(attached["url"]) as response:
        assert await response.read() == b"slug\n"


async def test_a_file_handed_over_reaches_the_command(playground: Playground, bot: SmallBot) -> None:
    @bot.tree.command(name="read", description="Reads a file")
    async def read(act: Any, file: discord.Attachment) -> None:
        await act.response.send_message((await file.read()).decode())

    async with connected(playground, bot):
        attached = playground.attach("claims.csv", b"slug")
        answer = await playground.people.slash("sam", "general", "read", file={"id": attached["id"]})
    assert answer.text == "slug"
