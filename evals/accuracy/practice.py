"""Events of our own against their claims by statement only: those trained on, and those never seen."""

from __future__ import annotations

from pathlib import Path

from evals.accuracy.notes_rows import note_rows
from evals.accuracy.rows import Report
from evals.accuracy.setup import Setup
from evals.loading import NoSuchSet
from evals.practice import FOLDER, UNSEEN, events

_TRAINED_ON = (
    "Practice events train the matcher: their figures show what it has learnt, "
    "not how it does on messages it has never seen."
)
_UNSEEN = (
    "Unseen events were never trained on or tuned for. Their messages were written to share few words with "
    "the claims, and the claims come without wordings: they are harder than what a prepared event meets."
)


def practice(setup: Setup) -> Report:
    """Measure the notes of all events that are trained on."""
    return _measured(setup, FOLDER, "practice (trained on)", _TRAINED_ON)


def unseen(setup: Setup) -> Report:
    """Measure the notes of all events that never were."""
    return _measured(setup, UNSEEN, "unseen events", _UNSEEN)


def _measured(setup: Setup, folder: Path, title: str, remark: str) -> Report:
    known = events(folder)
    if not known:
        raise NoSuchSet(folder.name)
    cases = [case for each in known for case in setup.collection(each.claims).judge(each.messages)]
    return Report(list(note_rows(title, cases)), {folder.name: cases}, remark)
