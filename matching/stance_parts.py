"""Takes a message apart for its stance: what it states, the clause that is meant, and remarks beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.text import sentences

_SHORT = 6
_LONG = 30
_QUOTED = re.compile(r"\"[^\"]{12,}\"|(?<!\w)'[^']{12,}'(?!\w)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A message taken apart.

    Attributes:
        stated: the sentences that state something, as read for a claim.
        said: the clause that resembles the claim, "" where no single one does.
        remarks: the short sentences beside them, as in "Wagner left. Fake.".
        message: all of it.
    """

    stated: tuple[str, ...]
    said: str
    remarks: tuple[str, ...]
    message: str

    @property
    def main(self) -> str:
        """What is stated, a sentence a line."""
        return "\n".join(self.stated)

    @property
    def near(self) -> str:
        """Where to look for words that count only close by: in a long sentence the clause that is meant."""
        return self.said if self.said and len(self.main.split()) >= _LONG else self.main

    @property
    def quoted(self) -> str:
        """The first words in quotation marks that are long enough to state something."""
        found = _QUOTED.search(self.message)
        return found[0] if found else ""


def taken_apart(sentence: str, message: str, said: str) -> Parts:
    """Take apart a message of which one sentence, or the whole, resembles a claim."""
    own = sentences(sentence) or (sentence,)
    longest = max(own, key=len)
    stated = tuple(each for each in own if not _is_short(each) or each == longest)
    remarks = tuple(each for each in sentences(message) if each not in stated and _is_short(each))
    meant = said if any(said in each and said != each for each in stated) else ""
    return Parts(stated, meant, remarks, message)


def without_quotations(text: str) -> str:
    """Return a text without what it quotes at length."""
    return _QUOTED.sub(" ", text)


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT
