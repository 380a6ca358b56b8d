"""Ordinary talk, which deserves no note at all, against the Wagner claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.notes import Outcome
from evals.accuracy.rows import Report, Row, Target, per_10_000
from evals.accuracy.setup import Setup
from evals.loading import chat as messages_of

TRAINING_SPLIT = "dev"


def chat(setup: Setup) -> Report:
    """Measure plain chat."""
    return Report(list(_rows(setup, "chat", Target(1, at_most=True))))


def war_talk(setup: Setup) -> Report:
    """Measure talk about the same war."""
    return Report(list(_rows(setup, "war_talk", Target(10, at_most=True))))


def _rows(setup: Setup, source: str, target: Target) -> Iterator[Row]:
    messages = messages_of(setup.path(f"{source}_{setup.split}.jsonl"))
    for name, collection in (("bare", setup.bare), ("pack", setup.pack)):
        outcomes = [decision.outcome for _, decision in collection.decide(messages)]
        yield _rate(f"{source}, {name}: notes per 10,000", outcomes, Outcome.NOTE, target)
        if setup.split == TRAINING_SPLIT:
            # evals.train learns from every second message, beginning with the first.
            unseen = outcomes[1::2]
            yield _rate(f"{source}, {name}: notes per 10,000, untrained half", unseen, Outcome.NOTE, target)
        yield _rate(f"{source}, {name}: suggestions per 10,000", outcomes, Outcome.SUGGEST, None)


def _rate(figure: str, outcomes: Sequence[Outcome], of: Outcome, target: Target | None) -> Row:
    return per_10_000(figure, outcomes.count(of), len(outcomes), target)
