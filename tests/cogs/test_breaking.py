"""Breaking mode as moderators and members meet it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import discord
import simcord

from bot.client import CaveatBot
from claims.errors import AlreadyThere
from claims.events import Dossier, Event
from claims.model import Verdict
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_desk import judge
from tests.cogs.test_notes import SAID
from tests.mutiny import MUTINY

FALSE = {"verdict": ["false"], "source": "A retraction https://example.org/retraction"}


async def begun(here: Community, **options: object) -> Any:
    """The panel of the mode that a moderator begins."""
    answer = await here.sam.slash(here.news, "desk breaking", **options)
    assert answer.ephemeral
    return answer.response


def brief(here: Community) -> discord.Message:
    (found,) = [m for m in here.news.history() if "All claims" in buttons(m)]
    return found


async def with_moderators_channel(here: Community) -> simcord.ChannelHandle:
    channel = here.guild.create_text_channel("mod-desk")
    await here.services.wishes.change(here.sams_actor, Wish.MODERATORS_CHANNEL, str(channel.id))
    return channel


async def test_it_is_begun_with_a_panel_and_a_pinned_brief(community: Community) -> None:
    panel = await begun(community)
    told = words_of(panel.message)
    assert told.startswith("## Breaking mode: The Wagner mutiny")
    assert "90% sure" in told
    assert "one note in a channel every 60 minutes" in told
    shown = words_of(brief(community))
    assert "## The Wagner mutiny\n-# Live brief, last change <t:" in shown
    assert "**✅ Confirmed**\n- Google News has been blocked in Russia." in shown
    assert "**🟡 Unverified**" in shown
    assert brief(community).pinned


async def test_the_same_command_shows_what_holds_and_other_wishes_change_it(community: Community) -> None:
    first = words_of((await begun(community)).message)
    again = words_of((await begun(community)).message)
    assert first.split("(")[0] == again.split("(")[0]
    changed = words_of((await begun(community, window=90)).message)
    assert "every 90 minutes" in changed
    assert len([m for m in community.news.history() if "All claims" in buttons(m)]) == 1


async def test_without_the_permission_to_pin_the_panel_says_so_and_the_brief_is_there(
    community: Community,
) -> None:
    unpinnable = {community.guild.me: discord.PermissionOverwrite(pin_messages=False)}
    channel = community.guild.create_text_channel("live", overwrites=unpinnable)
    panel = await begun(community, channel=channel)
    assert f"I lack **Pin Messages** in <#{channel.id}>" in words_of(panel.message)
    assert [message.pinned for message in channel.history()] == [False]


async def test_where_it_may_not_write_the_mode_goes_on_without_a_brief(community: Community) -> None:
    closed_to_bot = {community.guild.me: discord.PermissionOverwrite(send_messages=False)}
    channel = community.guild.create_text_channel("closed", overwrites=closed_to_bot)
    panel = await begun(community, channel=channel)
    assert f"I lack **Send Messages** in <#{channel.id}>" in words_of(panel.message)
    assert list(channel.history()) == []
    assert "another moderator must second" in words(await judge(community, **FALSE))


async def test_the_brief_follows_every_change_of_its_claims(community: Community) -> None:
    await begun(community)
    await judge(community, verdict=["disputed"], source="Two reports")
    assert "**⚖️ Disputed**\n- Wagner forces shot down a Russian military helicopter." in words_of(
        brief(community)
    )


async def test_a_brief_that_somebody_deleted_comes_back_with_the_next_change(community: Community) -> None:
    await begun(community)
    first = brief(community)
    await community.sam.delete(first)
    assert [m for m in community.news.history() if "All claims" in buttons(m)] == []
    await judge(community, verdict=["disputed"], source="Two reports")
    assert brief(community).id != first.id
    assert brief(community).pinned


async def test_anyone_may_look_through_the_claims_from_the_brief(community: Community) -> None:
    await begun(community)
    listed = await community.mira.click(brief(community), label="All claims")
    assert listed.ephemeral
    assert "`helicopter-shot-down`" in words(listed)
    await community.env.restart_bot(CaveatBot(community.services))
    assert "`six-helicopters`" in words(await community.mira.click(brief(community), label="All claims"))


async def test_six_hours_more_and_the_end_are_a_button_each(community: Community) -> None:
    panel = await begun(community)
    before = words_of(panel.message)
    await community.sam.click(panel.message, label="6 hours more")
    assert words_of(panel.message) != before
    await community.sam.click(panel.message, label="End now")
    assert "It ended" in words_of(panel.message)
    assert buttons(panel.message)["End now"]["disabled"]
    assert "Breaking mode ended" in words_of(brief(community))
    assert not brief(community).pinned
    saved = await judge(community, **FALSE)
    assert "❌ **False**" in words(saved)


async def test_begun_anew_it_has_a_brief_of_its_own(community: Community) -> None:
    panel = await begun(community)
    await community.sam.click(panel.message, label="End now")
    await begun(community)
    over, live = sorted(
        (m for m in community.news.history() if "All claims" in buttons(m)), key=lambda message: message.id
    )
    assert (over.pinned, live.pinned) == (False, True)
    assert "Live brief" in words_of(live)


async def test_a_panel_of_a_mode_that_is_over_tells_so(community: Community) -> None:
    panel, other = await begun(community), await begun(community)
    await community.sam.click(panel.message, label="End now")
    late = await community.sam.click(other.message, label="6 hours more")
    assert "not in breaking mode any more" in words(late)


async def test_pausing_from_the_panel_stops_notes_and_resuming_starts_them(community: Community) -> None:
    panel = await begun(community)
    await community.sam.click(panel.message, label="Pause all notes")
    assert "⏸️ All notes of this server are paused" in words_of(panel.message)
    said = await community.mira.send(community.news, SAID)
    assert community.news.last_message == said
    await community.sam.click(panel.message, label="Resume notes")
    await community.mira.send(community.news, SAID)
    assert community.last_note() is not None


async def test_a_false_verdict_is_seconded_by_another_moderator_on_the_card(community: Community) -> None:
    channel = await with_moderators_channel(community)
    await community.mira.send(community.news, SAID)
    note = community.last_note()
    await begun(community)
    ada = second_moderator(community)
    told = await judge(community, **FALSE)
    assert "saved as a proposal: another moderator must second it" in words(told)
    (card,) = channel.history()
    assert "~~🟡 Unverified~~ → ❌ **False**" in words_of(card)
    assert f"Proposed by <@{community.sam.id}>" in words_of(card)
    own = await community.sam.click(card, label="Second it")
    assert "You proposed this yourself" in words(own)
    seconded = await ada.click(card, label="Second it")
    assert "❌ **False**" in words(seconded)
    assert "Earlier notes:" in words(seconded) or "Updating 1 earlier note" in words(seconded)
    (card,) = channel.history()
    assert f"✅ Seconded by <@{ada.id}>" in words_of(card)
    assert buttons(card)["Second it"]["disabled"]
    assert "**❌ False**" in words_of(brief(community))
    assert note is not None
    (updated,) = [m for m in community.news.history() if m.id == note.id]
    assert "❌ **False**" in words_of(updated)


async def test_without_a_moderators_channel_proposals_wait_in_the_list(community: Community) -> None:
    await begun(community)
    ada = second_moderator(community)
    await judge(community, **FALSE)
    listed = await ada.slash(community.news, "desk second")
    assert listed.ephemeral
    assert "~~🟡 Unverified~~ → ❌ **False**" in words(listed)
    await ada.click(listed.response.message, label="Second it")
    claim = await community.services.claims.claim(community.guild.id, "helicopter-shot-down")
    assert claim.verdict is Verdict.FALSE
    late = await ada.click(listed.response.message, label="Decline")
    assert "seconded this already" in words(late)
    assert "Nothing waits" in words(await ada.slash(community.news, "desk second"))


async def test_a_proposal_is_withdrawn_by_who_made_it(community: Community) -> None:
    channel = await with_moderators_channel(community)
    await begun(community)
    await judge(community, **FALSE)
    (card,) = channel.history()
    declined = await community.sam.click(card, label="Decline")
    assert "nothing was changed" in words(declined)
    (card,) = channel.history()
    assert f"Withdrawn by <@{community.sam.id}>" in words_of(card)


async def test_a_proposal_about_a_claim_that_changed_says_that_it_is_outdated(community: Community) -> None:
    channel = await with_moderators_channel(community)
    await begun(community)
    ada = second_moderator(community)
    await judge(community, **FALSE)
    await judge(community, verdict=["disputed"], source="Two reports")
    (card,) = channel.history()
    assert "Outdated: the claim was changed" in words_of(card)
    assert buttons(card)["Second it"]["disabled"]
    listed = await ada.slash(community.news, "desk second")
    assert "Nothing waits" in words(listed)


async def test_members_cannot_decide_even_where_they_see_the_card(community: Community) -> None:
    channel = await with_moderators_channel(community)
    panel = await begun(community)
    await judge(community, **FALSE)
    (card,) = channel.history()
    community.env.backend.get_guild(community.guild.id).members[community.sam.id].role_ids.clear()
    for message, label in (
        (card, "Second it"),
        (card, "Decline"),
        (panel.message, "6 hours more"),
        (panel.message, "End now"),
        (panel.message, "Pause all notes"),
    ):
        refused = await community.sam.click(message, label=label)
        assert "That is for moderators" in words(refused), label


async def test_two_events_cannot_share_a_channel(community: Community) -> None:
    flood = Event("flood", "The flood", "", MUTINY.event.begins_at - timedelta(days=1))
    await community.load(Dossier(flood, ()))
    await begun(community, event="wagner-mutiny")
    refused = await community.sam.slash(community.news, "desk breaking", event="flood")
    assert "has the live brief of “wagner-mutiny”" in words(refused)
    simcord.assert_error(community.env, AlreadyThere)
