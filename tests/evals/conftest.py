"""A small made-up folder of evaluation sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.accuracy import setup
from tests.small_pack import small_pack

CLAIMS = [
    {
        "slug": "dam",
        "statement": "Northern forces blew up the Velna dam.",
        "title": "Was the Velna dam blown up?",
    },
    {"slug": "ferry", "statement": "A drone sank the ferry Aurora.", "title": "The Aurora"},
]


@pytest.fixture
def eval_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EVAL_DATA", str(tmp_path))
    for unset in ("EVAL_CACHE", "EVAL_SPLIT"):
        monkeypatch.delenv(unset, raising=False)
    monkeypatch.setattr(setup, "read_pack", lambda _: small_pack())
    _write(tmp_path / "clef2022_claims.jsonl", CLAIMS)
    _write(
        tmp_path / "clef2022_dev.jsonl",
        [{"id": "q1", "text": "the velna dam was blown up", "claims": ["dam"]}],
    )
    _write(tmp_path / "wagner_claims.jsonl", [{"slug": "w01", "statement": "Wagner shot down a helicopter."}])
    _write(
        tmp_path / "wagner_dev.jsonl",
        [
            {
                "id": "P1",
                "text": "wagner shot down a helicopter",
                "lang": "en",
                "kind": "about_claim",
                "ambiguous": False,
                "claims": [{"slug": "w01", "stance": "reports-attribution"}],
            },
            {
                "id": "P2",
                "text": "nice weather",
                "lang": "en",
                "kind": "easy",
                "ambiguous": False,
                "claims": [],
            },
        ],
    )
    _write(
        tmp_path / "narratives_dev_claims.jsonl",
        [
            {"claim_id": "N1", "text": "The bridge at Orlen was mined.", "lang": "en"},
            {"claim_id": "N2", "text": "The mayor of Tessa has resigned.", "lang": "en"},
            {"claim_id": "N1", "text": "Мост в Орлене был заминирован.", "lang": "ru"},
        ],
    )
    _write(
        tmp_path / "narratives_dev.jsonl",
        [{"id": "en-1", "text": "They mined the bridge at Orlen.", "claim_id": "N1", "lang": "en"}],
    )
    _write(
        tmp_path / "rumoureval2019_traindev.jsonl",
        [
            {"text": "That is not true.", "label": "deny", "event": "e", "is_source": False, "split": "dev"},
            {"text": "Is it true?", "label": "query", "event": "e", "is_source": False, "split": "train"},
        ],
    )
    for name in ("chat_dev", "war_talk_dev"):
        _write(tmp_path / f"{name}.jsonl", [{"id": str(n), "text": f"hello {n}"} for n in range(4)])
    return tmp_path


def _write(path: Path, records: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
