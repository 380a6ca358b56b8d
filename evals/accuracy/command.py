"""Runs the sections that are asked for and prints one table of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.accuracy.clef import clef
from evals.accuracy.errors import error_lines
from evals.accuracy.narratives import narratives
from evals.accuracy.practice import practice, unseen
from evals.accuracy.rows import Report, Row
from evals.accuracy.rumoureval import rumoureval
from evals.accuracy.setup import Setup
from evals.accuracy.talk import chat, war_talk
from evals.accuracy.wagner import wagner
from evals.loading import SPLIT, NoSuchSet, folder, split
from evals.tables import table
from evals.vectors import KeptVectors
from matching.scorer import Scorer

HEADS = ("figure", "value (95 % bootstrap interval)", "target", "command")
Section = Callable[[Setup], Report]
SECTIONS: Mapping[str, Section] = {
    "wagner": wagner,
    "chat": chat,
    "war_talk": war_talk,
    "clef": clef,
    "narratives": narratives,
    "rumoureval": rumoureval,
    "practice": practice,
    "unseen": unseen,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and the errors if they are wanted."""
    asked = _asked(arguments)
    encoder = KeptVectors()
    setup = Setup(folder(), split(), encoder, Scorer.load())
    reports: dict[str, Report] = {}
    for name in asked.sections or SECTIONS:
        sys.stderr.write(f"{name} …\n")
        reports[name] = _run(SECTIONS[name], name, setup)
        encoder.keep()
    sys.stdout.write(report_text(reports, setup.split))
    if asked.errors:
        sys.stdout.writelines(f"{line}\n" for line in _errors(reports))


def report_text(reports: Mapping[str, Report], part: str) -> str:
    """Return the table, and below it what must be known to read it."""
    rows = [
        [row.figure, row.value, row.target, _command(name, part)]
        for name, report in reports.items()
        for row in report.rows
    ]
    remarks = [f"\n{report.remark}\n" for report in reports.values() if report.remark]
    return table(f"Accuracy, {part}", HEADS, rows) + "".join(remarks)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.accuracy", description=__doc__)
    known = f"any of {', '.join(SECTIONS)}; all unless named"
    parser.add_argument("sections", nargs="*", metavar="section", help=known)
    parser.add_argument("--errors", action="store_true", help="list each wrong and missed note as well")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.sections) - SECTIONS.keys():
        parser.error(f"There is no section {min(unknown)}; there are {', '.join(SECTIONS)}.")
    return asked


def _run(section: Section, name: str, setup: Setup) -> Report:
    try:
        return section(setup)
    except NoSuchSet as missing:
        return Report([Row(f"{name}: {missing}", "(no such set)")])


def _command(section: str, part: str) -> str:
    named = f"{SPLIT}={part} " if os.environ.get(SPLIT) else ""
    return f"{named}python -m evals.accuracy {section}"


def _errors(reports: Mapping[str, Report]) -> Iterator[str]:
    for report in reports.values():
        for name, cases in report.cases.items():
            yield from error_lines(name, cases)
