from __future__ import annotations

from pathlib import Path

import pytest

from evals import accuracy, bench
from evals.loading import folder, labelled


def test_messages_keep_their_stances(eval_data: Path) -> None:
    first, second = labelled(eval_data / "wagner_dev.jsonl")
    assert first.stances == {"w01": "reports"}
    assert first.repeated == {"w01"}
    assert second.stances == {}


@pytest.mark.parametrize("main", [accuracy.main, bench.main])
def test_a_missing_folder_is_said_in_one_sentence(
    main: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("EVAL_DATA", str(tmp_path / "nowhere"))
    assert callable(main)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_json_lines_stops_the_run(eval_data: Path) -> None:
    (eval_data / "wagner_dev.jsonl").write_text("{oops\n")
    with pytest.raises(SystemExit):
        labelled(eval_data / "wagner_dev.jsonl")


def test_the_named_folder_is_used(eval_data: Path) -> None:
    assert folder() == eval_data
