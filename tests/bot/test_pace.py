from __future__ import annotations

from bot.pace import Pace


def test_so_many_requests_go_at_once_and_the_next_when_a_second_is_over() -> None:
    pace = Pace(most_a_second=3)
    assert [pace.turn(10.0), pace.turn(10.0), pace.turn(10.5)] == [0, 0, 0]
    assert [pace.turn(10.5), pace.turn(10.5), pace.turn(10.5)] == [0.5, 0.5, 1.0]


def test_after_a_pause_nothing_waits() -> None:
    pace = Pace(most_a_second=1)
    pace.turn(10.0)
    assert pace.turn(11.0) == 0
