"""Sentences that sound like a claim and say another thing, about parties and places the lexicon knows."""

from __future__ import annotations

import pytest

from claims.claim_text import ClaimText
from claims.events import Term, TermKind
from claims.reading import Veto
from matching.index import ClaimIndex
from matching.scorer import Scorer
from tests.matching.conftest import BagOfWords

FRIGATE = ClaimText("frigate-sunk", "Ukrainian forces sank a Russian frigate near Odesa.")
SITE = ClaimText("site-blocked", "The messenger Telegram has been blocked in Iran.")
CAPTIVES = ClaimText("captives", "The army of Sudan captured 300 soldiers in Khartoum.")


@pytest.fixture
def index() -> ClaimIndex:
    return ClaimIndex.build([FRIGATE, SITE, CAPTIVES], (), BagOfWords(), Scorer.load())


def veto_of(index: ClaimIndex, slug: str, text: str) -> tuple[Veto | None, str]:
    match = next(match for match in index.read(text).matches if match.slug == slug)
    return match.veto, match.explanation.against


@pytest.mark.parametrize(
    "text",
    [
        "ukrainian forces sank a russian frigate near odesa",
        "ukraine sank a russian frigate off odesa!!",
        "a russian frigate was sunk by ukraine near odesa",
        "украинцы потопили российский фрегат под Одессой",
        "US officials say Ukrainian forces sank a Russian frigate near Odesa",
    ],
)
def test_a_repetition_is_not_vetoed(index: ClaimIndex, text: str) -> None:
    assert veto_of(index, "frigate-sunk", text) == (None, "")


def test_swapped_roles_are_told_in_the_words_of_the_message(index: ClaimIndex) -> None:
    veto, reason = veto_of(index, "frigate-sunk", "russian forces sank a ukrainian frigate near odesa")
    assert veto is Veto.SWAPPED_ROLES
    assert reason == "here it is russian forces against ukrainian"


def test_another_actor_is_told_with_the_claimed_one(index: ClaimIndex) -> None:
    veto, reason = veto_of(index, "frigate-sunk", "turkey sank a frigate near odesa in an exercise")
    assert veto is Veto.OTHER_ACTOR
    assert reason == "here it is turkey, not ukrainian"


@pytest.mark.parametrize("where", ["in Spain", "in spain", "in Turkey"])
def test_another_country_is_elsewhere(index: ClaimIndex, where: str) -> None:
    veto, reason = veto_of(index, "site-blocked", f"the messenger telegram has been blocked {where}")
    assert veto is Veto.ELSEWHERE
    assert reason == f"{where[3:].casefold()} said, iran claimed"


def test_a_country_that_only_speaks_is_not_another_place(index: ClaimIndex) -> None:
    assert (
        veto_of(index, "site-blocked", "US says the messenger telegram has been blocked in iran")[0] is None
    )


def test_another_number_names_both(index: ClaimIndex) -> None:
    veto, reason = veto_of(index, "captives", "the sudan army captured 4500 soldiers in khartoum")
    assert veto is Veto.OTHER_NUMBER
    assert reason == "4,500 people said, 300 people claimed"


def test_another_country_is_elsewhere_also_where_the_claimed_one_is_a_term() -> None:
    terms = (Term("persia", TermKind.PLACE, "Iran", ("Persia",)),)
    index = ClaimIndex.build([SITE], terms, BagOfWords(), Scorer.load())
    assert (
        veto_of(index, "site-blocked", "the messenger telegram has been blocked in spain")[0]
        is Veto.ELSEWHERE
    )
    assert veto_of(index, "site-blocked", "the messenger telegram has been blocked in persia")[0] is None
