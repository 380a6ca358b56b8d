"""The first look at a message: is there any claim it may repeat? Ordinary chat goes no further."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from matching.postings import Postings, rarest
from matching.reader import Reader
from matching.text import LONGEST_READ, clean, without_links, words

# How rare what a claim shares with a message must be, 0.4 to 1 a mark: two rare things, or more common ones.
FEWEST_SHARED: Final = 1.3
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

    def __init__(self, postings: Postings, reader: Reader) -> None:
        self._postings = postings
        self._reader = reader

    def candidates(self, text: str) -> tuple[int, ...]:
        """Return the claims that share most with a message, in no order; none for ordinary chat."""
        known = self._postings.places
        marks = [keys for keys in self._reader.keys(_words_of(text)) if not known.keys().isdisjoint(keys)]
        if sum(map(rarest, marks)) < FEWEST_SHARED:
            return ()
        claims, shared = self._postings.shared(marks)
        enough = shared >= FEWEST_SHARED
        claims, shared = claims[enough], shared[enough]
        if len(claims) > MOST_CANDIDATES:
            claims = claims[np.argpartition(-shared, MOST_CANDIDATES - 1)[:MOST_CANDIDATES]]
        return tuple(claims.tolist())


def _words_of(text: str) -> tuple[str, ...]:
    text = text[:LONGEST_READ]
    if "://" in text:
        text = without_links(text)
    return words(clean(text)) if _HARD_TO_READ.search(text) else tuple(_WORD.findall(text.casefold()))
