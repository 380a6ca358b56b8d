"""The chart of the statistics: as wide as a phone, and nothing cut off or written over."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.ui.chart import Theme, chart, draw
from bot.ui.counts import REASONS
from claims.notes import Ending, Outcome, Reason
from claims.statistics import Span, Statistics, last_days
from claims.tallies import Tally

NOW = datetime(2023, 6, 24, 20, tzinfo=UTC)
_PIXELS_A_POINT = 200 / 72
BREAKING = Span(f"1:{'m' * 60}", NOW - timedelta(hours=47), NOW, "m" * 60)


def busy(span: Span) -> Statistics:
    """As many notes of every kind and silences for every reason as ever."""
    notes = {(step, ending): 99_999 for step in range(span.steps) for ending in (None, *Ending)}
    decisions = {(Outcome.SILENT, reason): 10**7 - number for number, reason in enumerate(Reason)}
    return Statistics(span, notes, [Tally("helicopter", 1, 1, 1)], decisions=decisions)


SHOWN = {
    "nothing": Statistics(last_days(30, NOW)),
    "a day": busy(last_days(1, NOW)),
    "a week": busy(last_days(7, NOW)),
    "a quarter": busy(last_days(90, NOW)),
    "breaking": busy(BREAKING),
    "one note": Statistics(last_days(7, NOW), {(6, Ending.MEMBERS): 1}),
}


def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its place in pixels."""
    figure.draw_without_rendering()
    written = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    return [(text.get_text(), text.get_window_extent()) for text in written if text.get_window_extent().width]


@pytest.mark.parametrize("which", SHOWN)
def test_no_text_is_cut_off_or_written_over_another(which: str) -> None:
    figure = draw(SHOWN[which], Theme.DARK)
    each = texts(figure)
    for text, place in each:
        assert place.x0 >= 0 and place.y0 >= 0, text
        assert place.x1 <= figure.bbox.width and place.y1 <= figure.bbox.height, text
    assert [(one, other) for (one, a), (other, b) in combinations(each, 2) if a.overlaps(b)] == []


@pytest.mark.parametrize("theme", Theme)
def test_the_picture_is_twice_as_large_as_a_phone_shows_it_and_small_to_send(theme: Theme) -> None:
    picture = chart(SHOWN["a quarter"], theme)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (800, 1040)
    assert len(picture) < 250_000


def test_no_letter_is_smaller_than_eleven_points_on_a_phone() -> None:
    for text in draw(SHOWN["a week"], Theme.DARK).findobj(Text):
        assert text.get_fontsize() * _PIXELS_A_POINT / 2 >= 11, text


def luminance(colour: tuple[float, ...]) -> float:
    """The relative luminance of a colour (WCAG 2.1)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", Theme)
def test_text_stands_out_from_the_paper_of_either_theme(theme: Theme) -> None:
    from matplotlib.colors import to_rgb

    figure = draw(SHOWN["breaking"], theme)
    paper = luminance(to_rgb(figure.get_facecolor()))
    for text in (text for text in figure.findobj(Text) if text.get_text()):
        dark, bright = sorted((paper, luminance(to_rgb(text.get_color()))))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, text


def test_every_reason_has_words_short_enough_for_the_chart() -> None:
    assert set(REASONS) == set(Reason)
    assert max(map(len, REASONS.values())) <= 24
