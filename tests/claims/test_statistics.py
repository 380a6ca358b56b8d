from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from claims.counting import DecisionCounts
from claims.errors import NotAllowed
from claims.notes import Decision, Outcome, Reason
from claims.statistics import (
    DAY,
    HOUR,
    Delays,
    Span,
    Statistics,
    delays,
    interval,
    last_days,
    most_repeated,
    rank,
)
from claims.statistics_desk import StatisticsDesk
from claims.tallies import Tally
from tests.claims.newsroom import MEMBER, MODERATOR

NOW = datetime(2023, 6, 24, 15, 30, tzinfo=UTC)


class Kept:
    """A store that has nothing but one breaking mode, and remembers in which order it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def add(self, counts: object) -> None:
        self.asked.append("add")

    async def statistics(self, guild_id: int, span: Span) -> Statistics:
        self.asked.append(span.key)
        return Statistics(span)

    async def breakings(self, guild_id: int, now: datetime, most: int) -> Sequence[Span]:
        return [Span("1:mutiny", now - HOUR, now, "mutiny")]


def test_days_are_whole_days_of_which_today_is_the_last() -> None:
    week = last_days(7, NOW)
    assert (week.since, week.until) == (datetime(2023, 6, 18, tzinfo=UTC), NOW)
    assert (week.step, week.origin, week.steps) == (DAY, week.since, 7)


def test_a_span_of_up_to_two_days_is_told_by_the_hour() -> None:
    short = Span("x", NOW - timedelta(hours=2), NOW)
    assert (short.step, short.origin, short.steps) == (HOUR, datetime(2023, 6, 24, 13, tzinfo=UTC), 3)
    long = Span("x", NOW - timedelta(hours=49), NOW)
    assert (long.step, long.origin, long.steps) == (DAY, datetime(2023, 6, 22, tzinfo=UTC), 3)
    assert Span("x", NOW, NOW).steps == 1


def test_half_and_nine_in_ten_are_values_that_were_measured() -> None:
    assert delays([]) == Delays()
    assert delays([3 * HOUR, HOUR, 2 * HOUR, 9 * HOUR]) == Delays(4, 2 * HOUR, 9 * HOUR)
    assert [rank(count, 0.9) for count in (1, 9, 10, 11, 100)] == [0, 8, 8, 9, 89]


def test_the_interval_of_a_share_is_wilsons() -> None:
    # 1 in 10 and none in 20, as worked out by hand from the formula.
    assert [round(bound, 4) for bound in interval(1, 10)] == [0.0179, 0.4042]
    assert [round(bound, 4) for bound in interval(0, 20)] == [0.0, 0.1611]
    assert interval(0, 0) == (0.0, 1.0)


def test_the_claim_most_often_repeated_comes_first_and_wrong_matches_repeat_nothing() -> None:
    wrong, often, kept_back = Tally("wrong", 9, 9), Tally("often", 5, 1), Tally("kept-back", 1, 0, 0, 3)
    assert most_repeated([wrong, often, kept_back]) == [kept_back, often]


async def test_only_moderators_may_ask_and_what_was_counted_just_now_is_counted_in() -> None:
    kept = Kept()
    counts = DecisionCounts(kept, lambda: NOW)
    desk = StatisticsDesk(kept, counts, lambda: NOW)
    with pytest.raises(NotAllowed):
        await desk.statistics(MEMBER)
    counts.count(1, Decision(Outcome.SILENT, Reason.ASKS))
    await desk.statistics(MODERATOR)
    assert (await desk.statistics(MODERATOR, "1:mutiny")).span.event == "mutiny"
    assert kept.asked == ["add", "30", "1:mutiny"]
    assert [span.key for span in await desk.spans(1)] == ["7", "30", "90", "1:mutiny"]
