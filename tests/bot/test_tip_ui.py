"""What is shown of suggested claims and of the queue: safe, and within Discord's limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from discord import ui

from bot.ui.assignments import TakeOverSheet
from bot.ui.blocking import blocked_text
from bot.ui.evidence import EvidenceForm
from bot.ui.ledger_forms import CitationForm
from bot.ui.outcomes import OutcomeSheet, SourceOutcomeSheet
from bot.ui.picking import PickForm
from bot.ui.privacy import PrivacyView
from bot.ui.queue import DraftCard, QueueView
from bot.ui.queue_forms import ReasonForm
from bot.ui.sheet import TextSheet
from bot.ui.tip_forms import EditForm, TipForm
from bot.ui.tips import LikeView, TipCard
from claims.assignments import LONGEST_REASON, Assignment, Matter
from claims.blocking import Block
from claims.checks import MAX_STATEMENT
from claims.evidence import EvidenceStance
from claims.model import Lifecycle
from claims.people import Kept
from claims.queue import PER_PAGE, QueuePage, Waiting, WaitingKind
from claims.suggestions import Suggestion, SuggestionState
from claims.tips import LONGEST_REMARK, Tip, TipState
from tests.bot.limits import check_form, check_layout
from tests.bot.test_ui import fullest
from tests.mutiny import MUTINY, NIGHT

BIG = 2**63 - 1
LONGEST = Tip(
    guild_id=BIG,
    number=10**17,
    event="e" * 60,
    statement="*" * MAX_STATEMENT,
    source="_" * 100 + " https://example.org/" + "x" * 170,
    remark="~" * LONGEST_REMARK,
    channel_id=BIG,
    message_id=BIG,
    like="l" * 60,
    suggested_by=BIG,
    suggested_at=NIGHT,
    tell_me=True,
)
WORKED_ON = Assignment(Matter.tip(LONGEST.number), BIG, NIGHT)
DRAFT_WORKED_ON = Assignment(Matter.draft("s" * 60), BIG, NIGHT)
REJECTED = replace(
    LONGEST, state=TipState.REJECTED, reason="`" * LONGEST_REASON, decided_by=BIG, decided_at=NIGHT
)
LONG_SLUG = replace(fullest(), slug="s" * 60)
SOURCE = Suggestion(
    guild_id=BIG,
    number=10**17,
    slug="s" * 60,
    title="*" * 300,
    url="https://example.org/" + "(" * 380,
    stance=EvidenceStance.REFUTES,
    remark="_" * 300,
    suggested_by=BIG,
    suggested_at=NIGHT,
    state=SuggestionState.ACCEPTED,
    publisher="*" * 120,
    tell_me=True,
    reason="`" * LONGEST_REASON,
)
THIRTY_EVENTS = [replace(MUTINY.event, slug=f"event-{number}") for number in range(30)]
THIRTY_CLAIMS = [replace(LONG_SLUG, slug=f"{number:02}-{'s' * 57}") for number in range(30)]
WAITING = [
    Waiting(kind, BIG, "s" * 60, "|" * 300, NIGHT, BIG, NIGHT) for kind in (*WaitingKind, WaitingKind.CLAIM)
]
EVERYTHING = Kept(NIGHT, 9, 9, 9, 9, 9, 9, 9, unreachable_since=NIGHT, blocked_since=NIGHT)
FULL_PAGE = QueuePage(WaitingKind.JUDGEMENT, 1, WAITING, dict.fromkeys(WaitingKind, 10**5))


@pytest.mark.parametrize(
    "view",
    [
        lambda: TipCard(LONGEST, LONG_SLUG, WORKED_ON),
        lambda: TipCard(REJECTED, None, Assignment(Matter.tip(1))),
        lambda: LikeView(LONGEST, LONG_SLUG),
        lambda: DraftCard(replace(LONG_SLUG, lifecycle=Lifecycle.DRAFT, revision=10**17), DRAFT_WORKED_ON),
        lambda: OutcomeSheet(REJECTED, None, "*" * 100),
        lambda: OutcomeSheet(replace(LONGEST, state=TipState.ATTACHED), LONG_SLUG, "*" * 100),
        lambda: QueueView(FULL_PAGE),
        lambda: TakeOverSheet(WORKED_ON),
        lambda: TakeOverSheet(DRAFT_WORKED_ON),
        lambda: SourceOutcomeSheet(SOURCE, LONG_SLUG, "*" * 100),
        lambda: SourceOutcomeSheet(replace(SOURCE, state=SuggestionState.DECLINED), None, "*" * 100),
        lambda: TextSheet(blocked_text([Block(BIG, NIGHT, BIG)] * 99)),
        lambda: PrivacyView(EVERYTHING, "x" * 400),
    ],
)
async def test_the_longest_of_each_fits_discords_limits(view: Any) -> None:
    check_layout(view())
    assert len(WAITING) == PER_PAGE


@pytest.mark.parametrize(
    "form",
    [
        lambda: TipForm(THIRTY_EVENTS, ignored, statement="x" * MAX_STATEMENT),
        lambda: EditForm(MUTINY.event, LONGEST, ignored),
        lambda: PickForm("Attach the draft " + "s" * 60, "Why", THIRTY_CLAIMS, ignored),
        lambda: ReasonForm("Decline the draft " + "s" * 60, "Who reads it", ignored),
        lambda: CitationForm("Edit and accept source 99", ignored, SOURCE.piece),
        lambda: EvidenceForm(LONG_SLUG, ignored),
    ],
)
async def test_every_form_fits_discords_limits(form: Any) -> None:
    check_form(form())


async def ignored(*_: Any) -> None:
    """Take answers that no test sends."""


async def test_a_card_tells_when_it_is_free_again() -> None:
    shown = TipCard(LONGEST, None, WORKED_ON)
    [text] = [item.content for item in shown.walk_children() if isinstance(item, ui.TextDisplay)]
    free = int((NIGHT + timedelta(minutes=15)).timestamp())
    assert (
        f"<@{BIG}> works on this since <t:{int(NIGHT.timestamp())}:t>; anyone may from <t:{free}:t>" in text
    )
