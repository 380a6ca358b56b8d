"""Claims as a table, one a row: for spreadsheets, and from them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum
from itertools import zip_longest
from typing import BinaryIO, TypeVar
from urllib.parse import urlsplit

from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT, MAX_WORDING, check_slug, check_text, check_url
from claims.drafts import stance_of
from claims.errors import Invalid
from claims.evidence import Evidence, EvidenceStance
from claims.exchange import Format
from claims.model import Claim, Confidence, Lifecycle, Link, ReasonTag, Relation, Verdict
from claims.slugs import stable_slug
from claims.times import parse_instant
from claims.told import Refusal, Told, ToldJudgement
from interchange.cells import joined, meant, shown, split
from interchange.tables import Row, Shape, read_table
from interchange.textfile import Document

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)

_OF_JUDGEMENT = ("verdict", "confidence", "known", "unknown", "reason", "reason_tags", "as_of")
_OF_SOURCES = ("source_title", "source_url", "source_publisher", "source_stance")
COLUMNS = (
    *("slug", "event", "statement", "said_by", "first_said_at"),
    *_OF_JUDGEMENT,
    *_OF_SOURCES,
    *(
        "wordings",
        "counter_wordings",
        "stopped_wordings",
        "links",
        "lifecycle",
        "withdrawn_because",
        "auto_note",
        "review_by",
    ),
)
SHAPE = Shape(COLUMNS, ())
_YES, _NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")


class CsvBatch:
    """A table of claims; nothing of it gets notes unless somebody says so."""

    format = Format.CSV
    dossier = None
    trusted = False

    def __init__(self, document: Document) -> None:
        self._document = document

    def told(self) -> Iterator[Told | Refusal]:
        """Read the table from its first row; raise PackProblem when it is none."""
        for row in read_table(self._document, SHAPE):
            if isinstance(row, Refusal):
                yield row
            else:
                yield from _Reading(row).told()


class CsvWriter:
    """Writes claims as a table that spreadsheets open: UTF-8 with its mark, CRLF, everything in quotes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        self._rows = csv.writer(self._text, quoting=csv.QUOTE_ALL)
        self._rows.writerow(COLUMNS)

    def write(self, claims: Iterable[Claim]) -> None:
        """Write a row for each claim, with its present judgement."""
        for claim in claims:
            cells = _cells(claim)
            self._rows.writerow([shown(cells[column]) for column in COLUMNS])

    def close(self) -> None:
        """Write what is left; the stream stays open."""
        self._text.flush()
        self._text.detach()


