from __future__ import annotations

import json
from pathlib import Path

import pytest

from claims.errors import Invalid
from matching.replies import COLUMNS, WEIGHTS, ReplyReader, ReplyStance, read_reply


@pytest.mark.parametrize(
    "text",
    [
        "that's fake, stop lying",
        "no, it never happened. bullshit",
        "this is not true, he denied it an hour ago",
        "I doubt it, there is no evidence at all",
        "враньё, этого не было",
        "Quatsch, das stimmt nicht",
        "es mentira, no pasó",
    ],
)
def test_a_reply_that_calls_it_untrue_denies(text: str) -> None:
    assert read_reply(text).stance is ReplyStance.DENY


@pytest.mark.parametrize(
    "text",
    [
        "source?",
        "is this confirmed?",
        "where did you hear that?",
        "это правда?",
        "чи це правда?",
        "źródło?",
        "stimmt das wirklich?",
        "alguien puede confirmar?",
    ],
)
def test_a_reply_that_wants_to_know_queries(text: str) -> None:
    assert read_reply(text).stance is ReplyStance.QUERY


@pytest.mark.parametrize("text", ["rip, so sad", "lol what a day", "stay safe everyone!", "жах", "👀", ""])
def test_a_reply_that_only_reacts_comments(text: str) -> None:
    assert read_reply(text).stance is ReplyStance.COMMENT


def test_what_opens_the_talk_or_is_confirmed_supports() -> None:
    statement = "Police confirm that the ferry sank at 5 this morning https://example.org/ferry"
    assert read_reply(statement, opens_the_talk=True).stance is ReplyStance.SUPPORT
    assert read_reply("confirmed by the mayor as well https://example.org/a").stance is ReplyStance.SUPPORT


def test_scores_are_probabilities_of_every_stance() -> None:
    scores = read_reply("is this confirmed?").scores
    assert set(scores) == set(ReplyStance)
    assert sum(scores.values()) == pytest.approx(1)
    assert max(scores, key=lambda stance: scores[stance]) is ReplyStance.QUERY


def test_the_weights_beside_the_reader_are_complete() -> None:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(kept["weights"]) == set(COLUMNS)
    assert kept["made_by"] == "python -m evals.train_replies"
    assert len(kept["training_data_sha256"]) == 64


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"weights": {}, "biases": {}, "leanings": {}}', '{"weights": 3, "biases": 1}', "\xff"],
)
def test_malformed_weights_are_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "reply_weights.json"
    path.write_text(content, encoding="latin-1")
    with pytest.raises(Invalid, match=r"evals\.train_replies"):
        ReplyReader.load(path)


def test_weights_for_another_stance_or_without_a_feature_are_refused(tmp_path: Path) -> None:
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    del kept["weights"]["question_mark"]
    path = tmp_path / "reply_weights.json"
    path.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(Invalid):
        ReplyReader.load(path)
    with pytest.raises(Invalid):
        ReplyReader.load(tmp_path / "missing.json")
