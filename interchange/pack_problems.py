"""Says what is wrong with a pack, and where, in words its author understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from interchange.pack_models import RULE, Pack

MOST_SHOWN = 10
_LONGEST_VALUE = 60
Place = tuple[int | str, ...]

_PLAIN_WORDS = {
    "missing": "is missing. Add it.",
    "extra_forbidden": "is no key of a pack. Correct its spelling or remove it.",
    "bool_type": "must be true or false, without quotes.",
    "int_type": "must be a whole number, without quotes.",
    "tuple_type": "must be a list, each entry on a line of its own that begins with “- ”.",
    "model_attributes_type": "must be keys and values, such as “slug: helicopter-shot-down”.",
    "string_unicode": "holds characters that are not valid Unicode. Please type it again.",
    "string_pattern_mismatch": "must be 64 digits and letters a-f, the SHA-256 of the content.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place in the pack; list positions count from 0."""

    place: Place
    text: str


def problems_of(error: ValidationError) -> list[Problem]:
    """Return what the models object to, in the order of the file."""
    return [Problem(tuple(details["loc"]), _words(details)) for details in error.errors()]


def loose_ends(pack: Pack) -> Iterator[Problem]:
    """Yield every slug that is there twice and every link that leads nowhere."""
    yield from _doubles("terms", [term.slug for term in pack.terms])
    slugs = [claim.slug for claim in pack.claims]
    yield from _doubles("claims", slugs)
    known = frozenset(slugs)
    for number, claim in enumerate(pack.claims):
        for position, link in enumerate(claim.links):
            if link.slug not in known:
                place: Place = ("claims", number, "links", position, "slug")
                yield Problem(
                    place, f"there is no claim “{link.slug}” in this pack. Correct or remove the link."
                )


def report(file: str, tree: Any, problems: Sequence[Problem]) -> str:
    """Return one text that names the file, up to ten problems with their places, and what to do."""
    count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
    lines = [f"{file} has {count}:"]
    lines += [f"• {place_in_words(problem.place, tree)}: {problem.text}" for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        lines.append(f"• … and {len(problems) - MOST_SHOWN} more.")
    lines.append(
        "Nothing was loaded. Correct the file and try again; docs/pack-format.md describes every key."
    )
    return "\n".join(lines)


def place_in_words(place: Iterable[int | str], tree: Any) -> str:
    """Return the place as a path, with list positions from 1 and slugs where there are any."""
    steps = []
    for step in place:
        tree = _inside(tree, step)
        steps.append(_step_in_words(step, tree))
    return " → ".join(steps) or "the file"


def _step_in_words(step: int | str, tree: Any) -> str:
    if isinstance(step, str):
        return _short(step)
    slug = tree.get("slug") if isinstance(tree, dict) else None
    return f"{step + 1} ({_short(slug)})" if isinstance(slug, str) else str(step + 1)


def _inside(tree: Any, step: int | str) -> Any:
    try:
        return tree[step]
    except (KeyError, IndexError, TypeError):
        return None


def _doubles(kind: str, slugs: Sequence[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, slug in enumerate(slugs):
        if slug in first:
            earlier = first[slug] + 1
            yield Problem(
                (kind, number, "slug"), f"is taken already by number {earlier}. Give one another slug."
            )
        first.setdefault(slug, number)


def _words(details: Any) -> str:
    kind, value = details["type"], details["input"]
    if kind == "string_type":
        return _not_text(value)
    if kind == "enum":
        return f"“{_short(str(value))}” is not known here. Use {details['ctx']['expected']}."
    if kind == "literal_error":
        return f"“{_short(str(value))}” cannot be read by this release. Write {details['ctx']['expected']}."
    if kind == RULE or kind not in _PLAIN_WORDS:
        return str(details["msg"])
    return _PLAIN_WORDS[kind]


def _not_text(value: Any) -> str:
    if isinstance(value, bool):
        return f"is the truth value {str(value).lower()}, not text. Put it in quotes."
    if isinstance(value, int | float):
        return f"is the number {_short(str(value))}, not text. Put it in quotes."
    return (
        "is empty. Write at least one word."
        if value is None
        else "must be text, not a list or keys and values."
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"
