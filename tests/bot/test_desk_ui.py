"""The desk's panels and forms: within Discord's limits, and safe to show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.breaking import BeginForm
from bot.ui.claim_panel import ClaimPanel
from bot.ui.differences import ImportForm
from bot.ui.editing import EditForm, WithdrawForm
from bot.ui.family import FamilyView, LinkForm
from bot.ui.home import FilesSheet, FindForm, HomeView
from bot.ui.ids.judging import Picks
from bot.ui.judging import CHANGED, JudgingForm, JudgingSheet
from bot.ui.ledger import LedgerView
from bot.ui.ledger_forms import AppraisalForm, CitationForm
from bot.ui.picking import PickForm
from bot.ui.wordings import WordingsPanel
from claims.breaking import USUAL_WINDOW, Breaking
from claims.evidence import Evidence, Grade
from claims.freshness import CheckAgain
from claims.home_desk import Home
from claims.ledger import entries
from claims.model import Confidence, Lifecycle, Link, ReasonTag, Relation, Verdict
from claims.queue import WaitingKind
from claims.settings import GuildSettings
from claims.tallies import Tally
from tests.bot.limits import check_form, check_layout
from tests.bot.test_ui import fullest
from tests.mutiny import HELICOPTER, MUTINY, NIGHT

BIG = 10**17
SLUG = "s" * 60
OTHERS = [f"{number:02}-{'o' * 57}" for number in range(30)]
FULLEST = replace(
    fullest(),
    slug=SLUG,
    revision=10**9,
    lifecycle=Lifecycle.NEEDS_RECHECK,
    auto_note=False,
    review_by=NIGHT,
    wordings=tuple(f"{number} " + "*" * 290 for number in range(30)),
    counter_wordings=tuple(f"{number} " + "_" * 290 for number in range(30)),
    stopped_wordings=tuple(f"{number} " + "`" * 290 for number in range(30)),
    links=tuple(Link(Relation.SUPERSEDES, other) for other in OTHERS),
)
GRADED = Evidence(
    title="*" * 300,
    publisher="_" * 120,
    url="https://example.org/" + "(" * 380,
    published_at=NIGHT,
    captured_at=NIGHT,
    archive_url="https://web.archive.org/" + "x" * 970,
    content_sha256="a" * 64,
    grade=Grade("D", 6),
)
LEDGER = replace(
    FULLEST,
    judgements=tuple(
        replace(judgement, evidence=tuple(replace(GRADED, title=f"{n} " + "*" * 290) for n in range(9)))
        for judgement in FULLEST.judgements
    ),
)
KIN = [(other, Link(Relation.CONTRADICTS, SLUG)) for other in OTHERS]
HOME = Home(
    waiting=dict.fromkeys(WaitingKind, BIG),
    to_check=BIG,
    often_wrong=[Tally(SLUG, BIG, BIG)] * 3,
    stuck=BIG,
    breaking=[Breaking(1, "e" * 60, 2, USUAL_WINDOW, NIGHT, NIGHT.replace(day=25))] * 5,
    settings=GuildSettings(paused=True),
    claims=[replace(FULLEST, slug=other, links=()) for other in OTHERS],
)
PICKS = Picks(Verdict.PARTLY_TRUE, Confidence.HIGH, frozenset(ReasonTag), CheckAgain.NEVER)


async def ignored(*_: Any) -> None:
    """Do nothing with a form."""


PANELS = [
    lambda: HomeView(HOME),
    lambda: HomeView(replace(HOME, claims=())),
    lambda: ClaimPanel(FULLEST, Tally(SLUG, BIG, BIG, BIG), KIN, done="x" * 400, others=HOME.claims),
    lambda: ClaimPanel(replace(FULLEST, lifecycle=Lifecycle.WITHDRAWN, withdrawn_because="*" * 700)),
    lambda: ClaimPanel(replace(FULLEST, lifecycle=Lifecycle.DRAFT)),
    lambda: JudgingSheet(FULLEST, PICKS, CHANGED),
    lambda: LedgerView(LEDGER, 2, "x" * 100),
    lambda: LedgerView(LEDGER, 99),
    lambda: LedgerView(replace(HELICOPTER, judgements=(replace(HELICOPTER.current, evidence=()),))),
    lambda: FamilyView(FULLEST, KIN, "x" * 100),
    lambda: WordingsPanel(FULLEST, (), "x" * 100),
    FilesSheet,
]


@pytest.mark.parametrize("view", PANELS)
async def test_every_panel_fits_discords_limits(view: Any) -> None:
    check_layout(view())


@pytest.mark.parametrize(
    "form",
    [
        lambda: JudgingForm(FULLEST, PICKS, ignored),
        lambda: CitationForm("Add a source: " + SLUG, ignored),
        lambda: CitationForm("Edit the source: " + SLUG, ignored, GRADED),
        lambda: AppraisalForm(SLUG, ignored, GRADED),
        lambda: AppraisalForm(SLUG, ignored, Evidence("A witness")),
        lambda: PickForm("Merge: " + SLUG, "Why", HOME.claims, ignored),
        lambda: LinkForm(FULLEST, HOME.claims, ignored),
        lambda: EditForm(FULLEST, ignored),
        lambda: WithdrawForm(FULLEST, ignored),
        lambda: FindForm(ignored),
        lambda: ImportForm(ignored),
        lambda: BeginForm([replace(MUTINY.event, slug=slug, title="t" * 100) for slug in OTHERS], ignored),
    ],
)
async def test_every_form_fits_discords_limits(form: Any) -> None:
    check_form(form())


@given(
    st.builds(
        Picks,
        st.sampled_from(Verdict),
        st.sampled_from(Confidence),
        st.frozensets(st.sampled_from(ReasonTag)),
        st.none() | st.sampled_from(CheckAgain),
    )
)
def test_what_was_picked_comes_back_from_the_custom_id(picks: Picks) -> None:
    assert len(str(picks)) == 5
    assert Picks.read(str(picks)) == picks


async def test_an_entry_is_told_from_another_that_differs_in_anything() -> None:
    marks = {each.mark for each in entries(LEDGER)}
    assert len(marks) == len(entries(LEDGER)) == 9
