from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import (
    Noted,
    Top,
    average_precision,
    bootstrapped,
    bootstrapped_share,
    macro_f1,
    precision,
    recall,
    recall_at_precision,
)
from evals.regression import fit


@pytest.mark.parametrize(
    ("ranked", "wanted", "expected"),
    [
        (["a", "b"], {"a"}, 1.0),
        (["b", "a"], {"a"}, 0.5),
        (["x"] * 5 + ["a"], {"a"}, 0.0),
        (["a", "x", "b"], {"a", "b"}, (1 + 2 / 3) / 2),
        ([], {"a"}, 0.0),
    ],
)
def test_average_precision_looks_at_the_first_five(
    ranked: list[str], wanted: set[str], expected: float
) -> None:
    assert average_precision(ranked, wanted) == pytest.approx(expected)


def test_precision_and_recall_count_notes() -> None:
    notes = [Noted(right=1, wrong=0, wanted=2, given=1), Noted(right=0, wrong=1, wanted=0, given=0)]
    assert precision(notes) == 0.5
    assert recall(notes) == 0.5
    assert precision([]) == recall([]) == 1.0


def test_macro_f1_weighs_every_class_alike() -> None:
    assert macro_f1([("asks", "asks"), ("denies", "asserts"), ("asserts", "asserts")]) == pytest.approx(
        (1 + 0 + 2 / 3) / 3
    )


def _tops(*right: bool) -> list[Top]:
    """Best matches of falling scores; those that are wrong could not be answered."""
    return [Top(1 - at / 100, each, answerable=each) for at, each in enumerate(right)]


@pytest.mark.parametrize(
    ("tops", "least", "expected"),
    [
        (_tops(True, True, False, True), 0.99, 2 / 3),
        (_tops(True, True, False, True), 0.75, 1.0),
        (_tops(False, True, True, True), 0.99, 0.0),
        (_tops(*[True] * 19, False), 0.95, 1.0),
        (_tops(*[True] * 19, False, False), 0.95, 1.0),
        ([], 0.95, 1.0),
    ],
)
def test_recall_at_precision_takes_the_best_threshold(tops: list[Top], least: float, expected: float) -> None:
    assert recall_at_precision(tops, least) == pytest.approx(expected)


def test_matches_of_one_score_pass_a_threshold_together() -> None:
    tops = [Top(0.9, right=True, answerable=True), Top(0.9, right=False, answerable=False)]
    assert recall_at_precision(tops, 0.95) == 0
    assert recall_at_precision(tops, 0.5) == 1


def test_an_answerable_query_without_a_match_lowers_recall_only() -> None:
    tops = [Top(0.9, right=True, answerable=True), Top(0.0, right=False, answerable=True)]
    assert recall_at_precision(tops, 0.99) == 0.5


def test_the_interval_of_a_share_is_that_of_its_resampled_cases() -> None:
    hits = [True] * 30 + [False] * 70
    resampled = bootstrapped(lambda cases: sum(cases) / len(cases), hits, random.Random(1))  # noqa: S311
    figure = bootstrapped_share(30, 100, random.Random(1))  # noqa: S311
    assert figure.value == 0.3
    assert (figure.low, figure.high) == pytest.approx((resampled.low, resampled.high), abs=0.02)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_holds_its_figure_s_neighbourhood(values: list[float]) -> None:
    figure = bootstrapped(lambda cases: sum(cases) / len(cases), values, random.Random(1))  # noqa: S311
    assert min(values) - 1e-9 <= figure.low <= figure.high <= max(values) + 1e-9


def test_the_regression_finds_the_weights_that_made_the_labels() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(20_000, 2))
    labels = (chance.random(20_000) < 1 / (1 + np.exp(-(2 * rows[:, 0] - rows[:, 1] - 1)))).astype(float)
    found = fit(rows, labels, np.ones(20_000))
    assert found.weights == pytest.approx([2, -1], abs=0.15)
    assert found.bias == pytest.approx(-1, abs=0.15)
