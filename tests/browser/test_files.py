"""Files on the page: given to a command, and taken from what the bot hands out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from playground.attachments import MOST_FILE_BYTES
from playground.server import Playground
from tests.browser.conftest import BOT_PATIENCE_MS
from tests.browser.note_bot import NoteBot
from tests.browser.test_desk import speak_as

TABLE = """slug,statement,wordings,verdict,known
bridge-fell,A bridge over the Oka has been blown up.,they blew the Oka bridge,,A channel says so.
google-news-blocked,,,unverified,Nobody measured it.
six-helicopters,Wagner shot down six Russian helicopters.,,,
"""

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with one new claim, one changed and one as it is."""
    file = tmp_path / "claims.csv"
    file.write_text(TABLE)
    return file


async def begin_import(page: Page, newsroom: Playground) -> Locator:
    """As the moderator, write /desk import as far as its file; returns the box for it."""
    await page.goto(newsroom.page_url)
    await speak_as(page, "sam")
    await page.get_by_test_id("composer").fill("/desk import ")
    return page.get_by_test_id("option-file")


async def import_chosen(page: Page) -> None:
    """Have the chosen file compared, see the difference and import it."""
    shown = page.get_by_test_id("ephemeral").last
    difference = "Claims: 1 new (1 as drafts), 1 changed, 1 as they are."
    await expect(shown).to_contain_text(difference, timeout=BOT_PATIENCE_MS)
    await expect(shown).to_contain_text("+ bridge-fell: A bridge over the Oka has been blown up.")
    await expect(shown).to_contain_text("google-news-blocked: verdict confirmed → unverified")
    await shown.get_by_role("button", name="Import 2 claims").click()
    await expect(shown).to_contain_text("Imported claims.csv", timeout=BOT_PATIENCE_MS)


async def downloaded(page: Page, name: str) -> str:
    """Download the file under the newest answer, which has this name; returns what is in it."""
    file = page.get_by_test_id("ephemeral").last.get_by_test_id("file")
    await expect(file).to_contain_text(name, timeout=BOT_PATIENCE_MS)
    async with page.expect_download() as downloading:
        await file.click()
    download = await downloading.value
    assert download.suggested_filename == name
    return (await asyncio.to_thread(Path(await download.path()).read_bytes)).decode()


async def export(page: Page) -> str:
    """Have all claims as a table; returns what the download holds."""
    await page.get_by_test_id("composer").fill("/desk export ")
    await page.get_by_test_id("option-format").fill("table")
    await page.get_by_test_id("autocomplete-choice").click()
    await page.get_by_test_id("slash-send").click()
    return await downloaded(page, "caveat.csv")


async def test_a_table_is_compared_imported_and_in_the_next_export(
    page: Page, newsroom: Playground, table: Path
) -> None:
    box = await begin_import(page, newsroom)
    await box.set_input_files(table)
    await expect(page.get_by_test_id("slash-form")).to_contain_text(f"claims.csv · {len(TABLE)} bytes")
    await page.get_by_test_id("slash-send").click()
    await import_chosen(page)
    assert "bridge-fell" in await export(page)


async def test_the_audit_trail_can_be_downloaded(page: Page, newsroom: Playground) -> None:
    await page.goto(newsroom.page_url)
    await speak_as(page, "sam")
    await page.get_by_test_id("composer").fill("/desk audit ")
    await page.get_by_test_id("slash-send").click()
    trail = page.get_by_test_id("ephemeral").last
    await trail.get_by_role("button", name="Export").click(timeout=BOT_PATIENCE_MS)
    assert json.loads(await downloaded(page, "audit-trail.json"))


async def test_a_table_is_imported_by_keyboard(page: Page, newsroom: Playground, table: Path) -> None:
    box = await begin_import(page, newsroom)
    await expect(box).to_be_focused()
    async with page.expect_file_chooser() as choosing:
        await page.keyboard.press("Enter")
    await (await choosing.value).set_files(table)
    await expect(box).to_be_focused()
    await page.keyboard.press("Enter")
    await import_chosen(page)


async def test_a_table_is_imported_on_a_phone(phone: Page, newsroom: Playground, table: Path) -> None:
    await begin_import(phone, newsroom)
    async with phone.expect_file_chooser() as choosing:
        await phone.get_by_text("Choose a file …").tap()
    await (await choosing.value).set_files(table)
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    await phone.get_by_test_id("slash-send").tap()
    await import_chosen(phone)


async def test_a_chosen_file_can_be_taken_away(page: Page, newsroom: Playground, table: Path) -> None:
    box = await begin_import(page, newsroom)
    for take_away in (
        page.get_by_role("button", name="Take claims.csv away").click,
        lambda: page.keyboard.press("Backspace"),
    ):
        await box.set_input_files(table)
        await expect(page.get_by_test_id("slash-form")).to_contain_text("claims.csv")
        await take_away()
        await expect(page.get_by_test_id("slash-form")).to_contain_text("Choose a file …")
        await expect(box).to_be_focused()
    await page.get_by_test_id("slash-send").click()
    await expect(page.get_by_test_id("slash-error")).to_contain_text("“file” is required")


async def test_too_large_a_file_is_not_taken(page: Page, newsroom: Playground, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MOST_FILE_BYTES + 1)
    box = await begin_import(page, newsroom)
    await box.set_input_files(large)
    told = "“large.csv” is larger than 25 MB, the most here. Choose a smaller file."
    await expect(page.get_by_test_id("slash-error")).to_have_text(told)
    await expect(page.get_by_test_id("slash-form")).to_contain_text("Choose a file …")


async def test_a_form_takes_a_file(page: Page, playground: Playground, bot: NoteBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.txt"
    proof.write_text("It flew")
    await page.goto(playground.page_url)
    await page.get_by_test_id("composer").fill("/claim prove ")
    await page.get_by_test_id("slash-send").click()
    form = page.get_by_test_id("modal")
    await page.get_by_test_id("modal-submit").click()
    await expect(form).to_contain_text("This field is required.")
    async with page.expect_file_chooser() as choosing:
        await form.get_by_text("Choose a file …").click()
    await (await choosing.value).set_files(proof)
    await expect(form).to_contain_text("proof.txt · 7 bytes")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("ephemeral")).to_contain_text("proof.txt: It flew")
    await expect(form).to_have_count(0)


async def test_a_file_that_does_not_arrive_is_asked_for_again(
    page: Page, newsroom: Playground, table: Path
) -> None:
    await page.route("**/people/files?*", lambda route: route.abort())
    box = await begin_import(page, newsroom)
    await box.set_input_files(table)
    await page.get_by_test_id("slash-send").click()
    told = page.get_by_text("“claims.csv” could not be handed over. Choose it again.")
    await expect(told).to_be_visible()
