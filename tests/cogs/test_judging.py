"""The judging sheet where another moderator must agree, and the desk's buttons after a restart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.client import CaveatBot
from claims.freshness import CheckAgain
from claims.model import Confidence, ReasonTag, Verdict
from claims.settings import SecondRule
from claims.wishes import Wish
from tests.cogs.conftest import Community
from tests.cogs.moderators import second_moderator
from tests.cogs.shown import pick, words, words_of
from tests.cogs.test_ledger import mark
from tests.cogs.test_panel import claim_of, home
from tests.mutiny import HELICOPTER, MUTINY

# As long as a short name can be.
LONGEST = "x" * 60
WORDS = {
    "known": "The wreck was never found.",
    "unknown": "",
    "why": "It was retracted.",
    "source": "A retraction https://news.example/retraction",
    "as_of": "",
}


async def test_a_judgement_on_the_sheet_is_seconded_with_all_that_was_picked(community: Community) -> None:
    await community.services.wishes.change(community.sams_actor, Wish.SECOND, SecondRule.ALWAYS)
    panel = await home(community)
    sheet = (await community.sam.click(panel, label="Judge")).response
    await pick(community.sam, sheet, "judge:verdict:", Verdict.FALSE)
    await pick(community.sam, sheet, "judge:sure:", Confidence.HIGH)
    await pick(community.sam, sheet, "judge:tags:", ReasonTag.OUTDATED, ReasonTag.WRONG_NUMBER)
    await pick(community.sam, sheet, "judge:again:", CheckAgain.THREE_DAYS)
    form = await community.sam.click(sheet, label="Write and save")
    await community.sam.submit_modal(form, WORDS)
    assert "another moderator must second it" in words_of(sheet.message)
    assert (await claim_of(community)).verdict is Verdict.UNVERIFIED
    ada = second_moderator(community)
    listed = await ada.slash(community.news, "desk second")
    assert "The wreck was never found." in words(listed)
    await ada.click(listed.response, label="Second it")
    claim = await claim_of(community)
    current = claim.current
    assert (current.verdict, current.confidence) == (Verdict.FALSE, Confidence.HIGH)
    assert current.reason_tags == {ReasonTag.OUTDATED, ReasonTag.WRONG_NUMBER}
    assert (current.reason, current.judged_by) == ("It was retracted.", community.sam.id)
    assert claim.review_by == current.as_of + timedelta(days=3)


async def test_the_desks_buttons_work_after_a_restart_for_the_longest_short_name_too(
    empty_community: Community,
) -> None:
    here = empty_community
    await here.load(replace(MUTINY, claims=(*MUTINY.claims, replace(HELICOPTER, slug=LONGEST, links=()))))
    panel = (await here.sam.slash(here.news, "desk home", claim=LONGEST)).response
    sheet = (await here.sam.click(panel, label="Judge")).response
    ledger = (await here.sam.slash(here.news, "desk evidence", claim=LONGEST)).response
    await here.env.restart_bot(CaveatBot(here.services))
    await pick(here.sam, sheet, "judge:verdict:", Verdict.FALSE)
    form = await here.sam.click(sheet, label="Write and save")
    await here.sam.submit_modal(form, WORDS)
    assert (await claim_of(here, LONGEST)).verdict is Verdict.FALSE
    await here.sam.click(ledger, label="The claim")
    assert "❌ **False**" in words_of(ledger.message)
    await here.sam.click(panel, label="Sources")
    form = await here.sam.click(panel, custom_id=mark(panel, "appraise", 0))
    grade = {"archive": "", "captured": "", "sha256": "", "reliability": ["F"], "credibility": ["6"]}
    await here.sam.submit_modal(form, grade)
    assert "grade **F6**" in words_of(panel.message)
    await here.sam.click(panel, label="The claim")
    await here.sam.click(panel, label="Pause notes")
    assert not (await claim_of(here, LONGEST)).auto_note
    await here.sam.click(panel, label="The desk")
    assert "The desk" in words_of(panel.message)
