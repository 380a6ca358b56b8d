from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from evals.bench.claims_like import Recombined
from evals.bench.collections import collection, unheard_of
from evals.bench.word_vectors import WordVectors
from tests.evals.reports import STATEMENTS, reports
from tests.matching.conftest import BagOfWords


def test_made_up_statements_are_distinct_and_none_was_given() -> None:
    made = list(islice(Recombined(STATEMENTS, seed=1).statements(), 2_000))
    assert len(set(made)) == 2_000
    assert not set(made) & set(STATEMENTS)


def test_the_same_seed_makes_the_same_statements_and_another_others() -> None:
    first, again, other = (list(islice(Recombined(STATEMENTS, seed).statements(), 50)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_made_up_statements_use_the_words_of_others_and_name_new_things() -> None:
    given = {word for statement in STATEMENTS for word in statement.split()}
    made = [word for s in islice(Recombined(STATEMENTS, seed=1).statements(), 500) for word in s.split()]
    known = sum(word in given for word in made) / len(made)
    assert 0.7 < known < 1


def test_too_few_statements_are_refused_instead_of_tried_for_ever() -> None:
    with pytest.raises(ValueError, match="Give more"):
        list(Recombined(["a1 b2 c3 d4 e5 f6"], seed=1).statements())


def test_a_collection_begins_with_the_claims_messages_are_about(eval_data: Path) -> None:
    reports(eval_data)
    large = collection(eval_data, 300)
    assert large[0].slug == "w01"
    assert len({claim.statement for claim in large}) == len({claim.slug for claim in large}) == 300
    assert collection(eval_data, 40) == large[:40]


def test_unheard_of_claims_are_in_no_collection(eval_data: Path) -> None:
    reports(eval_data)
    known = {claim.statement for claim in collection(eval_data, 300)}
    assert not known & {claim.statement for claim in unheard_of(eval_data, 5)}


def test_texts_that_share_words_have_like_vectors_which_outlive_the_process(tmp_path: Path) -> None:
    words = WordVectors.of(STATEMENTS, 20, BagOfWords())
    vectors = words.encode(["the dam at Velna broke", "the dam at Velna", "a kettle of fish", ""])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    words.save(tmp_path / "words.npz")
    assert (WordVectors.load(tmp_path / "words.npz").encode(["the dam"]) == words.encode(["the dam"])).all()
