"""What an undoing put back besides claims and settings, in words."""

from __future__ import annotations

from claims.undoable import BREAKING, JUDGEMENT, MEMBER, QUESTION, SOURCE, TIP
from claims.undoing import ERASED, PutBack

_WAITS = "waits for you again; `/desk queue` lists it"
_LEFT = "was erased by its author, and is left as it is"
_NAMES = {
    TIP: "suggested claim {}",
    SOURCE: "suggested source {}",
    JUDGEMENT: "the proposed judgement {}",
    QUESTION: "the question about a message",
    MEMBER: "<@{}>",
    BREAKING: "breaking mode of `{}`",
}
# By state; what is put back into another one is decided so again.
_BECAME = {
    "open": _WAITS,
    ERASED: _LEFT,
    "lapsed": "is not answered any more, and closed: the message is gone, or says something else by now",
    "blocked": "is on the block list again",
    "heard": "is off the block list, and may suggest again",
    "live": "goes on, as it was before",
    "over": "is over",
}
_ANSWERS = {
    "approved": "is approved again",
    "attached": "is attached again",
    "rejected": "is rejected again",
    "accepted": "is accepted again",
    "declined": "is declined",
    "seconded": "is seconded again",
    "right": "is answered again",
    "wrong": "is answered again",
    "post": "is answered again, and its note comes back",
    "leave": "is answered again",
}


def put_back_words(back: PutBack) -> str:
    """Return one thing that was put back, and what it is now, as part of a sentence."""
    kind, _, name = back.subject.partition(":")
    return f"{_NAMES[kind].format(name)} {(_BECAME | _ANSWERS)[back.state]}"
