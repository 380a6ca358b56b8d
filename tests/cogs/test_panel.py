"""Everything about a claim within three taps from /desk home."""

from __future__ import annotations

from typing import Any

import simcord

from claims.errors import Invalid, NotAllowed
from claims.freshness import CheckAgain
from claims.model import Confidence, Lifecycle, ReasonTag, Relation, Verdict
from claims.people import Actor, Role
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, pick, words, words_of
from tests.cogs.test_notes import SAID
from tests.cogs.test_roles import given, shown_the_desk

SLUG = "helicopter-shot-down"


async def home(community: Community) -> Any:
    """The panel after the first tap: the desk is opened, and a claim picked from its list."""
    opened = await community.sam.slash(community.news, "desk home")
    await community.sam.select(opened.response, custom_id="home:claim", values=[SLUG])
    return opened.response


async def claim_of(community: Community, slug: str = SLUG) -> Any:
    return await community.services.claims.claim(community.guild.id, slug)


async def test_a_claim_opens_in_place_with_every_deed_a_tap_away(community: Community) -> None:
    panel = await home(community)
    shown = words_of(panel.message)
    assert "Wagner forces shot down a Russian military helicopter" in shown
    assert "2 wordings, 1 that never match" in shown
    assert set(buttons(panel.message)) == {
        "Judge",
        "Checked, still so",
        "Sources",
        "Wordings",
        "Edit",
        "Family",
        "Merge",
        "Backtest",
        "Changes",
        "Pause notes",
        "Withdraw",
        "Look again",
        "The desk",
    }
    await community.sam.click(panel, label="The desk")
    assert "The desk" in words_of(panel.message)


async def test_the_command_leads_to_the_panel_at_once(community: Community) -> None:
    opened = await community.sam.slash(community.news, "desk home", claim=SLUG)
    assert "Wagner forces shot down" in words(opened)
    assert "Judge" in buttons(opened.response)


