"""The moderators' desk over sockets: recording, judging, two at once, a lost role, the trail and undoing."""

from __future__ import annotations

import json

import aiohttp
import pytest

from playground.answers import Answer
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import BotProcess
from tests.wire.test_life_of_a_note import judged, shown
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

SLUG = "helicopter-shot-down"
AIRPORT = "The airport of Rostov has been closed by Wagner"
UNVERIFIED = "🟡 **Unverified** · as of"


async def opened(playground: Playground, command: str, who: str = "sam") -> Answer:
    """Have a moderator open a form of the desk for the helicopter claim."""
    return await playground.people.slash(who, "mod-desk", f"desk {command}", claim=SLUG)


async def stored(playground: Playground) -> str:
    """What the claim's card says."""
    return (await playground.people.slash("olga", "mod-desk", "claim show", claim=SLUG)).text


async def test_a_claim_recorded_from_a_message_and_judged_changes_the_note_under_its_repeat(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    said = await playground.people.say("jonas", "breaking-news", AIRPORT)
    form = await playground.people.menu("sam", "Record as claim", said)
    card = await playground.people.submit("sam", form, known="A channel says so.")
    assert card.ephemeral
    assert AIRPORT in card.text
    note = await noted(playground, await playground.people.say("mira", "general", f"BREAKING: {AIRPORT}"))
    await shown(playground, note, "A channel says so.")
    slug = next(each for each in card.custom_ids if each.startswith("panel:")).rpartition(":")[2]
    why = "The airport says so itself."
    form = await playground.people.slash("sam", "mod-desk", "desk judge", claim=slug, why=why)
    source = "The airport https://example.org/airport"
    await playground.people.submit("sam", form, verdict="confirmed", source=source)
    await shown(playground, note, "~~🟡 Unverified~~ → ✅ **Confirmed**")
    await shown(playground, note, why)
    await shown(playground, note, "[The airport](https://example.org/airport)")
    assert AIRPORT not in bot.log


async def test_of_two_who_edit_a_claim_at_once_the_second_is_told_what_the_first_changed(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    first, second = [await opened(playground, "edit", who) for who in ("sam", "olga")]
    saved = await playground.people.submit("sam", first, said_by="Nobody in particular")
    assert "Nobody in particular" in saved.text
    told = await playground.people.submit("olga", second, statement="Six helicopters were shot down.")
    assert f"“{SLUG}” was changed by someone else a moment ago: who says so." in told.text
    assert "Six helicopters were shot down." in told.text
    assert "Six helicopters" not in await stored(playground)


async def test_of_two_who_judge_a_claim_at_once_the_second_is_told_what_the_first_changed(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    first, second = [await opened(playground, "judge", who) for who in ("sam", "olga")]
    answer = {"known": "A wreck was filmed.", "source": "https://example.org/wreck"}
    await playground.people.submit("sam", first, verdict="confirmed", **answer)
    told = await playground.people.submit("olga", second, verdict="false", **answer)
    assert f"“{SLUG}” was changed by someone else a moment ago: verdict, known" in told.text
    assert "✅ **Confirmed**" in await stored(playground)


@pytest.mark.parametrize(
    ("command", "answers"),
    [
        ("judge", {"verdict": "false", "source": "https://example.org/retraction"}),
        ("edit", {"statement": "Nothing was shot down."}),
        ("wording", {"wordings": "the orchestra grounded a Ka-52"}),
    ],
)
async def test_whoever_loses_the_role_with_a_form_open_changes_nothing(
    playground: Playground, bot: BotProcess, command: str, answers: dict[str, str]
) -> None:
    await bot.connect()
    before = await stored(playground)
    form = await opened(playground, command)
    playground.world.take_roles(playground.world.find_user("sam"))
    refused = await playground.people.submit("sam", form, **answers)
    assert "That is for moderators" in refused.text
    assert await stored(playground) == before


async def test_the_trail_comes_as_a_file_that_says_who_changed_what(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    await judged(playground)
    listed = await playground.people.slash("sam", "mod-desk", "desk audit", claim=SLUG)
    save = next(each for each in listed.custom_ids if each.startswith("save:"))
    handed = await playground.people.click("sam", listed.message, save)
    assert handed.ephemeral
    assert handed.message is not None
    records = await downloaded(handed.message)
    assert {record["subject"] for record in records} == {f"claim:{SLUG}"}
    last = records[0]
    assert (last["action"], last["moderator"]) == ("judged", playground.world.find_user("sam")["id"])
    before, after = (last[when]["judgements"][-1]["verdict"] for when in ("before", "after"))
    assert (before, after) == ("unverified", "confirmed")


async def downloaded(message: Json) -> list[Json]:
    """The records in the file that comes with a message."""
    (file,) = message["attachments"]
    assert file["filename"] == "audit-trail.json"
    async with aiohttp.ClientSession() as session, session.get(file["url"]) as response:
        found: list[Json] = json.loads(await response.read())
    return found


async def test_a_judgement_that_is_undone_takes_the_note_back_to_what_it_said(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await judged(playground)
    await shown(playground, note, "~~🟡 Unverified~~ → ✅ **Confirmed**")
    # Four records of loading, and that of the judgement.
    undone = await playground.people.slash("sam", "mod-desk", "desk undo", number=5)
    assert "undone" in undone.text.lower()
    await shown(playground, note, UNVERIFIED)
    again = await playground.people.slash("sam", "mod-desk", "desk undo", number=6)
    assert "undone" in again.text.lower()
    await shown(playground, note, "✅ **Confirmed**")
