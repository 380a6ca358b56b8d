"""Reads messages to be matched: JSON Lines, each with an `id` and a `text`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeGuard

from interchange.lines import LineProblem, read_lines, valid_unicode


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `id` is kept as it was given, `text` is valid Unicode and may be empty."""

    number: int
    id: str | int | float
    text: str


def read_messages(stream: BinaryIO) -> Iterator[Message | LineProblem]:
    """Yield each line's message, or why it has none, in the order of the stream.

    Keys other than `id` and `text` are ignored. A lone surrogate in a text becomes U+FFFD.
    """
    for line in read_lines(stream):
        if isinstance(line, LineProblem):
            yield line
            continue
        identity, text = line.record.get("id"), line.record.get("text")
        if not _is_identity(identity):
            yield LineProblem(line.number, "It needs an “id”, a text or a number.")
        elif not isinstance(text, str):
            yield LineProblem(line.number, "It needs a “text” in quotes.")
        else:
            yield Message(line.number, identity, valid_unicode(text))


def _is_identity(value: object) -> TypeGuard[str | int | float]:
    if isinstance(value, bool):
        return False
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))
