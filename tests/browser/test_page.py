"""The page alone: what a person sees and does, against the real playground."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from playground.server import Playground
from tests.browser.note_bot import NoteBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
HELICOPTER = "BREAKING: Wagner just shot down a Russian military helicopter"


async def enter(page: Page, playground: Playground, person: str = "mira") -> None:
    """Open the page and speak as somebody."""
    await page.goto(playground.page_url)
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id(f"person-{person}").click()


async def send(page: Page, text: str) -> None:
    """Write a message and press Enter."""
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


def message(page: Page, text: str) -> Locator:
    """The newest message with these words."""
    return page.get_by_test_id("message").filter(has_text=text).last


async def menu(page: Page, on: Locator, *entries: str) -> None:
    """Right-click a message and follow the entries of its menu."""
    await on.click(button="right")
    for entry in entries[:-1]:
        await page.get_by_role("menuitem", name=entry).hover()
    await page.get_by_role("menuitem", name=entries[-1]).click()


async def test_a_sent_message_appears_with_its_author(page: Page, playground: Playground) -> None:
    await enter(page, playground, "jonas")
    await send(page, "Two trucks, no insignia.")
    await expect(message(page, "Two trucks")).to_have_attribute("data-author", "jonas")


async def test_markup_in_a_message_stays_text(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    await send(page, "<img src=x onerror=alert(1)> **bold** [bad](javascript:alert(1)) `<b>`")
    sent = message(page, "<img src=x onerror=alert(1)>")
    await expect(sent.locator("strong")).to_have_text("bold")
    await expect(sent.locator("img, a")).to_have_count(0)
    await expect(sent).to_contain_text("[bad](javascript:alert(1))")


async def test_words_are_not_drawn_in_the_font_for_emoji(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    ems = await page.evaluate("""() => ["0", "n n"].map((text) => {
        const span = document.body.appendChild(document.createElement("span"));
        span.textContent = text;
        return span.getBoundingClientRect().width / parseFloat(getComputedStyle(span).fontSize);
    })""")
    # In the font for emoji a digit, and the space between two letters, take more than the height of a line.
    assert ems[0] < 0.8
    assert ems[1] < 2


async def test_a_note_stands_under_the_message_it_answers(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground, "jonas")
    await send(page, HELICOPTER)
    note = page.locator("[data-testid=message][data-author=caveat i]").last
    await expect(note.get_by_test_id("container")).to_contain_text("Unverified · as of 24 June 2023")
    await expect(note.locator(".reply-line")).to_contain_text(HELICOPTER)
    await expect(note.locator(".message-head")).to_contain_text("APP")


async def test_a_button_answers_only_the_one_who_pressed_it(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground, "jonas")
    await send(page, HELICOPTER)
    await page.get_by_role("button", name="Sources").click()
    answer = page.get_by_test_id("ephemeral")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(answer.get_by_role("link", name="The Guardian")).to_have_attribute(
        "rel", "noopener noreferrer nofollow"
    )
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id("person-mira").click()
    await expect(answer).to_have_count(0)


async def test_a_button_may_change_its_message(page: Page, playground: Playground, bot: NoteBot) -> None:
    await enter(page, playground)
    await send(page, HELICOPTER)
    await page.get_by_role("button", name="Judge").click()
    await expect(page.get_by_test_id("container")).to_contain_text("Confirmed")


async def test_a_bot_that_says_nothing_is_reported(page: Page, playground: Playground, bot: NoteBot) -> None:
    await enter(page, playground)
    await send(page, HELICOPTER)
    pressed = page.get_by_role("button", name="Wrong match")
    await pressed.click()
    await expect(pressed).to_have_attribute("aria-busy", "true")
    await expect(page.get_by_text("The application did not respond")).to_be_visible()


async def test_a_command_is_picked_filled_and_sent_by_keyboard(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground)
    await page.get_by_test_id("composer").press_sequentially("/sho")
    await expect(page.get_by_test_id("picker-option")).to_contain_text(["/claim show"])
    await page.keyboard.press("Tab")
    await page.get_by_test_id("option-claim").press_sequentially("heli")
    await expect(page.get_by_test_id("autocomplete-choice")).to_have_text(["Wagner shot down a helicopter"])
    await page.keyboard.press("Enter")
    await page.keyboard.type("as_of:")
    await page.keyboard.type("2023-06-24")
    await page.keyboard.press("Enter")
    await expect(message(page, "Shown: wagner 2023-06-24").locator(".reply-line")).to_contain_text(
        "used /claim show"
    )


async def test_a_missing_option_is_named(page: Page, playground: Playground, bot: NoteBot) -> None:
    await enter(page, playground)
    await page.get_by_test_id("composer").fill("/claim show ")
    await page.get_by_test_id("slash-send").click()
    await expect(page.get_by_test_id("slash-error")).to_contain_text("“claim” is required")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_a_value_outside_the_choices_is_refused(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground)
    await page.get_by_test_id("composer").fill("/claim show helicopter private:perhaps")
    await page.get_by_test_id("slash-send").click()
    await expect(page.get_by_test_id("slash-error")).to_contain_text("“perhaps” is not one of the choices")


async def test_a_form_says_what_is_wrong_and_keeps_the_text(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground)
    await page.get_by_test_id("composer").fill("/claim add ")
    await page.get_by_test_id("slash-tail").press("Enter")
    form = page.get_by_test_id("modal")
    await form.get_by_role("textbox").fill("Too short")
    await page.get_by_test_id("modal-submit").click()
    await expect(form).to_contain_text("Please write at least 10 characters.")
    await expect(form).to_contain_text("This field is required.")
    await form.get_by_role("textbox").fill("Six helicopters were shot down")
    await form.get_by_role("combobox").click()
    await form.get_by_role("option", name="False").click()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("ephemeral")).to_contain_text("Recorded: Six helicopters were shot down")
    await expect(form).to_have_count(0)


async def test_a_deferred_answer_shows_that_the_bot_thinks(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground)
    await page.get_by_test_id("composer").fill("/claim slow ")
    await page.get_by_test_id("slash-tail").press("Enter")
    await expect(message(page, "is thinking…")).to_be_visible()
    bot.may_finish.set()
    await expect(message(page, "Done at last")).to_be_visible()


async def test_a_message_is_checked_from_its_menu(page: Page, playground: Playground, bot: NoteBot) -> None:
    await enter(page, playground)
    await menu(page, message(page, "Post what you see"), "Apps", "Check this message")
    await expect(page.get_by_test_id("ephemeral")).to_contain_text(
        "Nothing recorded about: Post what you see"
    )


async def test_an_answer_to_oneself_is_brought_into_view(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground)
    for number in range(20):
        await playground.people.say("jonas", "breaking-news", f"Line {number}")
    first = page.get_by_test_id("message").filter(has_text="Line 0")
    await first.scroll_into_view_if_needed()
    await menu(page, first, "Apps", "Check this message")
    await expect(page.get_by_test_id("ephemeral").last).to_be_in_viewport()


async def test_ones_own_message_can_be_edited_and_deleted(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    await send(page, "They have reached Lipetsk")
    await expect(message(page, "They have reached Lipetsk")).to_be_visible()
    await page.get_by_test_id("composer").press("ArrowUp")
    await page.get_by_test_id("editor").fill("They have reached Voronezh")
    await page.get_by_test_id("editor").press("Enter")
    await expect(message(page, "They have reached Voronezh")).to_contain_text("(edited)")
    await menu(page, message(page, "They have reached Voronezh"), "Delete Message")
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_test_id("message").filter(has_text="They have reached")).to_have_count(0)


async def test_a_reply_shows_what_it_answers(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    await menu(page, message(page, "Post what you see"), "Reply")
    await send(page, "Will do")
    await expect(message(page, "Will do").locator(".reply-line")).to_contain_text("Post what you see")


async def test_a_forum_post_opens_with_its_first_message(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    await page.get_by_test_id("channel-reports").click()
    await page.get_by_test_id("post-name").fill("Smoke over the depot")
    await page.get_by_test_id("post-content").fill("Seen from the ring road.")
    await page.get_by_test_id("post-submit").click()
    await expect(message(page, "Seen from the ring road.")).to_be_visible()
    await page.get_by_test_id("channel-reports").click()
    await expect(page.get_by_test_id("post-Smoke over the depot")).to_contain_text("Seen from the ring road.")


async def test_the_moderators_desk_is_for_moderators(page: Page, playground: Playground) -> None:
    await enter(page, playground, "mira")
    await expect(page.get_by_test_id("channel-mod-desk")).to_have_count(0)
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id("person-sam").click()
    await expect(page.get_by_test_id("channel-mod-desk")).to_be_visible()
    await page.reload()
    await expect(page.get_by_test_id("speak-as")).to_contain_text("Sam")


async def test_a_missing_bot_is_told(page: Page, playground: Playground) -> None:
    await enter(page, playground)
    await expect(page.get_by_test_id("bot-offline")).to_contain_text("is not connected")


async def test_a_lost_connection_is_told_and_mended(page: Page, playground: Playground) -> None:
    await page.route_web_socket("**/people**", lambda socket: page_sockets.append(socket.connect_to_server()))
    page_sockets = []
    await enter(page, playground)
    await page_sockets[0].close()
    await expect(page.get_by_test_id("strip-offline")).to_contain_text("Reconnecting")
    await expect(page.get_by_test_id("strip-offline")).to_have_count(0)
    await send(page, "Back again")
    await expect(message(page, "Back again")).to_be_visible()


async def test_a_narrow_window_hides_the_channels_behind_a_button(page: Page, playground: Playground) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto(playground.page_url)
    await expect(page.get_by_test_id("channel-general")).not_to_be_visible()
    await page.get_by_role("button", name="Open the channel list").click()
    await page.get_by_test_id("channel-general").click()
    await expect(page.get_by_role("heading", name="general", exact=True)).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 390


async def test_direct_messages_are_shown_to_their_person_alone(
    page: Page, playground: Playground, bot: NoteBot
) -> None:
    await enter(page, playground, "sam")
    mira = await bot.fetch_user(int(playground.world.find_user("mira")["id"]))
    await (await mira.create_dm()).send("Something changed.")
    direct = page.get_by_test_id("channel-Caveat")
    await expect(direct).to_have_count(0)
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id("person-mira").click()
    await direct.click()
    await expect(message(page, "Something changed.")).to_have_attribute("data-author", "Caveat")
    await expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", re.compile("@Caveat"))
    await page.get_by_test_id("speak-as").click()
    await page.get_by_test_id("person-jonas").click()
    await expect(direct).to_have_count(0)
    await expect(page.get_by_text("Something changed.")).to_have_count(0)
