from __future__ import annotations

import numpy as np
import pytest

from claims.claim_text import ClaimText
from evals.loading import Labelled
from evals.samples import Samples
from evals.train import LOST_BY_WORDS, MOST_NOTES_PER_10_000, trained, with_thresholds, words_only
from matching.features import COLUMNS, WORD_COLUMNS
from matching.index import ClaimIndex
from matching.scorer import Scorer
from tests.matching.conftest import CLAIMS, TERMS, BagOfWords


@pytest.fixture
def samples() -> Samples:
    """Rows in which the first word column and the last column tell right from wrong."""
    chance = np.random.default_rng(5)
    rows = chance.normal(size=(3000, len(COLUMNS)))
    right = (rows[:, 0] + 2 * rows[:, -1] + chance.normal(size=3000) > 2).astype(float)
    return Samples(rows, right, np.ones(3000))


def test_the_look_at_words_loses_only_so_many_of_those_that_deserve_a_note(samples: Samples) -> None:
    scorer = words_only([samples])
    deserving = (samples.right == 1) & (scorer.probabilities(samples.rows) >= 0.5)
    promise = scorer.by_words(samples.rows[deserving][:, : len(WORD_COLUMNS)])
    assert COLUMNS[: len(WORD_COLUMNS)] == WORD_COLUMNS
    assert (promise < scorer.least_promise).mean() == pytest.approx(LOST_BY_WORDS, abs=0.01)


def test_what_is_trained_tells_right_from_wrong_and_keeps_the_look_at_words(samples: Samples) -> None:
    by_words = words_only([samples])
    scorer = trained([samples], by_words)
    likely = scorer.probabilities(samples.rows)
    assert likely[samples.right == 1].mean() > 0.6 > 0.2 > likely[samples.right == 0].mean()
    assert (scorer.words, scorer.least_promise) == (by_words.words, by_words.least_promise)


def test_thresholds_rise_until_ordinary_talk_is_left_alone() -> None:
    """Talk that repeats claims word for word cannot be silenced but by the highest threshold."""
    scorer = Scorer.load()
    index = ClaimIndex.build(CLAIMS, TERMS, BagOfWords(), scorer)
    noisy = [Labelled(str(n), f"northern forces blew up the velna dam {n}", {}) for n in range(50)]
    calm = [Labelled(str(n), "lol brb", {}) for n in range(50)]
    assert MOST_NOTES_PER_10_000 * len(noisy) < 10_000
    assert with_thresholds(scorer, [index], calm).thresholds.note == 0.5
    assert with_thresholds(scorer, [index], noisy).thresholds.note > 0.9


def test_the_weights_that_are_shipped_fit_this_version() -> None:
    scorer = Scorer.load()
    assert 0 < scorer.least_promise < scorer.thresholds.suggest < scorer.thresholds.note < 1
    claim = ClaimText("only", "Marlow blew up the Velna dam.")
    index = ClaimIndex.build([claim], (), BagOfWords(), scorer)
    assert index.read("Marlow blew up the Velna dam.").matches[0].score > scorer.thresholds.note
