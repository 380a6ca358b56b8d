"""Unknown words: misspelt, inflected or transliterated forms of words the claims use."""

from __future__ import annotations

from collections.abc import Iterable

from matching.folding import sound

SHORTEST = 5
LONGEST_ENDING = 3


class Speller:
    """Finds the known word an unknown one stands for."""

    def __init__(
        self,
        names: Iterable[str],
        words: Iterable[str],
        english: frozenset[str],
        older: Speller | None = None,
    ) -> None:
        """Take names (found in any alphabet and with any ending) and plain words (found with one slip).

        What an older speller knows is known too; it is asked second.
        """
        given = frozenset(names)
        self._older = older
        self._added = given if older is not None else frozenset[str]()
        self._names = {sound(name): name for name in sorted(given) if len(name) >= SHORTEST}
        self._bare_names = {heard[:-1]: name for heard, name in self._names.items() if heard[-1] in "aeiou"}
        self._words = frozenset(words) | frozenset(self._names.values())
        self._english = english
        self._slips: dict[str, str] = {}
        for word in sorted(self._words):
            if len(word) > SHORTEST and word.isalpha():
                self._slips.update((slip, word) for slip in _one_letter_less(word))

    def with_names(self, names: Iterable[str]) -> Speller:
        """Return a speller that knows more names; all that were added since it was first made stand apart."""
        if self._older is None:
            return Speller(names, (), self._english, self)
        return Speller(self._added.union(names), (), self._english, self._older)

    def nearest(self, word: str) -> str | None:
        """Return the known word meant by this one, or None when it is known itself or nothing is near."""
        if len(word) < SHORTEST or word in self or word in self._english or not word.isalpha():
            return None
        return self._meant(word)

    def __contains__(self, word: str) -> bool:
        return word in self._words or (self._older is not None and word in self._older)

    def _meant(self, word: str) -> str | None:
        meant = self._by_sound(word) or self._by_slip(word)
        return self._older._meant(word) if meant is None and self._older is not None else meant

    def _by_sound(self, word: str) -> str | None:
        heard = sound(word)
        for length in range(len(heard), max(SHORTEST, len(heard) - LONGEST_ENDING) - 1, -1):
            if (name := self._names.get(heard[:length])) is not None:
                return name
        # A name's own ending may change too: Лукашенка for Лукашенко.
        return self._bare_names.get(heard[:-1]) if len(heard) > SHORTEST + 1 else None

    def _by_slip(self, word: str) -> str | None:
        if not word.isascii():
            return None
        if (meant := self._slips.get(word)) is not None:
            return meant
        for slip in _one_letter_less(word):
            if slip in self._words and len(slip) > SHORTEST:
                return slip
            if (meant := self._slips.get(slip)) is not None and len(meant) == len(word):
                return meant
        return None


def _one_letter_less(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}
