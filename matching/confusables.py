"""Look-alike letters: a word that mixes scripts to dodge a reader is put back into one script."""

from __future__ import annotations

import re

from matching.lexicon_files import letters

# Pairs that look alike in common typefaces; after Unicode's confusables.txt (UTS 39), letters of words only.
_LOOK_ALIKES = {**letters()["cyrillic_look_alikes"], **letters()["greek_look_alikes"]}
_TO_LATIN = str.maketrans(_LOOK_ALIKES)
_TO_CYRILLIC = str.maketrans({latin: letter for letter, latin in letters()["cyrillic_look_alikes"].items()})
_FROM_SMALL = str.maketrans(letters()["small_capitals"])
_FROM_DIGITS = str.maketrans("01345", "oieas")

_WORD = re.compile(r"[^\W_]+")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_FOREIGN_LETTER = re.compile(r"[\u0370-\u052f]")
_DIGIT_INSIDE = re.compile(r"(?<=[A-Za-z])[01345](?=[A-Za-z])")
_ALL_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]+")


def unmask(text: str) -> str:
    """Return the text with look-alike letters replaced; a word wholly in one script keeps its script.

    Only a message that otherwise writes Latin has its wholly look-alike words replaced too, so that real
    Russian, Ukrainian or Greek stays as it is.
    """
    if not text.isascii():
        text = text.translate(_FROM_SMALL)
        if _FOREIGN_LETTER.search(text):
            in_latin = _writes_latin(text)
            text = _WORD.sub(lambda word: _in_one_script(word[0], in_latin), text)
    return _DIGIT_INSIDE.sub(lambda digit: digit[0].translate(_FROM_DIGITS), text)


def _writes_latin(text: str) -> bool:
    words: list[str] = _WORD.findall(text)
    foreign = [word for word in words if _FOREIGN_LETTER.search(word) and not _LATIN_LETTER.search(word)]
    latin = any(_LATIN_LETTER.search(word) for word in words)
    return latin and all(_ALL_LOOK_ALIKE.fullmatch(word) for word in foreign)


def _in_one_script(word: str, in_latin: bool) -> str:
    foreign = _FOREIGN_LETTER.findall(word)
    latin = _LATIN_LETTER.findall(word)
    if not foreign:
        return word
    if not latin:
        return word.translate(_TO_LATIN) if in_latin and _ALL_LOOK_ALIKE.fullmatch(word) else word
    as_latin = word.translate(_TO_LATIN)
    if not _FOREIGN_LETTER.search(as_latin):
        return as_latin
    return word.translate(_TO_CYRILLIC) if _CYRILLIC_LETTER.search(word) else word
