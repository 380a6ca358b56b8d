"""/desk backtest as a moderator meets it: the form, the panel, what it finds, and arming."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from bot import history
from bot.client import CaveatBot
from bot.ui.ids import backtest as backtest_ids
from claims.backtest import Stage
from claims.errors import Invalid
from claims.settings import Mode
from tests.cogs.conftest import Community
from tests.cogs.moderators import wish
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_notes import SAID

NEW = "the orchestra grounded a Ka-52 near Voronezh"
GAME = "Wagner shot down a Russian helicopter in a computer game"
CHAT = "what is for lunch today?"


def control(message: Any, what: str) -> str:
    """The custom_id of a backtest's control."""
    token = str(buttons(message)["Discard"]["custom_id"]).rpartition(":")[2]
    return backtest_ids.control(what, token)


async def asked(here: Community, *wordings: str, never: str = "") -> simcord.InteractionResult:
    """Open a backtest of the helicopter claim."""
    form = await here.sam.slash(here.news, "desk backtest", claim="helicopter-shot-down")
    return await here.sam.submit_modal(form, {"wordings": "\n".join(wordings), "never": never})


async def panel(here: Community, *wordings: str, never: str = "") -> Any:
    """The panel of a new backtest."""
    answer = await asked(here, *wordings, never=never)
    assert answer.ephemeral
    assert answer.response is not None
    return answer.response


async def run(here: Community, shown: Any, *channels: Any) -> str:
    """Pick channels, start, and return what is shown in the end."""
    await here.sam.select(shown.message, list(channels), custom_id=control(shown.message, "channels"))
    await here.sam.click(shown.message, label="Start")
    return words_of(shown.message)


async def chat(here: Community, channel: simcord.ChannelHandle, *texts: str) -> list[discord.Message]:
    return [await here.mira.send(channel, text) for text in texts]


async def test_a_new_wording_is_shown_with_what_it_would_have_hit_and_then_armed(
    community: Community,
) -> None:
    said = await chat(
        community, community.news, *[CHAT] * 30, NEW, SAID, "did Wagner shoot down a helicopter?"
    )
    shown = await panel(community, NEW)
    told = await run(community, shown, community.news)
    assert "2 hits" in told
    assert "**1 new** and **0 lost**" in told
    assert f"/{community.news.id}/{said[30].id}" in told
    assert "> the orchestra grounded a Ka-52 near Voronezh" in told
    assert "🔇 nothing" in told
    assert "it reads as a question 1" in told
    assert str(community.mira.id) not in told
    await community.sam.select(shown.message, ["hits"], custom_id=control(shown.message, "list"))
    assert f"/{community.news.id}/{said[31].id}" in words_of(shown.message)
    await community.sam.select(shown.message, ["held"], custom_id=control(shown.message, "list"))
    assert "Read as a question" in words_of(shown.message)
    await community.sam.click(shown.message, label="Arm these wordings")
    assert "Armed. `helicopter-shot-down` now has 3 ways of saying it" in words_of(shown.message)
    claim = await community.services.claims.claim(community.guild.id, "helicopter-shot-down")
    assert claim.wordings[-1] == NEW
    general = community.guild.create_text_channel("general")
    message = await community.mira.send(general, NEW)
    assert general.last_message is not None
    assert general.last_message.reference.message_id == message.id


async def test_what_must_never_match_shows_what_is_lost_and_discarding_changes_nothing(
    community: Community,
) -> None:
    await chat(community, community.news, GAME)
    shown = await panel(community, never=GAME)
    told = await run(community, shown, community.news)
    assert "**0 hits**" in told
    assert "**0 new** and **1 lost**" in told
    await community.sam.select(shown.message, ["lost"], custom_id=control(shown.message, "list"))
    assert "**Lost:** 🔇 nothing, before 📝 a note" in words_of(shown.message)
    await community.sam.click(shown.message, label="Discard")
    assert "Discarded: the claim stays as it is" in words_of(shown.message)
    claim = await community.services.claims.claim(community.guild.id, "helicopter-shot-down")
    assert GAME not in claim.counter_wordings


async def test_left_empty_it_tests_the_claim_as_it_is_with_nothing_to_arm(community: Community) -> None:
    await chat(community, community.news, SAID)
    shown = await panel(community)
    assert "The claim as it is" in words_of(shown.message)
    assert "1 hit" in await run(community, shown, community.news)
    assert "Arm these wordings" not in buttons(shown.message)


async def test_long_lists_have_pages(community: Community) -> None:
    await chat(community, community.news, *[f"{SAID} {number}" for number in range(12)])
    shown = await panel(community)
    assert "page 1 of 3" in await run(community, shown, community.news)
    await community.sam.click(shown.message, label="Next →")
    assert "page 2 of 3" in words_of(shown.message)


async def shut(community: Community, channel: simcord.ChannelHandle) -> None:
    """Close a channel to Sam."""
    guild = community.env.bot.get_guild(community.guild.id)
    assert guild is not None
    found, sam = guild.get_channel(channel.id), await guild.fetch_member(community.sam.id)
    assert isinstance(found, discord.TextChannel)
    await found.set_permissions(sam, view_channel=False)
    await community.env.settle()


async def test_nobody_is_shown_words_of_a_channel_they_cannot_read(community: Community) -> None:
    hidden = community.guild.create_text_channel("hidden")
    mute = community.guild.create_text_channel(
        "mute", overwrites={community.guild.me: discord.PermissionOverwrite(read_message_history=False)}
    )
    await chat(community, hidden, f"{SAID} in hiding")
    await chat(community, mute, f"{SAID} in the dark")
    shown = await panel(community)
    await community.sam.select(
        shown.message, [hidden, mute, community.news], custom_id=control(shown.message, "channels")
    )
    await shut(community, hidden)
    await community.sam.click(shown.message, label="Start")
    told = words_of(shown.message)
    assert f"<#{hidden.id}>: {history.NOT_YOURS}" in told
    assert f"<#{mute.id}>: {history.NOT_READABLE}" in told
    assert "hiding" not in told
    assert "dark" not in told


