"""Finds the words that show a stance, from lexicon/cues.json, as people type them in chat."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from matching.lexicon_files import FOLDER

# How the letters of a cue may be typed: accents and apostrophes are often left out.
_TYPED = {
    " ": r"[\s,]+",
    "'": "'?",
    "*": r"\w*",
    "~": r"\w+(?:\s+\w+)?",
    "ä": "(?:ä|ae?)",
    "ö": "(?:ö|oe?)",
    "ü": "(?:ü|ue?)",
    "ß": "(?:ß|ss)",
    **{
        accented: f"[{accented}{bare}]"
        for accented, bare in zip("ąćęłńśźżáéíóúñ\u0451", "acelnszzaeioun\u0435", strict=True)
    },
}
LEADING = " \"'(¿¡-.,?!"
_LATIN_ACCENT_KEPT = "="
_Tree = dict[str, Any]


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """Return what finds any cue of a kind as whole words; the longest at a place is found.

    In a cue a star stands for any ending, a tilde for one or two words, and an equals sign before it
    says that its accents must be typed.
    """
    return compiled(rf"(?<![\w/]){any_of(kind)}(?!\w)")


def any_of(kind: str) -> str:
    """Return the expression for any cue of a kind, to build a longer one with."""
    tree: _Tree = {}
    for cue in _cues(kind):
        branch = tree
        for letter in _letters(cue):
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return f"(?:{_alternatives(tree)})"


def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression that takes capitals for small letters."""
    return re.compile(expression, re.IGNORECASE)


def find(kind: str, text: str) -> re.Match[str] | None:
    """Return the first cue of a kind that is not part of a phrase meaning something else."""
    idle = [match.span() for match in pattern("idle").finditer(text)]
    for match in pattern(kind).finditer(text):
        if not any(_covers(span, match.span()) for span in idle):
            return match
    return None


def _covers(idle: tuple[int, int], cue: tuple[int, int]) -> bool:
    """Whether a phrase and a cue overlap, and the cue is not the longer phrase around it."""
    overlap = idle[0] < cue[1] and cue[0] < idle[1]
    return overlap and not (cue[0] <= idle[0] and idle[1] <= cue[1] and idle != cue)


def opens(kind: str, text: str) -> re.Match[str] | None:
    """Return the cue of a kind a text begins with, after a quotation mark or a bracket."""
    return pattern(kind).match(text.lstrip(LEADING))


def is_all(kind: str, text: str) -> bool:
    """Return whether a text is a cue of a kind and nothing else."""
    return bool(pattern(kind).fullmatch(text.strip(" \"'()¿¡?!.,-")))


def _cues(kind: str) -> Iterator[str]:
    for cues in _lexicon()[kind].values():
        yield from cues


@cache
def _lexicon() -> dict[str, dict[str, list[str]]]:
    kinds: dict[str, dict[str, list[str]]] = json.loads((FOLDER / "cues.json").read_text(encoding="utf-8"))
    return kinds


def _letters(cue: str) -> list[str]:
    if cue.startswith(_LATIN_ACCENT_KEPT):
        return [letter if letter.isalpha() else _typed(letter) for letter in cue[1:]]
    return [_typed(letter) for letter in cue]


def _typed(letter: str) -> str:
    return _TYPED.get(letter) or re.escape(letter)


def _alternatives(tree: _Tree) -> str:
    """Write a tree of letters as one expression, which is searched far faster than a list of cues."""
    branches = [letter + _alternatives(below) for letter, below in tree.items() if letter]
    if "" in tree:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
