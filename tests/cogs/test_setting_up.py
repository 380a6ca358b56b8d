"""The set-up panel as those meet it who have just invited the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.client import CaveatBot
from bot.services import Preload
from bot.ui.ids import setup as setup_ids
from claims.settings import GuildSettings, Mode
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_notes import SAID
from tests.cogs.test_settings import stored
from tests.mutiny import MUTINY
from tests.small_pack import NAME


async def opened(here: Community, by: simcord.MemberActor | None = None) -> Any:
    """The panel; it is edited in place, so it shows what it says now."""
    answer = await (by or here.sam).slash(here.news, "caveat setup")
    assert answer.ephemeral
    (panel,) = answer.followups or [answer.response]
    return panel


async def choose(
    here: Community, panel: Any, custom_id: str, *picked: Any, by: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    return await (by or here.sam).select(panel.message, list(picked), custom_id=custom_id)


async def begin(here: Community, panel: Any, mode: Mode) -> simcord.InteractionResult:
    return await here.sam.click(panel.message, custom_id=setup_ids.begin(mode))


def told(panel: Any) -> str:
    return words_of(panel.message)


def usable(panel: Any) -> list[str]:
    """The ways to begin that can be pressed."""
    ways = ("Begin in shadow mode", "Suggest", "On")
    return [label for label in ways if not buttons(panel.message)[label].get("disabled")]


@pytest.fixture
def desk(empty_community: Community) -> simcord.ChannelHandle:
    return empty_community.guild.create_text_channel("mod-desk")


async def test_step_by_step_from_nothing_to_the_first_card_and_the_first_note(
    empty_community: Community, desk: simcord.ChannelHandle
) -> None:
    here = empty_community
    panel = await opened(here)
    assert "▫️ **2 · Where**" in told(panel)
    assert "Load a pack or start empty first." in told(panel)
    assert usable(panel) == []
    await choose(here, panel, setup_ids.DESK, desk)
    assert f"my cards in <#{desk.id}>" in told(panel)
    await choose(here, panel, setup_ids.PACK, NAME)
    assert "Loaded **" in told(panel)
    assert usable(panel) == ["Begin in shadow mode", "Suggest", "On"]
    await here.mira.send(here.news, SAID)
    assert here.last_note() is None
    await begin(here, panel, Mode.SHADOW)
    assert "**shadow mode**" in told(panel)
    assert "press **On** here or in `/caveat settings`" in told(panel)
    await here.mira.send(here.news, SAID)
    assert here.last_note() is None
    assert desk.last_message is not None
    await begin(here, panel, Mode.ON)
    assert "its note comes at once" in told(panel)
    await here.mira.send(here.news, SAID)
    assert here.last_note() is not None


async def test_what_it_suggests_to_write_brings_the_note(empty_community: Community) -> None:
    here = empty_community
    await here.load(MUTINY)
    panel = await opened(here)
    example = told(panel).split("write “")[1].split("”")[0]
    await here.mira.send(here.news, example)
    assert here.last_note() is not None


async def test_only_the_chosen_channels_are_read(empty_community: Community) -> None:
    here = empty_community
    general = here.guild.create_text_channel("general")
    panel = await opened(here)
    await choose(here, panel, setup_ids.CHANNELS, general)
    assert f"I read <#{general.id}> and nothing else" in told(panel)
    await choose(here, panel, setup_ids.PACK, NAME)
    await begin(here, panel, Mode.ON)
    assert (await stored(here)).places == {general.id: Mode.ON}
    await here.mira.send(here.news, SAID)
    assert here.last_note() is None
    await here.mira.send(general, SAID)
    assert general.last_message is not None
    assert general.last_message.author.bot


async def test_started_empty_it_says_how_to_record_the_first_claim(empty_community: Community) -> None:
    here = empty_community
    panel = await opened(here)
    form = await here.sam.click(panel.message, label="Start empty")
    await here.sam.submit_modal(form, {"title": "Flood on the *Ahr*"})
    assert "Made **Flood on the \\*Ahr\\***" in told(panel)
    assert [event.slug for event in await here.services.events.events(here.guild.id)] == ["flood-ahr"]
    await begin(here, panel, Mode.ON)
    assert "record a claim with `/desk add`" in told(panel)


async def test_without_a_moderators_channel_only_on_can_be_pressed(empty_community: Community) -> None:
    here = empty_community
    panel = await opened(here)
    await choose(here, panel, setup_ids.PACK, NAME)
    assert usable(panel) == ["On"]
    assert "Pick the moderators' channel first" in told(panel)


def without(here: Community, name: str, **denied: bool) -> simcord.ChannelHandle:
    """A channel in which the bot lacks permissions."""
    bot = here.env.bot.user
    assert bot is not None
    overwrite = discord.PermissionOverwrite(**dict.fromkeys(denied, False))
    return here.guild.create_text_channel(name, overwrites={bot: overwrite})


def allow_all(here: Community, channel: simcord.ChannelHandle) -> None:
    bot = here.env.bot.user
    assert bot is not None
    here.env.backend.set_overwrite(channel.id, Overwrite(bot.id, OverwriteType.MEMBER, 0, 0))


async def test_missing_permissions_are_told_by_channel_until_they_are_there(
    empty_community: Community, desk: simcord.ChannelHandle
) -> None:
    here = empty_community
    quiet = without(here, "quiet", send_messages=True)
    hidden = without(here, "hidden", view_channel=True)
    panel = await opened(here)
    assert "▫️ **1 · Check**" in told(panel)
    silent = f"⚠️ In 1 of 4 channels (<#{quiet.id}>) I cannot write: give me **Send Messages** there."
    assert silent in told(panel)
    assert f"(<#{hidden.id}>) I see nothing: give me **View Channel** there" in told(panel)
    allow_all(here, quiet)
    allow_all(here, hidden)
    await here.sam.click(panel.message, label="Check again")
    assert "✅ **1 · Check**" in told(panel)
    assert "in all 4 channels" in told(panel)


async def test_what_would_be_nice_to_have_does_not_keep_the_check_from_being_done(
    empty_community: Community,
) -> None:
    here = empty_community
    without(here, "unpinned", pin_messages=True, manage_threads=True)
    panel = await opened(here)
    assert "✅ **1 · Check**" in told(panel)
    assert "Nice to have: **Pin Messages**, to pin the live brief" in told(panel)
    assert "Nice to have: **Manage Threads**" in told(panel)


async def test_it_does_not_begin_to_ask_where_it_cannot_write(empty_community: Community) -> None:
    here = empty_community
    mute = without(here, "mute", send_messages=True)
    panel = await opened(here)
    await choose(here, panel, setup_ids.PACK, NAME)
    await choose(here, panel, setup_ids.DESK, mute)
    assert f"In the moderators' channel <#{mute.id}> I lack **Send Messages**" in told(panel)
    assert usable(panel) == ["On"]


async def test_a_pack_that_cannot_be_read_is_told_and_the_rest_of_the_shelf_is_offered(
    empty_community: Community, services_packs: Path
) -> None:
    here = empty_community
    (services_packs / "broken.yaml").write_text("format: caveat-pack/1\nclaims: []\n", encoding="utf-8")
    panel = await opened(here)
    refused = await choose(here, panel, setup_ids.PACK, "broken")
    assert "event" in words(refused)
    assert await here.services.events.events(here.guild.id) == []
    assert "▫️ **3 · What**" in told(panel)
    assert "Loading" not in told(panel)
    await choose(here, panel, setup_ids.PACK, NAME)
    assert "✅ **3 · What**" in told(panel)


async def test_of_two_moderators_the_second_is_told_what_the_first_did(
    empty_community: Community, desk: simcord.ChannelHandle
) -> None:
    here = empty_community
    ada = second_moderator(here)
    sams, adas = await opened(here), await opened(here, ada)
    await choose(here, sams, setup_ids.DESK, desk)
    await choose(here, sams, setup_ids.PACK, NAME)
    late = await choose(here, adas, setup_ids.PACK, NAME, by=ada)
    assert "already" in words(late)
    assert f"<#{desk.id}>" in told(adas)
    await choose(here, adas, setup_ids.DESK, by=ada)
    refused = await begin(here, sams, Mode.SHADOW)
    assert "Pick the moderators' channel first" in words(refused)
    assert usable(sams) == ["On"]


async def test_on_a_server_that_is_set_up_it_shows_how_things_stand_and_changes_nothing(
    community: Community,
) -> None:
    recorded = (await community.services.privacy.about(community.sams_actor)).audit_records
    panel = await opened(community)
    assert "I am **on**" in told(panel)
    assert "Recorded here: The Wagner mutiny." in told(panel)
    await community.sam.click(panel.message, label="Check again")
    assert await stored(community) == GuildSettings()
    kept = await community.services.privacy.about(community.sams_actor)
    assert kept.audit_records == recorded


async def test_an_open_panel_works_after_a_restart(
    empty_community: Community, desk: simcord.ChannelHandle
) -> None:
    here = empty_community
    panel = await opened(here)
    await here.env.restart_bot(CaveatBot(here.services))
    await choose(here, panel, setup_ids.DESK, desk)
    assert (await stored(here)).moderators_channel == desk.id


async def test_roles_can_be_passed_over(empty_community: Community) -> None:
    here = empty_community
    feed = here.guild.create_role("Feed")
    await choose(here, await opened(here), setup_ids.PASSED_OVER, feed)
    assert (await stored(here)).ignored_roles == {feed.id}


async def test_who_is_no_moderator_any_more_sets_nothing_up(empty_community: Community) -> None:
    here = empty_community
    panel = await opened(here)
    here.env.backend.get_guild(here.guild.id).members[here.sam.id].role_ids.clear()
    for attempt in (
        await choose(here, panel, setup_ids.PACK, NAME),
        await choose(here, panel, setup_ids.CHANNELS, here.news),
        await here.sam.click(panel.message, label="Start empty"),
    ):
        assert "That is for moderators" in words(attempt)
    assert await stored(here) == GuildSettings()


async def joins(here: Community) -> None:
    cog: Any = here.env.bot.get_cog("Greeting")
    await cog.on_guild_join(here.env.bot.get_guild(here.guild.id))


def greetings(*channels: simcord.ChannelHandle) -> list[discord.Message]:
    return [message for channel in channels for message in channel.history() if message.author.bot]


async def test_a_server_that_invites_the_bot_is_greeted_once_and_without_a_ping(
    empty_community: Community,
) -> None:
    here = empty_community
    later = here.guild.create_text_channel("later")
    await joins(here)
    (greeting,) = greetings(here.news, later)
    assert "`/caveat setup`" in words_of(greeting)
    assert "@" not in words_of(greeting)
    here.clock.now += timedelta(days=29)
    await joins(here)
    assert len(greetings(here.news, later)) == 1
    here.clock.now += timedelta(days=2)
    await joins(here)
    assert len(greetings(here.news, later)) == 2


async def test_it_greets_where_it_may_write_and_waits_where_it_may_nowhere(
    empty_community: Community,
) -> None:
    here = empty_community
    bot = here.env.bot.user
    assert bot is not None
    mute = Overwrite(bot.id, OverwriteType.MEMBER, 0, discord.Permissions(send_messages=True).value)
    here.env.backend.set_overwrite(here.news.id, mute)
    await joins(here)
    second = here.guild.create_text_channel("second")
    await joins(here)
    assert (len(greetings(here.news)), len(greetings(second))) == (0, 1)


async def test_an_operator_who_has_a_pack_loaded_by_itself_wants_no_greeting(
    empty_community: Community,
) -> None:
    here = empty_community
    await here.load(MUTINY)
    await here.env.restart_bot(CaveatBot(replace(here.services, preload=Preload(NAME))))
    await joins(here)
    assert greetings(here.news) == []
