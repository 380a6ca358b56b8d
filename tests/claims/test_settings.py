from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.settings import GuildSettings, QuietHours


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 6, 24, hour, minute, tzinfo=UTC)


def test_quiet_hours_by_day_begin_with_their_first_minute_and_end_before_their_last() -> None:
    lunch = QuietHours(time(12), time(13, 30))
    assert [lunch.hold(at(*when)) for when in ((11, 59), (12, 0), (13, 29), (13, 30))] == [
        False,
        True,
        True,
        False,
    ]


def test_quiet_hours_may_pass_midnight() -> None:
    night = QuietHours(time(22), time(6))
    assert [night.hold(at(hour)) for hour in (21, 22, 23, 0, 5, 6, 12)] == [
        False,
        True,
        True,
        True,
        True,
        False,
        False,
    ]


@given(st.times(), st.times(), st.datetimes(timezones=st.just(UTC)))
def test_the_hours_from_one_time_to_another_and_back_make_a_day(a: time, b: time, now: datetime) -> None:
    if a != b:
        assert QuietHours(a, b).hold(now) is not QuietHours(b, a).hold(now)


def test_quiet_hours_that_end_as_they_begin_are_refused_in_a_sentence() -> None:
    with pytest.raises(Invalid, match=r"^Quiet hours must end .* Pick two different times\.$"):
        QuietHours(time(7), time(7))


@pytest.mark.parametrize("cool_down", [timedelta(seconds=-1), timedelta(days=7, seconds=1)])
def test_a_cool_down_too_long_or_below_nothing_is_refused_in_a_sentence(cool_down: timedelta) -> None:
    with pytest.raises(Invalid, match=r"^The cool-down must last from 0 minutes to 7 days\. Pick"):
        GuildSettings(cool_down=cool_down)


@pytest.mark.parametrize("note_age", [timedelta(0), timedelta(hours=23), timedelta(days=366)])
def test_an_age_of_notes_out_of_bounds_is_refused_in_a_sentence(note_age: timedelta) -> None:
    with pytest.raises(Invalid, match=r"^Notes can be kept up to date for 1 to 365 days\. Pick"):
        GuildSettings(note_age=note_age)


def test_the_bounds_themselves_are_allowed() -> None:
    GuildSettings(cool_down=timedelta(0), note_age=timedelta(days=1))
    GuildSettings(cool_down=timedelta(days=7), note_age=timedelta(days=365))


def test_a_guild_that_wishes_nothing_has_notes_by_day_and_night() -> None:
    settings = GuildSettings()
    assert not settings.paused
    assert settings.quiet_hours is None
    assert not settings.answers_questions
