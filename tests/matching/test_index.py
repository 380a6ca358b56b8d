from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.claim_text import ClaimText
from claims.reading import Stance, Veto
from matching.index import ClaimIndex
from matching.scorer import Scorer
from tests.matching.conftest import CLAIMS, TERMS, BagOfWords


def test_a_message_that_repeats_a_claim_ranks_it_first(index: ClaimIndex) -> None:
    best = index.read("northern forces just blew up the velna dam!!").matches[0]
    assert best.slug == "dam-breached"
    assert best.stance is Stance.ASSERTS
    assert best.veto is None


def test_other_languages_and_slang_are_read(index: ClaimIndex) -> None:
    assert index.read("северяне взорвали дамбу в Велне").matches[0].slug == "dam-breached"
    assert index.read("the gov fled port maro").matches[0].slug == "governor-fled"


def test_scores_are_probabilities_in_falling_order(index: ClaimIndex) -> None:
    scores = [match.score for match in index.read("a drone sank the ferry Aurora").matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("text", ["", "🎻🚁", "   ", "\ud800"])
def test_nothing_to_read_gives_an_empty_reading(index: ClaimIndex, text: str) -> None:
    reading = index.read(text)
    assert reading.empty
    assert reading.matches == ()


def test_a_message_that_shares_no_word_with_any_claim_is_not_encoded(
    index: ClaimIndex, encoder: BagOfWords
) -> None:
    before = len(encoder.encoded)
    assert index.read("lol brb").matches == ()
    assert len(encoder.encoded) == before


def test_a_message_that_promises_nothing_is_ranked_only_when_asked_and_never_likely(
    index: ClaimIndex,
) -> None:
    text = "trucks and a ferry, that is all there is in the capital today, what a sleepy old port"
    assert index.read(text).matches == ()
    ranked = index.read(text, ranked=True).matches
    assert ranked
    assert max(match.score for match in ranked) <= Scorer.load().least_promise


def test_a_ranked_reading_says_the_same_of_a_message_that_repeats_a_claim(index: ClaimIndex) -> None:
    text = "northern forces just blew up the velna dam!!"
    assert index.read(text, ranked=True) == index.read(text)


def test_a_match_tells_what_it_goes_by(index: ClaimIndex) -> None:
    match = index.read("omg. the north blew up the velna dam").matches[0]
    assert match.explanation.said in {
        "the north blew up the velna dam",
        "omg. the north blew up the velna dam",
    }
    assert match.explanation.wording == "Northern forces blew up the Velna dam."
    assert match.explanation.agreed == ("northern forces", "blew up", "velna", "dam")
    assert match.explanation.missing == ()


def test_a_search_finds_by_one_word_what_a_message_would_not_repeat(index: ClaimIndex) -> None:
    assert index.read("ferry").matches == ()
    assert "ferry-sunk" in {match.slug for match in index.search("ferry").matches}
    assert index.search("🎻").empty


def test_claims_linked_to_each_other_are_one_family(index: ClaimIndex) -> None:
    families = {match.slug: match.family for match in index.read("a drone sank the ferry aurora").matches}
    assert families["ferry-sunk"] == families["ferry-was-empty"]
    assert families["ferry-sunk"] != families.get("dam-breached")


def test_the_number_of_matches_is_bounded(index: ClaimIndex) -> None:
    assert (
        len(index.read("a drone sank the ferry aurora; governor halvek fled port maro", top=2).matches) == 2
    )


@pytest.mark.parametrize(
    ("text", "slug", "veto"),
    [
        ("the velna dam broke in the flood", "dam-breached", Veto.COUNTER_WORDING),
        ("a convoy of 12 trucks left port maro", "convoy-of-forty", Veto.OTHER_NUMBER),
        ("3000 dead bodies buried in secret at Velna", "graves-of-velna", Veto.OTHER_NUMBER),
        ("governor halvek fled velna", "governor-fled", Veto.ELSEWHERE),
    ],
)
def test_a_likeness_that_is_no_repetition_is_vetoed(
    index: ClaimIndex, text: str, slug: str, veto: Veto
) -> None:
    found = {match.slug: match.veto for match in index.read(text, ranked=True).matches}
    assert found[slug] is veto


def test_who_did_it_to_whom_matters(encoder: BagOfWords) -> None:
    attack = ClaimText("north-attacked", "Northern forces attacked the Southern forces.")
    index = ClaimIndex.build([attack], TERMS, encoder, Scorer.load())
    assert index.read("the southerners attacked the northerners").matches[0].veto is Veto.SWAPPED_ROLES
    assert index.read("the northerners attacked the southerners").matches[0].veto is None
    assert index.read("southerners were attacked by the northerners").matches[0].veto is None


@pytest.mark.parametrize("claims", [[], [ClaimText("only", "The harbour of Osk burned down.")]])
def test_no_claims_or_a_single_one_are_no_trouble(encoder: BagOfWords, claims: Sequence[ClaimText]) -> None:
    index = ClaimIndex.build(claims, (), encoder, Scorer.load())
    assert len(index.read("the harbour of Osk burned").matches) == len(claims)


_FUZZED = ClaimIndex.build(CLAIMS, TERMS, BagOfWords(), Scorer.load())


@given(
    st.text(alphabet=st.characters(), max_size=200), st.sampled_from(["", "the ferry ", "дамба 40 ", "did "])
)
def test_no_text_breaks_the_reading(typed: str, beginning: str) -> None:
    reading = _FUZZED.read(beginning + typed)
    assert len(reading.matches) <= 5
    assert len({match.slug for match in reading.matches}) == len(reading.matches)


def test_reading_several_messages_gives_each_its_own_reading(index: ClaimIndex) -> None:
    texts = ["a drone sank the ferry", "", "governor Halvek fled Port Maro", "lol"]
    assert index.read_all(texts) == [index.read(text) for text in texts]
