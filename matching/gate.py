"""The first look at a message: is there any claim it may repeat? Ordinary chat goes no further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np

from matching.postings import Postings, Weights, rarest
from matching.reader import Passage, Reader
from matching.text import LONGEST_READ, clean, without_links, words

# How rare what a claim shares with a message must be, 0.4 to 1 a mark: two rare things, or more common ones;
# of a claim that says little, most of what it says.
FEWEST_SHARED: Final = 1.7
MOST_OF_A_CLAIM: Final = 0.7
_WORD = re.compile(r"[^\W\d_]{2,}")
# Digits, tags, other scripts, and letters that pass for others must be made readable first.
_HARD_TO_READ = re.compile(
    "[\\d#\u00ad\u0250-\u052f\u1d00-\u1dbf\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2100-\u214f\u2460-\u24ff"
    "\uff00-\uffef\U0001d400-\U0001d7ff]"
)


# The claims that share most are looked at more closely.
MOST_CANDIDATES: Final = 24


class Gate:
    """Tells messages worth reading from those that share too little with every claim."""

    def __init__(self, postings: Postings, bars: Weights, reader: Reader) -> None:
        """Take where keys occur, how much each claim must share with a message, and how to read one."""
        self._postings = postings
        self._bars = bars
        self._lowest = float(bars.min(initial=FEWEST_SHARED))
        self._reader = reader

    def candidates(self, text: str) -> tuple[int, ...]:
        """Return the claims that share most with a message, in no order; none for ordinary chat."""
        known = self._postings.places
        marks = [keys for keys in self._reader.keys(_words_of(text)) if not known.keys().isdisjoint(keys)]
        if sum(map(rarest, marks)) < self._lowest:
            return ()
        claims, shared = self._postings.shared(marks)
        enough = shared >= self._bars[claims]
        claims, shared = claims[enough], shared[enough]
        if len(claims) > MOST_CANDIDATES:
            claims = claims[np.argpartition(-shared, MOST_CANDIDATES - 1)[:MOST_CANDIDATES]]
        return tuple(claims.tolist())


def bar(texts: Iterable[Passage]) -> float:
    """Return how much a message must share with a claim, given as its texts, to be looked at."""
    least = min(sum(rarest(mark.keys) for mark in text.marks) for text in texts)
    return min(FEWEST_SHARED, MOST_OF_A_CLAIM * least)


def _words_of(text: str) -> tuple[str, ...]:
    text = text[:LONGEST_READ]
    if "://" in text:
        text = without_links(text)
    return words(clean(text)) if _HARD_TO_READ.search(text) else tuple(_WORD.findall(text.casefold()))
