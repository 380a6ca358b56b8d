from __future__ import annotations

import asyncio
from datetime import time, timedelta
from typing import Any

import pytest
import simcord

from bot.client import CaveatBot
from bot.ui.ids import settings as settings_ids
from claims.errors import NotAllowed
from claims.people import Actor, Role
from claims.settings import GuildSettings, OnRepeat, QuietHours
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import picked, words, words_of
from tests.cogs.test_notes import SAID


async def opened(here: Community, by: simcord.MemberActor | None = None) -> Any:
    """The panel a moderator opens; it is edited in place, so it shows what it says now."""
    answer = await (by or here.sam).slash(here.news, "caveat settings")
    assert answer.ephemeral
    return answer.response


async def turned(here: Community) -> Any:
    """The second page of the panel."""
    panel = await opened(here)
    await here.sam.click(panel.message, label="Where, and for how long")
    return panel


async def pick(panel: Any, by: simcord.MemberActor, wish: Wish, value: str) -> simcord.InteractionResult:
    return await by.select(panel.message, [value], custom_id=settings_ids.wish(wish))


async def stored(here: Community) -> GuildSettings:
    return await here.services.notes.settings(here.guild.id)


async def test_a_moderator_reads_the_settings_in_words(empty_community: Community) -> None:
    here = empty_community
    await here.sam.slash(here.news, "desk pause", channel=here.news)
    panel = await opened(here)
    told = words_of(panel.message)
    assert (
        "A claim noted in a channel gets no other note there for 30 minutes; later repeats get a 📝" in told
    )
    assert f"paused in <#{here.news.id}>" in words_of((await turned(here)).message)
    assert picked(panel, settings_ids.wish(Wish.COOL_DOWN)) == ["30"]
    assert picked(panel, settings_ids.wish(Wish.QUIET_BEGINS)) == ["none"]


@pytest.mark.parametrize(
    ("wish", "value", "expected", "told"),
    [
        (Wish.COOL_DOWN, "120", GuildSettings(cool_down=timedelta(hours=2)), "for 2 hours"),
        (Wish.COOL_DOWN, "0", GuildSettings(cool_down=timedelta(0)), "Every message that repeats"),
        (Wish.ON_REPEAT, "link", GuildSettings(on_repeat=OnRepeat.LINK), "a line with a link"),
        (
            Wish.QUIET_BEGINS,
            "22:00",
            GuildSettings(quiet_hours=QuietHours(time(22), time(6))),
            "(22:00 to 06:00 UTC)",
        ),
        (
            Wish.QUIET_ENDS,
            "07:00",
            GuildSettings(quiet_hours=QuietHours(time(23), time(7))),
            "(23:00 to 07:00 UTC)",
        ),
        (Wish.ANSWERS_QUESTIONS, "yes", GuildSettings(answers_questions=True), "gets its note, too"),
        (Wish.NOTES_UNPROVEN, "yes", GuildSettings(notes_unproven=True), "is not confirmed gets its note"),
        (Wish.SILENT, "yes", GuildSettings(silent=True), "they notify nobody"),
        (Wish.NOTE_AGE, "365", GuildSettings(note_age=timedelta(days=365)), "last 365 days"),
    ],
)
async def test_each_pick_is_saved_at_once_and_shown(
    empty_community: Community, wish: Wish, value: str, expected: GuildSettings, told: str
) -> None:
    here = empty_community
    panel = await opened(here)
    answer = await pick(panel, here.sam, wish, value)
    assert answer.followups == []
    assert await stored(here) == expected
    assert told in words_of(panel.message)
    assert picked(panel, settings_ids.wish(wish)) == [value]
    again = await opened(here)
    assert words_of(again.message) == words_of(panel.message)


async def test_back_to_the_defaults_leaves_what_is_paused(empty_community: Community) -> None:
    here = empty_community
    await here.services.notes.pause(here.sams_actor, here.news.id)
    panel = await opened(here)
    await pick(panel, here.sam, Wish.SILENT, "yes")
    await pick(panel, here.sam, Wish.COOL_DOWN, "0")
    await here.sam.click(panel.message, label="Back to the defaults")
    assert await stored(here) == GuildSettings(paused_channels=frozenset({here.news.id}))
    assert "for 30 minutes" in words_of(panel.message)
    assert picked(panel, settings_ids.wish(Wish.SILENT)) == ["no"]


