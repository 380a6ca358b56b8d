from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evals import stance, train_replies
from evals.multinomial import fit
from evals.replies import SOURCE, replies
from matching.replies import ReplyReader, ReplyStance, read_reply

SAID = {
    "support": "Police confirm the ferry sank https://example.org/{}",
    "deny": "no, that is fake number {}",
    "query": "is ferry {} confirmed?",
    "comment": "so sad about ferry {}, stay safe",
}


@pytest.fixture
def labelled_replies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVAL_DATA", str(tmp_path))
    records = [
        {
            "id": f"{split}{label}{number}",
            "text": f"@someone {text.format(number)}",
            "label": label,
            "split": split,
            "event": f"event {number % 3}",
            "is_source": label == "support",
            "claim_id": "1",
        }
        for split in ("train", "dev")
        for label, text in SAID.items()
        for number in range(6)
    ]
    path = tmp_path / SOURCE
    path.write_text("\n".join(json.dumps(each) for each in records), encoding="utf-8")
    return path


def test_the_table_has_an_interval_for_every_figure(
    labelled_replies: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stance.main()
    printed = capsys.readouterr().out
    lines = [line for line in printed.splitlines() if line.startswith("| ")]
    assert "24 replies" in printed
    assert any("macro-F1" in line for line in lines)
    assert all("(" in line for line in lines[2:])
    assert sum("recall" in line for line in lines) == len(ReplyStance)


def test_whom_a_reply_addresses_is_left_out_but_not_whom_it_passes_on(labelled_replies: Path) -> None:
    labelled_replies.write_text(
        "\n".join(
            json.dumps({"text": text, "label": "comment", "split": "dev", "event": "e", "is_source": False})
            for text in ("@mayor so sad", "RT @harbour so sad")
        ),
        encoding="utf-8",
    )
    assert [each.text.strip() for each in replies(labelled_replies, "dev")] == [
        "so sad",
        "RT @harbour so sad",
    ]


def test_training_writes_weights_that_read_what_they_were_made_from(
    labelled_replies: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(train_replies, "WEIGHTS", tmp_path / "reply_weights.json")
    train_replies.main()
    assert "24 replies" in capsys.readouterr().out
    reader = ReplyReader.load(tmp_path / "reply_weights.json")
    for each in replies(labelled_replies, "train"):
        assert reader.read(each.text, opens_the_talk=each.opens_the_talk).stance is each.stance
    assert read_reply("is this confirmed?").stance is ReplyStance.QUERY


def test_the_fit_finds_the_weights_that_made_the_labels() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(6000, 3)) * [1.0, 4.0, 0.5]
    wanted = np.array([[1.0, -1.0, 0.0], [0.3, 0.0, -0.3], [0.0, 2.0, -2.0]])
    logits = rows @ wanted + [0.2, 0.0, -0.2]
    noise = chance.gumbel(size=logits.shape)
    fitted = fit(rows, np.argmax(logits + noise, axis=1), 3, ridge=0.01)
    centred = fitted.weights - fitted.weights.mean(axis=1, keepdims=True)
    assert np.allclose(centred, wanted, atol=0.25)
    assert np.allclose(np.exp(fitted.log_likely(rows)).sum(axis=1), 1)
