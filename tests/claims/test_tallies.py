from __future__ import annotations

from claims.tallies import Tally, most_often_wrong, together


def test_claims_are_added_up() -> None:
    assert together([Tally("a", 4, 1, 2), Tally("b", 6, 0, 1)]) == Tally("", 10, 1, 3)
    assert together([]) == Tally("")


def test_the_share_is_that_of_all_notes() -> None:
    assert (Tally("a", 12, 3).wrong_share, Tally("a").wrong_share) == (0.25, 0.0)


def test_the_claim_most_often_wrong_comes_first_and_of_few_notes_nothing_is_said() -> None:
    few, often = Tally("few", 2, 2), Tally("often", 3, 2)
    seldom, never = Tally("seldom", 9, 1), Tally("never", 5)
    assert most_often_wrong([never, seldom, few, often]) == [often, seldom, never]
