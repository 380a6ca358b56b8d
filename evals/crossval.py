"""Prints how notes do on events that were not trained on: python -m evals.crossval."""

from __future__ import annotations

import sys

from evals.accuracy.notes_rows import note_rows
from evals.accuracy.rows import Row
from evals.accuracy.setup import Collection
from evals.loading import folder
from evals.notes import Judged
from evals.practice import Event, events
from evals.samples import Samples
from evals.sources import Sources
from evals.tables import table
from evals.train import trained
from evals.vectors import KeptVectors
from matching.scorer import Scorer
from matching.semantic import TextEncoder


def main() -> None:
    """Hold each practice event out in turn, train on all the rest, and judge the notes on it."""
    encoder, scorer = KeptVectors(), Scorer.load()
    samples = Sources(folder(), encoder).gathered(scorer)
    encoder.keep()
    cases = [case for event in events() for case in held_out(event, samples, scorer, encoder)]
    rows: list[Row] = list(note_rows("events held out", cases))
    heads = ["figure", "value (95 % bootstrap interval)"]
    sys.stdout.write(table("Each event unseen", heads, [[row.figure, row.value] for row in rows]))


def held_out(event: Event, samples: dict[str, Samples], scorer: Scorer, encoder: TextEncoder) -> list[Judged]:
    """Judge an event's messages with weights from all other sources; the thresholds stay as they are."""
    others = (part for name, part in samples.items() if name != event.slug)
    fitted = trained(others, scorer)
    return Collection.build(event.claims, (), encoder, fitted).judge(event.messages)


if __name__ == "__main__":
    main()
