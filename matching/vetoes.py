"""Why a passage that resembles a claim does not repeat it, in the order in which they are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claims.reading import Veto
from matching.corpus import ReadClaim
from matching.glossary import Glossary
from matching.quantities import Quantity, clash
from matching.reader import Passage

# What one party does to another; for these it matters who does it.
_DEEDS = frozenset(
    f"_{deed}"
    for deed in (
        "shoot down", "shoot", "bomb", "kill", "attack", "capture", "arrest", "betray", "urge", "order",
        "suppress", "support", "siege", "destroy", "fight", "wound", "block", "criminal case",
    )
)  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_PASSIVE = re.compile(r"\b(?:by|been|being|von|wurde|przez|zosta\w+|por|fue|fueron)\b", re.IGNORECASE)
COUNTER_MARGIN = 0.02


def veto(
    passage: Passage, claim: ReadClaim, *, likeness: float, counter_likeness: float, glossary: Glossary
) -> Veto | None:
    """Return the first reason against, or None.

    Args:
        passage: what was said.
        claim: the claim it resembles.
        likeness: cosine to the claim's nearest wording.
        counter_likeness: cosine to its nearest counter-wording, -1 without one.
        glossary: tells which words name parties and places.
    """
    if counter_likeness > likeness + COUNTER_MARGIN:
        return Veto.COUNTER_WORDING
    if clash(_claimed(claim.passages), passage.quantities):
        return Veto.OTHER_NUMBER
    if _swapped(passage, claim.passages, glossary):
        return Veto.SWAPPED_ROLES
    return Veto.ELSEWHERE if _elsewhere(passage, claim.passages[0], glossary) else None


def _claimed(wordings: Sequence[Passage]) -> set[Quantity]:
    """The statement's numbers, each with all it is said to count: "bodies of 2,000 soldiers", "2k bodies"."""
    stated = {quantity.value for quantity in wordings[0].quantities}
    return {quantity for wording in wordings for quantity in wording.quantities if quantity.value in stated}


def _swapped(passage: Passage, wordings: Sequence[Passage], glossary: Glossary) -> bool:
    """Whether someone does to another what the claim says the other did, and no wording has it this way."""
    said = set(_deeds(passage, glossary))
    claimed = {deed for wording in wordings for deed in _deeds(wording, glossary)}
    turned = {(acted_on, deed, actor) for actor, deed, acted_on in said}
    return bool(turned & claimed) and not said & claimed


def _deeds(passage: Passage, glossary: Glossary) -> Iterator[tuple[str, str, str]]:
    """Yield (party before, deed, party after) where word order tells who did it."""
    if _PASSIVE.search(passage.text) or _CYRILLIC.search(passage.text):
        return
    concepts = [mark.concept for mark in passage.marks]
    for at, deed in enumerate(concepts):
        if deed in _DEEDS:
            before = [each for each in concepts[:at] if glossary.is_party(each)]
            after = [each for each in concepts[at + 1 :] if glossary.is_party(each)]
            if before and after and before[-1] != after[0]:
                yield before[-1], deed, after[0]


def _elsewhere(passage: Passage, statement: Passage, glossary: Glossary) -> bool:
    """Whether the passage names towns, the claim does too, and they share none."""
    said = {mark.concept for mark in passage.marks if glossary.is_town(mark.concept)}
    claimed = {mark.concept for mark in statement.marks if glossary.is_town(mark.concept)}
    return bool(said) and bool(claimed) and not said & claimed
