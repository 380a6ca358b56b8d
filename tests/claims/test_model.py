from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.evidence import Evidence, Grade
from claims.model import Claim, Judgement, Lifecycle, Link, Relation, Verdict

NIGHT = datetime(2023, 6, 24, 2, tzinfo=UTC)
REPORT = Evidence(title="A report", publisher="A newspaper")


def claim(slug: str = "helicopter-shot-down", **changes: object) -> Claim:
    whole = Claim(
        slug=slug,
        event="mutiny",
        statement="Wagner shot down a helicopter.",
        judgements=(Judgement(as_of=NIGHT, verdict=Verdict.UNVERIFIED),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def judgement(hours: int, verdict: Verdict = Verdict.CONFIRMED) -> Judgement:
    return Judgement(as_of=NIGHT + timedelta(hours=hours), verdict=verdict, evidence=(REPORT,))


@pytest.mark.parametrize(
    "slug", ["", "Upper", "two--hyphens", "-first", "last-", "with space", "x" * 61, "é"]
)
def test_a_short_name_is_lower_case_words_joined_by_single_hyphens(slug: str) -> None:
    with pytest.raises(Invalid, match="short name"):
        claim(slug)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.UNVERIFIED])
def test_every_verdict_but_unverified_needs_a_source(verdict: Verdict) -> None:
    with pytest.raises(Invalid, match="at least one source"):
        Judgement(as_of=NIGHT, verdict=verdict)


def test_a_claim_has_a_judgement_and_they_are_in_order_of_time() -> None:
    with pytest.raises(Invalid, match="no judgement"):
        claim(judgements=())
    with pytest.raises(Invalid, match="not in order"):
        claim(judgements=(judgement(2), judgement(1)))


def test_times_without_a_zone_are_refused() -> None:
    naive = datetime(2023, 6, 24)  # noqa: DTZ001
    with pytest.raises(Invalid, match="time zone"):
        Judgement(as_of=naive, verdict=Verdict.UNVERIFIED)
    with pytest.raises(Invalid, match="time zone"):
        claim(review_by=naive)


@pytest.mark.parametrize("statement", ["", "   ", "x" * 301, "half a character \ud83d"])
def test_a_statement_is_said_in_valid_and_bounded_words(statement: str) -> None:
    with pytest.raises(Invalid):
        claim(statement=statement)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "https://",
        "https://a b",
        "//x",
        "http://[",
    ],
)
def test_only_addresses_a_reader_can_safely_open_are_evidence(url: str) -> None:
    with pytest.raises(Invalid, match="https://"):
        Evidence(title="x", url=url)


def test_the_same_text_cannot_match_and_never_match() -> None:
    with pytest.raises(Invalid, match="counter-wording"):
        claim(wordings=("They shot it down",), counter_wordings=("they  SHOT it down",))


def test_a_claim_is_not_its_own_relative() -> None:
    with pytest.raises(Invalid, match="itself"):
        claim(links=(Link(Relation.NARROWER, "helicopter-shot-down"),))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(-10, 10_010))
def test_a_past_view_holds_exactly_the_judgements_made_by_then(hours: list[int], asked: int) -> None:
    whole = claim(judgements=tuple(judgement(hour) for hour in sorted(hours)))
    then = whole.at(NIGHT + timedelta(hours=asked))
    known = [hour for hour in sorted(hours) if hour <= asked]
    assert (then.judgements if then else ()) == tuple(judgement(hour) for hour in known)


def test_a_judgement_cannot_be_put_before_the_latest() -> None:
    judged = claim().judged(judgement(5))
    assert judged.verdict is Verdict.CONFIRMED
    with pytest.raises(Invalid, match="before the latest"):
        judged.judged(judgement(4))


def test_saying_a_wording_twice_changes_nothing() -> None:
    once = claim().worded("chopper down")
    assert once.worded("  Chopper   DOWN ") is once
    assert once.worded("a different chopper", counter=True).counter_wordings == ("a different chopper",)


@pytest.mark.parametrize(
    ("lifecycle", "notable"),
    [
        (Lifecycle.PUBLISHED, True),
        (Lifecycle.NEEDS_RECHECK, True),
        (Lifecycle.DRAFT, False),
        (Lifecycle.IN_REVIEW, False),
        (Lifecycle.SUPERSEDED, False),
        (Lifecycle.WITHDRAWN, False),
    ],
)
def test_only_claims_that_stand_are_noted(lifecycle: Lifecycle, notable: bool) -> None:
    assert claim(lifecycle=lifecycle).notable is notable
    assert not claim(lifecycle=lifecycle, auto_note=False).notable


@pytest.mark.parametrize("text", ["", "B", "G2", "A7", "a1", "A12"])
def test_a_grade_is_a_letter_and_a_digit_of_the_admiralty_code(text: str) -> None:
    with pytest.raises(Invalid, match="letter A-F"):
        Grade.parse(text)
    assert str(Grade.parse("B2")) == "B2"


def test_the_latest_evidence_comes_first_and_nothing_twice() -> None:
    later = Evidence(title="A later report")
    whole = claim().judged(judgement(1)).judged(replace(judgement(2), evidence=(later, REPORT)))
    assert whole.evidence == (later, REPORT)


def test_a_stopped_wording_is_kept_and_gone_by_no_more() -> None:
    taught = claim(wordings=("chopper down", "heli lost"))
    stopped = taught.stopped("Chopper  DOWN")
    assert (stopped.wordings, stopped.stopped_wordings) == (("heli lost",), ("chopper down",))
    assert stopped.restored("chopper down").wordings == ("heli lost", "chopper down")
    assert stopped.restored("heli lost") == stopped


def test_the_statement_and_what_is_no_wording_cannot_be_stopped() -> None:
    taught = claim(wordings=("Wagner shot down a helicopter.",))
    assert taught.stopped(taught.statement) == taught
    assert taught.stopped("something else") == taught
    assert taught.stopped("") == taught


@pytest.mark.parametrize("counter", [False, True])
def test_teaching_a_stopped_wording_takes_it_out_of_the_stopped_ones(counter: bool) -> None:
    taught = claim(stopped_wordings=("chopper down",)).worded("chopper down", counter=counter)
    assert taught.stopped_wordings == ()
    assert "chopper down" in (taught.counter_wordings if counter else taught.wordings)


@pytest.mark.parametrize("kind", ["wordings", "counter_wordings"])
def test_a_wording_is_in_use_or_stopped_and_never_both(kind: str) -> None:
    with pytest.raises(Invalid, match="stopped and in use"):
        claim(**{kind: ("chopper down",)}, stopped_wordings=("Chopper down",))


def test_one_more_piece_of_evidence_goes_last_and_an_address_is_there_once() -> None:
    piece = Evidence(title="A wreck", url="https://example.org/1")
    judged = claim(judgements=(judgement(1), judgement(2))).evidenced(piece)
    assert judged.current.evidence == (REPORT, piece)
    assert judged.judgements[0] == judgement(1)
    assert judged.evidenced(replace(piece, title="Another title")) == judged
    assert judged.evidenced(REPORT) == judged
