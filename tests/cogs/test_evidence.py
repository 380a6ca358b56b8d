"""Sources that members suggest, in Discord."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from claims.errors import AlreadyThere, Invalid
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, second_moderator, with_moderators_channel
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_feedback import SLUG, note_under
from tests.cogs.test_notes import SAID

SOURCE = {
    "url": "https://example.org/wreck",
    "title": "Photographs of the wreck",
    "stance": ["supports"],
    "remark": "Look at the tail.",
    "tell": ["yes"],
}


async def suggest(
    community: Community, note: discord.Message, by: simcord.MemberActor | None = None, **changes: Any
) -> simcord.InteractionResult:
    who = by or community.mira
    form = await who.click(note, label="Add evidence")
    return await who.submit_modal(form, {**SOURCE, **changes})


async def test_what_a_member_suggests_and_a_moderator_accepts_is_seen_in_the_note(
    community: Community, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    note = await note_under(community, SAID)
    thanked = await suggest(community, note)
    assert thanked.ephemeral
    assert "Moderators will look at your source" in words(thanked)
    [card] = await cards(community, desk)
    told = words_of(card)
    assert "[Photographs of the wreck](https://example.org/wreck) (example.org) · supports it" in told
    assert "**Remark:** Look at the tail." in told
    assert f"by <@{community.mira.id}>" in told
    await community.env.restart_bot(CaveatBot(community.services))
    accepted = await community.sam.click(card, label="Accept")
    assert accepted.ephemeral
    assert "among the sources" in words(accepted)
    [card] = await cards(community, desk)
    assert f"**✅ Accepted** by <@{community.sam.id}>" in words_of(card)
    assert buttons(card) == {}
    shown = community.last_note()
    assert shown is not None
    assert "[Photographs of the wreck](https://example.org/wreck)" in words_of(shown)


async def test_the_second_moderator_is_told_who_decided(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    await suggest(community, await note_under(community, SAID))
    [card] = await cards(community, desk)
    ada = second_moderator(community)
    seen_before = await ada.slash(community.news, "desk evidence")
    form = await community.sam.click(card, label="Decline")
    await community.sam.submit_modal(form, {"reason": ""})
    late = await ada.click(seen_before.response.message, label="Accept")
    assert f"<@{community.sam.id}> declined this source before you." in words(late)
    listed = await community.sam.slash(community.news, "desk evidence")
    assert "No suggested source waits" in words(listed)


async def test_without_a_moderators_channel_it_waits_in_the_list(community: Community) -> None:
    note = await note_under(community, SAID)
    for number in range(1, 5):
        await suggest(community, note, url=f"https://example.org/{number}", title=f"Source {number}")
    listed = await community.sam.slash(community.news, "desk evidence")
    assert "**4 suggested sources wait for you**" in words(listed)
    assert "Source 3" in words(listed)
    assert "Source 4" not in words(listed)
    turned = await community.sam.click(listed.response.message, label="Next →")
    assert "Source 4" in words(turned)
    await community.sam.click(turned.response.message, custom_id="accept:4")
    shown = await community.mira.slash(community.news, "claim show", claim=SLUG)
    sources = await community.mira.click(shown.response.message, label="Sources")
    assert "Source 4" in words(sources)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "not an address"])
async def test_an_address_nobody_could_open_is_refused_and_what_was_typed_comes_back(
    community: Community, url: str
) -> None:
    refused = await suggest(community, await note_under(community, SAID), url=url)
    assert "must begin with https://" in words(refused)
    assert "Look at the tail." in words(refused)
    simcord.assert_error(community.env, Invalid)


async def test_the_same_address_is_suggested_once(community: Community) -> None:
    note = await note_under(community, SAID)
    await suggest(community, note)
    again = await suggest(community, note, by=community.sam)
    assert "Somebody suggested this address already." in words(again)
    simcord.assert_error(community.env, AlreadyThere)


async def test_no_markup_and_no_mention_of_a_suggestion_lives(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    note = await note_under(community, SAID)
    hostile = "@everyone **loud** [click](https://example.org) ||x|| <@1>"
    await suggest(community, note, title=hostile, remark=hostile)
    [card] = await cards(community, desk)
    for live in ("@everyone", "**loud", "[click](", "||x", "<@1>"):
        assert live not in words_of(card)
    await community.sam.click(card, label="Accept")
    await community.env.settle()
    shown = community.last_note()
    assert shown is not None
    for live in ("@everyone", "**loud", "[click](", "||x", "<@1>"):
        assert live not in words_of(shown)


async def test_members_decide_nothing(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    await suggest(community, await note_under(community, SAID))
    [card] = await cards(community, desk)
    refused = await community.mira.click(card, label="Accept")
    assert "Manage Messages" in words(refused)
    assert len(await community.services.evidence.open_ones(community.sams_actor)) == 1


async def test_what_a_person_suggested_is_told_and_erased_and_the_card_with_it(
    community: Community, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    note = await note_under(community, SAID)
    await suggest(community, note)
    await community.mira.click(note, label="Helpful")
    told = await community.mira.slash(community.news, "privacy")
    assert "1 “Helpful” of yours" in words(told)
    assert "1 source that you suggested" in words(told)
    asked = await community.mira.click(told.response.message, label="Erase what is stored about me")
    assert "This deletes 1 “Helpful” of yours, 1 source that you suggested." in words(asked)
    erased = await community.mira.click(asked.response.message, label="Erase for good")
    assert "Erased 1 “Helpful” of yours, 1 source that you suggested." in words(erased)
    [card] = await cards(community, desk)
    assert "Its author took it back" in words_of(card)
    assert "wreck" not in words_of(card)
    assert str(community.mira.id) not in words_of(card)
