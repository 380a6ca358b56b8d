"""Tables of claims: for spreadsheets and from them, without loss and without harm."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import PackProblem
from claims.evidence import Evidence, EvidenceStance
from claims.importing import Terms, merged
from claims.model import Claim, Lifecycle, Link, ReasonTag, Relation, Verdict
from interchange.cells import joined, meant, shown, split
from interchange.csv_claims import COLUMNS
from tests.contract.drawn import claims
from tests.contract.samples import EVENT, NOON, claim
from tests.interchange.filed import read, refused, table, told

TERMS = Terms(NOON, frozenset({EVENT}), publish=True)
SLOW = [HealthCheck.too_slow]
text = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
risky = st.builds(
    str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "'=", "''@", "＝"]), text
)


@given(text | risky)
def test_a_cell_comes_back_and_is_never_calculated(cell: str) -> None:
    assert meant(shown(cell)) == cell
    assert not shown(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists((text | risky).filter(str.strip), max_size=5))
def test_a_list_in_a_cell_comes_back(texts: list[str]) -> None:
    assert split(joined(texts)) == texts


def as_told(drawn: Claim) -> Claim:
    """What a table holds of a claim: its present judgement, and of its sources what a reader needs."""
    pieces = tuple(Evidence(e.title, e.publisher, e.url, stance=e.stance) for e in drawn.current.evidence)
    return replace(drawn, judgements=(replace(drawn.current, evidence=pieces, judged_by=None),))


@settings(max_examples=150, suppress_health_check=SLOW)
@given(claims())
def test_a_claim_that_is_written_comes_back(drawn: Claim) -> None:
    [row] = told(table(drawn))
    assert merged(row, None, TERMS) == as_told(drawn)


@settings(max_examples=100, suppress_health_check=SLOW)
@given(claims())
def test_a_table_that_nobody_touched_changes_nothing(drawn: Claim) -> None:
    [row] = told(table(drawn))
    assert merged(row, drawn, TERMS) == drawn


def test_a_table_opens_in_a_spreadsheet_as_it_is() -> None:
    octets = table(claim(statement="=HYPERLINK(evil)"), claim("other"))
    assert octets.startswith(b"\xef\xbb\xbf")
    assert octets.count(b'"\r\n"') == 2
    [header, first, _] = csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""))
    assert tuple(header) == COLUMNS
    assert first[COLUMNS.index("statement")] == "'=HYPERLINK(evil)"
    assert first[COLUMNS.index("wordings")].split("\n") == ["they downed a chopper", "сбили вертолёт"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_separators_and_encodings_are_recognised(separator: str, encoding: str) -> None:
    rows = [["Slug", "said by", "STATEMENT"], ["a-claim", "Пригожин", "One, two; three."]]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    [row] = told((mark + stream.getvalue()).encode(encoding))
    assert (row.slug, row.said_by, row.statement) == ("a-claim", "Пригожин", "One, two; three.")
    assert row.judgement is None


def test_a_spreadsheets_own_line_about_the_separator_is_heeded() -> None:
    [row] = told('"sep=;"\r\nslug;statement\r\na;"One; two."\r\n')
    assert (row.place, row.statement) == ("row 3", "One; two.")


def test_every_column_is_read() -> None:
    [row] = told(
        "slug,verdict,confidence,known,reason_tags,source_title,source_url,source_stance,wordings,links,"
        "lifecycle,auto_note,review_by,first_said_at,as_of\n"
        'a,FALSE,High,"One\ntwo",Missing Context; outdated,"A\nB","https://a.example\n",refutes,'
        '"one\n\ntwo",narrower b,Published,no,2023-06-26,24 Jun 2023 02:00,2023-06-25T00:00+03:00\n'
    )
    assert row.judgement is not None
    assert (row.judgement.verdict, row.judgement.known) == (Verdict.FALSE, "One\ntwo")
    assert row.judgement.reason_tags == {ReasonTag.MISSING_CONTEXT, ReasonTag.OUTDATED}
    assert row.judgement.evidence == (
        Evidence("A", url="https://a.example", stance=EvidenceStance.REFUTES),
        Evidence("B", stance=EvidenceStance.REFUTES),
    )
    assert row.judgement.unknown is None
    assert row.judgement.as_of == datetime(2023, 6, 24, 21, tzinfo=UTC)
    assert (row.wordings, row.links) == (("one", "two"), (Link(Relation.NARROWER, "b"),))
    assert (row.lifecycle, row.auto_note) == (Lifecycle.PUBLISHED, False)
    assert row.first_said_at == datetime(2023, 6, 24, 2, tzinfo=UTC)


def test_a_claim_without_a_short_name_gets_the_same_one_each_time() -> None:
    first, second = told("statement\nA bridge  over the Oka fell.\nAnother bridge fell.\n")
    [again] = told("statement\na BRIDGE over the Oka fell.\n")
    assert first.slug == again.slug
    assert first.slug.startswith("bridge-over-oka-fell-")
    assert second.slug != first.slug


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Bad Slug,x,,,", ["row 2, column slug: “Bad Slug” is no short name"]),
        ("a,x,tru,,", ["row 2, column verdict: “tru” is not known here. Use unverified, disputed"]),
        ("a,x,fasle,,", ["row 2, column verdict: “fasle” is not known here. Perhaps “false” is meant?"]),
        ("a,x,,javascript:alert(1),", ["row 2, column source_url: A source's address must begin with https"]),
        ("a,x,,data:text/html;base64,", ["row 2, column source_url: A source's address must begin with"]),
        ("a,x,,,soon", ["row 2, column as_of: I cannot read that time"]),
        (f"a,{'x' * 301},nope,,", ["row 2, column statement: The text has 301", "row 2, column verdict"]),
        (",,false,,", ["row 2, column slug: It names no claim"]),
        ("a,x,,,,7,8", ["row 2: It has 2 cells too many"]),
        ('a,"x"y,,,', ["row 2: Its quotes do not match"]),
        ('a,"x', ["row 2: Its quotes do not match"]),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(row: str, wrong: list[str]) -> None:
    found = refused(f"slug,statement,verdict,source_url,as_of\n{row}\n")
    assert len(found) == len(wrong)
    for problem, expected in zip(found, wrong, strict=True):
        assert problem.startswith(expected)


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    octets = 'slug,statement,verdict\na,"one\ntwo\nthree",\n,,\n\nb,x,nope\n'
    assert refused(octets)[0].startswith("row 5, column verdict")


def test_one_bad_row_does_not_hide_the_others() -> None:
    found = read("slug,statement,verdict\na,x,nope\nb,y,\nc,z,nope\n")
    assert [each.place for each in found] == ["row 2, column verdict", "row 3", "row 4, column verdict"]


@pytest.mark.parametrize(
    ("octets", "told_so"),
    [
        (b"PK\x03\x04rest", "is a zip archive or a workbook"),
        (b"\x1f\x8b\x08rest", "is a compressed archive"),
        (b"\xd0\xcf\x11\xe0rest", "is an old workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"slug,statement\na,\x00\n", "is no text"),
        ("slug,statement\na,b\n".encode("utf-16-le"), "is no text"),
        ("slug,statement\na,façade\n".encode("latin-1"), "is not UTF-8 throughout (line 2)"),
        ("slug,statement\na,façade\n".encode() + "b,façade\n".encode("cp1252"), "throughout (line 3)"),
        (b"\xff\xfea\x00,\x00b", "is not UTF-16 throughout"),
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"one,two\n1,2\n", "has no header"),
        (b"slug,statment\na,b\n", "“statment” (“statement” perhaps?)"),
        (b"slug,statement,slug\na,b,c\n", "has the column “slug” twice"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(octets: bytes, told_so: str) -> None:
    with pytest.raises(PackProblem) as problem:
        read(octets)
    assert told_so in str(problem.value)
    assert str(problem.value).startswith("claims.csv ")
    assert str(problem.value).count(". ") >= 1


def test_a_quote_that_is_never_closed_costs_no_more_memory_than_a_cell() -> None:
    octets = b'slug,statement\na,"' + b"never closed\n" * 200_000
    assert refused(octets) == [
        "row 2: A cell is too long, or a quote is never closed. Close it, and double quotes inside a cell."
    ]
