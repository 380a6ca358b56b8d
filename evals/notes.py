"""Judges the notes a message got against what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.notes import Decision, Outcome
from claims.reading import Match, Reading
from evals.loading import Labelled
from evals.metrics import Noted

Mapping = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A message and its notes: right, wrong, or about what nobody labelled; `given` are the labels met."""

    message: Labelled
    given: frozenset[str]
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unjudged: tuple[str, ...]
    stances: tuple[tuple[str, str], ...]
    matches: tuple[Match, ...] = ()

    @property
    def missed(self) -> frozenset[str]:
        """The labels that got no note although one was wanted."""
        return self.message.repeated - self.given


def pack_map() -> Mapping:
    """Return which labelled claims each claim of the Wagner pack says, made from reading both lists."""
    mapped: Mapping = json.loads((Path(__file__).parent / "wagner_map.json").read_text(encoding="utf-8"))
    return mapped


def judged(message: Labelled, reading: Reading, decision: Decision, mapped: Mapping | None) -> Judged:
    """Judge one message's notes; `mapped` translates the matcher's claims to the labelled ones."""
    noted = decision.slugs if decision.outcome is Outcome.NOTE else ()
    meant = {slug: [slug] if mapped is None else mapped.get(slug, []) for slug in noted}
    right = tuple(slug for slug in noted if message.repeated & set(meant[slug]))
    unjudged = tuple(slug for slug in noted if not meant[slug])
    wrong = tuple(slug for slug in noted if slug not in right and slug not in unjudged)
    given = message.repeated & {label for slug in right for label in meant[slug]}
    stances = tuple(_stances(message, reading, mapped))
    return Judged(message, given, right, wrong, unjudged, stances, reading.matches)


def as_noted(case: Judged) -> Noted:
    """Count a judged message's notes."""
    return Noted(len(case.right), len(case.wrong), len(case.message.repeated), len(case.given))


def _stances(message: Labelled, reading: Reading, mapped: Mapping | None) -> Iterator[tuple[str, str]]:
    """Yield (labelled, read) stances for each labelled claim that was among the matches."""
    for label, stance in message.stances.items():
        for match in reading.matches:
            if label in ([match.slug] if mapped is None else mapped.get(match.slug, [])):
                yield stance, match.stance.value
                break
