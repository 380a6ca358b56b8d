"""The command line: which parts to measure, how thoroughly, and where the figures go."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.bench.effort import EVERYTHING, LOOK, USUAL, Effort
from evals.bench.sections import Findings, machine, put
from evals.loading import REPOSITORY, folder

DOCUMENTS = REPOSITORY / "docs"
DOCUMENT = "performance.md"

# Each is a module of this package with measure(data, effort), imported when its turn comes.
PARTS = {
    "chat": "messages a second, beside what else could be built",
    "latency": "how long decisions take and the event loop is held",
    "claims": "50 to 100,000 claims in one guild; 1,000,000 with --all",
    "guilds": "1 to 2,000 guilds in one process",
    "length": "messages of 10 to 10,000 characters",
    "files": "0 to 100,000 claims from a table and back",
}


def run(arguments: Sequence[str]) -> None:
    """Measure the parts named, in the order above, and print each as soon as it is done."""
    asked = _parser().parse_args(arguments)
    data = folder()
    sys.stdout.write(f"{machine()}\n")
    for part in PARTS:
        if part in (asked.parts or PARTS):
            found = _measured(part, data, asked.effort)
            sys.stdout.write("".join(str(section) for section in found.sections))
            sys.stdout.flush()
            if asked.plots:
                record(part, found, DOCUMENTS)


def _measured(part: str, data: Path, effort: Effort) -> Findings:
    found: Findings = importlib.import_module(f"evals.bench.{part}").measure(data, effort)
    return found


def record(part: str, found: Findings, documents: Path) -> None:
    """Put the part's tables into the document and draw its plot beside it."""
    document = documents / DOCUMENT
    text = put(document.read_text(encoding="utf-8"), part, found.sections)
    document.write_text(text, encoding="utf-8")
    if found.points:
        from evals.bench.plots import draw  # most runs draw nothing, and matplotlib takes a second

        draw(part, found.points, documents)


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:8} {about}" for name, about in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m evals.bench",
        description=f"Measure speed and memory. The parts:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", type=_known, metavar="part", help="all unless named")
    effort = parser.add_mutually_exclusive_group()
    for option, constant, about in (
        ("--all", EVERYTHING, "with a million claims"),
        ("--look", LOOK, "small sizes, in a minute or two"),
    ):
        effort.add_argument(
            option, dest="effort", action="store_const", const=constant, default=USUAL, help=about
        )
    parser.add_argument("--plots", action="store_true", help=f"write docs/{DOCUMENT} and its plots, too")
    return parser


def _known(part: str) -> str:
    if part not in PARTS:
        raise argparse.ArgumentTypeError(f"there is no part {part}; there are {', '.join(PARTS)}")
    return part
