"""The chart of the statistics: a picture of 400 points' width, as a phone shows it.

matplotlib is imported when the first chart is drawn: it takes half a second and 30 MB, and few ever ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.ui.counts import NO_CLAIM, REASONS, UNREAD, span_words
from claims.notes import Ending
from claims.statistics import DAY, Statistics

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# In inches; 100 points of a phone's screen each, drawn at twice that so that it stays sharp.
WIDTH, HEIGHT, DOTS = 4.0, 5.2, 200
_MOST_BARS = 8
_MOST_DATES = 5
_LEFT = 0.03


class Theme(StrEnum):
    """Which of Discord's themes the chart goes with."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class _Colours:
    """The colours of a theme; those of the notes differ in lightness, too, for people who tell few apart."""

    paper: str
    ink: str
    faint: str
    grid: str
    standing: str
    gone: str
    taken: str
    wrong: str
    bar: str


_COLOURS = {
    Theme.DARK: _Colours(
        "#2b2d31", "#f2f3f5", "#b5bac1", "#41434a", "#5b9bf0", "#8e9297", "#d6d8dc", "#f0883e", "#5b9bf0"
    ),
    Theme.LIGHT: _Colours(
        "#ffffff", "#1f2126", "#4e5058", "#e3e5e8", "#2f6fd0", "#a3a7ae", "#62666d", "#d1590f", "#2f6fd0"
    ),
}
_FATES = (
    ("standing", "standing", (None,)),
    ("gone", "message edited or gone", (Ending.AUTHOR, Ending.DELETION)),
    ("taken", "claim withdrawn, note lost", (Ending.CLAIM, Ending.LOSS, Ending.UNDONE)),
    ("wrong", "called wrong", (Ending.MODERATOR, Ending.MEMBERS)),
)


def chart(statistics: Statistics, theme: Theme) -> bytes:
    """Return the chart as a PNG; it takes a good part of a second, so not on the event loop."""
    figure, picture = draw(statistics, theme), BytesIO()
    figure.savefig(picture, format="png", facecolor=figure.get_facecolor())
    return picture.getvalue()


def draw(statistics: Statistics, theme: Theme) -> Figure:
    """Return the chart as a figure of its own; nothing is shared but matplotlib's fonts."""
    # Imported here: see above. Not pyplot, which keeps every figure until it is told to let go.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    colours = _COLOURS[theme]
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, facecolor=colours.paper)
    FigureCanvasAgg(figure)
    _draw_notes(figure.add_axes((0.09, 0.53, 0.84, 0.30)), statistics, colours)
    _draw_silences(figure.add_axes((_LEFT, 0.02, 0.94, 0.375)), statistics, colours)
    return figure


