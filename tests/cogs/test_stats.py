"""/desk stats: what moderators read of notes and silence, with a chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import simcord

from bot.ui.stats import CHART
from claims.errors import NotFound
from claims.notes import Note, NoteState, Reason
from claims.people import Actor
from claims.statistics import last_days
from db.stores import open_stores
from tests.cogs.conftest import Community
from tests.cogs.moderators import wish
from tests.cogs.shown import words, words_of
from tests.cogs.test_feedback import SLUG, note_under
from tests.cogs.test_notes import SAID
from tests.contract.noting import put
from tests.fakes import NOW
from tests.mutiny import HELICOPTER, MUTINY


def picture(message: Any) -> dict[str, Any]:
    """The one picture that a message shows."""
    (attachment,) = message.attachments
    (found,) = [part for part in message.components[0].children if part.type.value == 12]
    (item,) = found.items
    assert item.media.url == attachment.url
    return {"name": attachment.filename, "alt": item.description, "type": attachment.content_type}


async def test_moderators_see_numbers_and_a_chart_with_words_for_those_who_cannot_see_it(
    community: Community, tmp_path: Path
) -> None:
    await wish(community, tmp_path, cool_down=timedelta(0))
    notes = [await note_under(community, f"{SAID}, part {part}") for part in ("one", "two", "three", "four")]
    await community.sam.click(notes[0], label="Wrong match")
    await community.mira.send(community.news, "Did Wagner shoot down a Russian military helicopter?")
    await community.mira.send(community.news, "good morning, coffee first")
    answer = await community.sam.slash(community.news, "desk stats")
    read = words(answer)
    assert "### Notes, last 30 days" in read
    for name, number in (("notes posted", 4), (" still standing", 3), (" wrong, said moderators", 1)):
        assert any(line.startswith(name) and line.endswith(f" {number}") for line in read.splitlines()), name
    assert "25.0%" in read
    assert f"3 times `{SLUG}`" in read
    assert f"**Most often wrong**\n`{SLUG}`\n-# 4 notes, 1 taken back as wrong (25 %)" in read
    assert [line.split() for line in read.splitlines() if line.startswith("asks")] == [["asks", "1"]]
    shown = picture(answer.response.message)
    assert shown["name"] == CHART
    assert "4 posted, 1 of them called wrong" in shown["alt"]
    assert answer.response.message.flags.ephemeral


async def test_a_server_without_notes_gets_a_chart_and_a_sentence(community: Community) -> None:
    answer = await community.sam.slash(community.news, "desk stats", span="7", theme="light")
    assert "### Notes, last 7 days" in words(answer)
    assert "I have not posted a note here in that time." in words(answer)
    assert picture(answer.response.message)["name"] == CHART


async def test_breaking_mode_can_be_picked_and_nothing_that_never_was(community: Community) -> None:
    await community.sam.slash(community.news, "desk breaking")
    await note_under(community, SAID)
    live = await community.services.breaking.lives(community.guild.id, MUTINY.event.slug)
    assert live is not None
    offered = await community.sam.autocomplete(community.news, "desk stats", "span", "breaking")
    (key,) = [choice["value"] for choice in offered]
    answer = await community.sam.slash(community.news, "desk stats", span=key)
    assert f"breaking since {live.begun_at:%d %b %H:%M} UTC, {live.event}" in words(answer)
    answer = await community.sam.slash(community.news, "desk stats", span="31")
    assert "Pick a span from the list" in words(answer)
    simcord.assert_error(community.env, NotFound)


async def test_pages_of_claims_turn_and_bring_the_chart_along(
    empty_community: Community, tmp_path: Path
) -> None:
    community, claims = empty_community, [replace(HELICOPTER, slug=f"claim-{n}", links=()) for n in range(7)]
    await community.load(replace(MUTINY, claims=tuple(claims)))
    async with open_stores(f"sqlite:///{tmp_path}/caveat.db") as stores:
        for message_id, claim in enumerate([claim for claim in claims for _ in range(3)], start=1):
            note = Note(community.guild.id, 7, message_id, claim.slug, 1, NoteState.RESERVED, NOW)
            await put(stores, note, reply_id=100 + message_id, at=NOW)
    first = await community.sam.slash(community.news, "desk stats", span="7", theme="light")
    assert "page 1 of 2" in words(first)
    assert "`claim-6`\n" not in words(first)
    second = await community.sam.click(first.response.message, label="Next →")
    assert "`claim-6`\n-# 3 notes" in words_of(second.response.message)
    assert "last 7 days" in words_of(second.response.message)
    assert picture(second.response.message)["name"] == CHART


async def test_what_was_counted_is_stored_when_the_bot_stops(community: Community, tmp_path: Path) -> None:
    await community.mira.send(community.news, "good morning, coffee first")
    await community.env.bot.close()
    async with open_stores(f"sqlite:///{tmp_path}/caveat.db") as stores:
        found = await stores.statistics.statistics(community.guild.id, last_days(1, NOW + timedelta(hours=1)))
    assert found.silences == {Reason.NO_CLAIM: 1}


async def test_whoever_asked_not_to_be_read_is_in_no_statistics(community: Community) -> None:
    mira = community.mira
    await community.services.privacy.opt_out(Actor(community.guild.id, mira.id))
    await mira.send(community.news, SAID)
    found = await community.services.statistics.statistics(community.sams_actor, "7")
    assert found.decisions == {}
