"""What people say about notes, and what moderators undo, in Discord."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
import structlog

from bot.ui.ids import feedback as feedback_ids
from bot.ui.wordings import PASSAGES
from claims.errors import NotAllowed
from claims.model import Claim
from claims.notes import digest_of
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, wish, with_moderators_channel
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_notes import SAID
from tests.cogs.test_privacy import restart

SLUG = "helicopter-shot-down"
WORDING = "Wagner downed a Russian helicopter"
BY_WORDING = "so Wagner downed a Russian helicopter"


async def note_under(community: Community, text: str) -> discord.Message:
    await community.mira.send(community.news, text)
    note = community.last_note()
    assert note is not None
    return note


async def stored(community: Community) -> Claim:
    return await community.services.claims.claim(community.guild.id, SLUG)


async def by_wording(community: Community) -> discord.Message:
    """A note whose message is nearest to a wording of the claim."""
    note = await note_under(community, BY_WORDING)
    why = words(await community.sam.click(note, label="Why?"))
    assert f"**Nearest wording:** “{WORDING}”" in why
    return note


def prefilled(form: Any) -> str:
    """The words a form begins with."""
    (label,) = form.modal["components"]
    return str(label["component"].get("value") or "")


async def test_a_note_has_five_buttons_and_its_history_is_behind_the_sources(community: Community) -> None:
    note = await note_under(community, SAID)
    assert list(buttons(note)) == ["Sources", "Why?", "Helpful", "Wrong match", "Add evidence"]
    sources = await community.mira.click(note, label="Sources")
    history = await community.mira.click(sources.response.message, label="History")
    assert "**History**" in words(history)


async def test_a_member_has_one_voice_and_may_change_it(community: Community) -> None:
    note = await note_under(community, SAID)
    said = [
        words(await community.mira.click(note, label=label))
        for label in ("Helpful", "Helpful", "Wrong match", "Helpful")
    ]
    assert "Thank you, I recorded that." in said[0]
    assert "already" in said[1]
    assert "replaces your “Helpful”" in said[2]
    assert "replaces your “Wrong match”" in said[3]
    assert community.last_note() is not None


async def test_a_moderator_is_told_what_was_stopped_and_the_same_words_get_nothing(
    community: Community,
) -> None:
    note = await by_wording(community)
    told = await community.sam.click(note, label="Wrong match")
    assert told.ephemeral
    assert "I took the note away" in words(told)
    assert "“so Wagner downed a Russian helicopter” never gets a note" in words(told)
    assert f"I do not go by this wording any more: “{WORDING}”" in words(told)
    assert "It brought 1 note, this one, none called wrong before." in words(told)
    assert (await stored(community)).stopped_wordings == (WORDING,)
    await community.mira.send(community.news, BY_WORDING.upper())
    assert community.last_note() is None
    tried = await community.sam.slash(community.news, "desk test", text=BY_WORDING)
    assert "its note under the same words was called wrong here" in words(tried)


async def test_what_was_stopped_matches_again_when_a_moderator_wishes_it(community: Community) -> None:
    note = await by_wording(community)
    told = await community.sam.click(note, label="Wrong match")
    await restart(community)
    undone = await community.sam.click(told.response.message, label="Let it match again")
    assert "match `helicopter-shot-down` again" in words(undone)
    assert (await stored(community)).stopped_wordings == ()
    await note_under(community, BY_WORDING)
    again = await community.sam.click(told.response.message, label="Let it match again")
    assert "matches again already" in words(again)


async def test_texts_like_the_message_can_be_taught_never_to_match(community: Community) -> None:
    note = await by_wording(community)
    told = await community.sam.click(note, label="Wrong match")
    form = await community.sam.click(told.response.message, label="Never match texts like this")
    assert prefilled(form) == BY_WORDING
    taught = await community.sam.submit_modal(form, {"wordings": "Wagner downed a Russian drone"})
    assert "now has 2 texts that never match it" in words(taught)
    assert "Wagner downed a Russian drone" in (await stored(community)).counter_wordings


async def test_when_the_message_is_gone_the_form_begins_empty(community: Community) -> None:
    message = await community.mira.send(community.news, BY_WORDING)
    told = await community.sam.click(community.last_note(), label="Wrong match")
    await community.mira.delete(message)
    form = await community.sam.click(told.response.message, label="Never match texts like this")
    assert prefilled(form) == ""


async def test_a_match_by_the_statement_is_told_and_leaves_the_claim_as_it_is(community: Community) -> None:
    before = await stored(community)
    note = await note_under(community, before.statement)
    told = await community.sam.click(note, label="Wrong match")
    assert "the claim's own statement, which I cannot stop" in words(told)
    assert list(buttons(told.response)) == ["Never match texts like this"]
    assert await stored(community) == before
    await community.mira.send(community.news, before.statement)
    assert community.last_note() is None


async def test_moderators_see_what_is_stopped_and_pick_what_matches_again(community: Community) -> None:
    await community.sam.click(await by_wording(community), label="Wrong match")
    statement = (await stored(community)).statement
    await community.sam.click(await note_under(community, statement), label="Wrong match")
    panel = await community.sam.slash(community.news, "desk wordings", claim=SLUG)
    assert panel.ephemeral
    assert f"**Stopped**: each brought a wrong match\n- {WORDING}" in words(panel)
    assert "1 text stopped besides" in words(panel)
    assert "**Never match**\n- The army shot down a Wagner helicopter" in words(panel)
    where = feedback_ids.restore_wording(SLUG)
    picked = await community.sam.select(panel.response.message, [digest_of(WORDING)], custom_id=where)
    assert f"✅ I go by “{WORDING}” again." in words(picked)
    assert WORDING in (await stored(community)).wordings
    picked = await community.sam.select(panel.response.message, [PASSAGES], custom_id=where)
    assert "Nothing is stopped." in words(picked)
    await note_under(community, statement)


async def test_the_share_of_wrong_notes_is_shown_with_the_claim(community: Community, tmp_path: Path) -> None:
    await wish(community, tmp_path, cool_down=timedelta(0))
    shown = await community.mira.slash(community.news, "claim show", claim=SLUG)
    assert "note" not in words(shown).splitlines()[-1]
    notes = [await note_under(community, f"{SAID}, part {part}") for part in ("one", "two", "three", "four")]
    await community.sam.click(notes[0], label="Wrong match")
    shown = await community.mira.slash(community.news, "claim show", claim=SLUG)
    assert "-# 4 notes, 1 taken back as wrong (25 %)" in words(shown)


async def test_a_swarm_is_told_to_the_moderators_once_and_takes_nothing_away(
    community: Community, tmp_path: Path
) -> None:
    # Every account of this community is younger than the night it plays in.
    desk = await with_moderators_channel(community, tmp_path)
    note = await note_under(community, SAID)
    swarm = [community.guild.add_member(community.env.create_user(f"new{number}")) for number in range(7)]
    with structlog.testing.capture_logs() as logged:
        for member in swarm:
            await member.click(note, label="Wrong match")
    assert [line["event"] for line in logged].count("swarm noticed") == 1
    [card] = await cards(community, desk)
    assert "Many new accounts at one note" in words_of(card)
    assert f"https://discord.com/channels/{community.guild.id}/{community.news.id}/" in words_of(card)
    assert all(str(member.id) not in words_of(card) for member in swarm)
    assert community.last_note() is not None
    voices = await community.sam.click(card, label="Voices by now")
    assert "besides 7 of accounts younger than a week" in words(voices)


@pytest.mark.parametrize(
    ("command", "options"),
    [("desk stats", {}), ("desk evidence", {}), ("desk wordings", {"claim": SLUG})],
)
async def test_members_cannot_look_behind_the_desk_even_when_discord_lets_them(
    community: Community, command: str, options: dict[str, str]
) -> None:
    helpers = community.guild.create_role("Helpers")
    ada = community.guild.add_member(community.env.create_user("ada"), roles=[helpers])
    (desk,) = [c for c in await community.env.bot.tree.fetch_commands() if c.name == "desk"]
    community.guild.set_command_permissions(desk, {helpers: True})
    answer = await ada.slash(community.news, command, **options)
    assert "Manage Messages" in words(answer)
    simcord.assert_error(community.env, NotAllowed)
