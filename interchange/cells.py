"""Cells that no spreadsheet takes for a formula, and lists in a cell; read back as they were written."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What spreadsheets calculate instead of showing it (OWASP: CSV Injection), in full width too.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = {written: letter for letter, written in _ESCAPES.items()}


def shown(text: str) -> str:
    """Return a text as it is written: with an apostrophe before what would be calculated."""
    return f"'{text}" if _FORMULA.match(text) else text


def meant(cell: str) -> str:
    """Return the text that was written so."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def joined(texts: Sequence[str]) -> str:
    """Return several texts as one, a line each; line ends and backslashes within them are written out."""
    return "\n".join(re.sub(r"[\\\n\r]", lambda found: _ESCAPES[found.group()], text) for text in texts)


def split(text: str) -> list[str]:
    """Return the texts that were joined so, none for an empty text."""
    if not text:
        return []
    lines = _LINE_END.split(text)
    return [re.sub(r"\\[\\nr]", lambda found: _ESCAPED[found.group()], line) for line in lines]
