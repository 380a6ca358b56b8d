"""Presses taken back with /desk undo, as moderators and members meet them."""

from __future__ import annotations

import re
from pathlib import Path

import simcord

from claims.errors import Invalid, NotAllowed
from claims.settings import Mode
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, with_moderators_channel
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_breaking import begun, brief
from tests.cogs.test_evidence import suggest as suggest_source
from tests.cogs.test_feedback import BY_WORDING, WORDING, by_wording, note_under, stored
from tests.cogs.test_modes import card_in, choose
from tests.cogs.test_notes import SAID
from tests.cogs.test_privacy import ERASE, ask, press
from tests.cogs.test_tips import BRIDGE, carded, suggest, told
from tests.cogs.test_trail import undo


def newest(trail: str) -> str:
    """The number of the newest change, as the trail shows it."""
    found = re.search(r"\*\*#(\d+)\*\*", trail)
    assert found is not None
    return found.group(1)


async def undo_newest(community: Community) -> str:
    """Undo the newest change, and return what the moderator reads."""
    shown = await community.sam.slash(community.news, "desk audit")
    answer = await undo(community, int(newest(words(shown))))
    assert answer.ephemeral
    return words(answer)


async def rejected(community: Community, folder: Path) -> simcord.ChannelHandle:
    """The moderators' channel after a suggested claim was rejected."""
    desk, card = await carded(community, folder)
    form = await community.sam.click(card, label="Reject")
    await community.sam.submit_modal(form, {"reason": "An opinion."})
    await community.env.settle()
    return desk


async def test_a_wrongly_rejected_claim_waits_again_and_its_author_hears_of_the_next_decision(
    community: Community, tmp_path: Path
) -> None:
    desk = await rejected(community, tmp_path)
    assert "suggested claim 1 waits for you again" in await undo_newest(community)
    [card] = await cards(community, desk)
    assert "Rejected" not in words_of(card)
    assert "An opinion." not in words_of(card)
    assert "Approve" in buttons(card)
    assert BRIDGE in words(await community.sam.slash(community.news, "desk queue"))
    assert len(told(community)) == 1
    await community.sam.click(card, label="Approve")
    await community.env.settle()
    [outcome] = [each for each in told(community) if "Moderators recorded it" in each]
    assert BRIDGE in outcome


async def test_a_wrongly_approved_claim_goes_and_its_suggestion_waits_again(
    community: Community, tmp_path: Path
) -> None:
    desk, card = await carded(community, tmp_path)
    await community.sam.click(card, label="Approve")
    undone = await undo_newest(community)
    assert "1 claim withdrawn; suggested claim 1 waits for you again" in undone
    [card] = await cards(community, desk)
    assert "Approve" in buttons(card)
    await community.sam.send(community.news, BRIDGE)
    assert community.last_note() is None
    await community.sam.click(card, label="Approve")
    await community.sam.send(community.news, BRIDGE)
    assert community.last_note() is not None


async def test_a_wrongly_accepted_source_leaves_the_note_and_waits_again(
    community: Community, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    await suggest_source(community, await note_under(community, SAID))
    [card] = await cards(community, desk)
    await community.sam.click(card, label="Accept")
    assert "suggested source 1 waits for you again" in await undo_newest(community)
    [card] = await cards(community, desk)
    assert not any(button["disabled"] for button in buttons(card).values())
    note = community.last_note()
    assert note is not None
    assert "Photographs of the wreck" not in words_of(note)


async def test_a_wording_that_a_wrong_match_stopped_matches_again(community: Community) -> None:
    note = await by_wording(community)
    await community.sam.click(note, label="Wrong match")
    assert (await stored(community)).stopped_wordings == (WORDING,)
    undone = await undo_newest(community)
    assert "1 claim as before" in undone
    assert "Notes that went do not come back" in undone
    assert (await stored(community)).stopped_wordings == ()
    assert community.last_note() is None
    await note_under(community, BY_WORDING)


async def test_a_block_is_lifted_and_set_again(community: Community) -> None:
    await community.sam.slash(community.news, "blocklist add", member=community.mira)
    assert f"<@{community.mira.id}> is off the block list" in await undo_newest(community)
    assert "Thank you" in words(await suggest(community))
    assert "is on the block list again" in await undo_newest(community)
    refused = await community.mira.slash(community.news, "claim suggest")
    assert "take no suggestions from you" in words(refused)
    simcord.assert_error(community.env, NotAllowed)


async def test_a_note_posted_by_mistake_goes_and_its_card_asks_again(community: Community) -> None:
    desk = community.guild.create_text_channel("mod-desk")
    await choose(community, desk, Mode.SUGGEST)
    await community.mira.send(community.news, SAID)
    await community.sam.click(card_in(desk), label="Post the note")
    assert community.last_note() is not None
    assert "the question about a message waits for you again" in await undo_newest(community)
    await community.env.settle()
    assert community.last_note() is None
    assert "Post the note" in buttons(card_in(desk))
    await community.sam.click(card_in(desk), label="Post the note")
    assert community.last_note() is not None


async def test_breaking_mode_begun_by_mistake_is_over_and_may_go_on(community: Community) -> None:
    await begun(community)
    assert "breaking mode of `wagner-mutiny` is over" in await undo_newest(community)
    await community.env.settle()
    assert not brief(community).pinned
    assert "goes on, as it was before" in await undo_newest(community)
    await community.env.settle()
    assert brief(community).pinned


async def test_a_decision_is_undone_from_its_details_and_only_once(
    community: Community, tmp_path: Path
) -> None:
    await rejected(community, tmp_path)
    shown = await community.sam.slash(community.news, "desk audit")
    details = await community.sam.select(shown.response.message, [newest(words(shown))], custom_id="change")
    assert "**State**\n➖ open\n➕ rejected" in words(details)
    undone = await community.sam.click(details.response, label="Undo")
    assert "waits for you again" in words(undone)
    again = await community.sam.click(details.response, label="Undo")
    assert "Its latest change is number" in words(again)


async def test_what_its_author_had_erased_does_not_wait_again(community: Community, tmp_path: Path) -> None:
    await rejected(community, tmp_path)
    asked = await press(community.mira, await ask(community.mira, community), ERASE)
    await press(community.mira, asked, "Erase for good")
    assert "had that suggestion erased" in await undo_newest(community)
    simcord.assert_error(community.env, Invalid)
