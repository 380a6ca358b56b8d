"""Measures speed, memory and how both grow: python -m evals.bench."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] = ()) -> None:
    """Measure the parts named, all of them when none is."""
    # Imported late, so that the processes whose memory is measured carry only what they use.
    from evals.bench.command import run

    run(arguments)
