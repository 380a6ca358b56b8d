"""Claims that members suggest, and the review queue, in Discord."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from claims.assignments import WORKED_ON_FOR, Occupied
from claims.audit import Action, Change
from claims.errors import AlreadyThere, Invalid, NotAllowed
from claims.model import Lifecycle
from db.stores import open_stores
from tests import fakes
from tests.cogs.conftest import Community
from tests.cogs.moderators import cards, second_moderator, with_moderators_channel
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_evidence import suggest as suggest_source
from tests.cogs.test_feedback import SLUG, note_under
from tests.cogs.test_notes import SAID
from tests.mutiny import HELICOPTER

BRIDGE = "The Crimean bridge was closed to lorries."
TIP = {
    "statement": BRIDGE,
    "source": "Channel 5 https://example.org/bridge",
    "remark": "Heard it twice.",
    "tell": ["yes"],
}


async def suggest(
    community: Community, by: simcord.MemberActor | None = None, **changes: Any
) -> simcord.InteractionResult:
    who = by or community.mira
    form = await who.slash(community.news, "claim suggest")
    return await who.submit_modal(form, {**TIP, **changes})


async def carded(community: Community, folder: Path) -> tuple[simcord.ChannelHandle, discord.Message]:
    """A moderators' channel with the card of one suggested claim."""
    desk = await with_moderators_channel(community, folder)
    await suggest(community)
    [card] = await cards(community, desk)
    return desk, card


def told(community: Community) -> list[str]:
    """The direct messages that the member got."""
    return [words_of(message) for message in community.mira.user.dm_channel.history()]


async def test_what_a_member_suggests_and_a_moderator_approves_is_noted_and_told(
    community: Community, tmp_path: Path
) -> None:
    desk, card = await carded(community, tmp_path)
    shown = words_of(card)
    assert "The Crimean bridge was closed to lorries." in shown
    assert "**Where it is said:** [Channel 5](https://example.org/bridge)" in shown
    assert "**Remark:** Heard it twice." in shown
    assert f"by <@{community.mira.id}>" in shown
    approved = await community.sam.click(card, label="Approve")
    assert approved.ephemeral
    assert "### The Crimean bridge was closed to lorries." in words(approved)
    [card] = await cards(community, desk)
    assert f"✅ **Approved** as `crimean-bridge-closed-lorries` by <@{community.sam.id}>" in words_of(card)
    assert buttons(card) == {}
    await community.sam.send(community.news, "The Crimean bridge was closed to lorries")
    note = community.last_note()
    assert note is not None
    assert "Unverified" in words_of(note)
    [outcome] = told(community)
    assert "Your suggestion in Frontline Watch" in outcome
    assert "Moderators recorded it" in outcome
    assert f"{community.sam.id}" not in outcome


async def test_a_message_is_suggested_from_its_menu_in_its_own_words(
    community: Community, tmp_path: Path
) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    message = await community.sam.send(community.news, f"breaking:\n{BRIDGE}")
    form = await community.mira.context_menu(community.news, "Suggest as claim", message)
    assert f"breaking: {BRIDGE}" in str(form.modal)
    thanked = await community.mira.submit_modal(form, {**TIP, "tell": ["no"]})
    assert words(thanked) == "Thank you. Moderators will look at the claim you suggest."
    [card] = await cards(community, desk)
    assert f"/{community.news.id}/{message.id})" in words_of(card)


