"""What the numbers of a text count, so that two texts can agree or disagree about one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.numbers import value

_ROLES: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "lexicon" / "roles.json").read_text(encoding="utf-8")
)
_ROLE_OF = {word: role for role, counted in _ROLES.items() for word in counted}
_WORDS_AFTER = 4
# "Salary 25,000": what money pays for is said first.
_WORDS_BEFORE = 2
# Small numbers are in every other message, whatever they count.
_TELLING = 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: "people", "dead", "distance" …, or "" when that is not clear."""

    value: float
    role: str = ""


def quantities(spoken: Sequence[str], concepts: Sequence[str]) -> tuple[Quantity, ...]:
    """Return the quantities among case-folded words; `concepts` says what each word names, "" for nothing."""
    return tuple(
        Quantity(number, _role(number, spoken, concepts, at))
        for at, word in enumerate(spoken)
        if (number := value(word)) is not None
    )


def agreement(one: Iterable[Quantity], other: Iterable[Quantity]) -> float:
    """Return 1 when a number counting the same is in both, 0.5 when only a telling number is, else 0."""
    other = tuple(other)
    same = [(a, b) for a in one for b in other if a.value == b.value]
    if any(a.role and a.role == b.role for a, b in same):
        return 1.0
    unclear = any(not (a.role and b.role) and a.value >= _TELLING for a, b in same)
    return 0.5 if unclear else 0.0


def clashing(claimed: Iterable[Quantity], said: Iterable[Quantity]) -> tuple[Quantity, Quantity] | None:
    """Return a claimed number and the other one that is said to count the same kind of thing, or None."""
    said = tuple(said)
    for one in sorted(claimed, key=lambda quantity: (quantity.value, quantity.role)):
        if one.role and all(one.value != other.value for other in said):
            for other in said:
                if one.role == other.role:
                    return one, other
    return None


def _role(number: float, spoken: Sequence[str], concepts: Sequence[str], at: int) -> str:
    for after in range(at + 1, min(at + 1 + _WORDS_AFTER, len(spoken))):
        for key in (concepts[after].lstrip("_"), spoken[after]):
            if key in _ROLE_OF:
                return _ROLE_OF[key]
    before = spoken[max(0, at - _WORDS_BEFORE) : at]
    if any(_ROLE_OF.get(word) == "money" for word in before):
        return "money"
    is_year = number == int(number) and 1900 <= number <= 2099
    return "year" if is_year else ""
