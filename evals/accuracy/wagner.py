"""The Wagner messages against the claims by statement only, and against the pack."""

from __future__ import annotations

from evals.accuracy.notes_rows import Targets, note_rows
from evals.accuracy.rows import Report, Target, count
from evals.accuracy.setup import Setup
from evals.loading import labelled
from evals.notes import pack_map

BARE = Targets(
    precision=Target(0.92),
    recall=Target(0.75),
    not_english=Target(0.60),
    hard_negatives=Target(0.04, at_most=True),
    each_group=Target(0, at_most=True),
    stance=Target(0.75),
)
PACK = Targets(precision=Target(0.95), recall=Target(0.85))


def wagner(setup: Setup) -> Report:
    """Measure the notes of both collections."""
    messages = labelled(setup.path(f"wagner_{setup.split}.jsonl"))
    bare = setup.bare.judge(messages)
    pack = setup.pack.judge(messages, pack_map())
    given = sum(len(case.right) + len(case.wrong) + len(case.unjudged) for case in pack)
    unlabelled = count(
        "wagner, pack: notes for claims nobody labelled", sum(len(case.unjudged) for case in pack), given
    )
    rows = [*note_rows("wagner, bare", bare, BARE), *note_rows("wagner, pack", pack, PACK), unlabelled]
    return Report(rows, {"wagner, bare": bare, "wagner, pack": pack})
