from __future__ import annotations

from pathlib import Path

import pytest

from evals import bench
from evals.accuracy import command
from evals.loading import NoSuchSet, existing, folder, labelled, narrative_claims, split


def test_messages_keep_their_stances(eval_data: Path) -> None:
    first, second = labelled(eval_data / "wagner_dev.jsonl")
    assert first.stances == {"w01": "reports"}
    assert first.repeated == {"w01"}
    assert second.stances == {}


@pytest.mark.parametrize("main", [lambda: command.main([]), bench.main])
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


def test_only_the_claims_worded_in_english_are_read(eval_data: Path) -> None:
    recorded = narrative_claims(eval_data / "narratives_dev_claims.jsonl")
    assert [claim.slug for claim in recorded] == ["N1", "N2"]


def test_a_set_that_is_not_there_is_named(eval_data: Path) -> None:
    with pytest.raises(NoSuchSet, match=r"^elsewhere_dev\.jsonl$"):
        existing(eval_data / "elsewhere_dev.jsonl")


def test_the_split_is_dev_unless_another_is_named(eval_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert split() == "dev"
    monkeypatch.setenv("EVAL_SPLIT", "test")
    assert split() == "test"
