from datetime import timedelta

import pytest

from claims.drafts import NewJudgement, read_source
from claims.errors import Invalid
from claims.evidence import EvidenceStance
from claims.model import Verdict
from tests.claims.test_model import NIGHT, REPORT, claim, judgement

LATER = NIGHT + timedelta(days=2)


def test_a_source_line_is_a_title_with_or_without_an_address() -> None:
    (linked,) = read_source("TASS report: https://example.org/a_(b)", Verdict.CONFIRMED)
    assert (linked.title, linked.url) == ("TASS report", "https://example.org/a_(b)")
    assert linked.stance is EvidenceStance.SUPPORTS
    (named,) = read_source("Statement of the FSB", Verdict.FALSE)
    assert (named.title, named.url, named.stance) == ("Statement of the FSB", None, EvidenceStance.REFUTES)
    (bare,) = read_source("https://example.org/x", Verdict.UNVERIFIED)
    assert bare.title == "example.org"


@pytest.mark.parametrize(
    "line",
    [
        "[TASS report](https://example.org/a)",
        "TASS report <https://example.org/a>.",
        "TASS report (https://example.org/a);",
    ],
)
def test_brackets_around_an_address_are_no_part_of_it(line: str) -> None:
    (linked,) = read_source(line, Verdict.CONFIRMED)
    assert (linked.title, linked.url) == ("TASS report", "https://example.org/a")


@pytest.mark.parametrize(
    "line", ["javascript:alert(1)", "see data:text/html,hello", "ftp://example.org/file"]
)
def test_an_address_nobody_should_open_is_refused(line: str) -> None:
    with pytest.raises(Invalid, match="https://"):
        read_source(line, Verdict.CONFIRMED)


def test_a_new_verdict_needs_its_own_source_and_an_unchanged_one_keeps_them() -> None:
    confirmed = claim().judged(judgement(1))
    again = NewJudgement(Verdict.CONFIRMED, known="More is known.").on(confirmed, LATER, 7)
    assert (again.evidence, again.judged_by, again.as_of) == ((REPORT,), 7, LATER)
    with pytest.raises(Invalid, match="source"):
        NewJudgement(Verdict.FALSE).on(confirmed, LATER, 7)