async def test_a_claim_is_judged_in_all_its_parts_and_its_note_follows(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    panel = await home(community)
    sheet = (await community.sam.click(panel, label="Judge")).response
    await pick(community.sam, sheet, "judge:verdict:", Verdict.MISLEADING)
    await pick(community.sam, sheet, "judge:sure:", Confidence.HIGH)
    await pick(community.sam, sheet, "judge:tags:", ReasonTag.OUTDATED, ReasonTag.WRONG_NUMBER)
    await pick(community.sam, sheet, "judge:again:", CheckAgain.THREE_DAYS)
    assert "~~Unverified~~ → ⚠️ **Misleading** · high confidence" in words_of(sheet.message)
    form = await community.sam.click(sheet, label="Write and save")
    judged = await community.sam.submit_modal(
        form,
        {
            "known": "An old video was shown.",
            "unknown": "",
            "why": "The video is from 2022.",
            "source": "A newspaper https://news.example/old",
            "as_of": "",
        },
    )
    assert "Misleading" in words(judged)
    current = (await claim_of(community)).current
    assert (current.verdict, current.confidence) == (Verdict.MISLEADING, Confidence.HIGH)
    assert current.reason_tags == {ReasonTag.OUTDATED, ReasonTag.WRONG_NUMBER}
    assert (await claim_of(community)).review_by is not None
    note = community.last_note()
    assert note is not None
    assert "The video is from 2022" in words_of(note)


async def test_a_sheet_of_before_someone_elses_change_says_so_and_saves_nothing(community: Community) -> None:
    panel = await home(community)
    sheet = (await community.sam.click(panel, label="Judge")).response
    other = Actor(community.guild.id, 77, Role.MODERATOR)
    await community.services.claims.word(other, SLUG, ["the chopper is down"])
    await community.sam.click(sheet, label="Write and save")
    assert "Someone changed this claim a moment ago" in words_of(sheet.message)
    form = await community.sam.click(sheet, label="Write and save")
    assert form.modal is not None


async def test_checked_still_so_needs_no_form(community: Community) -> None:
    panel = await home(community)
    await community.sam.click(panel, label="Checked, still so")
    assert "✅ Checked" in words_of(panel.message)
    assert len((await claim_of(community)).judgements) == 2


async def test_editing_shows_the_panel_again(community: Community) -> None:
    panel = await home(community)
    form = await community.sam.click(panel, label="Edit")
    await community.sam.submit_modal(
        form, {"statement": "Wagner shot down an army helicopter.", "said_by": "", "first_said": ""}
    )
    assert "✅ Saved" in words_of(panel.message)
    assert "Wagner shot down an army helicopter" in words_of(panel.message)


async def test_wordings_are_taught_on_the_way(community: Community) -> None:
    panel = await home(community)
    await community.sam.click(panel, label="Wordings")
    form = await community.sam.click(panel, label="Add wordings")
    await community.sam.submit_modal(form, {"wordings": "the eggbeater is toast\nthe bird is down"})
    assert "the eggbeater is toast" in words_of(panel.message)
    form = await community.sam.click(panel, label="Never match …")
    await community.sam.submit_modal(form, {"wordings": "the kitchen eggbeater is toast"})
    claim = await claim_of(community)
    assert {"the eggbeater is toast", "the bird is down"} <= set(claim.wordings)
    assert "the kitchen eggbeater is toast" in claim.counter_wordings
    await community.sam.click(panel, label="The claim")
    assert "4 wordings, 2 that never match" in words_of(panel.message)


async def test_a_claim_is_linked_and_the_link_taken_away(community: Community) -> None:
    panel = await home(community)
    await community.sam.click(panel, label="Family")
    assert "Wider than `six-helicopters`" in words_of(panel.message)
    form = await community.sam.click(panel, label="Link to a claim")
    await community.sam.submit_modal(
        form, {"claim": ["google-news-blocked"], "other": "", "relation": [Relation.CONTRADICTS]}
    )
    assert "Contradicts `google-news-blocked`" in words_of(panel.message)
    await community.sam.select(panel, custom_id=f"panel:unlink:{SLUG}", values=["google-news-blocked"])
    assert "No longer linked to `google-news-blocked`" in words_of(panel.message)
    assert (await claim_of(community)).links == ()


async def test_a_claim_is_merged_after_a_look_at_what_that_does(community: Community) -> None:
    opened = await community.sam.slash(community.news, "desk home", claim="six-helicopters")
    form = await community.sam.click(opened.response, label="Merge")
    plan = await community.sam.submit_modal(form, {"claim": [], "other": f"`{SLUG}`"})
    await community.sam.click(plan.response, label="Merge")
    assert (await claim_of(community, "six-helicopters")).lifecycle is Lifecycle.SUPERSEDED


async def test_no_claim_picked_is_told_and_nothing_happens(community: Community) -> None:
    opened = await community.sam.slash(community.news, "desk home", claim="six-helicopters")
    form = await community.sam.click(opened.response, label="Merge")
    told = await community.sam.submit_modal(form, {"claim": [], "other": " "})
    assert "Pick a claim from the list" in words(told)
    simcord.assert_error(community.env, Invalid)


async def test_pausing_and_resuming_a_claim(community: Community) -> None:
    panel = await home(community)
    await community.sam.click(panel, label="Pause notes")
    assert "Its notes are paused" in words_of(panel.message)
    assert not (await claim_of(community)).auto_note
    await community.sam.click(panel, label="Resume notes")
    assert (await claim_of(community)).auto_note


async def test_withdrawing_asks_why_and_restoring_does_not(community: Community) -> None:
    panel = await home(community)
    form = await community.sam.click(panel, label="Withdraw")
    await community.sam.submit_modal(form, {"why": "It was **a joke** @everyone"})
    shown = words_of(panel.message)
    assert "a joke" in shown
    assert "@everyone" not in shown
    assert set(buttons(panel.message)) == {"Restore", "Changes", "Look again", "The desk"}
    await community.sam.click(panel, label="Restore")
    assert (await claim_of(community)).lifecycle is Lifecycle.PUBLISHED


async def test_who_changed_a_claim_is_shown_beside_the_panel(community: Community) -> None:
    panel = await home(community)
    await community.sam.click(panel, label="Pause notes")
    trail = await community.sam.click(panel, label="Changes")
    assert "paused" in words(trail)


async def test_backtesting_begins_on_the_panel(community: Community) -> None:
    panel = await home(community)
    form = await community.sam.click(panel, label="Backtest")
    assert form.modal is not None


async def test_a_viewer_sees_the_panel_and_changes_nothing(community: Community) -> None:
    vera = await given(community, Wish.VIEWERS)
    await shown_the_desk(community, vera)
    opened = await vera.slash(community.news, "desk home", claim=SLUG)
    assert "Wagner forces shot down" in words(opened)
    for label in ("Judge", "Edit", "Withdraw", "Pause notes", "Checked, still so", "Merge", "Backtest"):
        refused = await vera.click(opened.response, label=label)
        assert "That is for moderators" in words(refused)
    before = await claim_of(community)
    await vera.click(opened.response, label="Sources")
    refused = await vera.click(opened.response, label="Add a source")
    assert "That is for moderators" in words(refused)
    assert await claim_of(community) == before


async def test_who_loses_the_role_with_a_form_open_has_lost_the_power(community: Community) -> None:
    noa = await given(community, Wish.MODERATORS)
    await shown_the_desk(community, noa)
    opened = await noa.slash(community.news, "desk home", claim=SLUG)
    form = await noa.click(opened.response, label="Withdraw")
    community.env.backend.get_guild(community.guild.id).members[noa.id].role_ids.clear()
    refused = await noa.submit_modal(form, {"why": "Because I still can."})
    assert "That is for moderators" in words(refused)
    assert "Because I still can." in words(refused)
    simcord.assert_error(community.env, NotAllowed)
    assert (await claim_of(community)).lifecycle is Lifecycle.PUBLISHED
