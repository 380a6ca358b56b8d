"""What an undoing put back besides claims and settings, in words."""

from __future__ import annotations

from claims.undoable import BREAKING, JUDGEMENT, MEMBER, QUESTION, SOURCE, TIP
from claims.undoing import ERASED, PutBack

_NAMES = {
    TIP: "suggested claim {}",
    SOURCE: "suggested source {}",
    JUDGEMENT: "the proposed judgement {}",
    QUESTION: "the question about a message",
    MEMBER: "<@{}>",
    BREAKING: "breaking mode of `{}`",
}
_ANSWERED = "is answered again, as it was"
_BECAME = {
    "open": "waits for you again; `/desk queue` lists it",
    "lapsed": "is not answered any more, and closed: the message is gone, or says something else by now",
    ERASED: "was erased by its author, and is left as it is",
    "approved": "is approved again",
    "attached": "is attached again",
    "rejected": "is rejected again",
    "accepted": "is accepted again",
    "declined": "is declined",
    "seconded": "is seconded again",
    "right": _ANSWERED,
    "wrong": _ANSWERED,
    "leave": _ANSWERED,
    "post": "is answered again, and its note comes back",
    "blocked": "is on the block list again",
    "heard": "is off the block list, and may suggest again",
    "live": "goes on, as it was before",
    "over": "is over",
}


def put_back_words(back: PutBack) -> str:
    """Return one thing that was put back, and what it is now, as part of a sentence."""
    kind, _, name = back.subject.partition(":")
    return f"{_NAMES[kind].format(name)} {_BECAME[back.state]}"
