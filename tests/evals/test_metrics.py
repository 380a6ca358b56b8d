from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics import Noted, average_precision, bootstrapped, macro_f1, precision, recall
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
