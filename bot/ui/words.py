"""The words, symbols and colours of a verdict, and text made safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from unicodedata import combining

import discord

from claims.evidence import Evidence, EvidenceStance
from claims.model import Confidence, ReasonTag, Verdict

# Discord takes a web address before any markdown in it; a backslash in or behind it would become part of it.
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_CLOSED_IN = re.compile(rf"{_ADDRESS.pattern}(?=[<>])")
_IN_ADDRESS = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "\\`*|~[]"})
_MARKDOWN = re.compile(r"([\\`*_~|\[\]<>])")
_AT_THE_START = re.compile(r"^(?=[#-])")
# Unicode's overrides, embeddings and isolates (UAX #9): they turn round whatever follows them on the line.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Hebrew with vowels and accents has the most.
_MOST_MARKS = 4
_LIST = re.compile(r"^(\d+)\.(?= )")
_LONGEST_NAME = 160
_LONGEST_LINK = 400


@dataclass(frozen=True, slots=True)
class Look:
    """A verdict is told by symbol and word, never by colour alone."""

    symbol: str
    word: str
    colour: discord.Colour


LOOKS = {
    Verdict.UNVERIFIED: Look("🟡", "Unverified", discord.Colour(0xE6B422)),
    Verdict.DISPUTED: Look("⚖️", "Disputed", discord.Colour(0xE67E22)),
    Verdict.CONFIRMED: Look("✅", "Confirmed", discord.Colour(0x2E9E5B)),
    Verdict.FALSE: Look("❌", "False", discord.Colour(0xC0392B)),
    Verdict.MISLEADING: Look("⚠️", "Misleading", discord.Colour(0xD35400)),
    Verdict.PARTLY_TRUE: Look("🔶", "Partly true", discord.Colour(0xB7950B)),
}
CONFIDENCE = {
    Confidence.LOW: "low confidence",
    Confidence.MODERATE: "moderate confidence",
    Confidence.HIGH: "high confidence",
}
TAGS = {
    ReasonTag.MISSING_CONTEXT: "missing context",
    ReasonTag.OUTDATED: "outdated or old footage",
    ReasonTag.MANIPULATED_MEDIA: "manipulated media",
    ReasonTag.SATIRE: "satire",
    ReasonTag.OPINION: "opinion",
    ReasonTag.MISATTRIBUTED: "misattributed",
    ReasonTag.WRONG_NUMBER: "wrong number or type",
}
STANCES = {
    EvidenceStance.SUPPORTS: "supports it",
    EvidenceStance.REFUTES: "refutes it",
    EvidenceStance.CONTEXT: "for context",
}
# The Admiralty code's own words (AJP-2.1).
RELIABILITY = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
CREDIBILITY = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}


def one_line(text: str) -> str:
    """Return a text on one line that turns no words beside it round and grows over no others."""
    # A zero-width no-break space is white space to Discord, and not to Python.
    return _unstacked(" ".join(_TURNS.sub("", text).replace("\ufeff", " ").split()))


def plain(text: str) -> str:
    """Return a text that shows as it is: no markdown, no links in disguise, no mentions, one line."""
    line = _CLOSED_IN.sub(r"\1 ", discord.utils.escape_mentions(one_line(text)))
    # The odd parts are addresses.
    parts = _ADDRESS.split(line)
    shown = (
        part.translate(_IN_ADDRESS) if odd % 2 else _MARKDOWN.sub(r"\\\1", part)
        for odd, part in enumerate(parts)
    )
    return _LIST.sub(r"\1\.", _AT_THE_START.sub(r"\\", "".join(shown)))


def _unstacked(text: str) -> str:
    """Return the text with as many marks on a letter as any language puts there."""
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if combining(character) else 0
        kept += [character] if marks <= _MOST_MARKS else []
    return "".join(kept)


def shorten(text: str, longest: int) -> str:
    """Return the text cut at a word to at most `longest` characters, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.\\") + "…"


def at(instant: datetime, style: str = "f") -> str:
    """Return a Discord timestamp, which each reader sees in their own time zone."""
    return f"<t:{int(instant.timestamp())}:{style}>"


def counted(number: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def headline(verdict: Verdict, as_of: datetime, *, needs_check: bool = False) -> str:
    """Return the first line of a note or card; past its review it says how long ago somebody looked."""
    look = LOOKS[verdict]
    when = f"last checked {at(as_of, 'R')}" if needs_check else f"as of {at(as_of)}"
    return f"{look.symbol} **{look.word}** · {when}"


def address(url: str) -> str:
    """Return a web address fit for a masked link: its brackets and markdown in percents (RFC 3986, 2.1)."""
    return url.translate(_IN_ADDRESS | {ord("("): "%28", ord(")"): "%29"})


def source(evidence: Evidence) -> str:
    """Return a source in one line, linked when it has an address short enough for a line."""
    name = shorten(plain(evidence.title), _LONGEST_NAME)
    if evidence.url and len(evidence.url) <= _LONGEST_LINK:
        name = f"[{name}]({address(evidence.url)})"
    publisher = shorten(plain(evidence.publisher), _LONGEST_NAME)
    return f"{name}, {publisher}" if publisher else name
