"""One form for the forms of a word: stems, and names as they sound in any alphabet."""

from __future__ import annotations

import re
from functools import lru_cache

from matching.lexicon_files import letters

_ENGLISH_ENDINGS = (
    "ingly",
    "edly",
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "s",
    "ly",
    "e",
)
_CYRILLIC_ENDINGS = re.compile(f"(?:{'|'.join(letters()['cyrillic_endings'])})$")
_ROMANISED = str.maketrans(letters()["romanised"])
# Spellings of one sound in English, German, Polish, Spanish and French transliteration.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|cz|tch|č|ć", "c"),
        (r"sch", "s"),
        (r"ch(?=[eiuy])", "c"),
        (r"sh|zh|sz|rz|ż|ź|ž|š|ś|(?<=[aeiou])j(?=[ey])", "s"),
        (r"kh|ch|h", "h"),
        (r"ph", "f"),
        (r"ts|tz|z", "s"),
        (r"w|ff|ou(?=[aeiou])", "v"),
        (r"ks|x", "ks"),
        (r"q|c(?=[aouklrt])|ck", "k"),
        (r"ł", "l"),
        (r"[éèêęëė]|ie|ye|je", "e"),
        (r"ii|iy|yi|ij|y|j", "i"),
        (r"[áàâãąä]", "a"),
        (r"[óòôõö]", "o"),
        (r"[úùûü]", "u"),
        (r"[íìîï]", "i"),
        (r"ñ|ń", "n"),
    )
]
# A model of a machine: the letter after its number is a variant, as in Il-22 and Il-22M.
_MODEL = re.compile(r"[a-z]{1,3}\d{1,3}[a-z]?")
_TWICE = re.compile(r"(.)\1+")


def is_cyrillic(word: str) -> bool:
    """Return whether a word begins with a Cyrillic letter."""
    return "\u0400" <= word[0] <= "\u052f"


def is_model(word: str) -> bool:
    """Return whether a case-folded word is a machine's designation, such as il22m."""
    return _MODEL.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a light stem: "fighters" and "fighter" share one, and so do "колонна" and "колонны"."""
    if word.isdigit() or len(word) < 4:
        return word
    if _MODEL.fullmatch(word):
        return word.rstrip("abcdefghijklmnopqrstuvwxyz")
    if is_cyrillic(word):
        bare = _CYRILLIC_ENDINGS.sub("", word)
        return bare if len(bare) >= 3 else word
    for ending in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return _TWICE.sub(r"\1", word[: -len(ending)] + ("y" if ending in {"ies", "ied"} else ""))
    return _TWICE.sub(r"\1", word)


def romanised(word: str) -> str:
    """Return a case-folded word in Latin letters."""
    return word.translate(_ROMANISED)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return how a name sounds, alike for Пригожин, Prigozhin, Prigoschin and Prigożyn."""
    folded = romanised(word)
    for pattern, replacement in _SOUNDS:
        folded = pattern.sub(replacement, folded)
    return _TWICE.sub(r"\1", folded)
