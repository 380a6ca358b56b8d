"""Shadow and suggest modes as moderators meet them: on the settings panel and on cards in their channel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from bot.ui.ids import settings as settings_ids
from claims.settings import GuildSettings, Mode
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.shown import words, words_of
from tests.cogs.test_notes import SAID
from tests.cogs.test_settings import opened, stored


@pytest.fixture
def desk(community: Community) -> simcord.ChannelHandle:
    return community.guild.create_text_channel("mod-desk")


async def places(here: Community) -> Any:
    """The second page of the settings."""
    panel = await opened(here)
    await here.sam.click(panel.message, label="Where, and for how long")
    return panel


async def people(here: Community) -> Any:
    """The third page of the settings."""
    panel = await opened(here)
    await here.sam.click(panel.message, label="Who may do what")
    return panel


async def choose(here: Community, desk: simcord.ChannelHandle, mode: Mode) -> Any:
    """Have a moderator pick the moderators' channel and a mode."""
    panel = await places(here)
    await here.sam.select(panel.message, [desk], custom_id=settings_ids.wish(Wish.MODERATORS_CHANNEL))
    await here.sam.select(panel.message, [mode], custom_id=settings_ids.wish(Wish.MODE))
    return panel


def card_in(desk: simcord.ChannelHandle) -> discord.Message:
    """The last card of the moderators' channel."""
    assert desk.last_message is not None
    return desk.last_message


async def test_in_shadow_mode_only_moderators_are_shown_what_would_be_done(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    panel = await choose(community, desk, Mode.SHADOW)
    assert "Mode of the server: shadow" in words_of(panel.message)
    message = await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    told = words_of(card_in(desk))
    assert "Shadow: I would put a note here" in told
    assert f"/{message.channel.id}/{message.id}" in told
    assert SAID not in told
    await community.sam.click(card_in(desk), label="Would be right")
    assert f"✅ Would be right · <@{community.sam.id}>" in words_of(card_in(desk))
    assert community.last_note() is None


async def test_in_suggest_mode_a_moderators_word_posts_the_note(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    await choose(community, desk, Mode.SUGGEST)
    message = await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    await community.sam.click(card_in(desk), label="Post the note")
    note = community.last_note()
    assert note is not None
    assert note.reference is not None
    assert note.reference.message_id == message.id
    assert "📝 Note posted" in words_of(card_in(desk))


async def test_a_card_works_after_a_restart_and_refuses_members(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    await choose(community, desk, Mode.SUGGEST)
    await community.mira.send(community.news, SAID)
    await community.env.restart_bot(CaveatBot(community.services))
    refused = await community.mira.click(card_in(desk), label="Post the note")
    assert "That is for moderators" in words(refused)
    await community.sam.click(card_in(desk), label="No note here")
    assert "🔇 No note" in words_of(card_in(desk))
    assert community.last_note() is None


async def test_a_category_can_be_off_while_the_server_is_on(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    panel = await places(community)
    asked = await community.sam.select(panel.message, [community.news], custom_id=settings_ids.PLACE)
    assert asked.ephemeral
    assert "as everywhere in the server" in words(asked)
    set_off = await community.sam.select(
        asked.response.message, ["off"], custom_id=settings_ids.place_mode(community.news.id)
    )
    assert "the mode is **off**" in words(set_off)
    assert (await stored(community)).places == {community.news.id: Mode.OFF}
    await community.mira.send(community.news, SAID)
    assert community.last_note() is None
    tried = await community.sam.slash(community.news, "desk test", text=SAID)
    assert "I am switched off in this channel" in words(tried)


async def test_shadow_without_a_moderators_channel_is_refused_in_words(community: Community) -> None:
    panel = await places(community)
    refused = await community.sam.select(panel.message, ["shadow"], custom_id=settings_ids.wish(Wish.MODE))
    assert "Pick the moderators' channel first" in words(refused)
    assert await stored(community) == GuildSettings()
    assert "Mode of the server: on" in words_of(panel.message)


async def test_a_role_can_be_passed_over_and_taken_back(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    satire = community.guild.create_role("Satire")
    joker = community.guild.add_member(community.env.create_user("joker"), roles=[satire])
    panel = await people(community)
    await community.sam.select(panel.message, [satire], custom_id=settings_ids.wish(Wish.IGNORED_ROLES))
    assert f"I do not read messages of <@&{satire.id}>" in words_of(panel.message)
    await joker.send(community.news, SAID)
    assert community.last_note() is None
    await community.sam.select(panel.message, [], custom_id=settings_ids.wish(Wish.IGNORED_ROLES))
    await joker.send(community.news, SAID)
    assert community.last_note() is not None


async def test_a_moderators_channel_where_i_may_not_write_is_told(community: Community) -> None:
    closed = community.guild.create_text_channel(
        "closed", overwrites={community.guild.me: discord.PermissionOverwrite(send_messages=False)}
    )
    panel = await places(community)
    await community.sam.select(panel.message, [closed], custom_id=settings_ids.wish(Wish.MODERATORS_CHANNEL))
    assert "I lack **Send Messages** there" in words_of(panel.message)


async def test_words_on_a_card_go_when_their_author_erases_them(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    panel = await choose(community, desk, Mode.SUGGEST)
    await community.sam.select(panel.message, ["24"], custom_id=settings_ids.wish(Wish.EXCERPTS_KEPT))
    assert (await stored(community)).excerpts_kept == timedelta(days=1)
    await community.mira.send(community.news, f"{SAID} @everyone <@{community.sam.id}> **loud**")
    told = words_of(card_in(desk))
    assert "> BREAKING: Wagner just shot down" in told
    assert f"<@{community.sam.id}>" not in told
    assert "@everyone" not in told
    privacy = await community.mira.slash(community.news, "privacy")
    assert "Words of 1 message of yours" in words(privacy)
    asked = await community.mira.click(privacy.response, label="Erase what is stored about me")
    erased = await community.mira.click(asked.response, label="Erase for good")
    assert "Erased words of 1 message of yours" in words(erased)
    assert "BREAKING" not in words_of(card_in(desk))


async def test_a_deleted_message_is_no_longer_asked_about(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    await choose(community, desk, Mode.SUGGEST)
    message = await community.mira.send(community.news, SAID)
    await community.mira.delete(message)
    assert "Nothing to decide any more" in words_of(card_in(desk))


async def test_a_message_it_is_unsure_of_is_asked_about(
    community: Community, desk: simcord.ChannelHandle
) -> None:
    panel = await places(community)
    await community.sam.select(panel.message, [desk], custom_id=settings_ids.wish(Wish.MODERATORS_CHANNEL))
    await community.mira.send(community.news, "they blocked google news")
    assert community.last_note() is None
    told = words_of(card_in(desk))
    assert "✋ Shall I put a note here?" in told
    assert "names nobody who did it" in told
