"""The practice events, each against its own claims by statement only."""

from __future__ import annotations

from evals.accuracy.notes_rows import note_rows
from evals.accuracy.rows import Report
from evals.accuracy.setup import Setup
from evals.loading import NoSuchSet
from evals.practice import FOLDER, events


def practice(setup: Setup) -> Report:
    """Measure the notes of all events together."""
    known = events()
    if not known:
        raise NoSuchSet(FOLDER.name)
    cases = [case for each in known for case in setup.collection(each.claims).judge(each.messages)]
    remark = (
        "Practice events train the matcher: their figures show what it has learnt, "
        "not how it does on messages it has never seen."
    )
    return Report(list(note_rows("practice (trained on)", cases)), {"practice": cases}, remark)
