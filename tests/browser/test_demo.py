"""The product as a newcomer meets it: `caveat demo`, a browser, and the sentence that names it."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

HELICOPTER = "BREAKING: Wagner just shot down a Russian military helicopter"
PATIENCE_S = 90.0
PATIENCE_MS = PATIENCE_S * 1000

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def address() -> AsyncIterator[str]:
    """The address a running demo printed."""
    demo = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert demo.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        while not (
            found := re.search(r"http://127\.0\.0\.1:\d+/\?key=\S+", (await demo.stdout.readline()).decode())
        ):
            assert demo.returncode is None
    yield found.group()
    demo.send_signal(signal.SIGTERM)
    async with asyncio.timeout(PATIENCE_S):
        assert await demo.wait() == 0


async def test_the_helicopter_sentence_gets_its_note(page: Page, address: str) -> None:
    await page.goto(address)
    await expect(page.get_by_test_id("bot-offline")).to_have_count(0, timeout=PATIENCE_MS)
    composer = page.get_by_test_id("composer")
    await composer.fill(HELICOPTER)
    await composer.press("Enter")
    note = page.locator("[data-testid=message][data-author=caveat i]").last
    await expect(note).to_contain_text("Unverified", timeout=PATIENCE_MS)
    await expect(note).to_contain_text("as of 24 June 2023")
    await expect(note).to_contain_text("Not known:")
    await note.get_by_role("button", name="Sources").click()
    await expect(page.get_by_test_id("ephemeral")).to_contain_text("News report quoted in a forum post")
