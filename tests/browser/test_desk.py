"""The moderators' desk as people see it: a claim recorded from a message, repeated, judged; its note."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from playground.server import Playground
from tests.browser.conftest import BOT_PATIENCE_MS

SAID = "The airport of Rostov has been closed by Wagner"
WHY = "The airport's own page says so."

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def speak_as(page: Page, person: str) -> None:
    """Become somebody else."""
    # It is drawn once the page knows the server, and shown where the list has no room of its own.
    menu = page.locator(".menu-button")
    await menu.wait_for(state="attached", timeout=BOT_PATIENCE_MS)
    if await menu.is_visible():
        await menu.click()
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id(f"person-{person}").click()
    await page.keyboard.press("Escape")


async def say(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


def message(page: Page, text: str) -> Locator:
    """The newest message with these words."""
    return page.get_by_test_id("message").filter(has_text=text).last


async def from_menu(page: Page, on: Locator, command: str) -> None:
    """Use a command of the message's own menu, by its “…”, as on a phone."""
    await on.focus()
    await on.get_by_test_id("message-more").click()
    await page.get_by_role("menuitem", name="Apps").click()
    await page.get_by_role("menuitem", name=command).click()


async def record(page: Page) -> None:
    """Record what somebody said as a claim."""
    await speak_as(page, "sam")
    await from_menu(page, message(page, SAID), "Record as claim")
    form = page.get_by_test_id("modal")
    await expect(form.get_by_test_id("field-statement")).to_have_value(SAID)
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("ephemeral").last).to_contain_text("Unverified", timeout=BOT_PATIENCE_MS)


async def judge(page: Page) -> None:
    """Put a verdict on it, with its source and why."""
    await page.get_by_test_id("composer").fill("/desk judge ")
    await page.get_by_test_id("option-claim").fill("airport")
    await page.get_by_test_id("autocomplete-choice").first.click()
    await page.keyboard.type(f"why:{WHY}")
    await page.get_by_test_id("slash-send").click()
    form = page.get_by_test_id("modal")
    await form.get_by_role("combobox", name="Verdict").click()
    await form.get_by_role("option", name="Confirmed").click()
    await form.get_by_test_id("field-source").fill("Airport of Rostov https://example.org/airport")
    await page.get_by_test_id("modal-submit").click()


async def judge_at_the_desk(page: Page) -> None:
    """Do the same from the desk's front page, with few words to type: three taps lead to the form."""
    await page.get_by_test_id("composer").fill("/desk home ")
    await page.get_by_test_id("slash-tail").press("Enter")
    desk = page.get_by_test_id("ephemeral").last
    await desk.get_by_role("combobox", name="Open a claim").click()
    await desk.get_by_role("option", name=SAID).click()
    await desk.get_by_role("button", name="Judge").click()
    sheet = page.get_by_test_id("ephemeral").filter(has_text="Nothing is saved before")
    await sheet.get_by_role("combobox").first.click()
    await sheet.get_by_role("option", name="Confirmed").click()
    await expect(sheet).to_contain_text("Then: Unverified → ✅ Confirmed")
    await sheet.get_by_role("button", name="Write and save").click()
    form = page.get_by_test_id("modal")
    await form.get_by_test_id("field-why").fill(WHY)
    await form.get_by_test_id("field-source").fill("Airport of Rostov https://example.org/airport")
    await page.get_by_test_id("modal-submit").click()


async def recorded_and_judged(
    page: Page, newsroom: Playground, judge: Callable[[Page], Awaitable[None]]
) -> None:
    await page.goto(newsroom.page_url)
    await newsroom.people.say("jonas", "breaking-news", SAID)
    await record(page)
    await speak_as(page, "mira")
    await say(page, f"BREAKING: {SAID.lower()}")
    note = page.locator("[data-testid=message][data-author=caveat i]").last
    await expect(note).to_contain_text("Unverified · as of", timeout=BOT_PATIENCE_MS)
    await speak_as(page, "sam")
    await judge(page)
    note = page.locator("[data-testid=message][data-author=caveat i]").filter(has_text="Helpful").last
    await expect(note.locator("s")).to_contain_text("Unverified", timeout=BOT_PATIENCE_MS)
    await expect(note).to_contain_text("Confirmed")
    await expect(note).to_contain_text(WHY)
    await expect(note.get_by_role("link", name="Airport of Rostov")).to_be_visible()


async def test_a_claim_recorded_from_a_message_and_judged_changes_the_note_under_its_repeat(
    page: Page, newsroom: Playground
) -> None:
    await recorded_and_judged(page, newsroom, judge)


async def test_on_a_phone_three_taps_lead_from_the_desk_to_the_judgement(
    phone: Page, newsroom: Playground
) -> None:
    await recorded_and_judged(phone, newsroom, judge_at_the_desk)
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
