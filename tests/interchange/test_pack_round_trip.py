"""A pack that is written and read again is the same dossier."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import PackProblem
from claims.events import Dossier, Event, Precision, Term, TermKind, TimelineEntry
from claims.model import Claim, Judgement, Lifecycle, Link, Relation, Verdict
from interchange.pack import read_pack, write_pack
from tests.drawn import evidence, judgements

AWKWARD = [
    "a\x85b",
    "a\u2028b",
    "no",
    "true",
    "~",
    "0012",
    "1e3",
    "12:30",
    "2023-06-24",
    "- a",
    "a: b",
    "#",
    "'",
    '"',
    " x ",
    "x\ny",
]
characters = st.characters(codec="utf-8", exclude_characters="\x00")
lines = st.sampled_from(AWKWARD) | st.text(characters, min_size=1, max_size=40).filter(str.strip)
paragraphs = st.just("") | lines
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)
instants = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
maybe_instants = st.none() | instants
terms = st.builds(
    Term,
    slug=slugs,
    kind=st.sampled_from(TermKind),
    name=lines,
    aliases=st.lists(lines, max_size=3).map(tuple),
    description=paragraphs,
)
timeline = st.builds(
    TimelineEntry,
    at=instants,
    text=lines,
    precision=st.sampled_from(Precision),
    verdict=st.sampled_from(Verdict),
    sources=st.lists(evidence(lines, paragraphs, instants), max_size=1).map(tuple),
)


def _reworded(said: tuple[str, ...], text: str) -> bool:
    """Whether a text is none of those said, however it is written."""
    return " ".join(text.casefold().split()) not in {" ".join(each.casefold().split()) for each in said}


@st.composite
def claims(draw: st.DrawFn, slug: str, others: list[str]) -> Claim:
    linked = draw(st.lists(st.sampled_from(others), max_size=2)) if others else []
    wordings = draw(st.lists(lines, max_size=2).map(tuple))
    stopped = tuple(each for each in draw(st.lists(lines, max_size=2)) if _reworded(wordings, each))
    return Claim(
        slug=slug,
        event="event",
        statement=draw(lines),
        judgements=tuple(draw(judgements(lines, paragraphs, instants))),
        said_by=draw(paragraphs),
        first_said_at=draw(maybe_instants),
        wordings=wordings,
        stopped_wordings=stopped,
        links=tuple(Link(draw(st.sampled_from(Relation)), other) for other in linked),
        lifecycle=draw(st.sampled_from(Lifecycle)),
        auto_note=draw(st.booleans()),
        review_by=draw(maybe_instants),
        withdrawn_because=draw(paragraphs),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    names = draw(st.lists(slugs, max_size=3, unique=True))
    return Dossier(
        event=Event("event", draw(lines), draw(paragraphs), draw(instants)),
        claims=tuple(draw(claims(name, [other for other in names if other != name])) for name in names),
        terms=tuple(draw(st.lists(terms, max_size=3, unique_by=lambda term: term.slug))),
        timeline=tuple(draw(st.lists(timeline, max_size=3))),
    )


@pytest.mark.parametrize("name", ["pack.yaml", "pack.json"])
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dossier=dossiers())
def test_what_is_written_comes_back(dossier: Dossier, name: str, tmp_path: Path) -> None:
    write_pack(dossier, tmp_path / name)

    assert read_pack(tmp_path / name) == dossier


def small_dossier() -> Dossier:
    at = datetime(2023, 6, 24, 2, tzinfo=UTC)
    claim = Claim("a-claim", "event", "Something happened.", (Judgement(at, Verdict.UNVERIFIED),))
    return Dossier(Event("event", "An event", "", at), (claim,))


def test_a_pack_that_cannot_be_written_leaves_the_old_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    write_pack(small_dossier(), path)
    before = path.read_bytes()
    (tmp_path / ".pack.yaml.partial").mkdir()

    with pytest.raises(PackProblem):
        write_pack(small_dossier(), path)

    assert path.read_bytes() == before


def test_a_pack_is_not_written_into_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(PackProblem, match="Check the name and the folder"):
        write_pack(small_dossier(), tmp_path / "nowhere" / "pack.yaml")


def test_a_pack_is_not_written_over_a_folder(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").mkdir()

    with pytest.raises(PackProblem, match="is a folder"):
        write_pack(small_dossier(), tmp_path / "pack.yaml")

    assert [file.name for file in tmp_path.iterdir()] == ["pack.yaml"]


def test_a_text_in_a_pack_is_written_in_utf_8_and_readable(tmp_path: Path) -> None:
    dossier = replace(small_dossier(), terms=(Term("helicopter", TermKind.WEAPON, "вертолёт"),))

    write_pack(dossier, tmp_path / "pack.yaml")

    assert "name: вертолёт\n" in (tmp_path / "pack.yaml").read_text(encoding="utf-8")
