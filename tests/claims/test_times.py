from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.times import parse_instant

TWO = datetime(2023, 6, 24, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2023-06-24 02:00",
        "2023-06-24T02:00Z",
        "2023-06-24T05:00+03:00",
        " 24 Jun 2023 02:00 UTC ",
        "24 June 2023 02:00",
        "2023-06-24 02:00 gmt",
    ],
)
def test_the_usual_ways_of_writing_a_time_are_read(text: str) -> None:
    assert parse_instant(text) == TWO


def test_a_date_alone_means_its_beginning() -> None:
    assert parse_instant("24 Jun 2023") == parse_instant("2023-06-24") == datetime(2023, 6, 24, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59", "1969-12-31"])
def test_a_time_no_event_can_have_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="2023-06-24 02:00"):
        parse_instant(text)


@given(st.text(max_size=40))
def test_anything_else_is_refused_in_words(text: str) -> None:
    try:
        assert parse_instant(text).tzinfo is UTC
    except Invalid as problem:
        assert "2023-06-24 02:00" in str(problem)