async def test_a_channel_closed_to_the_moderator_meanwhile_is_shown_no_more(community: Community) -> None:
    side = community.guild.create_text_channel("side")
    await chat(community, side, SAID)
    shown = await panel(community)
    assert "> Wagner just" in await run(community, shown, side)
    await shut(community, side)
    await community.sam.select(shown.message, ["hits"], custom_id=control(shown.message, "list"))
    assert "Wagner just" not in words_of(shown.message)


async def test_bots_those_who_asked_not_to_be_read_and_ignored_roles_are_passed_over(
    community: Community, tmp_path: Any
) -> None:
    satire = community.guild.create_role("Satire")
    joker = community.guild.add_member(community.env.create_user("joker"), roles=[satire])
    shy = community.guild.add_member(community.env.create_user("shy"))
    await wish(community, tmp_path, ignored_roles=frozenset({satire.id}))
    await joker.send(community.news, f"{SAID} as a joke")
    await shy.send(community.news, f"{SAID} shyly")
    answer = await shy.slash(community.news, "privacy")
    await shy.click(answer.response, label="Do not read my messages")
    await chat(community, community.news, SAID)
    told = await run(community, await panel(community), community.news)
    assert "1 hit" in told
    assert "joke" not in told
    assert "shyly" not in told
    assert "Passed over:" in told


async def test_forums_are_read_post_by_post_archived_ones_too(community: Community) -> None:
    forum = community.guild.create_forum_channel("reports")
    found = community.env.bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    opened = await found.create_thread(name="Sighting", content="post by the bot")
    thread = opened.thread
    await community.env.settle()
    guild = community.env.bot.get_guild(community.guild.id)
    assert guild is not None
    shown = await panel(community)
    told = await run(community, shown, forum)
    assert "0 hits" in told
    assert "in 1 message" in told
    await thread.edit(archived=True)
    again = await panel(community)
    assert "in 1 message" in await run(community, again, forum)


async def test_a_place_that_is_off_is_not_read(community: Community, tmp_path: Any) -> None:
    await chat(community, community.news, SAID)
    await wish(community, tmp_path, places={community.news.id: Mode.OFF})
    told = await run(community, await panel(community), community.news)
    assert f"<#{community.news.id}>: {history.SWITCHED_OFF}" in told
    assert "0 hits" in told


async def test_a_channel_that_is_gone_is_told(community: Community) -> None:
    side = community.guild.create_text_channel("side")
    await chat(community, community.news, SAID)
    shown = await panel(community)
    await community.sam.select(
        shown.message, [side, community.news], custom_id=control(shown.message, "channels")
    )
    channel = community.env.bot.get_channel(side.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await community.sam.click(shown.message, label="Start")
    assert f"<#{side.id}>: {history.GONE}" in words_of(shown.message)
    assert "1 hit" in words_of(shown.message)


async def test_after_a_restart_its_buttons_say_that_it_is_gone(community: Community) -> None:
    # A process that started anew knows nothing of it, which is what forgetting leaves, too.
    shown = await panel(community)
    token = control(shown.message, "start").rpartition(":")[2]
    community.services.backtests.discard(community.sams_actor, token)
    await community.env.restart_bot(CaveatBot(community.services))
    answer = await community.sam.click(shown.message, label="Discard")
    assert "This backtest is gone" in words(answer)


async def test_bad_wordings_come_back_with_what_is_wrong(community: Community) -> None:
    answer = await asked(community, "one and the same", never="One and the same")
    assert "both a wording and a counter-wording" in words(answer)
    assert "one and the same" in words(answer)
    known = await asked(community, "Wagner downed a Russian helicopter")
    assert "has all of these already" in words(known)
    simcord.assert_error(community.env, Invalid)


async def test_arming_what_someone_changed_meanwhile_is_refused(community: Community) -> None:
    shown = await panel(community, NEW)
    await run(community, shown, community.news)
    await community.services.claims.word(community.sams_actor, "helicopter-shot-down", ["another wording"])
    answer = await community.sam.click(shown.message, label="Arm these wordings")
    assert "was changed by someone else" in words(answer)


async def test_one_that_is_still_reading_is_shown_instead_of_another_and_can_be_cancelled(
    community: Community,
) -> None:
    desk, actor = community.services.backtests, community.sams_actor
    opened = await desk.open(actor, "helicopter-shot-down")
    desk.choose(actor, opened.token, channels=[community.news.id])
    await desk.start(actor, opened.token)
    answer = await community.sam.slash(community.news, "desk backtest", claim="google-news-blocked")
    assert "▱▱▱▱▱▱▱▱▱▱ 0 of 500 messages, 0 hits" in words(answer)
    shown = answer.response
    await community.sam.click(shown.message, label="Cancel")
    assert "Backtest, cancelled" in words_of(shown.message)
    assert opened.stage is Stage.CANCELLED


@pytest.mark.parametrize("size", ["100", "5000"])
async def test_the_number_of_messages_is_picked_from_a_list(community: Community, size: str) -> None:
    shown = await panel(community)
    await community.sam.select(shown.message, [size], custom_id=control(shown.message, "size"))
    await chat(community, community.news, *[CHAT] * 110)
    told = await run(community, shown, community.news)
    assert ("in 100 messages" in told) == (size == "100")