async def test_a_pick_holds_from_the_next_message_on(community: Community) -> None:
    question = "did Wagner really shoot down a Russian helicopter?"
    await community.mira.send(community.news, question)
    assert community.last_note() is None
    await pick(await opened(community), community.sam, Wish.ANSWERS_QUESTIONS, "yes")
    await community.mira.send(community.news, question)
    assert community.last_note() is not None


async def test_hours_that_cannot_be_are_told_and_the_panel_shows_what_holds(
    empty_community: Community,
) -> None:
    here = empty_community
    panel = await opened(here)
    await pick(panel, here.sam, Wish.QUIET_BEGINS, "22:00")
    refused = await pick(panel, here.sam, Wish.QUIET_ENDS, "22:00")
    (told,) = refused.followups
    assert told.ephemeral
    assert "Quiet hours must end at another time than they begin." in words_of(told.message)
    assert picked(panel, settings_ids.wish(Wish.QUIET_ENDS)) == ["06:00"]
    assert (await stored(here)).quiet_hours == QuietHours(time(22), time(6))


async def test_a_member_is_refused_even_where_discord_shows_the_command(empty_community: Community) -> None:
    here = empty_community
    (caveat,) = [c for c in await here.env.bot.tree.fetch_commands() if c.name == "caveat"]
    here.guild.set_command_permissions(caveat, {here.mira: True})
    refused = await here.mira.slash(here.news, "caveat settings")
    assert "That is for moderators" in words(refused)
    simcord.assert_error(here.env, NotAllowed)


async def test_a_moderator_who_is_none_any_more_is_told_and_changes_nothing(
    empty_community: Community,
) -> None:
    here = empty_community
    panel = await opened(here)
    await pick(panel, here.sam, Wish.SILENT, "yes")
    here.env.backend.get_guild(here.guild.id).members[here.sam.id].role_ids.clear()
    for attempt in (
        await pick(panel, here.sam, Wish.COOL_DOWN, "0"),
        await here.sam.click(panel.message, label="Back to the defaults"),
    ):
        (told,) = attempt.followups
        assert told.ephemeral
        assert "That is for leads" in words_of(told.message)
    assert await stored(here) == GuildSettings(silent=True)


async def test_an_open_panel_works_after_a_restart(empty_community: Community) -> None:
    here = empty_community
    panel = await opened(here)
    await here.env.restart_bot(CaveatBot(here.services))
    await pick(panel, here.sam, Wish.NOTE_AGE, "90")
    assert (await stored(here)).note_age == timedelta(days=90)
    assert "last 90 days" in words_of(panel.message)
    await here.sam.click(panel.message, label="Back to the defaults")
    assert await stored(here) == GuildSettings()


async def test_two_moderators_do_not_undo_each_other(empty_community: Community) -> None:
    here = empty_community
    ada = second_moderator(here)
    sams, adas = await opened(here), await opened(here, ada)
    await pick(sams, here.sam, Wish.COOL_DOWN, "10")
    await pick(adas, ada, Wish.ON_REPEAT, "nothing")
    both = GuildSettings(cool_down=timedelta(minutes=10), on_repeat=OnRepeat.NOTHING)
    assert await stored(here) == both
    assert "for 10 minutes; later repeats get nothing" in words_of(adas.message)


async def test_changes_at_the_same_instant_are_all_kept(empty_community: Community) -> None:
    here = empty_community
    desk, ada = here.services.wishes, Actor(here.guild.id, 77, Role.LEAD)
    await asyncio.gather(
        desk.change(here.sams_actor, Wish.COOL_DOWN, "10"),
        desk.change(ada, Wish.SILENT, "yes"),
        desk.change(here.sams_actor, Wish.NOTE_AGE, "7"),
        desk.change(ada, Wish.QUIET_BEGINS, "01:00"),
    )
    assert await stored(here) == GuildSettings(
        cool_down=timedelta(minutes=10),
        silent=True,
        note_age=timedelta(days=7),
        quiet_hours=QuietHours(time(1), time(9)),
    )


async def test_the_cool_down_of_the_panel_holds_for_the_next_repeat(community: Community) -> None:
    await pick(await opened(community), community.sam, Wish.COOL_DOWN, "0")
    for _ in range(2):
        await community.mira.send(community.news, SAID)
    assert [message.author.bot for message in community.news.history()].count(True) == 2
