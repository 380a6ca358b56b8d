"""How a reply stands towards what it answers: it supports it, denies it, queries it or just comments."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from claims.errors import Invalid
from matching.stance_cues import find, opens
from matching.stance_denials import negation
from matching.text import clean, sentences, words

WEIGHTS = Path(__file__).parent / "reply_weights.json"
Matrix = npt.NDArray[np.float64]

# Passed on rather than said: "> …", "RT @…", "“@…: …”".
_PASSED_ON = re.compile(r"^\s*>|\bRT\s+@\w|[\"“]\s?@\w+|\bvia @", re.IGNORECASE)
_LINK = re.compile(r"https?://", re.IGNORECASE)
_SHOUTED = 0.6
_FEWEST_LETTERS_SHOUTED = 8


class ReplyStance(StrEnum):
    """What a reply does with what it answers."""

    SUPPORT = "support"
    DENY = "deny"
    QUERY = "query"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as read; `scores` holds a probability for each stance.

    The stance is not always the likeliest one: rare stances are preferred where they are nearly as likely.
    """

    stance: ReplyStance
    scores: dict[ReplyStance, float]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A reply taken apart: as typed, cleaned, its words, and whether it answers nothing."""

    typed: str
    cleaned: str
    words: tuple[str, ...]
    opens_the_talk: bool

    @property
    def asks(self) -> bool:
        return self.cleaned.rstrip(" \"')").endswith("?")


def _cue(kind: str) -> Callable[[_Heard], float]:
    return lambda heard: float(find(kind, heard.cleaned) is not None)


def _opener(kind: str) -> Callable[[_Heard], float]:
    return lambda heard: float(opens(kind, heard.cleaned) is not None)


def _length(heard: _Heard, at_least: int, below: int) -> float:
    return float(at_least <= len(heard.words) < below)


def _is_shouted(heard: _Heard) -> bool:
    letters = [letter for letter in heard.cleaned if letter.isalpha()]
    upper = sum(letter.isupper() for letter in letters)
    return len(letters) >= _FEWEST_LETTERS_SHOUTED and upper > _SHOUTED * len(letters)


_FEATURES: dict[str, Callable[[_Heard], float]] = {
    "opens_the_talk": lambda heard: float(heard.opens_the_talk),
    "question_mark": lambda heard: float("?" in heard.cleaned),
    "question_mark_at_the_end": lambda heard: float(heard.asks),
    "several_question_marks": lambda heard: float(heard.cleaned.count("?") > 1),
    "exclamation_mark": lambda heard: float("!" in heard.cleaned),
    "dots": lambda heard: float("..." in heard.cleaned),
    "link": lambda heard: float(bool(_LINK.search(heard.typed))),
    "passed_on": lambda heard: float(bool(_PASSED_ON.search(heard.typed))),
    "hashtag": lambda heard: float("#" in heard.typed),
    "number": lambda heard: float(any(word[0].isdigit() for word in heard.words)),
    "shouted": lambda heard: float(_is_shouted(heard)),
    "no_words": lambda heard: _length(heard, 0, 1),
    "up_to_3_words": lambda heard: _length(heard, 1, 4),
    "4_to_10_words": lambda heard: _length(heard, 4, 11),
    "over_40_words": lambda heard: _length(heard, 41, 4000),
    "length": lambda heard: math.log1p(len(heard.words)),
    "several_sentences": lambda heard: float(len(sentences(heard.cleaned)) > 1),
    "falsehood": _cue("falsehoods"),
    "denial": _cue("denials"),
    "negation": lambda heard: float(bool(negation(heard.cleaned))),
    "any_negation": _cue("negations"),
    "attribution": _cue("attributions"),
    "mention": _cue("mentions"),
    "asked_whether": _cue("questions_anywhere"),
    "question_opener": _opener("question_openers"),
    "agreement": _cue("agreements"),
    "agreement_opens": _opener("agreements"),
    "disagreement": _cue("disagreements"),
    "disagreement_opens": _opener("disagreements"),
    "proof_wanted": _cue("requests_for_proof"),
    "feeling": _cue("feelings"),
    "swearing": _cue("swearing"),
    "falsehood_in_a_question": lambda heard: float(
        heard.asks and find("falsehoods", heard.cleaned) is not None
    ),
    "proof_wanted_in_a_question": lambda heard: float(
        heard.asks and find("requests_for_proof", heard.cleaned) is not None
    ),
    "short_question": lambda heard: float(heard.asks and len(heard.words) <= 8),
}
COLUMNS = tuple(_FEATURES)


def features(text: str, *, opens_the_talk: bool = False) -> list[float]:
    """Return what speaks for a stance, in the order of COLUMNS."""
    cleaned = clean(text)
    heard = _Heard(text, cleaned, words(cleaned), opens_the_talk)
    return [feature(heard) for feature in _FEATURES.values()]


@dataclass(frozen=True)
class ReplyReader:
    """Weighs features: multinomial logistic regression, and how far each rare stance is preferred."""

    weights: Matrix
    biases: Matrix
    leanings: Matrix

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read weights from JSON.

        Raises:
            Invalid: the file is missing, malformed, or made for other features.
        """
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            weights = [_each_stance(kept["weights"][column]) for column in COLUMNS]
            biases, leanings = _each_stance(kept["biases"]), _each_stance(kept["leanings"])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise Invalid(
                f"{path} holds no weights for this version. Run python -m evals.train_replies."
            ) from problem
        return cls(np.array(weights), np.array(biases), np.array(leanings))

    def read(self, text: str, *, opens_the_talk: bool = False) -> Reply:
        """Return how a reply stands; `opens_the_talk` says that it answers nothing."""
        row = np.array(features(text, opens_the_talk=opens_the_talk))
        logits = row @ self.weights + self.biases
        likely = np.exp(logits - logits.max())
        likely /= likely.sum()
        stances = list(ReplyStance)
        stance = stances[int(np.argmax(logits + self.leanings))]
        return Reply(stance, dict(zip(stances, likely.tolist(), strict=True)))


def _each_stance(named: dict[str, float]) -> list[float]:
    return [float(named[stance]) for stance in ReplyStance]


def read_reply(text: str, *, opens_the_talk: bool = False) -> Reply:
    """Return how a message stands towards what it answers.

    Args:
        text: the message as typed.
        opens_the_talk: it answers nothing; such a message mostly supports what it says.

    Raises:
        Invalid: the weights beside this module cannot be read.
    """
    return _reader().read(text, opens_the_talk=opens_the_talk)


@cache
def _reader() -> ReplyReader:
    return ReplyReader.load()
