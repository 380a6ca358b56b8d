"""Who does what to whom, and where, told from the order of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matching.glossary import Glossary
from matching.lexicon_files import deeds, locatives, speech_acts
from matching.reader import Mark, Passage

_PASSIVE = re.compile(
    r"\b(?:by|been|being|(?:was|were|is|are|got|gets)\s+\w+(?:ed|en|ot|un)|von|wurden?|przez|zosta\w+|por|fue|fueron)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A deed with the party before it and the party after it; empty where none is named."""

    before: str
    deed: str
    after: str


def frames(passage: Passage, glossary: Glossary) -> Iterator[Frame]:
    """Yield each deed with its parties, where word order tells who did it: not in the passive."""
    if _PASSIVE.search(passage.text):
        return
    parties = [next(filter(glossary.is_party, mark.keys), "") for mark in passage.marks]
    for at, mark in enumerate(passage.marks):
        for deed in filter(deeds().__contains__, mark.keys):
            before = next(filter(None, reversed(parties[_speech_ends(passage, at) : at])), "")
            after = next(filter(None, parties[at + 1 :]), "")
            yield Frame(before, deed, after)


def _speech_ends(passage: Passage, before: int) -> int:
    """Return after which mark the words begin that a speaker is said to have said: he is not their actor."""
    speech = (at + 1 for at in range(before - 1, -1, -1) if passage.marks[at].concept in speech_acts())
    return next(speech, 0)


def places(passage: Passage, glossary: Glossary) -> dict[str, str]:
    """Return the towns a passage names, and the countries it says something is in, with how it names them."""
    found = {}
    for mark in passage.marks:
        if glossary.is_town(mark.concept) or (glossary.is_country(mark.concept) and _is_where(mark, passage)):
            found[mark.concept] = mark.said
    return found


def _is_where(mark: Mark, passage: Passage) -> bool:
    words = passage.text.casefold().split(mark.said)[0].split()
    return bool(words) and words[-1] in locatives()
