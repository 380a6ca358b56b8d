"""A browser on the playground's page, and a bot for it to talk to.

The browser is started once; so all of it runs on one event loop, and so must the tests:
`pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]`.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, ViewportSize, async_playwright

from claims.audit import Action, Change
from db.stores import open_stores
from playground.limits import UNHURRIED
from playground.server import Playground
from tests.browser.note_bot import NoteBot
from tests.mutiny import MUTINY, NIGHT
from tests.playground.small_bot import connected

CHROMIUM = Path(os.environ.get("CAVEAT_CHROMIUM", "/usr/bin/chromium"))
HAS_CHROMIUM = CHROMIUM.exists()
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 10_000
BOT_PATIENCE_S = 60.0
BOT_PATIENCE_MS = BOT_PATIENCE_S * 1000


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not HAS_CHROMIUM:
        pytest.skip(f"No Chromium at {CHROMIUM}: install it, or name one in CAVEAT_CHROMIUM.")
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield opened
        await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page, on a desk."""
    async with watched(browser, viewport={"width": 1280, "height": 800}) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """An empty page, on a phone: narrow, and touched with fingers."""
    size: ViewportSize = {"width": 390, "height": 844}
    async with watched(browser, viewport=size, has_touch=True, is_mobile=True) as opened:
        yield opened


@asynccontextmanager
async def watched(browser: Browser, **how: Any) -> AsyncIterator[Page]:
    """An empty page; at the end it must have met no script error and asked nothing of the outside."""
    context = await browser.new_context(locale="en-GB", timezone_id="UTC", **how)
    opened = await context.new_page()
    opened.set_default_timeout(PATIENCE_MS)
    troubles: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:")):
            troubles.append(request.url)

    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("request", watch)
    opened.on("console", lambda line: troubles.append(line.text) if "Content Security" in line.text else None)
    yield opened
    await context.close()
    assert troubles == []


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    async with Playground(rates=UNHURRIED, answer_within_s=1.0) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def bot(playground: Playground) -> AsyncIterator[NoteBot]:
    async with connected(playground, NoteBot()) as ready:
        yield ready


@pytest_asyncio.fixture(loop_scope="session")
async def newsroom(tmp_path: Path) -> AsyncIterator[Playground]:
    """A server whose bot, in its own process, knows the event."""
    database = f"sqlite:///{tmp_path}/caveat.db"
    async with Playground() as playground:
        async with open_stores(database) as stores:
            guild_id = int(playground.world.guild["id"])
            await stores.events.load(guild_id, MUTINY, Change(Action.LOADED, 1, NIGHT))
        environment = {
            "DISCORD_TOKEN": playground.token,
            "CAVEAT_DISCORD_URL": playground.url,
            "CAVEAT_DATABASE": database,
        }
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **environment}
        )
        await playground.world.wait_until(lambda: playground.world.bot_online, BOT_PATIENCE_S)
        yield playground
        bot.terminate()
        async with asyncio.timeout(BOT_PATIENCE_S):
            assert await bot.wait() == 0
