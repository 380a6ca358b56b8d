"""Modes: where the bot does nothing by itself, and what moderators say of what it would do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.errors import Changed, Invalid, NotAllowed, NotFound
from claims.jobs import JobKind
from claims.notes import Outcome, Post, Reason
from claims.people import Actor, Role
from claims.proposals import Ruling
from claims.settings import GuildSettings, Mode
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, post

DESK, CATEGORY = 77, 88
SHADOW = GuildSettings(mode=Mode.SHADOW, moderators_channel=DESK)
SUGGEST = GuildSettings(mode=Mode.SUGGEST, moderators_channel=DESK)


async def said(newsroom: Newsroom, message: Post) -> list[str]:
    """Let a message be read, and return what moderators are asked about it."""
    await newsroom.noting.act_on(message, await newsroom.noting.consider(message))
    return await newsroom.asking.open(GUILD, message.message_id)


@pytest.mark.parametrize("mode", Mode)
async def test_only_where_it_is_on_a_message_gets_a_note_by_itself(newsroom: Newsroom, mode: Mode) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(mode=mode, moderators_channel=DESK)
    asked = await said(newsroom, post("helicopter"))
    assert (await newsroom.standing() == ["helicopter"]) is (mode is Mode.ON)
    assert (asked == ["helicopter"]) is (mode in {Mode.SHADOW, Mode.SUGGEST})


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({5: Mode.OFF}, Mode.OFF),
        ({CATEGORY: Mode.OFF}, Mode.OFF),
        ({5: Mode.ON, CATEGORY: Mode.OFF}, Mode.ON),
        ({6: Mode.OFF}, Mode.SUGGEST),
    ],
)
def test_the_nearest_place_decides_on_the_mode(places: dict[int, Mode], expected: Mode) -> None:
    settings = replace(SUGGEST, places=places)
    assert settings.mode_at([5, CATEGORY]) is expected


async def test_a_channel_that_is_off_is_not_read(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(places={CATEGORY: Mode.OFF})
    decision = await newsroom.noting.consider(replace(post("helicopter"), around=(CATEGORY,)))
    assert (decision.outcome, decision.reason) == (Outcome.SILENT, Reason.OFF)


async def test_what_moderators_say_among_themselves_is_not_read(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(moderators_channel=DESK)
    assert (await newsroom.noting.consider(post("helicopter", channel_id=DESK))).reason is Reason.OFF


async def test_a_pause_of_a_channel_holds_in_its_threads(newsroom: Newsroom) -> None:
    await newsroom.noting.pause(MODERATOR, 5)
    in_thread = replace(post("helicopter", channel_id=500), around=(5, CATEGORY))
    assert (await newsroom.noting.consider(in_thread)).reason is Reason.CHANNEL_PAUSED


async def test_the_messages_of_an_ignored_role_are_not_read(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(ignored_roles=frozenset({4}))
    theirs = replace(post("helicopter"), roles=frozenset({3, 4}))
    assert (await newsroom.noting.consider(theirs)).reason is Reason.IGNORED_ROLE
    assert (await newsroom.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


@pytest.mark.parametrize("mode", [Mode.SHADOW, Mode.SUGGEST])
def test_asking_needs_somewhere_to_ask(mode: Mode) -> None:
    with pytest.raises(Invalid, match="Pick the moderators' channel first"):
        GuildSettings(mode=mode)
    with pytest.raises(Invalid, match="Pick the moderators' channel first"):
        GuildSettings(places={5: mode})


async def test_what_is_unsure_is_asked_where_there_is_a_moderators_channel(newsroom: Newsroom) -> None:
    assert await said(newsroom, post("perhaps helicopter")) == []
    newsroom.guilds.kept[GUILD] = GuildSettings(moderators_channel=DESK)
    assert await said(newsroom, post("perhaps helicopter", message_id=101)) == ["helicopter"]


async def test_in_shadow_mode_only_what_would_be_noted_is_shown(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SHADOW
    assert await said(newsroom, post("perhaps helicopter")) == []


async def test_moderators_are_asked_once_about_a_claim_in_a_channel_within_the_cool_down(
    newsroom: Newsroom,
) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    assert await said(newsroom, post("helicopter"))
    assert not await said(newsroom, post("helicopter", message_id=101))
    assert await said(newsroom, post("helicopter", message_id=102, channel_id=6))
    newsroom.clock.now += timedelta(minutes=31)
    assert await said(newsroom, post("helicopter", message_id=103))


async def test_a_moderators_word_posts_the_note_and_the_card_says_by_whom(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.take()
    await newsroom.asking.rule(MODERATOR, 100, "helicopter", Ruling.POST)
    assert await newsroom.standing() == ["helicopter"]
    [proposal] = await newsroom.proposals.of_message(GUILD, 100)
    assert (proposal.ruling, proposal.ruled_by) == (Ruling.POST, MODERATOR.user_id)


@pytest.mark.parametrize("ruling", [Ruling.LEAVE, Ruling.WRONG])
async def test_any_other_word_posts_nothing(newsroom: Newsroom, ruling: Ruling) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.asking.rule(MODERATOR, 100, "helicopter", ruling)
    assert await newsroom.standing() == []


async def test_the_second_moderator_is_told_that_another_was_faster(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.asking.rule(MODERATOR, 100, "helicopter", Ruling.LEAVE)
    with pytest.raises(Changed, match="a moment faster"):
        await newsroom.asking.rule(Actor(GUILD, 12, Role.MODERATOR), 100, "helicopter", Ruling.POST)
    assert await newsroom.standing() == []


async def test_members_do_not_rule(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    with pytest.raises(NotAllowed):
        await newsroom.asking.rule(MEMBER, 100, "helicopter", Ruling.POST)


async def test_nothing_is_posted_while_notes_are_paused(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.noting.pause(MODERATOR)
    with pytest.raises(Invalid, match="/desk resume"):
        await newsroom.asking.rule(MODERATOR, 100, "helicopter", Ruling.POST)
    assert await newsroom.asking.open(GUILD, 100) == ["helicopter"]


async def test_a_message_that_is_gone_or_says_something_else_is_no_longer_asked_about(
    newsroom: Newsroom,
) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.noting.read_again(post("good morning"))
    with pytest.raises(NotFound, match="says something else"):
        await newsroom.asking.rule(MODERATOR, 100, "helicopter", Ruling.POST)
    await said(newsroom, post("helicopter", message_id=101, channel_id=6))
    assert await newsroom.noting.message_gone(GUILD, 101)
    assert await newsroom.asking.open(GUILD, 101) == []


async def test_a_message_edited_while_notes_are_paused_is_still_asked_about(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    await newsroom.noting.pause(MODERATOR)
    await newsroom.noting.read_again(post("helicopter, again"))
    assert await newsroom.asking.open(GUILD, 100) == ["helicopter"]


async def test_words_are_kept_only_where_the_guild_wishes_so_and_go_in_time(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    await said(newsroom, post("helicopter"))
    assert newsroom.proposals.excerpts == {}
    newsroom.guilds.kept[GUILD] = replace(SUGGEST, excerpts_kept=timedelta(hours=24))
    await said(newsroom, post("helicopter \ud83d down", message_id=101, channel_id=6))
    [card] = [job for job in await newsroom.take() if (job.kind, job.subject) == (JobKind.PROPOSAL, 101)]
    excerpt = (await newsroom.asking.asked(GUILD, card.subject)).excerpt
    assert excerpt is not None
    assert excerpt.text == "helicopter  down"
    newsroom.clock.now = excerpt.kept_until
    [forget] = [job for job in await newsroom.take() if job.kind is JobKind.FORGET]
    await newsroom.asking.forget(forget)
    assert newsroom.proposals.excerpts == {}


async def test_the_words_of_an_edited_message_are_those_it_has_now(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = replace(SUGGEST, excerpts_kept=timedelta(hours=24))
    await said(newsroom, post("my phone is 0123, helicopter"))
    await newsroom.noting.read_again(post("helicopter"))
    assert newsroom.proposals.excerpts[GUILD, 100].text == "helicopter"
    await newsroom.noting.read_again(post("nothing of it"))
    assert newsroom.proposals.excerpts == {}


async def test_a_trial_tells_what_the_mode_makes_of_a_message(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = SUGGEST
    trial = await newsroom.noting.try_out(MODERATOR, [5], "helicopter")
    assert "ask the moderators" in trial.account.sentence
    newsroom.guilds.kept[GUILD] = SHADOW
    trial = await newsroom.noting.try_out(MODERATOR, [5], "helicopter")
    assert "only the moderators are shown" in trial.account.sentence
    newsroom.guilds.kept[GUILD] = GuildSettings(mode=Mode.OFF)
    assert (await newsroom.noting.try_out(MODERATOR, [5], "helicopter")).paused is Reason.OFF
