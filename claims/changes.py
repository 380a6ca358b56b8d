"""What a recorded change changed, field by field, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.model import Claim, Judgement, Lifecycle

# What a reader looks for first comes first; other fields follow under their own names.
_NAMES = {
    "lifecycle": "state",
    "withdrawn_because": "reason of the withdrawal",
    "auto_note": "automatic notes",
    "verdict": "verdict",
    "statement": "statement",
    "said_by": "who says so",
    "first_said_at": "first said",
    "known": "known",
    "unknown": "not known",
    "reason": "why",
    "confidence": "confidence",
    "reason_tags": "reason tags",
    "evidence": "sources",
    "wordings": "wordings",
    "stopped_wordings": "stopped wordings",
    "counter_wordings": "texts that never match",
    "links": "family",
    "review_by": "review",
    "as_of": "as of",
    "judgements": "judgements",
}
_ORDER = tuple(_NAMES.values())
# Every save raises the revision; who judged is who made the change.
_UNTOLD = {"revision", "judged_by"}

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field lost and gained; a text that was replaced is both."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(before: str | None, after: str | None) -> list[Difference]:
    """Return what differs between two recorded states, JSON objects as the trail keeps them."""
    old, new = _facts(_state(before)), _facts(_state(after))
    found = []
    for field in dict.fromkeys((*old, *new)):
        was, now = old.get(field, ()), new.get(field, ())
        gone = tuple(text for text in was if text not in now)
        come = tuple(text for text in now if text not in was)
        if gone or come:
            found.append(Difference(field, gone, come))
    return sorted(found, key=lambda each: _ORDER.index(each.field) if each.field in _ORDER else len(_ORDER))


def notes_differ(before: Claim, after: Claim) -> bool:
    """Return whether a claim's notes show something else after a change, or are not to stand any more."""
    return _shown(before) != _shown(after)


def _shown(claim: Claim) -> tuple[object, ...]:
    gone = claim.is_draft or claim.lifecycle is Lifecycle.WITHDRAWN
    return claim.statement, claim.said_by, [*map(_told, claim.judgements)], gone


def _told(judgement: Judgement) -> tuple[object, ...]:
    """Return what a note tells of a judgement; how sources are kept and graded stands elsewhere."""
    sources = [(piece.title, piece.publisher, piece.url) for piece in judgement.evidence]
    texts = (judgement.known, judgement.unknown, judgement.reason)
    return judgement.as_of, judgement.verdict, texts, sources


def _state(recorded: str | None) -> State:
    return json.loads(recorded) if recorded else {}


def _facts(state: State) -> dict[str, tuple[str, ...]]:
    """Return each field's texts; of the judgements those of the last one, and how many there are."""
    facts: dict[str, tuple[str, ...]] = {}
    for key, value in state.items():
        if key == "judgements":
            facts[_NAMES[key]] = (str(len(value)),)
            facts |= _facts(value[-1]) if value else {}
        elif key not in _UNTOLD:
            facts[_NAMES.get(key, key.replace("_", " "))] = _texts(value)
    return facts


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(each) for each in value)
    if isinstance(value, dict) and all(isinstance(each, str) for each in value.values()):
        return tuple(f"{key}: {each}" for key, each in value.items())
    return () if value is None or value == "" else (_text(value),)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        in_order = sorted(value.items(), key=lambda item: item[0] != "title")
        return " · ".join(_text(each) for _, each in in_order if each not in (None, "", []))
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    return str(value)
