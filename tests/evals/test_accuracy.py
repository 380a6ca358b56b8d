from __future__ import annotations

from pathlib import Path

import pytest

from claims.notes import Decision, Outcome, Reason
from claims.reading import Match, Reading, Stance
from evals import accuracy
from evals.loading import Labelled
from evals.notes import as_noted, judged, pack_map
from evals.tables import table
from interchange.pack import read_pack


def test_a_note_is_right_wrong_or_unjudged() -> None:
    message = Labelled("P1", "text", {"w01": "asserts", "w02": "denies"})
    reading = Reading("text", (Match("heli", 0.9, Stance.REPORTS),))
    decision = Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, ("heli", "march", "other"))
    case = judged(message, reading, decision, {"heli": ["w01"], "march": ["w02"]})
    assert (case.right, case.wrong, case.unjudged) == (("heli",), ("march",), ("other",))
    assert case.stances == (("asserts", "reports"),)
    assert as_noted(case).given == 1


def test_a_suggestion_is_no_note() -> None:
    message = Labelled("P1", "text", {"w01": "asserts"})
    case = judged(message, Reading("text"), Decision(Outcome.SUGGEST, Reason.UNSURE, ("w01",)), None)
    assert case.right == ()


def test_every_claim_of_the_map_is_in_the_pack() -> None:
    known = {claim.slug for claim in read_pack(accuracy.PACK).claims}
    assert set(pack_map()) <= known


def test_a_table_is_markdown() -> None:
    assert table("T", ["a", "b"], [["1", "22"]]).splitlines()[3:] == [
        "| a | b  |",
        "| - | -- |",
        "| 1 | 22 |",
    ]


def test_all_tables_are_printed(eval_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    accuracy.main()
    printed = capsys.readouterr().out
    for part in ("bare statements", "with the pack", "10,000 ordinary", "MAP@5  | 1.000"):
        assert part in printed
