"""What a part found out: a table with the targets under it, printed or put into a document."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import onnxruntime  # type: ignore[import-untyped]

from evals.tables import table


@dataclass(frozen=True)
class Section:
    """A table; `notes` are sentences printed under it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        said = "".join(f"\n{note}\n" for note in self.notes)
        return table(self.title, self.heads, self.rows) + said


@dataclass(frozen=True)
class Findings:
    """What a part found: tables, and where it shows how something grows, the points of its plot."""

    sections: Sequence[Section]
    points: Sequence[Mapping[str, float]] = ()


def machine() -> str:
    """Return one sentence about what was measured on."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    named = models[0] if models else platform.machine()
    versions = f"Python {platform.python_version()}, onnxruntime {onnxruntime.__version__}"
    return f"Measured on {os.cpu_count()} cores of {named}; {platform.system()}, {versions}."


def put(document: str, part: str, sections: Sequence[Section]) -> str:
    """Return the document with the part's tables replaced, between its two comments.

    Raises:
        ValueError: the document has no place for the part.
    """
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    before, found, rest = document.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"The document has no place for {part}: {begin} and {end}.")
    tables = "".join(str(section) for section in sections).replace("\n## ", "\n### ")
    return f"{before}{begin}\n{tables}\n{machine()}\n\n{end}{after}"
