from dataclasses import replace

import pytest

from claims.notes import Outcome, Reason, Thresholds, decide
from claims.reading import Match, Reading, Stance, Veto
from tests.claims.test_model import claim

THRESHOLDS = Thresholds(note=0.9, suggest=0.5)
CLAIMS = {slug: claim(slug) for slug in ("one", "two", "three", "four")}


def reading(*matches: Match) -> Reading:
    return Reading("some words", matches)


def match(
    slug: str = "one",
    score: float = 0.95,
    stance: Stance = Stance.ASSERTS,
    veto: Veto | None = None,
    family: str = "",
) -> Match:
    return Match(slug, score, stance, veto, family=family)


@pytest.mark.parametrize("stance", [Stance.ASSERTS, Stance.REPORTS])
def test_who_asserts_or_reports_a_claim_gets_a_note(stance: Stance) -> None:
    decision = decide(reading(match(stance=stance)), CLAIMS, THRESHOLDS)
    assert (decision.outcome, decision.reason, decision.slugs) == (
        Outcome.NOTE,
        Reason.REPEATS_A_CLAIM,
        ("one",),
    )


@pytest.mark.parametrize("stance", [Stance.ASKS, Stance.DENIES, Stance.MENTIONS])
def test_who_asks_denies_or_mentions_is_left_alone_and_the_reason_is_kept(stance: Stance) -> None:
    decision = decide(reading(match(stance=stance)), CLAIMS, THRESHOLDS)
    assert (decision.outcome, decision.reason.value) == (Outcome.SILENT, stance.value)


def test_a_message_that_names_nobody_is_suggested_however_sure_the_match() -> None:
    decision = decide(reading(match(veto=Veto.NOBODY_NAMED)), CLAIMS, THRESHOLDS)
    assert (decision.outcome, decision.reason) == (Outcome.SUGGEST, Reason.UNSURE)


@pytest.mark.parametrize("veto", sorted(set(Veto) - {Veto.NOBODY_NAMED}))
def test_every_other_veto_silences_and_says_why(veto: Veto) -> None:
    decision = decide(reading(match(veto=veto)), CLAIMS, THRESHOLDS)
    assert (decision.outcome, decision.reason.value) == (Outcome.SILENT, veto.value)


def test_an_unsure_match_is_suggested_and_a_weak_one_is_not() -> None:
    assert decide(reading(match(score=0.7)), CLAIMS, THRESHOLDS).outcome is Outcome.SUGGEST
    assert decide(reading(match(score=0.4)), CLAIMS, THRESHOLDS).reason is Reason.NO_CLAIM


def test_a_paused_claim_stays_silent() -> None:
    paused = {"one": replace(CLAIMS["one"], auto_note=False)}
    assert decide(reading(match()), paused, THRESHOLDS).reason is Reason.CLAIM_SILENT


def test_a_claim_that_is_gone_is_no_match() -> None:
    assert decide(reading(match("gone")), CLAIMS, THRESHOLDS).reason is Reason.NO_CLAIM


def test_nothing_to_read_and_nothing_found_are_told_apart() -> None:
    assert decide(Reading(""), CLAIMS, THRESHOLDS).reason is Reason.NOTHING_TO_READ
    assert decide(reading(), CLAIMS, THRESHOLDS).reason is Reason.NO_CLAIM


def test_a_denied_claim_does_not_hide_an_asserted_one() -> None:
    both = reading(match("one", stance=Stance.DENIES), match("two", score=0.92))
    assert decide(both, CLAIMS, THRESHOLDS).slugs == ("two",)


def test_one_note_speaks_for_a_whole_family() -> None:
    both = reading(match("two", 0.97, family="one"), match("one", 0.95, family="one"), match("three", 0.91))
    assert decide(both, CLAIMS, THRESHOLDS).slugs == ("two", "three")


@pytest.mark.parametrize("veto", [Veto.COUNTER_WORDING, Veto.SWAPPED_ROLES])
def test_a_sibling_does_not_speak_where_the_best_match_is_refused(veto: Veto) -> None:
    both = reading(match("one", 0.97, veto=veto, family="one"), match("two", 0.95, family="one"))
    assert decide(both, CLAIMS, THRESHOLDS).reason.value == veto.value


def test_a_sibling_does_not_speak_for_a_paused_claim() -> None:
    silent = replace(CLAIMS["one"], auto_note=False)
    paused = {**CLAIMS, "one": silent}
    both = reading(match("one", 0.97, family="one"), match("two", 0.95, family="one"))
    assert decide(both, paused, THRESHOLDS).reason is Reason.CLAIM_SILENT


def test_another_number_leaves_the_claim_without_it_to_speak() -> None:
    both = reading(match("two", 0.97, veto=Veto.OTHER_NUMBER, family="one"), match("one", 0.95, family="one"))
    assert decide(both, CLAIMS, THRESHOLDS).slugs == ("one",)


def test_a_note_speaks_of_three_claims_at_most() -> None:
    everything = reading(*(match(slug) for slug in CLAIMS))
    assert decide(everything, CLAIMS, THRESHOLDS).slugs == ("one", "two", "three")
