"""What people type, made readable: markup, masks and emoji away, numbers plain, cut into sentences."""

from __future__ import annotations

import html
import re
import unicodedata

from matching.confusables import unmask
from matching.folding import romanised
from matching.lexicon_files import letters
from matching.numbers import spell_out

LONGEST_READ = 4000
MOST_SENTENCES = 40

_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Zero-width, bidirectional and other invisible format characters, variation selectors, stacked accents.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_STACKED = re.compile("[\u0300-\u036f]+")
# More accents than any letter has are not part of it: they go before letters and accents are put together.
_HEAPED = re.compile("[\u0300-\u036f]{2,}")
_CODE = re.compile(r"```[A-Za-z0-9+#]+\n.*?(?:```|$)", re.DOTALL)
_STRUCK = re.compile(r"~~.+?~~", re.DOTALL)
_MASKED_LINK = re.compile(r"\[([^\]\n]{1,300})\]\(\s*<?[a-z][a-z+.-]*://[^)\s]+\)", re.IGNORECASE)
_LINK = re.compile(r"<?\b(?:https?|ftp|discord)://\S+|\b(?:www|pic\.twitter\.com/|t\.me/)\S*", re.IGNORECASE)
_DISCORD = re.compile(r"<(?:@[!&]?|#|a?:\w{1,40}:|t:|/[\w -]{1,100}:|id:)[\w:-]*>")
_EMBEDDED_BY = re.compile(
    r"\s+[\u2013\u2014-]{1,2}\s*[^\u2013\u2014\n]{1,60}\(@\w{1,20}\)(?:\s+[A-Z]\w+ \d{1,2}, \d{4})?"
)
_LOWER, _UPPER = r"a-z\u0430-\u045f", r"A-Z\u0400-\u042f"
_TAG = re.compile(r"[#@](?=\w)(\w+)")
_CAMEL = re.compile(rf"(?<=[{_LOWER}])(?=[{_UPPER}])|(?<=[A-Za-z]{{2}})(?=\d)|_")
_MARKS = re.compile(r"(?m)^(?:>{1,3}\s|#{1,3}\s|-#\s|[-*]\s+)+|\*+|__+|\|\||`+")
_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff\U000e0000-\U000e007f]+")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_QUOTES = str.maketrans(letters()["quotes"])
_DASHES = re.compile("\\s*[\u2012-\u2015]\\s*")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?\u2026])[\"')\]]*\s+(?=\S)|\n+|;\s+")
_ABBREVIATED = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, letters()['abbreviations']))}|[a-z])\.$", re.IGNORECASE
)
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W_]+(?:'[^\W\d_]{1,4}(?!\w))?")
_DESIGNATION = re.compile(r"\b([^\W\d_]{1,3})[- ]?(\d{1,3})([^\W\d_]?)\b(?!['\d])")


def clean(text: str) -> str:
    """Return the readable part of a message, "" when no letter and no digit is left.

    Only the first 4,000 characters are read, which is the most a Discord message can hold.
    """
    text = html.unescape(text[:LONGEST_READ])
    plain = text.isascii()
    text = _SPACES.sub(" ", text if plain else _composed(text))
    text = _unmarked(text) if plain else _EMOJI.sub(" ", _DASHES.sub(" - ", _unmarked(text)))
    text = spell_out(_DRAWN_OUT.sub(r"\1\1", unmask(text)))
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    return text if any(character.isalnum() for character in text) else ""


def _composed(text: str) -> str:
    """Return the text without characters that do not show, each letter and its accents put together."""
    text = _INVISIBLE.sub("", _SURROGATE.sub("", text)).translate(_QUOTES)
    return _STACKED.sub("", unicodedata.normalize("NFKC", _HEAPED.sub("", text)))


def without_links(text: str) -> str:
    """Return the text with web addresses taken out."""
    return _LINK.sub(" ", text)


def sentences(cleaned: str) -> tuple[str, ...]:
    """Return the sentences of a cleaned text, at most 40; lines end sentences too."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(cleaned):
        if found and _ABBREVIATED.search(found[-1]) and not found[-1].endswith("\n"):
            found[-1] = f"{found[-1]} {piece}"
        elif any(character.isalnum() for character in piece):
            found.append(piece.strip())
    return tuple(found[:MOST_SENTENCES])


def words(cleaned: str) -> tuple[str, ...]:
    """Return the case-folded words and numbers of a cleaned text, in order; "Il-22" is one word, il22."""
    joined = _DESIGNATION.sub(_designation, cleaned)
    return tuple(
        token.replace("'", "") for token in _TOKEN.findall(joined.casefold().replace("\u0451", "\u0435"))
    )


def _designation(match: re.Match[str]) -> str:
    together = "-" in match[0] or match[1].isupper()
    return romanised(f"{match[1]}{match[2]}{match[3]}".casefold()) if together else match[0]


def _unmarked(text: str) -> str:
    text = _STRUCK.sub(" ", _CODE.sub(" ", text))
    text = without_links(_MASKED_LINK.sub(r"\1", _EMBEDDED_BY.sub(" ", text)))
    text = _TAG.sub(lambda tag: _CAMEL.sub(" ", tag[1]), _DISCORD.sub(" ", text))
    return _MARKS.sub(" ", text)
