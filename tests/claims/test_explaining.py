from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.accounts import Account, MatchAccount
from claims.explaining import explain, why_silent
from claims.model import Claim, Link, Relation
from claims.notes import Outcome, Reason, Thresholds, decide
from claims.reading import Explanation, Match, Reading, Stance, Veto
from tests.claims.test_model import claim

THRESHOLDS = Thresholds(note=0.62, suggest=0.31)
HELICOPTER = claim("helicopter", statement="Wagner shot down a helicopter.")
SIX = claim(
    "six",
    statement="Wagner shot down six helicopters.",
    links=(Link(Relation.NARROWER, "helicopter"),),
)
BODIES = claim("bodies", statement="The bodies of 2,000 soldiers lie in the south.")
OTHERS = [claim(slug) for slug in ("one", "two", "three", "four")]
CLAIMS = {each.slug: each for each in (HELICOPTER, SIX, BODIES, *OTHERS)}
WENT_BY = Explanation(
    said="wagner just shot down  a chopper",
    wording="Wagner downed a Russian helicopter",
    agreed=("Wagner", "shoot down", "helicopter"),
    missing=("civilian column",),
)


def match(
    slug: str = "helicopter",
    score: float = 0.97,
    stance: Stance = Stance.ASSERTS,
    veto: Veto | None = None,
    explanation: Explanation = WENT_BY,
) -> Match:
    family = "helicopter" if slug in {"helicopter", "six"} else ""
    return Match(slug, score, stance, veto, explanation, family)


def account(*matches: Match, text: str = "some words", claims: dict[str, Claim] = CLAIMS) -> Account:
    reading = Reading(text, matches)
    return explain(reading, decide(reading, claims, THRESHOLDS), claims, THRESHOLDS)


def told(each: MatchAccount) -> list[str]:
    return [str(line) for line in each.lines]


def test_a_note_is_explained_by_what_was_said_the_wording_and_what_they_share() -> None:
    noted = account(match())
    assert noted.sentence == "Caveat would put a note under this message."
    assert told(noted.matches[0]) == [
        "How sure: very, 97 % (a note needs 62 %, a moderator's look 31 %)",
        "The message says: “wagner just shot down a chopper”",
        "Nearest wording: “Wagner downed a Russian helicopter”",
        "Both speak of: Wagner, shoot down, helicopter",
        "Not said: civilian column",
        "Read as a statement",
    ]


def test_a_denial_is_told_first_and_once_with_the_words_that_show_it() -> None:
    denied = account(match(stance=Stance.DENIES, explanation=replace(WENT_BY, cue="fake")))
    assert denied.sentence == "Caveat would stay silent: it reads as a denial."
    lines = told(denied.matches[0])
    assert lines[0] == "Read as a denial, because of “fake”"
    assert sum("Read as" in line for line in lines) == 1


def test_a_veto_says_what_speaks_against_the_match() -> None:
    other = replace(WENT_BY, against="300 is said, 2,000 is claimed")
    kept = account(match("bodies", veto=Veto.OTHER_NUMBER, explanation=other))
    assert kept.sentence == "Caveat would stay silent: it gives another number than the claim."
    assert told(kept.matches[0])[0] == "Kept back: another number (300 is said, 2,000 is claimed)"


def test_a_message_that_names_nobody_is_left_to_a_moderator_with_the_reason() -> None:
    kept = account(match(veto=Veto.NOBODY_NAMED, explanation=replace(WENT_BY, against="it names no one")))
    assert kept.sentence.startswith("Caveat would leave this to a moderator: it is not sure enough")
    assert told(kept.matches[0])[0] == "Kept back: not sure enough for a note (it names no one)"


