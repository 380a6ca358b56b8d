"""How a passage stands towards what it says: asserted, reported, asked, denied or merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.reading import Stance
from matching.stance_cues import find, is_all, opens
from matching.stance_denials import denial, negation
from matching.stance_parts import Parts, taken_apart
from matching.stance_questions import question

_SPEAKER_COLON = re.compile(r"^\W*((?:\w+[^\w:]+){0,4}?\w+)\s?:\s+\S")
# "the dam is gone (Reuters)", "the dam is gone - Halvek"
_SPEAKER_BEHIND = re.compile(r"(?:\((?:\w+ ){0,3}\w+\)|\s-\s(?:\w+ ?){1,4})\W*$")


@dataclass(frozen=True, slots=True)
class StanceReading:
    """A stance and the words that show it."""

    stance: Stance
    cue: str = ""


@lru_cache(maxsize=16)  # a message is read against several claims in a row
def read_stance(
    sentence: str, message: str, *, said: str = "", claim_is_negative: bool = False
) -> StanceReading:
    """Return how a sentence of a message stands towards a claim it resembles.

    Args:
        sentence: a sentence of the message, or the message as a whole.
        message: the cleaned message.
        said: the clause of the sentence that resembles the claim, where it is known to be one.
        claim_is_negative: the claim denies something itself, so that a denial agrees with it.
    """
    parts = taken_apart(sentence, message, said)
    if cue := question(parts):
        return StanceReading(Stance.ASKS, cue)
    if cue := _supposed(parts):
        return StanceReading(Stance.MENTIONS, cue)
    if cue := denial(parts, claim_is_negative=claim_is_negative):
        return StanceReading(Stance.DENIES, cue)
    if cue := next(_sources(parts), ""):
        return StanceReading(Stance.REPORTS, cue)
    return StanceReading(Stance.ASSERTS)


def says_unproven(sentence: str) -> bool:
    """Return whether a sentence says itself that what it tells is not confirmed."""
    return find("unproven", sentence) is not None


def is_negative(statement: str) -> bool:
    """Return whether a claim's own wording denies something."""
    return bool(negation(statement) or find("denials", statement) or find("falsehoods", statement))


def _supposed(parts: Parts) -> str:
    for each in parts.near.split("\n"):
        if (opener := opens("supposing_openers", each)) and not opens("idle_suppositions", each):
            return opener[0]
    cues = (find("mentions", each) for each in (parts.near, *parts.remarks))
    return next((cue[0] for cue in cues if cue), "")


def _sources(parts: Parts) -> Iterator[str]:
    if cue := find("attributions", parts.main):
        yield cue[0]
    if parts.quoted:
        yield parts.quoted
    for each in parts.stated:
        if (speaker := _SPEAKER_COLON.match(each)) and not is_all("labels_before_colons", speaker[1]):
            yield speaker[1]
        if (behind := _SPEAKER_BEHIND.search(each)) and (name := behind[0].strip(" -()."))[:1].isupper():
            yield name
