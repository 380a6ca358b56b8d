"""Discord's markdown in the page: what becomes an element, and what must stay text."""

import pytest
from playwright.async_api import Page

from playground.server import Playground

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

DRAW = """async (sources) => {
  const { richText } = await import("/page/js/richtext.js");
  const plain = (markup) => markup.replace(/ (title|datetime|tabindex)="[^"]*"/g, "");
  return sources.map((source) => plain(richText(source).innerHTML));
}"""
LINK = 'target="_blank" rel="noopener noreferrer nofollow" class="link"'


def paragraph(inside: str) -> str:
    return f'<div class="paragraph">{inside}</div>'


def link(url: str, text: str) -> str:
    return f'<a href="{url}" {LINK}>{text}</a>'


async def drawn(page: Page, playground: Playground, *sources: str) -> list[str]:
    """The markup the page makes of each source."""
    await page.goto(playground.page_url)
    await page.get_by_test_id("composer").wait_for()
    result: list[str] = await page.evaluate(DRAW, list(sources))
    return result


async def test_emphasis_nests_and_unclosed_marks_stay(page: Page, playground: Playground) -> None:
    cases = {
        "**bold *both***": "<strong>bold <em>both</em></strong>",
        "***x***": "<strong><em>x</em></strong>",
        "__u__ ~~s~~ _i_": "<u>u</u> <s>s</s> <em>i</em>",
        "snake_case_word 2 * 3 * 4": "snake_case_word 2 * 3 * 4",
        "**unclosed and `this": "**unclosed and `this",
        r"\*not\*": "*not*",
        "`**code**`": '<code class="code">**code**</code>',
    }
    assert await drawn(page, playground, *cases) == [paragraph(inside) for inside in cases.values()]


async def test_only_whole_web_addresses_become_links(page: Page, playground: Playground) -> None:
    cases = {
        "[a](https://a.example/b_(c))": link("https://a.example/b_(c)", "a"),
        "(see https://a.example/x_y).": f"(see {link('https://a.example/x_y', 'https://a.example/x_y')}).",
        "<https://a.example/>": link("https://a.example/", "https://a.example/"),
        "[a](javascript:alert(1))": "[a](javascript:alert(1))",
        "[a](data:text/html,x)": "[a](data:text/html,x)",
        "https://user@a.example/": "https://user@a.example/",
        "[https://b.example/](https://a.example/)": (
            f"[{link('https://b.example/', 'https://b.example/')}]"
            f"({link('https://a.example/', 'https://a.example/')})"
        ),
    }
    assert await drawn(page, playground, *cases) == [paragraph(inside) for inside in cases.values()]


async def test_markup_is_never_read_as_html(page: Page, playground: Playground) -> None:
    hostile = [
        "<script>alert(1)</script>",
        "**<img src=x onerror=alert(1)>**",
        "```html\n<b onclick=alert(1)>\n```",
        '[<i>](https://a.example/"onmouseover="alert(1))',
        '<t:99999999999999:F> <@1"onx=> <:a<b:1>',
        "||<svg/onload=alert(1)>||",
    ]
    for markup in await drawn(page, playground, *hostile):
        assert "<script" not in markup
        assert "<img" not in markup
        assert "<svg" not in markup
        assert "<b " not in markup


async def test_blocks_begin_at_their_line(page: Page, playground: Playground) -> None:
    heading, subtext, quote, everything = await drawn(
        page, playground, "# One\nand # not", "-# small", "> one\n> two\nthree", ">>> all\nof it"
    )
    assert 'class="heading heading-1"' in heading
    assert heading.endswith(paragraph("and # not"))
    assert subtext == '<div class="subtext">small</div>'
    assert quote == "<blockquote>" + paragraph("one\ntwo") + "</blockquote>" + paragraph("three")
    assert everything == "<blockquote>" + paragraph("all\nof it") + "</blockquote>"


async def test_mentions_and_times_are_spelled_out(page: Page, playground: Playground) -> None:
    world = playground.world
    sam, general = world.find_user("sam")["id"], world.find_channel("general")["id"]
    sources = (
        f"<@{sam}> <@999>",
        f"<#{general}>",
        "@everyone",
        "<t:1687564800:f>",
        "<t:1687564800:T>",
        "<:hm:1>",
    )
    person, channel, everyone, moment, clock, emoji = await drawn(page, playground, *sources)
    assert ">@Sam<" in person
    assert ">@unknown-user<" in person
    assert ">#general</button>" in channel
    assert '<span class="mention plain">@everyone</span>' in everyone
    assert ">24 June 2023 at 00:00<" in moment
    assert ">00:00:00<" in clock
    assert ":hm:" in emoji


async def test_long_hostile_text_is_read_in_time_that_grows_evenly(
    page: Page, playground: Playground
) -> None:
    sources = [
        mark * (2000 // len(mark)) for mark in ("*", "**a", "[", "_a ", "`", "||*", "<@", "[[a](https://a")
    ]
    assert len(await drawn(page, playground, *sources)) == len(sources)
