from __future__ import annotations

from pathlib import Path

import pytest

from evals.practice import event, events

EVENT = """
event: Loss of the ferry Aurora
claims:
  - slug: ferry-sunk
    statement: "A drone sank the ferry Aurora."
messages:
  - {lang: en, says: {ferry-sunk: reports}, text: "radio: aurora is gone, drone"}
  - {lang: de, kind: game, text: "Aurora im Spiel versenkt"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "aurora.yaml").write_text(EVENT, encoding="utf-8")
    return tmp_path


def test_an_event_has_claims_by_statement_only_and_labelled_messages(folder: Path) -> None:
    (found,) = events(folder)
    assert (found.slug, found.title) == ("aurora", "Loss of the ferry Aurora")
    assert [claim.texts for claim in found.claims] == [("A drone sank the ferry Aurora.",)]
    repeated, unrelated = found.messages
    assert (repeated.id, repeated.repeated, repeated.kind) == ("aurora:1", {"ferry-sunk"}, "about_claim")
    assert (unrelated.stances, unrelated.lang, unrelated.kind) == ({}, "de", "game")


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("{ferry-sunk: reports}", "{ferry-lost: reports}"),
        ("{ferry-sunk: reports}", "{ferry-sunk: shouts}"),
        ("kind: game, ", ""),
        ("messages:", "messages: ["),
        ("lang: de", "land: de"),
    ],
)
def test_an_event_that_does_not_hold_together_stops_the_run(
    folder: Path, written: str, instead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "aurora.yaml"
    path.write_text(EVENT.replace(written, instead), encoding="utf-8")
    with pytest.raises(SystemExit):
        event(path)
    assert capsys.readouterr().err.count("\n") == 1


def test_the_events_of_the_repository_can_be_read_and_no_message_stands_twice() -> None:
    for each in events():
        assert each.claims
        texts = [message.text for message in each.messages]
        assert len(set(texts)) == len(texts)
