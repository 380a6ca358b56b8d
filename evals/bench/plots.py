"""Draws how time and memory grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

Points = Sequence[Mapping[str, float]]

INK, MUTED, GRID = "#1f2430", "#5b6270", "#e3e6eb"
BLUE, ORANGE = "#2563a8", "#c8641b"
FEW_DECADES = 200
STYLE: dict[Any, Any] = {
    "font.size": 11,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "axes.grid": True,
    "grid.color": GRID,
    "lines.linewidth": 2,
    "lines.markersize": 5,
    "svg.hashsalt": "caveat",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a panel: a field of the points, and what it is called at its end."""

    field: str
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of axes with its lines."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture: panels side by side over the same field."""

    along: str
    label: str
    panels: tuple[Panel, ...]


_MEMORY = Panel("resident memory (MB)", (Line("resident_mb", "", BLUE),))
PLOTS = {
    "claims": Plot(
        "claims",
        "claims in the guild",
        (
            Panel("time a message (ms)", (Line("median_ms", "median", BLUE), Line("p99_ms", "p99", ORANGE))),
            _MEMORY,
        ),
    ),
    "guilds": Plot(
        "guilds",
        "guilds in the process",
        (
            Panel(
                "wait for a decision (ms)", (Line("p50_ms", "median", BLUE), Line("p99_ms", "p99", ORANGE))
            ),
            _MEMORY,
        ),
    ),
    "length": Plot(
        "length",
        "length of the message (characters)",
        (Panel("time a message (ms)", (Line("median_ms", "median", BLUE), Line("p99_ms", "p99", ORANGE))),),
    ),
}


def draw(part: str, points: Points, folder: Path) -> Path:
    """Draw the part's points as performance-<part>.svg, and return its path."""
    plot = PLOTS[part]
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(8, 3.4), layout="constrained", facecolor="white")
        for at, panel in enumerate(plot.panels, start=1):
            _fill(figure.add_subplot(1, len(plot.panels), at), plot, panel, points)
        path = folder / f"performance-{part}.svg"
        figure.savefig(path, metadata={"Date": None})
    return path


def _fill(axes: Axes, plot: Plot, panel: Panel, points: Points) -> None:
    along = [point[plot.along] for point in points]
    for line in panel.lines:
        heights = [point[line.field] for point in points]
        axes.plot(along, heights, marker="o", color=line.colour, label=line.name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(plot.label)
    axes.set_ylabel(panel.label)
    _give_room(axes, [point[line.field] for point in points for line in panel.lines])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(_plain))
        axis.set_minor_locator(NullLocator())
    if len(panel.lines) > 1:
        axes.legend(
            frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(panel.lines), borderpad=0
        )


def _give_room(axes: Axes, heights: Sequence[float]) -> None:
    """Show at least a power of ten, so that noise does not look like growth, and enough ticks to read it."""
    low, high = min(heights) / 2, max(max(heights) * 2, min(heights) * 10)
    axes.set_ylim(low, high)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if high / low < FEW_DECADES else (1,)))


def _plain(value: float, _: object = None) -> str:
    """Write 1,000,000 as 1 M and 0.1 as it is: a tick must be short."""
    for unit, name in ((1_000_000, " M"), (1_000, " k")):
        if value >= unit:
            return f"{value / unit:g}{name}"
    return f"{value:g}"
