"""Reads the notes that X publishes (Community Notes, notes-*.tsv), as leads for moderators to look into."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from claims.checks import MAX_PARAGRAPH
from claims.errors import ClaimError, Invalid
from claims.evidence import Evidence
from claims.exchange import Format
from claims.model import ReasonTag, Verdict
from claims.told import Refusal, Told, ToldJudgement
from interchange.tables import Row, Shape, read_table
from interchange.textfile import Document

_TAGS = {
    "misleadingmanipulatedmedia": ReasonTag.MANIPULATED_MEDIA,
    "misleadingoutdatedinformation": ReasonTag.OUTDATED,
    "misleadingmissingimportantcontext": ReasonTag.MISSING_CONTEXT,
    "misleadingsatire": ReasonTag.SATIRE,
}
NEEDED = ("noteid", "tweetid", "classification", "summary", "createdatmillis")
SHAPE = Shape((*NEEDED, *_TAGS), NEEDED, quoted=False, strict=False)
_CALLS_MISLEADING = "MISINFORMED_OR_POTENTIALLY_MISLEADING"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A post's id tells when it was written (X: Snowflake); earlier ids were plain numbers.
_FIRST_MILLIS, _FIRST_ID = 1_288_834_974_657, 1 << 36


class NotesBatch:
    """Notes that call a post misleading; each becomes a draft, unverified, whose claim is to be written."""

    format = Format.NOTES
    dossier = None
    trusted = False

    def __init__(self, document: Document) -> None:
        self._document = document

    def told(self) -> Iterator[Told | Refusal]:
        """Read the table from its first row; raise PackProblem when it is none."""
        for row in read_table(self._document, SHAPE):
            if isinstance(row, Refusal):
                yield row
            elif row.cells["classification"].strip() == _CALLS_MISLEADING:
                try:
                    yield _told(row)
                except ClaimError as problem:
                    yield Refusal(row.place(), str(problem))


def _told(row: Row) -> Told:
    note, post = _number(row, "noteid"), _number(row, "tweetid")
    url = f"https://x.com/i/web/status/{post}"
    words = " ".join(html.unescape(row.cells["summary"]).split())
    created = _instant(_number(row, "createdatmillis"))
    return Told(
        place=row.place(),
        slug=f"note-{note}",
        statement=f"What the post {url} says (write its claim here).",
        first_said_at=_instant((post >> 22) + _FIRST_MILLIS) if post >= _FIRST_ID else None,
        judgement=ToldJudgement(
            verdict=Verdict.UNVERIFIED,
            known=words if len(words) <= MAX_PARAGRAPH else f"{words[: MAX_PARAGRAPH - 1]}…",
            reason_tags=frozenset(tag for column, tag in _TAGS.items() if row.cells.get(column) == "1"),
            evidence=(Evidence("The post on X", publisher="X", url=url),),
            as_of=created,
        ),
        lead=True,
    )


def _number(row: Row, column: str) -> int:
    cell = row.cells[column].strip()
    if not cell.isascii() or not cell.isdigit() or len(cell) > 19:
        raise Invalid(f"Its {column} is no number: “{cell[:40]}”. Use the file as X publishes it.")
    return int(cell)


def _instant(millis: int) -> datetime:
    try:
        return _EPOCH + timedelta(milliseconds=millis)
    except OverflowError:
        raise Invalid("Its time lies beyond the calendar. Use the file as X publishes it.") from None
