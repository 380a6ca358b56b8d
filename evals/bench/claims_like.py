"""Makes large collections of claims that look like recorded ones, from statements of recorded ones.

A made-up statement is the beginning of one statement and the end of another, joined at a word both have, so
that neighbours mostly were neighbours before and words are about as frequent. Larger collections name more
people and places: of the words that only one statement has, every third becomes the first half of one such
word and the second half of another. Numbers get new digits. The claims make no sense.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

FEWEST_WORDS = 4
MOST_WORDS = 60
RENAMED = 1 / 3
MOST_TRIES = 10_000


class Recombined:
    """Statements made of pieces of others; the same seed gives the same statements."""

    def __init__(self, statements: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable claims
        self._statements = [words for each in statements if len(words := each.split()) > 1]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for at, words in enumerate(self._statements):
            for place, word in enumerate(words):
                self._places.setdefault(word.casefold(), []).append((at, place))
        seen = Counter(word for words in self._statements for word in set(words))
        self._rare = [word for word, times in seen.items() if times == 1 and word.isalpha()]
        self._is_rare = frozenset(self._rare)
        self._made = {hash(" ".join(words)) for words in self._statements}

    def statements(self) -> Iterator[str]:
        """Yield statements, all distinct, and none of them one that was given.

        Raises:
            ValueError: nothing new can be made of so few statements.
        """
        while True:
            yield self._new()

    def _new(self) -> str:
        for _ in range(MOST_TRIES):
            words = self._joined()
            if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
                continue
            statement = " ".join(self._reworded(word) for word in words)
            if (known := hash(statement)) not in self._made:
                self._made.add(known)
                return statement
        raise ValueError(f"Nothing new can be made of {len(self._statements)} statements. Give more.")

    def _joined(self) -> list[str]:
        first = self._chance.choice(self._statements)
        cut = self._chance.randrange(len(first))
        places = self._places[first[cut].casefold()]
        other, place = self._chance.choice(places)
        return first[:cut] + self._statements[other][place:]

    def _reworded(self, word: str) -> str:
        if word.isdigit():
            return str(self._chance.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        if word in self._is_rare and self._chance.random() < RENAMED:
            other = self._chance.choice(self._rare)
            return word[: (len(word) + 1) // 2] + other[len(other) // 2 :]
        return word