@pytest.mark.parametrize("veto", sorted(set(Veto) - {Veto.NOBODY_NAMED}))
def test_every_veto_has_its_words_even_when_nothing_is_known_against(veto: Veto) -> None:
    kept = account(match(veto=veto))
    assert kept.sentence.startswith("Caveat would stay silent: it ")
    assert told(kept.matches[0])[0].startswith("Kept back: ")
    assert "()" not in told(kept.matches[0])[0]


def test_an_unsure_match_is_left_to_a_moderator() -> None:
    unsure = account(match(score=0.45))
    assert unsure.decision.outcome is Outcome.SUGGEST
    assert unsure.sentence == "Caveat would leave this to a moderator: it is not sure enough for a note."
    assert told(unsure.matches[0])[:2] == [
        "Kept back: not sure enough for a note",
        "How sure: not quite, 45 % (a note needs 62 %, a moderator's look 31 %)",
    ]


def test_a_silent_claim_is_told_as_such() -> None:
    paused = CLAIMS | {"helicopter": replace(HELICOPTER, auto_note=False)}
    assert "gets no automatic notes" in account(match(), claims=paused).sentence


def test_a_relative_that_decides_instead_is_named() -> None:
    both = account(match("six"), match("helicopter", 0.95))
    assert both.decision.slugs == ("six",)
    assert [each.match.slug for each in both.decisive] == ["six"]
    (other,) = both.others
    assert other.sibling == "six"
    assert told(other)[0] == "Kept back: a related claim fits better and decides for both (six)"


def test_a_fourth_claim_is_kept_back_for_want_of_room() -> None:
    crowd = account(*(match(each.slug) for each in OTHERS))
    assert crowd.sentence == "Caveat would put a note about 3 claims under this message."
    assert told(crowd.matches[3])[0] == "Kept back: a note speaks of 3 claims at most"


def test_where_nothing_is_repeated_only_the_nearest_claim_is_told() -> None:
    far = account(match(score=0.12), match("bodies", 0.05))
    assert far.sentence == "Caveat would stay silent: it repeats no recorded claim."
    assert [each.match.slug for each in far.decisive] == ["helicopter"]
    assert far.others == ()
    assert told(far.matches[0])[0] == "Kept back: too little in common"


def test_emoji_alone_and_unknown_claims_are_explained_without_a_match() -> None:
    assert account(text="").sentence == "Caveat would stay silent: there are no words to read."
    assert account(match("forgotten")).matches == ()


def test_the_claims_own_sentence_is_not_quoted_twice() -> None:
    same = account(match(explanation=Explanation("said", HELICOPTER.statement)))
    assert "Nearest wording: the claim as it is recorded" in told(same.matches[0])


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.REPEATS_A_CLAIM])
def test_every_reason_for_silence_has_words_of_its_own(reason: Reason) -> None:
    clauses = [why_silent(each) for each in Reason if each is not Reason.REPEATS_A_CLAIM]
    assert clauses.count(why_silent(reason)) == 1


matches = st.builds(
    Match,
    st.sampled_from([*CLAIMS, "forgotten"]),
    st.floats(0, 1),
    st.sampled_from(Stance),
    st.none() | st.sampled_from(Veto),
    st.builds(Explanation, st.text(), st.text(), cue=st.text(), against=st.text()),
)


@given(st.lists(matches, max_size=6, unique_by=lambda each: each.slug))
def test_an_account_agrees_with_the_decision_and_says_why_of_each_match(found: list[Match]) -> None:
    found = sorted(found, key=lambda each: -each.score)
    told_of = account(*found)
    spoken = {each.match.slug for each in told_of.matches if each.outcome is not Outcome.SILENT}
    assert spoken == (
        set(told_of.decision.slugs) if told_of.decision.outcome is not Outcome.SILENT else set()
    )
    for each in told_of.matches:
        assert (each.kept_back is None) == (each.outcome is Outcome.NOTE)
        sure = int(str(each.sure).split(" %")[0].split()[-1])
        assert (sure >= 62) == (each.match.score >= THRESHOLDS.note)
        assert sure < 100
