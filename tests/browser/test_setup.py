"""From a bare server to the first note, as whoever invited the bot does it: with a mouse and few words."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from interchange.pack import write_pack
from playground.server import Playground
from tests.small_pack import NAME, small_pack

PATIENCE_S = 60.0
PATIENCE_MS = PATIENCE_S * 1000
MOST_INTERACTIONS = 10

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def bare(tmp_path: Path) -> AsyncIterator[Playground]:
    """A server that has just invited the bot, with one pack on the shelf and nothing loaded."""
    packs = tmp_path / "packs"
    packs.mkdir()
    write_pack(small_pack(), packs / f"{NAME}.yaml")
    async with Playground() as playground:
        environment = {
            "DISCORD_TOKEN": playground.token,
            "CAVEAT_DISCORD_URL": playground.url,
            "CAVEAT_DATABASE": f"sqlite:///{tmp_path}/caveat.db",
            "CAVEAT_PACKS": str(packs),
        }
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **environment}
        )
        await playground.world.wait_until(lambda: playground.world.bot_online, PATIENCE_S)
        yield playground
        bot.terminate()
        async with asyncio.timeout(PATIENCE_S):
            assert await bot.wait() == 0


@dataclass
class Newcomer:
    """Someone who sets the bot up, and how often they tap or fill in a field."""

    page: Page
    interactions: int = 0

    @property
    def panel(self) -> Locator:
        return self.page.get_by_test_id("ephemeral")

    async def write(self, text: str) -> None:
        self.interactions += 1
        await self.page.get_by_test_id("composer").fill(text)
        await self.page.get_by_test_id("composer").press("Enter")

    async def command(self, text: str) -> None:
        self.interactions += 1
        await self.page.get_by_test_id("composer").fill(f"{text} ")
        await self.page.get_by_test_id("slash-tail").press("Enter")

    async def pick(self, label: str, option: str) -> None:
        self.interactions += 2
        await self.panel.get_by_role("combobox", name=label).click()
        await self.panel.get_by_role("option", name=option).click()

    async def press(self, button: str) -> None:
        self.interactions += 1
        await self.panel.get_by_role("button", name=button, exact=True).click()

    async def told(self, words: str | re.Pattern[str]) -> None:
        await expect(self.panel).to_contain_text(words, timeout=PATIENCE_MS)


async def test_from_a_bare_server_to_the_first_card_and_the_first_note(page: Page, bare: Playground) -> None:
    await page.goto(bare.page_url)
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id("person-sam").click()
    sam = Newcomer(page)
    await sam.command("/caveat setup")
    await sam.told("▫️ 3 · What")
    await sam.pick("Pick the moderators' channel", "#mod-desk")
    await sam.told("I show moderators my cards in #mod-desk")
    await sam.pick("Load a pack", small_pack().event.title)
    await sam.told("Loaded")
    await sam.press("Begin in shadow mode")
    await sam.told("I work in shadow mode")
    told = await sam.panel.inner_text()
    (example,) = re.findall(r"write “(.+?)” in a channel I read", told)
    await sam.write(example)
    await bare.world.wait_until(lambda: len(bare.world.history("mod-desk")) > 1, PATIENCE_S)
    await sam.press("On")
    await sam.told("I am on")
    await sam.write(f"BREAKING: {example}")
    note = page.locator("[data-testid=message][data-author=caveat i]").last
    await expect(note).to_contain_text("as of", timeout=PATIENCE_MS)
    assert sam.interactions <= MOST_INTERACTIONS
