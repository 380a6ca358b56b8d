"""Why a passage that resembles a claim does not repeat it, in the order in which they are looked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.reading import Veto
from matching.corpus import ReadClaim
from matching.frames import Frame, frames, places
from matching.glossary import Glossary
from matching.quantities import agreement, clashing
from matching.reader import Passage

COUNTER_MARGIN = 0.02
# Two things, such as "resist" and "destroy", make no proposition where nobody is named.
ENOUGH_AGREED = 3


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against, and what it goes by, in words."""

    veto: Veto
    reason: str = ""


def objection(
    passage: Passage,
    claim: ReadClaim,
    *,
    names_someone: bool,
    said: frozenset[str],
    agreed: int,
    likeness: float,
    counter: tuple[float, str],
    glossary: Glossary,
) -> Objection | None:
    """Return the first reason against, or None.

    Args:
        passage: what was said.
        claim: the claim it resembles.
        names_someone: whether the whole message names anyone or anywhere that any claim names.
        said: everything the whole message speaks of.
        agreed: how many things the passage shares with the claim's nearest text.
        likeness: cosine to the claim's nearest wording.
        counter: cosine to its nearest counter-wording, and that one; -1 and "" without one.
        glossary: tells which words name parties and places.
    """
    if counter[0] > likeness + COUNTER_MARGIN:
        return Objection(Veto.COUNTER_WORDING, f"“{counter[1]}”")
    if (numbers := clashing(claim.claimed, passage.quantities)) is not None:
        heard, claimed = (f"{number.value:,g} {number.role}".strip() for number in reversed(numbers))
        return Objection(Veto.OTHER_NUMBER, f"{heard} said, {claimed} claimed")
    return (
        _of_parties(passage, claim, glossary)
        or _of_places(passage, claim, glossary)
        or _of_nobody(passage, claim, names_someone=names_someone)
        or _of_strangers(claim, said, agreed)
    )


def _of_parties(passage: Passage, claim: ReadClaim, glossary: Glossary) -> Objection | None:
    """Object to what someone else does, or does the other way round, unless some wording has it so."""
    claimed, said = claim.frames, set(frames(passage, glossary))
    if said & claimed:
        return None
    for frame in said:
        if Frame(frame.after, frame.deed, frame.before) in claimed and frame.before and frame.after:
            turned = f"here it is {_said(passage, frame.before)} against {_said(passage, frame.after)}"
            return Objection(Veto.SWAPPED_ROLES, turned)
    for frame in said:
        if (doer := _other_doer(frame, claimed, claim, passage, glossary)) is not None:
            done_by = f"here it is {_said(passage, frame.before)}, not {_said(claim.statement, doer)}"
            return Objection(Veto.OTHER_ACTOR, done_by)
    return None


def _other_doer(
    frame: Frame, claimed: frozenset[Frame], claim: ReadClaim, passage: Passage, glossary: Glossary
) -> str | None:
    """Return who does it in the claim, when the passage lets a country do it that the claim never names."""
    doers = {each.before for each in claimed if each.deed == frame.deed and each.before}
    if not glossary.is_country(frame.before) or frame.before in claim.keys or doers & passage.keys:
        return None
    return min(doers, default=None)


def _of_places(passage: Passage, claim: ReadClaim, glossary: Glossary) -> Objection | None:
    """Object to other places: both name some, and share none; wordings may name more places of the claim."""
    said, claimed = places(passage, glossary), places(claim.statement, glossary)
    if not said or not claimed or not (claimed.keys() | claim.places).isdisjoint(passage.concepts):
        return None
    return Objection(Veto.ELSEWHERE, f"{_listed(said.values())} said, {_listed(claimed.values())} claimed")


def _of_nobody(passage: Passage, claim: ReadClaim, *, names_someone: bool) -> Objection | None:
    """Object when the claim names someone, and the message neither anyone known nor a number of the claim."""
    if names_someone or not claim.names or agreement(claim.statement.quantities, passage.quantities):
        return None
    return Objection(Veto.NOBODY_NAMED, "it names no one and no place that the claims are about")


def _of_strangers(claim: ReadClaim, said: frozenset[str], agreed: int) -> Objection | None:
    """Object when the message names none of those who act in the claim, and shares little else with it."""
    if agreed >= ENOUGH_AGREED or not claim.parties or not claim.parties.isdisjoint(said):
        return None
    return Objection(Veto.NOBODY_NAMED, "it names no one who acts in the claim, and little else of it")


def _listed(places: Iterable[str]) -> str:
    return ", ".join(places)


def _said(passage: Passage, concept: str) -> str:
    """Return how a passage names a concept."""
    named = (mark.said for mark in passage.marks if concept in mark.keys)
    return next(named, concept.lstrip("_=").replace("-", " "))