def _draw_notes(axes: Axes, statistics: Statistics, colours: _Colours) -> None:
    span = statistics.span
    steps = range(span.steps)
    below = [0] * span.steps
    for name, label, endings in _FATES:
        counts = statistics.in_steps(*endings)
        if any(counts):
            axes.bar(steps, counts, bottom=below, width=0.8, color=getattr(colours, name), label=label)
            below = [one + other for one, other in zip(below, counts, strict=True)]
    each = "a day" if span.step == DAY else "an hour"
    _entitle(axes, 0.95, f"Notes {each}", span_words(span), colours)
    _plain_axes(axes, colours)
    highest = max(1, *below)
    axes.set_ylim(0, highest * 1.05)
    axes.set_yticks(*_numbers(highest))
    axes.set_xlim(-0.6, span.steps - 0.4)
    axes.grid(axis="y", color=colours.grid, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xticks(*_dates(statistics))
    if any(below):
        _legend(axes, colours)
    else:
        _say_none(axes, "no notes", colours)


def _numbers(highest: int) -> tuple[Sequence[float], Sequence[str]]:
    """Return which round numbers up to the highest stand beside the bars, and how they read."""
    from matplotlib.ticker import MaxNLocator

    # A bar of one has no half.
    rounded = MaxNLocator(nbins=4, integer=True, min_n_ticks=1).tick_values(0, highest)
    shown = [number for number in rounded if number <= highest]
    return shown, [f"{number / 1000:g}k" if number >= 10_000 else f"{number:g}" for number in shown]


def _dates(statistics: Statistics) -> tuple[Sequence[int], Sequence[str]]:
    """Return where dates stand below the bars, the last below the last, and how they read."""
    span = statistics.span
    form = "%d %b" if span.step == DAY else "%H:%M"
    apart = -(-span.steps // _MOST_DATES)
    shown = list(range(span.steps - 1, -1, -apart))[::-1]
    return shown, [f"{span.origin + step * span.step:{form}}" for step in shown]


def _draw_silences(axes: Axes, statistics: Statistics, colours: _Colours) -> None:
    silences = statistics.silences
    near = {why: count for why, count in silences.items() if why not in UNREAD | NO_CLAIM}
    bars = [(REASONS[why], count) for why, count in list(near.items())[:_MOST_BARS]]
    if rest := sum(near.values()) - sum(count for _, count in bars):
        bars.append(("other reasons", rest))
    # Most messages have nothing to do with a claim: a bar of theirs would leave nothing of the others.
    passed = sum(count for why, count in silences.items() if why in NO_CLAIM)
    unread = sum(count for why, count in silences.items() if why in UNREAD)
    besides = f"besides: {_short(passed)} repeat no claim, {_short(unread)} not read"
    _entitle(axes, 0.44, "Messages near a claim that got no note", besides, colours)
    _plain_axes(axes, colours)
    axes.set_xticks([])
    axes.set_yticks([])
    if not bars:
        _say_none(axes, "none", colours)
        return
    _draw_bars(axes, bars, colours)


def _draw_bars(axes: Axes, bars: Sequence[tuple[str, int]], colours: _Colours) -> None:
    """Draw bars from the middle on, with their names before and their numbers behind them."""
    most = max(count for _, count in bars)
    names, longest = 0.45, 0.40
    for place, (name, count) in enumerate(bars):
        axes.barh(place, longest * count / most, left=names, height=0.62, color=colours.bar)
        axes.text(names - 0.02, place, name, ha="right", va="center", color=colours.ink, fontsize=9)
        behind = names + longest * count / most + 0.02
        axes.text(behind, place, _short(count), va="center", color=colours.ink, fontsize=9)
    axes.set_xlim(0, 1)
    # As thick whether there are two or nine.
    axes.set_ylim(_MOST_BARS + 0.5, -0.5)


def _short(count: int) -> str:
    return f"{count / 1e6:.3g}M" if count >= 1e6 else f"{count:,}"


def _entitle(axes: Axes, height: float, title: str, below: str, colours: _Colours) -> None:
    """Write a title and a line below it, at a height of the whole figure in 0..1."""
    place = axes.figure.transFigure
    how: dict[str, Any] = {"va": "bottom", "transform": place}
    axes.text(_LEFT, height, title, color=colours.ink, fontsize=10.5, weight="bold", **how)
    line = axes.text(_LEFT, height - 0.033, below, color=colours.faint, fontsize=8.5, **how)
    # An event's short name may have 60 letters.
    while place.inverted().transform(line.get_window_extent())[1][0] > 1 - _LEFT:
        line.set_text(line.get_text()[:-2] + "…")


def _legend(axes: Axes, colours: _Colours) -> None:
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(_LEFT, 0.91),
        bbox_transform=axes.figure.transFigure,
        ncols=2,
        fontsize=8.5,
        labelcolor=colours.ink,
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=0.9,
        handleheight=0.9,
        handletextpad=0.4,
        columnspacing=1.2,
        labelspacing=0.3,
    )


def _plain_axes(axes: Axes, colours: _Colours) -> None:
    axes.set_facecolor(colours.paper)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(colors=colours.faint, labelsize=8.5, length=0)


def _say_none(axes: Axes, what: str, colours: _Colours) -> None:
    axes.text(
        0.5, 0.5, what, ha="center", va="center", color=colours.faint, fontsize=9, transform=axes.transAxes
    )