class _Reading:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._cells = {column: meant(cell) for column, cell in row.cells.items()}
        self._problems: list[Refusal] = []

    def told(self) -> list[Told | Refusal]:
        """Return the claim, or every problem there is in the row."""
        statement = self._text("statement", MAX_STATEMENT)
        told = Told(
            place=self._row.place(),
            slug=self._slug(statement),
            event=self._read("event", _slug, ""),
            statement=statement,
            said_by=self._text("said_by", MAX_STATEMENT),
            first_said_at=self._read("first_said_at", _instant, None),
            wordings=self._read("wordings", _wordings, ()),
            counter_wordings=self._read("counter_wordings", _wordings, ()),
            stopped_wordings=self._read("stopped_wordings", _wordings, ()),
            withdrawn_because=self._text("withdrawn_because", MAX_PARAGRAPH),
            links=self._read("links", _links, ()),
            lifecycle=self._word("lifecycle", Lifecycle),
            auto_note=self._read("auto_note", _yes, None),
            review_by=self._read("review_by", _instant, None),
            judgement=self._judgement(),
        )
        return [*self._problems] or [told]

    def _judgement(self) -> ToldJudgement | None:
        if not any(self._cells.get(column) for column in (*_OF_JUDGEMENT, *_OF_SOURCES)):
            return None
        verdict, tags = self._word("verdict", Verdict), None
        if "reason_tags" in self._cells:
            tags = self._read("reason_tags", _tags, frozenset[ReasonTag]())
        return ToldJudgement(
            verdict=verdict,
            confidence=self._word("confidence", Confidence),
            known=self._paragraph("known"),
            unknown=self._paragraph("unknown"),
            reason=self._paragraph("reason"),
            reason_tags=tags,
            evidence=self._evidence(stance_of(verdict or Verdict.UNVERIFIED)),
            as_of=self._read("as_of", _instant, None),
        )

    def _evidence(self, usual: EvidenceStance) -> tuple[Evidence, ...]:
        columns = [split(self._cells.get(column, "")) for column in _OF_SOURCES]
        pieces = [self._piece(lines, usual) for lines in zip_longest(*columns, fillvalue="")]
        return tuple(piece for piece in pieces if piece is not None)

    def _piece(self, lines: Sequence[str], usual: EvidenceStance) -> Evidence | None:
        title, url, publisher, stance = lines
        if not (title.strip() or url.strip() or publisher.strip()):
            return None
        web = self._try("source_url", lambda: check_url(url.strip())) if url.strip() else None
        if url.strip() and web is None:
            return None
        told = self._try("source_stance", lambda: _one_of(EvidenceStance, stance)) if stance.strip() else None
        name = title if title.strip() else urlsplit(web or "").hostname or publisher
        return self._try("source_title", lambda: Evidence(name, publisher, web, stance=told or usual))

    def _slug(self, statement: str) -> str:
        if self._cells.get("slug", "").strip():
            return self._read("slug", _slug, "")
        if not statement.strip():
            text = "It names no claim. Write a slug or a statement."
            self._problems.append(Refusal(self._row.place("slug"), text))
        return stable_slug(statement, " ".join(statement.casefold().split()))

    def _text(self, column: str, longest: int) -> str:
        cell = self._cells.get(column, "")
        return self._try(column, lambda: check_text("The text", cell, longest, empty=True)) or ""

    def _paragraph(self, column: str) -> str | None:
        return self._text(column, MAX_PARAGRAPH) if column in self._cells else None

    def _word(self, column: str, words: type[Word]) -> Word | None:
        return self._read(column, lambda cell: _one_of(words, cell), None)

    def _read(self, column: str, read: Callable[[str], T], otherwise: T) -> T:
        cell = self._cells.get(column, "")
        found = self._try(column, lambda: read(cell)) if cell.strip() else None
        return otherwise if found is None else found

    def _try(self, column: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Invalid as problem:
            self._problems.append(Refusal(self._row.place(column), str(problem)))
            return None


def _cells(claim: Claim) -> Mapping[str, str]:
    judgement, evidence = claim.current, claim.current.evidence
    return {
        "slug": claim.slug,
        "event": claim.event,
        "statement": claim.statement,
        "said_by": claim.said_by,
        "first_said_at": _written(claim.first_said_at),
        "verdict": judgement.verdict.value,
        "confidence": judgement.confidence.value,
        "known": judgement.known,
        "unknown": judgement.unknown,
        "reason": judgement.reason,
        "reason_tags": ", ".join(sorted(judgement.reason_tags)),
        "as_of": _written(judgement.as_of),
        "source_title": joined([piece.title for piece in evidence]),
        "source_url": joined([piece.url or "" for piece in evidence]),
        "source_publisher": joined([piece.publisher for piece in evidence]),
        "source_stance": joined([piece.stance.value for piece in evidence]),
        "wordings": joined(claim.wordings),
        "counter_wordings": joined(claim.counter_wordings),
        "stopped_wordings": joined(claim.stopped_wordings),
        "withdrawn_because": claim.withdrawn_because,
        "links": joined([f"{link.relation.value} {link.slug}" for link in claim.links]),
        "lifecycle": claim.lifecycle.value,
        "auto_note": _YES[0] if claim.auto_note else _NO[0],
        "review_by": _written(claim.review_by),
    }


def _written(instant: datetime | None) -> str:
    return "" if instant is None else instant.isoformat().replace("+00:00", "Z")


def _instant(cell: str) -> datetime:
    try:
        exact = datetime.fromisoformat(cell.strip())
    except ValueError:
        exact = None
    return exact if exact is not None and exact.tzinfo else parse_instant(cell)


def _slug(cell: str) -> str:
    return check_slug(cell.strip())


def _one_of(words: type[Word], cell: str) -> Word:
    plain = "_".join(cell.lower().replace("-", " ").replace("_", " ").split())
    try:
        return words(plain)
    except ValueError:
        near = get_close_matches(plain, [*words], n=1)
        meant_word = f"Perhaps “{near[0]}” is meant? " if near else ""
        raise Invalid(f"“{cell[:60]}” is not known here. {meant_word}Use {', '.join(words)}.") from None


def _tags(cell: str) -> frozenset[ReasonTag]:
    words = re.split(r"[,;\r\n]+", cell)
    return frozenset(_one_of(ReasonTag, word) for word in words if word.strip())


def _wordings(cell: str) -> tuple[str, ...]:
    return tuple(check_text("A wording", line, MAX_WORDING) for line in split(cell) if line.strip())


def _links(cell: str) -> tuple[Link, ...]:
    return tuple(_link(line) for line in split(cell) if line.strip())


def _link(line: str) -> Link:
    relation, _, slug = line.strip().partition(" ")
    if not slug.strip():
        raise Invalid(f"“{line[:60]}” is no link. Write for example “narrower aircraft-shot-down”.")
    return Link(_one_of(Relation, relation), slug.strip())


def _yes(cell: str) -> bool:
    word = cell.strip().lower()
    if word not in (*_YES, *_NO):
        raise Invalid(f"“{cell[:60]}” is neither yes nor no. Write one of the two.")
    return word in _YES
