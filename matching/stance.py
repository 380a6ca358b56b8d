"""How a passage stands towards what it says: asserted, reported, asked, denied or merely mentioned."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from claims.reading import Stance
from matching.text import sentences

_CUES: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "lexicon" / "cues.json").read_text(encoding="utf-8")
)


def _any_of(kind: str) -> re.Pattern[str]:
    """Match any cue as whole words; a star stands for any ending."""
    cues = sorted(_CUES[kind], key=len, reverse=True)
    alternatives = "|".join(re.escape(cue).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for cue in cues)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


_QUESTION_OPENERS = _any_of("question_openers")
_QUESTION_PHRASES = _any_of("question_phrases")
_DENIALS = _any_of("denials")
_NEGATIONS = _any_of("negations")
_NOT_DENYING = _any_of("negations_that_deny_nothing")
_ATTRIBUTIONS = _any_of("attributions")
_MENTIONS = _any_of("mentions")
# "… so that the losses do not show" denies nothing: a purpose is not an assertion.
_PURPOSE = re.compile(
    r"(?<!\w)(?:so|so that|in order|lest|щоб|щоби|чтобы|чтоб|damit|żeby|aby|para que)\s[^,.;!?]*",
    re.IGNORECASE,
)
_POLISH_LETTERS = re.compile(r"[ąćęłńśźż]", re.IGNORECASE)
_POLISH_WELL = re.compile(r"(?<!\w)no(?!\w)", re.IGNORECASE)
_SHORT_SENTENCE = 6
_RHETORICAL_TAG = re.compile(r"[,.]\s*\w+(?:\s+\w+){0,2}\s*\?+$")
_QUOTED = re.compile(r"\"[^\"]{12,}\"|(?<!\w)'[^']{12,}'(?!\w)")
_SPEAKER_COLON = re.compile(r"^\W*(?:\w+\W+){0,4}?\w+\s?:\s+\S")


@dataclass(frozen=True, slots=True)
class StanceReading:
    """A stance and the words that show it."""

    stance: Stance
    cue: str = ""


def read_stance(sentence: str, message: str, *, claim_is_negative: bool = False) -> StanceReading:
    """Return how a sentence of a message stands towards a claim it resembles.

    `claim_is_negative` says that the claim denies something itself, so that a negation agrees with it.
    """
    for read in (_asked, _mentioned, _denied, _reported):
        if (reading := read(sentence, message, claim_is_negative)) is not None:
            return reading
    return StanceReading(Stance.ASSERTS)


def is_negative(statement: str) -> bool:
    """Return whether a claim's own wording holds a negation."""
    return bool(_NEGATIONS.search(_without_idle_negations(statement)))


def _asked(sentence: str, message: str, _: bool) -> StanceReading | None:
    if cue := _QUESTION_PHRASES.search(sentence):
        return StanceReading(Stance.ASKS, cue[0])
    bare = sentence.rstrip(" \"')")
    if bare.endswith("?") and not _RHETORICAL_TAG.search(bare):
        return StanceReading(Stance.ASKS, "?")
    opener = _QUESTION_OPENERS.match(sentence.lstrip(" \"'("))
    return StanceReading(Stance.ASKS, opener[0]) if opener and bare == message.rstrip(" \"')") else None


def _mentioned(sentence: str, message: str, _: bool) -> StanceReading | None:
    cue = _MENTIONS.search(sentence)
    return StanceReading(Stance.MENTIONS, cue[0]) if cue else None


def _denied(sentence: str, message: str, claim_is_negative: bool) -> StanceReading | None:
    if cue := _DENIALS.search(sentence) or _DENIALS.search(_short_remarks(message, sentence)):
        return StanceReading(Stance.DENIES, cue[0])
    cue = _NEGATIONS.search(_without_idle_negations(_QUOTED.sub(" ", sentence)))
    return StanceReading(Stance.DENIES, cue[0]) if cue and not claim_is_negative else None


def _short_remarks(message: str, sentence: str) -> str:
    """Return the short sentences beside the one read, which speak of it, as in "Wagner left. Fake."."""
    others = (other for other in sentences(message) if other != sentence)
    return " \n ".join(other for other in others if len(other.split()) <= _SHORT_SENTENCE)


def _without_idle_negations(text: str) -> str:
    text = _PURPOSE.sub(" ", _NOT_DENYING.sub(" ", text))
    return _POLISH_WELL.sub(" ", text) if _POLISH_LETTERS.search(text) else text


def _reported(sentence: str, message: str, _: bool) -> StanceReading | None:
    cue = _ATTRIBUTIONS.search(sentence) or _QUOTED.search(message) or _SPEAKER_COLON.search(sentence)
    return StanceReading(Stance.REPORTS, cue[0].strip()) if cue else None
