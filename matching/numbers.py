"""Numbers as people write them: 25k, 25,000, 25.000, 25 тыс. and twenty-five thousand are all 25000."""

from __future__ import annotations

import json
import re
from pathlib import Path

_WORDS: dict[str, dict[str, int]] = json.loads(
    (Path(__file__).parent / "lexicon" / "numbers.json").read_text(encoding="utf-8")
)
_UNITS: dict[str, int] = _WORDS["counting"]
_SCALES: dict[str, int] = _WORDS["scales"]
_JOINERS = frozenset({"and", "und", "y", "i", "-"})

_GROUPED = re.compile(r"(?<![\w.,])([1-9]\d{0,2})((?:[ ,.'\u00a0\u202f]\d{3})+)(?![\d])(?!%)")
_DECIMAL = re.compile(r"(?<![\w.,])(\d+)[.,](\d{1,2})(?![\w.,]\d)")
_SHORT_SCALE = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)?) ?(k|к|mln|mn|bn|млн|млрд|тыс|тис|tys|tsd)\b\.?", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,15}(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|-|\s+|.", re.DOTALL)
_SHORT = {"k": "thousand", "к": "thousand", "mln": "million", "mn": "million", "bn": "billion"}


def spell_out(text: str) -> str:
    """Return the text with every number as plain digits: "25k" and "двадцать пять тысяч" become 25000.

    The small words for one stay words, as they seldom count anything.
    """
    text = _GROUPED.sub(lambda match: match[1] + re.sub(r"\D", "", match[2]), text)
    text = _DECIMAL.sub(r"\1.\2", text)
    text = _SHORT_SCALE.sub(_scaled, text)
    return _words_to_digits(text) if _may_hold_words(text) else text


def value(token: str) -> float | None:
    """Return the number a token stands for, or None."""
    return float(token) if token[:1].isdigit() and _NUMBER.fullmatch(token) else None


def _scaled(match: re.Match[str]) -> str:
    name = match[2].casefold()
    return _plain(float(match[1]) * _SCALES[_SHORT.get(name, name)])


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:g}"


def _may_hold_words(text: str) -> bool:
    spoken = _WORD.findall(text.casefold())
    return not (_UNITS.keys().isdisjoint(spoken) and _SCALES.keys().isdisjoint(spoken))


def _words_to_digits(text: str) -> str:
    pieces = _PIECE.findall(text)
    out: list[str] = []
    at = 0
    while at < len(pieces):
        number, following = _number_at(pieces, at)
        out.append(pieces[at] if number is None else _plain(number))
        at = following
    return "".join(out)


def _number_at(pieces: list[str], start: int) -> tuple[float | None, int]:
    """Read the longest number that begins here: its value and the piece after it."""
    whole, part, seen, at, end = 0.0, 0.0, 0, start, start + 1
    while at < len(pieces):
        piece = pieces[at].casefold()
        if piece in _SCALES:
            if _SCALES[piece] > 100:
                whole, part = whole + max(part, 1.0) * _SCALES[piece], 0.0
            else:
                part = max(part, 1.0) * _SCALES[piece]
        elif piece in _UNITS and _may_follow(part, _UNITS[piece]):
            part += _UNITS[piece]
        elif seen == 0 and (digits := value(piece)) is not None:
            part = digits
        elif seen and (piece.isspace() or piece in _JOINERS):
            at += 1
            continue
        else:
            break
        seen += 1
        at += 1
        end = at
    number = whole + part
    alone = seen == 1 and (
        value(pieces[start]) is not None or number < 2 or pieces[start].casefold() in _SCALES
    )
    return (None, start + 1) if not seen or alone else (number, end)


def _may_follow(part: float, unit: int) -> bool:
    """Whether "twenty" may be followed by "five", but "five" not by "six"."""
    tens = part >= 20 and part % 10 == 0 and unit < 10
    return part == 0 or tens or (part >= 100 and part % 100 == 0 and unit < 100)
