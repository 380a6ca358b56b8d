"""What cards say of things whose claim was merged into another."""

from __future__ import annotations

from dataclasses import replace

from discord import ui

from bot.ui.evidence import EvidenceCard
from bot.ui.proposals import ProposalCard
from bot.ui.seconding import SecondCard
from claims.assignments import Assignment, Matter
from claims.model import Lifecycle
from claims.proposal_desk import Asked
from claims.proposals import Proposal
from claims.seconding import PendingState
from claims.settings import Mode
from claims.suggestions import SuggestionState
from tests.bot.test_breaking_ui import LATER, pending
from tests.bot.test_feedback_ui import suggestion
from tests.bot.test_trail_ui import fits
from tests.mutiny import HELICOPTER, NIGHT

MERGED = replace(HELICOPTER, lifecycle=Lifecycle.SUPERSEDED, links=())


def test_a_suggested_source_that_is_a_double_says_so() -> None:
    double = suggestion(state=SuggestionState.DOUBLE)
    card = EvidenceCard(double, HELICOPTER, Assignment(Matter.source(double.number)))
    assert "A double:** its claim was merged into `helicopter-shot-down`" in fits(card)
    assert not [part for part in card.walk_children() if isinstance(part, ui.Button)]


def test_a_closed_question_about_a_merged_claim_does_not_say_that_the_message_is_gone() -> None:
    closed = Proposal(1, 7, 55, MERGED.slug, Mode.SUGGEST, 0.75, NIGHT, lapsed=True)
    told = fits(ProposalCard(Asked((closed,), {MERGED.slug: MERGED})))
    assert "merged into a claim that is asked about" in told
    assert "deleted" not in told


def test_a_judgement_of_a_merged_claim_says_which_to_judge() -> None:
    outdated = pending(state=PendingState.OUTDATED, decided_at=LATER)
    assert "the claim was merged into another" in fits(SecondCard(outdated, MERGED))
