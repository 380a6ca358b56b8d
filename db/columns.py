"""How the domain's values are written in columns: instants, lists and evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, overload

from claims.errors import Invalid
from claims.evidence import Evidence, EvidenceStance, Grade
from db.database import Row, storable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@overload
def to_millis(instant: datetime) -> int: ...
@overload
def to_millis(instant: datetime | None) -> int | None: ...
def to_millis(instant: datetime | None) -> int | None:
    """Return milliseconds since 1970 UTC, rounded down; raise Invalid outside the years 1 to 9999."""
    if instant is None:
        return None
    try:
        return (instant.astimezone(UTC) - _EPOCH) // _MILLISECOND
    except OverflowError:
        raise Invalid("A time lies outside the years 1 to 9999. Please correct it.") from None


@overload
def from_millis(millis: int) -> datetime: ...
@overload
def from_millis(millis: int | None) -> datetime | None: ...
def from_millis(millis: int | None) -> datetime | None:
    """Return the instant in UTC."""
    return None if millis is None else _EPOCH + millis * _MILLISECOND


def to_list(values: Iterable[str | int]) -> str:
    """Return a JSON array of texts or numbers."""
    return json.dumps([storable(value) for value in values], ensure_ascii=False)


def from_list(text: str) -> list[Any]:
    """Return the values of a JSON array."""
    return list(json.loads(text))


def evidence_row(evidence: Evidence) -> dict[str, object]:
    """Return the evidence as named columns, in the order in which the tables have them."""
    return {
        "title": evidence.title,
        "publisher": evidence.publisher,
        "url": evidence.url,
        "published_at": to_millis(evidence.published_at),
        "captured_at": to_millis(evidence.captured_at),
        "archive_url": evidence.archive_url,
        "content_sha256": evidence.content_sha256,
        "stance": evidence.stance.value,
        "grade": None if evidence.grade is None else str(evidence.grade),
    }


def evidence(row: Row) -> Evidence:
    """Return the evidence that `evidence_row` wrote."""
    return Evidence(
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published_at=from_millis(row["published_at"]),
        captured_at=from_millis(row["captured_at"]),
        archive_url=row["archive_url"],
        content_sha256=row["content_sha256"],
        stance=EvidenceStance(row["stance"]),
        grade=None if row["grade"] is None else Grade.parse(row["grade"]),
    )


def to_sources(sources: Iterable[Evidence]) -> str:
    """Return a JSON array of evidence."""
    rows = [{name: storable(value) for name, value in evidence_row(each).items()} for each in sources]
    return json.dumps(rows, ensure_ascii=False)


def from_sources(text: str) -> tuple[Evidence, ...]:
    """Return the evidence of a JSON array."""
    return tuple(evidence(row) for row in json.loads(text))
