from __future__ import annotations

from pathlib import Path

import pytest

from claims.notes import Decision, Outcome, Reason
from claims.reading import Match, Reading, Stance, Veto
from evals.accuracy import command
from evals.accuracy import practice as practice_section
from evals.accuracy.errors import error_lines
from evals.accuracy.notes_rows import Targets, note_rows
from evals.accuracy.rows import NOTHING, Target, per_10_000, share
from evals.accuracy.setup import PACK
from evals.loading import Labelled
from evals.notes import Judged, as_noted, judged, pack_map
from evals.tables import table
from interchange.pack import read_pack

NOTE = Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, ("w01",))
SILENT = Decision(Outcome.SILENT, Reason.NO_CLAIM)


def _case(kind: str, lang: str, stances: dict[str, str], decision: Decision, *matches: Match) -> Judged:
    message = Labelled(f"{kind}-{lang}", f"a text in {lang}", stances, lang, kind)
    return judged(message, Reading("text", matches), decision, None)


CASES = [
    _case("about_claim", "en", {"w01": "asserts"}, NOTE, Match("w01", 0.9, Stance.ASSERTS)),
    _case("about_claim", "uk", {"w01": "asserts"}, SILENT, Match("w01", 0.4, Stance.ASKS)),
    _case("about_claim", "ru", {"w01": "denies"}, NOTE, Match("w01", 0.9, Stance.ASSERTS)),
    _case("game", "en", {}, NOTE, Match("w01", 0.8, Stance.ASSERTS)),
    _case("history", "en", {}, SILENT, Match("w01", 0.7, Stance.ASSERTS, Veto.OTHER_NUMBER)),
]


def test_a_note_is_right_wrong_or_unjudged() -> None:
    message = Labelled("P1", "text", {"w01": "asserts", "w02": "denies"})
    reading = Reading("text", (Match("heli", 0.9, Stance.REPORTS),))
    decision = Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, ("heli", "march", "other"))
    case = judged(message, reading, decision, {"heli": ["w01"], "march": ["w02"]})
    assert (case.right, case.wrong, case.unjudged) == (("heli",), ("march",), ("other",))
    assert case.stances == (("asserts", "reports"),)
    assert as_noted(case).given == 1
    assert case.missed == frozenset()


def test_a_suggestion_is_no_note() -> None:
    message = Labelled("P1", "text", {"w01": "asserts"})
    case = judged(message, Reading("text"), Decision(Outcome.SUGGEST, Reason.UNSURE, ("w01",)), None)
    assert case.right == ()
    assert case.missed == {"w01"}


def test_every_claim_of_the_map_is_in_the_pack() -> None:
    assert set(pack_map()) <= {claim.slug for claim in read_pack(PACK).claims}


def test_a_table_is_markdown() -> None:
    assert table("T", ["a", "b"], [["1", "22"]]).splitlines()[3:] == [
        "| a | b  |",
        "| - | -- |",
        "| 1 | 22 |",
    ]


def test_notes_are_counted_by_language_kind_and_stance() -> None:
    values = {row.figure: row.value for row in note_rows("s", CASES)}
    assert values["s: precision of notes"].endswith(", 1 of 3")
    assert values["s: recall of notes"].endswith(", 1 of 2")
    assert values["s: recall, not English"].endswith(", 0 of 1")
    assert values["s: recall, uk"].endswith(", 0 of 1")
    assert values["s: recall, ru"] == NOTHING
    assert values["s: hard negatives given a note"].endswith(", 1 of 2")
    assert values["s: games given a note"] == values["s: hard negatives given a note, game"] == "1 of 1"
    assert values["s: other wars given a note"] == "0 of 1"
    assert values["s: denials given a note"] == "1 of 1"
    assert values["s: stance macro-F1, matched pairs"].endswith(", 1 of 3 right")


