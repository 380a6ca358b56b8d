"""The pause switch: no new notes, also none that were on their way; those that stand stay true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.drafts import NewClaim
from claims.jobs import JobKind
from claims.notes import Ending, Reason
from claims.settings import GuildSettings
from claims.settling import Settlement
from tests.claims.newsroom import GUILD, MODERATOR, Newsroom, matched, post

CHANNEL, PARENT = 5, 50


async def taken(newsroom: Newsroom, *around: int) -> Settlement:
    [job] = await newsroom.take()
    return await newsroom.settling.settlement(job, around)


@pytest.mark.parametrize(
    "paused",
    [
        GuildSettings(paused=True),
        GuildSettings(paused_channels=frozenset({CHANNEL})),
        GuildSettings(paused_channels=frozenset({PARENT})),
    ],
)
async def test_a_note_that_was_on_its_way_is_given_up(newsroom: Newsroom, paused: GuildSettings) -> None:
    await newsroom.noting.reserve(post("helicopter"), matched("helicopter"))
    newsroom.guilds.kept[GUILD] = paused
    settlement = await taken(newsroom, PARENT)
    assert settlement.paused
    left = await newsroom.settling.held_back(settlement)
    assert left.standing == ()
    await newsroom.settling.nothing_to_show(left)
    assert await newsroom.standing() == []
    assert newsroom.notes.jobs.kept == {}


async def test_after_the_pause_the_message_may_get_its_note(newsroom: Newsroom) -> None:
    await newsroom.noting.reserve(post("helicopter"), matched("helicopter"))
    newsroom.guilds.kept[GUILD] = GuildSettings(paused=True)
    await newsroom.settling.held_back(await taken(newsroom))
    newsroom.guilds.kept[GUILD] = GuildSettings()
    assert (await newsroom.noting.reserve(post("helicopter"), matched("helicopter"))).fresh


async def test_a_note_that_stands_is_kept_true_without_the_one_that_was_to_join_it(
    newsroom: Newsroom,
) -> None:
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.put(post("helicopter"))
    await newsroom.noting.reserve(post("both"), matched("bridge-fell"))
    newsroom.guilds.kept[GUILD] = GuildSettings(paused=True)
    left = await newsroom.settling.held_back(await taken(newsroom))
    assert list(left.revisions) == ["helicopter"]
    assert await newsroom.standing() == ["helicopter"]


async def test_a_note_is_taken_away_also_during_a_pause(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    newsroom.guilds.kept[GUILD] = GuildSettings(paused=True)
    await newsroom.notes.end(GUILD, 100, ["helicopter"], Ending.MODERATOR, newsroom.clock())
    settlement = await newsroom.settling.held_back(await taken(newsroom))
    assert (settlement.reply_id, settlement.standing) == (777, ())


async def test_elsewhere_notes_go_on(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(paused_channels=frozenset({6}))
    await newsroom.noting.reserve(post("helicopter"), matched("helicopter"))
    assert not (await taken(newsroom, PARENT)).paused


async def test_a_pause_of_what_a_thread_lies_in_holds_for_the_thread(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(paused_channels=frozenset({PARENT}))
    said = replace(post("helicopter"), around=(PARENT,))
    assert (await newsroom.noting.consider(said)).reason is Reason.CHANNEL_PAUSED
    assert {job.kind for job in newsroom.notes.jobs.kept.values()} <= {JobKind.SETTLE}


async def test_pausing_what_is_paused_records_nothing(newsroom: Newsroom) -> None:
    await newsroom.desk.pause(MODERATOR, "helicopter")
    recorded = len(newsroom.claims.changes)
    assert not (await newsroom.desk.pause(MODERATOR, "helicopter")).auto_note
    assert len(newsroom.claims.changes) == recorded
    assert (await newsroom.desk.pause(MODERATOR, "helicopter", paused=False)).auto_note
    assert len(newsroom.claims.changes) == recorded + 1
