"""Reads the practice events: claims about an event and what a chat makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from claims.claim_text import ClaimText
from claims.reading import Stance
from evals.loading import Labelled, give_up

FOLDER = Path(__file__).parent / "practice"
# Events nothing was ever trained, tuned or read for: they are only measured.
UNSEEN = Path(__file__).parent / "unseen"
ABOUT_A_CLAIM = "about_claim"


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its claims by statement only, and messages that repeat, deny or merely resemble them."""

    slug: str
    title: str
    claims: tuple[ClaimText, ...]
    messages: tuple[Labelled, ...]


def events(folder: Path = FOLDER) -> list[Event]:
    """Return every event, by name; exit 2 with one sentence when a file cannot be read."""
    return [event(path) for path in sorted(folder.glob("*.yaml"))]


def event(path: Path) -> Event:
    """Read one event's file; exit 2 with one sentence when it does not hold together."""
    try:
        kept = yaml.safe_load(path.read_text(encoding="utf-8"))
        claims = tuple(ClaimText(each["slug"], each["statement"]) for each in kept["claims"])
        messages = tuple(
            _message(f"{path.stem}:{number}", each) for number, each in enumerate(kept["messages"], start=1)
        )
        _check(claims, messages)
        return Event(path.stem, kept["event"], claims, messages)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as problem:
        sentence = " ".join(str(problem).split())
        give_up(f"{path} cannot be read as a practice event ({type(problem).__name__}: {sentence}).")


def _message(name: str, record: dict[str, Any]) -> Labelled:
    stances = {slug: Stance(stance).value for slug, stance in record.get("says", {}).items()}
    kind = record.get("kind") or ABOUT_A_CLAIM
    if kind == ABOUT_A_CLAIM and not stances:
        raise ValueError(f"{name} names neither a claim nor a kind")
    return Labelled(name, str(record["text"]), stances, str(record["lang"]), str(kind))


def _check(claims: tuple[ClaimText, ...], messages: tuple[Labelled, ...]) -> None:
    known = {claim.slug for claim in claims}
    if len(known) < len(claims):
        raise ValueError("two claims share a slug")
    for message in messages:
        if unknown := message.stances.keys() - known:
            raise ValueError(f"{message.id} names the unknown claim {min(unknown)}")
