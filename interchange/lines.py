"""Reads JSON Lines from a stream, one object at a time, and says which lines cannot be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from interchange.textfile import UTF16_MARKS

LONGEST_LINE = 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line was skipped; `number` counts from 1."""

    number: int
    text: str

    def __str__(self) -> str:
        return f"line {self.number}: {self.text}"


@dataclass(frozen=True, slots=True)
class Line:
    """The JSON object of a line; `number` counts from 1."""

    number: int
    record: dict[str, Any]


class _BadLine(Exception):
    """The line cannot be read; the message says why."""


def read_lines(stream: BinaryIO, longest: int = LONGEST_LINE) -> Iterator[Line | LineProblem]:
    """Yield each line's object, or why it has none; blank lines are passed over.

    Never holds more than one line of at most `longest` bytes.
    """
    number = 0
    while octets := stream.readline(longest + 1):
        number += 1
        if number == 1 and octets.startswith(UTF16_MARKS):
            yield LineProblem(1, "The text is written in UTF-16. Save it as UTF-8 and try again.")
            return
        try:
            whole = octets if len(octets) <= longest else _skip_rest(stream, octets, longest)
            text = _decoded(whole.removeprefix(_BYTE_ORDER_MARK) if number == 1 else whole)
            if text:
                yield Line(number, _record(text))
        except _BadLine as bad:
            yield LineProblem(number, str(bad))


def valid_unicode(text: str) -> str:
    """Return the text with each lone surrogate replaced by U+FFFD, so that it can be stored and shown."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def _skip_rest(stream: BinaryIO, octets: bytes, longest: int) -> bytes:
    while octets and not octets.endswith(b"\n"):
        octets = stream.readline(longest)
    raise _BadLine(f"It is longer than {longest} bytes. Shorten it.")


def _decoded(octets: bytes) -> str:
    try:
        return octets.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise _BadLine("It is not UTF-8. Save the text as UTF-8.") from None


def _record(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _BadLine(f"It is not valid JSON: {error.msg} (column {error.colno}).") from None
    except RecursionError:
        raise _BadLine("It is nested too deep. Write one flat object.") from None
    except ValueError:
        raise _BadLine("It is not valid JSON: a number has too many digits.") from None
    if not isinstance(record, dict):
        raise _BadLine("It is no JSON object. Write {…} with one object on each line.")
    return record


def _no_constant(name: str) -> None:
    raise _BadLine(f"It holds {name}, which is no number in JSON.")
