"""The numbers of the statistics in words: on a phone a line holds a name and its number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.ui.counts import lines, rows, silence_rows
from claims.notes import Ending, Outcome, Reason
from claims.settings import Mode
from claims.statistics import Answered, Delays, Statistics, last_days
from claims.tallies import Tally

# As many letters of one width as a code block of Discord holds on a phone of 390 points.
PHONE = 30
MANY = 9_999


def fullest() -> Statistics:
    """Every number there may be, as large as in a large server."""
    minutes = Delays(MANY, timedelta(minutes=99), timedelta(minutes=99))
    asked = {(mode, answer): MANY for mode in (Mode.SHADOW, Mode.SUGGEST) for answer in Answered}
    return Statistics(
        last_days(90, datetime(2023, 6, 24, tzinfo=UTC)),
        {(0, ending): MANY for ending in (None, *Ending)},
        [Tally("helicopter", MANY, 1234, MANY, MANY)],
        minutes,
        minutes,
        asked,
        {(Outcome.SILENT, reason): MANY for reason in Reason},
    )


def test_every_number_stands_behind_its_name_on_a_phone() -> None:
    for table in (rows(fullest()), silence_rows(fullest())):
        assert max(map(len, lines(table))) <= PHONE, lines(table)


def test_numbers_end_below_each_other() -> None:
    assert lines([("notes posted", "2"), (" still standing", "1,000")]) == [
        "notes posted         2",
        " still standing  1,000",
    ]