def test_ambiguous_messages_do_not_count() -> None:
    ambiguous = Labelled("P9", "text", {}, "en", "game", ambiguous=True)
    rows = note_rows("s", [*CASES, judged(ambiguous, Reading("text"), NOTE, None)])
    assert {row.figure: row.value for row in rows}["s: games given a note"] == "1 of 1"


def test_each_target_is_met_or_missed() -> None:
    targets = Targets(recall=Target(0.5), each_group=Target(0, at_most=True))
    told = {row.figure: row.target for row in note_rows("s", CASES, targets)}
    assert told["s: recall of notes"] == "≥ 0.5, met"
    assert told["s: games given a note"] == "≤ 0, missed"
    assert told["s: other wars given a note"] == "≤ 0, met"
    assert told["s: precision of notes"] == ""


def test_rare_notes_are_told_for_10_000_messages_with_their_count() -> None:
    row = per_10_000("notes", 2, 5_000, Target(1, at_most=True))
    assert row.value.startswith("4.0 (")
    assert row.value.endswith(", 2 of 5000")
    assert row.target == "≤ 1, missed"


def test_a_share_of_nothing_is_said_and_never_judged() -> None:
    row = share("share", 0, 0, Target(0.5))
    assert (row.value, row.target) == (NOTHING, "≥ 0.5")


def test_errors_name_what_was_wrong_or_missed_and_what_it_was_read_as() -> None:
    heading, *lines = error_lines("s", CASES)
    assert heading.endswith("s: 3 messages with a wrong or missed note")
    assert lines[0] == "about_claim-uk about_claim uk | missed w01 | w01 0.40 asks"
    assert lines[1].strip() == "a text in uk"
    assert lines[4].startswith("game-en game en | wrong w01 |")
    assert "history" not in "".join(lines)


@pytest.fixture
def one_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "practice"
    folder.mkdir()
    (folder / "aurora.yaml").write_text(
        "event: E\nclaims: [{slug: a, statement: A drone sank the ferry Aurora.}]\n"
        "messages: [{lang: en, says: {a: asserts}, text: a drone has sunk the ferry aurora}]\n"
    )
    monkeypatch.setattr(practice_section, "FOLDER", folder)
    monkeypatch.setattr(practice_section, "UNSEEN", folder)


@pytest.mark.usefixtures("one_event")
def test_every_section_is_in_one_table(eval_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main([])
    printed = capsys.readouterr().out
    assert printed.count("## ") == 1
    for section in command.SECTIONS:
        assert f"python -m evals.accuracy {section} " in printed
    assert "(no such set)" not in printed
    assert "| clef: MAP@5, 2 claims" in printed
    assert "never seen" in printed


def test_a_missing_set_is_said_and_the_others_still_run(
    eval_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (eval_data / "chat_dev.jsonl").unlink()
    command.main(["chat", "narratives"])
    printed = capsys.readouterr().out
    assert "chat: chat_dev.jsonl" in printed
    assert printed.count("(no such set)") == 1
    assert "narratives: top-1 to English, en | 1.000" in printed


def test_another_split_is_found_by_its_name(
    eval_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EVAL_SPLIT", "test")
    (eval_data / "war_talk_dev.jsonl").rename(eval_data / "war_talk_test.jsonl")
    command.main(["war_talk", "chat", "rumoureval"])
    printed = capsys.readouterr().out
    assert "EVAL_SPLIT=test python -m evals.accuracy war_talk" in printed
    assert "untrained half" not in printed
    assert printed.count("(no such set)") == 2


def test_the_errors_are_listed_when_asked(eval_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["wagner"])
    assert "with a wrong or missed note" not in capsys.readouterr().out
    command.main(["wagner", "--errors"])
    assert capsys.readouterr().out.count("with a wrong or missed note") == 2


def test_an_unknown_section_is_refused(eval_data: Path) -> None:
    with pytest.raises(SystemExit):
        command.main(["wagnr"])
