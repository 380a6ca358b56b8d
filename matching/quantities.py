"""What the numbers of a text count, so that two texts can agree or disagree about one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.glossary import Span
from matching.numbers import value

_ROLES: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "lexicon" / "roles.json").read_text(encoding="utf-8")
)
_ROLE_OF = {word: role for role, counted in _ROLES.items() for word in counted}
_WORDS_AFTER = 4
# Small numbers are in every other message, whatever they count.
_TELLING = 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: "people", "dead", "distance" …, or "" when that is not clear."""

    value: float
    role: str = ""


def quantities(spoken: Sequence[str], spans: Iterable[Span]) -> tuple[Quantity, ...]:
    """Return the quantities among case-folded words; `spans` are the concepts found there."""
    concepts = {at: span.concept for span in spans for at in range(span.start, span.end)}
    found = []
    for at, word in enumerate(spoken):
        number = value(word)
        if number is not None:
            found.append(Quantity(number, _role(number, spoken, concepts, at)))
    return tuple(found)


def agreement(one: Iterable[Quantity], other: Iterable[Quantity]) -> float:
    """Return 1 when a number counting the same is in both, 0.5 when only a telling number is, else 0."""
    other = tuple(other)
    same = [(a, b) for a in one for b in other if a.value == b.value]
    if any(a.role and a.role == b.role for a, b in same):
        return 1.0
    unclear = any(not (a.role and b.role) and a.value >= _TELLING for a, b in same)
    return 0.5 if unclear else 0.0


def clash(claimed: Iterable[Quantity], said: Iterable[Quantity]) -> bool:
    """Return whether a claimed number is contradicted: another number counts the same kind of thing."""
    said = tuple(said)
    return any(
        any(a.role and a.role == b.role for b in said) and not any(a.value == b.value for b in said)
        for a in claimed
    )


def _role(number: float, spoken: Sequence[str], concepts: dict[int, str], at: int) -> str:
    for after in range(at + 1, min(at + 1 + _WORDS_AFTER, len(spoken))):
        for key in (spoken[after], concepts.get(after, "").lstrip("_")):
            if key in _ROLE_OF:
                return _ROLE_OF[key]
    is_year = number == int(number) and 1900 <= number <= 2099
    return "year" if is_year else ""