async def test_whoever_is_not_to_be_read_is_not_quoted(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    asked = await community.sam.slash(community.news, "privacy")
    await community.sam.click(asked.response.message, label="Do not read my messages")
    message = await community.sam.send(community.news, BRIDGE)
    form = await community.mira.context_menu(community.news, "Suggest as claim", message)
    assert BRIDGE not in str(form.modal)
    await community.mira.submit_modal(form, TIP)
    [card] = await cards(community, desk)
    assert str(message.id) not in words_of(card)


async def test_a_claim_that_is_recorded_is_shown_first(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    shown = await suggest(community, statement=SAID)
    assert HELICOPTER.statement in words(shown)
    assert "much like a claim that is recorded already" in words(shown)
    assert await cards(community, desk) == []
    await community.env.restart_bot(CaveatBot(community.services))
    thanked = await community.mira.click(shown.response.message or shown.followups[0], label="Suggest anyway")
    assert "Thank you" in words(thanked)
    [card] = await cards(community, desk)
    assert f"**Much like** `{SLUG}`" in words_of(card)


async def test_an_edited_one_is_recorded_as_edited(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Edit")
    assert BRIDGE in str(form.modal)
    statement = "The Kerch bridge was closed to lorries."
    saved = await community.sam.submit_modal(form, {"statement": statement, "known": "Since noon."})
    assert statement in words(saved)
    assert "Since noon." in words(saved)
    [card] = await cards(community, desk)
    assert "✅ **Approved** as `kerch-bridge-closed-lorries`" in words_of(card)


@pytest.mark.parametrize("filled", [{"claim": [SLUG]}, {"claim": [], "other": f"`{SLUG}`"}])
async def test_an_attached_one_is_a_wording_and_its_author_hears_of_the_claim(
    community: Community, tmp_path: Path, filled: dict[str, Any]
) -> None:
    desk, card = await carded(community, tmp_path)
    form = await community.sam.click(card, label="Attach to claim")
    saved = await community.sam.submit_modal(form, filled)
    assert f"is a wording of `{SLUG}` now" in words(saved)
    [card] = await cards(community, desk)
    assert f"📎 **Attached** to `{SLUG}`" in words_of(card)
    [outcome] = told(community)
    assert "Moderators know that claim already" in outcome
    assert HELICOPTER.statement in outcome


async def test_a_rejected_one_tells_its_author_the_reason(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    await community.env.restart_bot(CaveatBot(community.services))
    form = await community.sam.click(card, label="Reject")
    await community.sam.submit_modal(form, {"reason": "That is an *opinion*, @everyone."})
    [card] = await cards(community, desk)
    assert "✖️ **Rejected** by" in words_of(card)
    [outcome] = told(community)
    assert "That is an \\*opinion\\*" in outcome
    assert "@everyone" not in outcome


async def test_who_takes_no_direct_messages_goes_without(community: Community, tmp_path: Path) -> None:
    _, card = await carded(community, tmp_path)
    path = f"/channels/{community.mira.user.dm_channel.id}/messages"
    community.env.inject_error("POST", path, status=403, code=50007, times=None)
    await community.sam.click(card, label="Approve")
    await community.env.settle()
    assert told(community) == []
    assert not [job for job in await community.services.queue.take("test", 9) if job.kind == "outcome"]


async def test_others_see_who_works_on_a_card_and_may_take_it_over(
    community: Community, tmp_path: Path, clock: fakes.Ticking
) -> None:
    desk, card = await carded(community, tmp_path)
    ada = second_moderator(community)
    await ada.click(card, label="Reject")
    [card] = await cards(community, desk)
    assert f"🔒 <@{ada.id}> works on this since <t:" in words_of(card)
    for label in ("Approve", "Edit", "Attach to claim", "Reject", "Release"):
        asked = await community.sam.click(card, label=label)
        assert asked.ephemeral
        assert f"is being worked on by <@{ada.id}>, who began <t:" in words(asked)
    snoozed = await community.sam.select(card, ["1h"], custom_id="work:snooze:claim:1:")
    assert "Take it over?" in words(snoozed)
    taken = await community.sam.click(asked.response.message, label="Take it over")
    assert f"🔒 <@{community.sam.id}> works on this" in words(taken)
    late = await ada.click(card, label="Approve")
    assert f"by <@{community.sam.id}>" in words(late)
    clock.now += WORKED_ON_FOR
    assert "### The Crimean bridge" in words(await ada.click(card, label="Approve"))
    too_late = await community.sam.click(taken.response.message, label="Approve")
    assert f"<@{ada.id}> approved this before you: it is the claim" in words(too_late)


async def test_what_was_taken_over_while_a_form_was_open_comes_back_with_what_was_typed(
    community: Community, tmp_path: Path
) -> None:
    _, card = await carded(community, tmp_path)
    ada = second_moderator(community)
    form = await ada.click(card, label="Reject")
    asked = await community.sam.click(card, label="Approve")
    await community.sam.click(asked.response.message, label="Take it over")
    refused = await ada.submit_modal(form, {"reason": "Two weeks old."})
    assert f"<@{community.sam.id}> works on this since" in words(refused)
    assert "Two weeks old." in words(refused)
    simcord.assert_error(community.env, Occupied)


async def test_assigned_released_and_put_aside_as_the_card_says(community: Community, tmp_path: Path) -> None:
    desk, card = await carded(community, tmp_path)
    await community.sam.click(card, label="Assign to me")
    [card] = await cards(community, desk)
    await community.sam.click(card, label="Release")
    [card] = await cards(community, desk)
    assert "🔒" not in words_of(card)
    await community.sam.select(card, ["8h"], custom_id="work:snooze:claim:1:")
    [card] = await cards(community, desk)
    assert "💤 Put aside until <t:" in words_of(card)
    queue = await community.sam.slash(community.news, "desk queue")
    assert "Nothing waits for you here" in words(queue)


async def test_the_queue_lists_all_that_waits_and_shows_every_card(
    community: Community, tmp_path: Path
) -> None:
    await suggest(community)
    await suggest_source(community, await note_under(community, SAID))
    async with open_stores(f"sqlite:///{tmp_path}/caveat.db") as stores:
        draft = replace(
            HELICOPTER, slug="tank", statement="A tank burned.", lifecycle=Lifecycle.DRAFT, links=()
        )
        added = Change(Action.ADDED, community.sam.id, fakes.NOW)
        await stores.claims.add(community.guild.id, draft, added)
    listed = await community.sam.slash(community.news, "desk queue")
    assert "What waits: 3, the oldest first" in words(listed)
    for shown in ("The Crimean bridge", "Photographs of the wreck", "A tank burned"):
        assert shown in words(listed)
    panel = listed.response.message
    card = await community.sam.click(panel, custom_id="queue-card:claim:1:")
    assert "### 💡 Suggested claim 1" in words(card)
    source = await community.sam.click(panel, custom_id="queue-card:evidence:1:")
    assert "### 🔗 Suggested source 1" in words(source)
    drafted = await community.sam.click(panel, custom_id="queue-card:draft:0:tank")
    assert "This claim is draft." in words(drafted)
    published = await community.sam.click(drafted.response.message, label="Publish")
    assert "This claim is draft." not in words(published)
    only = await community.sam.select(panel, ["claim"], custom_id="queue-kind")
    assert "Suggested claims: 1, the oldest first" in words(only)
    assert "Photographs" not in words(only)


async def test_a_long_queue_is_turned_page_by_page(community: Community) -> None:
    for who in (community.mira, community.sam):
        for number in range(4):
            await suggest(community, by=who, statement=f"Bridge {number} of {who.name} was closed.")
    listed = await community.sam.slash(community.news, "desk queue")
    assert "page 1 of 2" in words(listed)
    turned = await community.sam.click(listed.response.message, label="Next →")
    assert "Bridge 3 of sam" in words(turned)


async def test_from_whom_is_blocked_nothing_is_taken(community: Community) -> None:
    note = await note_under(community, SAID)
    blocked = await community.sam.slash(community.news, "blocklist add", member=community.mira)
    assert "No suggestions are taken from" in words(blocked)
    refused = await community.mira.slash(community.news, "claim suggest")
    assert "Moderators take no suggestions from you at present" in words(refused)
    simcord.assert_error(community.env, NotAllowed)
    assert "take no suggestions" in words(await community.mira.click(note, label="Add evidence"))
    listed = await community.sam.slash(community.news, "blocklist show")
    assert f"<@{community.mira.id}>" in words(listed)
    about = await community.mira.slash(community.news, "privacy")
    assert "moderators take no suggestions from you" in words(about)
    await community.sam.slash(community.news, "blocklist remove", member=community.mira)
    assert "Thank you" in words(await suggest(community))


async def test_an_address_nobody_could_open_is_refused_and_what_was_typed_comes_back(
    community: Community,
) -> None:
    refused = await suggest(community, source="javascript:alert(1)")
    assert "must begin with https://" in words(refused)
    assert "Heard it twice." in words(refused)
    simcord.assert_error(community.env, Invalid)


async def test_the_same_words_are_suggested_once(community: Community) -> None:
    await suggest(community)
    assert "Somebody suggested this already." in words(await suggest(community, by=community.sam))
    simcord.assert_error(community.env, AlreadyThere)


async def test_no_markup_and_no_mention_of_a_suggestion_lives(community: Community, tmp_path: Path) -> None:
    desk = await with_moderators_channel(community, tmp_path)
    hostile = "@everyone **loud** [click](https://example.org) ||x|| <@1>"
    await suggest(community, statement=hostile, source=hostile, remark=hostile)
    [card] = await cards(community, desk)
    queue = await community.sam.slash(community.news, "desk queue")
    for live in ("@everyone", "**loud", "[click](", "||x", "<@1>"):
        assert live not in words_of(card)
        assert live not in words(queue)


async def test_what_a_person_suggested_is_told_and_erased_and_the_card_with_it(
    community: Community, tmp_path: Path
) -> None:
    desk, _ = await carded(community, tmp_path)
    about = await community.mira.slash(community.news, "privacy")
    assert "1 claim that you suggested" in words(about)
    asked = await community.mira.click(about.response.message, label="Erase what is stored about me")
    erased = await community.mira.click(asked.response.message, label="Erase for good")
    assert "Erased 1 claim that you suggested." in words(erased)
    [card] = await cards(community, desk)
    assert "Its author took it back" in words_of(card)
    assert "bridge" not in words_of(card)
    assert str(community.mira.id) not in words_of(card)
