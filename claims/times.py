"""Times as people type them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from claims.errors import Invalid

_SHAPES = ("%d %b %Y %H:%M", "%d %B %Y %H:%M", "%d %b %Y", "%d %B %Y")


def parse_instant(text: str) -> datetime:
    """Return the instant a text names, UTC unless it says otherwise; a date alone means its beginning.

    Raises:
        Invalid: the text is no time in one of the shapes the message names.
    """
    plain = re.sub(r"\s*(UTC|GMT)$", "", text.strip(), flags=re.IGNORECASE)
    instant = _parse_iso(plain) or _parse_written(plain)
    if instant is None or not 1970 <= instant.year <= 2200:
        raise Invalid("I cannot read that time. Write it like 2023-06-24 02:00 or 24 Jun 2023 02:00 (UTC).")
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def _parse_iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parse_written(text: str) -> datetime | None:
    for shape in _SHAPES:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
