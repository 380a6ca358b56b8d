"""What speaks for and against a passage repeating a claim, as numbers the scorer weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.corpus import Corpus
from matching.coverage import Coverage
from matching.quantities import agreement, clash
from matching.reader import Passage
from matching.semantic import Vectors

# The scorer's columns. Gaps are taken to the best other claim outside the candidate's family, so that
# near-duplicates do not destroy them; coverages are shares of weight; bm25 is log(1 + score).
COLUMNS = (
    "cosine",
    "cosine_gap",
    "claim_coverage",
    "message_coverage",
    "coverage_gap",
    "bm25",
    "bm25_gap",
    "both",
    "names_shared",
    "names_missing",
    "numbers_agree",
    "numbers_clash",
    "numbers_missing",
    "length",
)
MOST_CANDIDATES = 20

Matrix = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Evidence:
    """Candidates, one a row: the claim, the passage, the claim's nearest text, and the features."""

    claims: Places
    passages: Places
    texts: Places
    rows: Matrix

    def __len__(self) -> int:
        return len(self.claims)

    def likeness(self) -> Matrix:
        """Return a plain score, for choosing among passages before the scorer weighs them."""
        return self.rows[:, COLUMNS.index("cosine")] + self.rows[:, COLUMNS.index("claim_coverage")]

    def taken(self, rows: Places) -> Evidence:
        """Return only the given rows, in their order."""
        return Evidence(self.claims[rows], self.passages[rows], self.texts[rows], self.rows[rows])


def evidence(corpus: Corpus, passages: Sequence[Passage], vectors: Vectors) -> Evidence:
    """Return each claim that any passage may repeat once, with the passage that resembles it most."""
    if not passages or not corpus.claims:
        nothing = np.zeros(0, dtype=np.int64)
        return Evidence(nothing, nothing, nothing, np.zeros((0, len(COLUMNS))))
    cosines = vectors @ corpus.vectors.T
    found = [_of_passage(corpus, at, passage, cosines[at]) for at, passage in enumerate(passages)]
    merged = Evidence(
        np.concatenate([each.claims for each in found]),
        np.concatenate([each.passages for each in found]),
        np.concatenate([each.texts for each in found]),
        np.concatenate([each.rows for each in found]),
    )
    by_likeness = np.argsort(-merged.likeness(), kind="stable")
    _, first = np.unique(merged.claims[by_likeness], return_index=True)
    return merged.taken(by_likeness[first])


def _of_passage(corpus: Corpus, at: int, passage: Passage, cosines: Vectors) -> Evidence:
    meaning = np.maximum.reduceat(cosines, corpus.firsts).astype(np.float64)
    words = _words(corpus, passage)
    claims = _chosen(meaning, words)
    coverage = corpus.coverage.of(passage)
    texts = np.array(
        [_best_text(corpus, claim, cosines, coverage) for claim in claims.tolist()], dtype=np.int64
    )
    of_claim, of_message = coverage.of_text[texts], coverage.of_passage[texts]
    family = corpus.family_of[claims]
    most_words = max(float(words.max()), 1e-9)
    columns = [
        meaning[claims],
        _gaps(meaning[claims], family),
        of_claim,
        of_message,
        _gaps(of_claim + of_message, family),
        np.log1p(words[claims]),
        _gaps(words[claims] / most_words, family),
        meaning[claims] * of_claim,
        *_about_names(corpus, passage, claims),
        *_about_numbers(corpus, passage, claims),
        np.full(len(claims), math.log1p(len(passage.marks))),
    ]
    return Evidence(claims, np.full(len(claims), at, dtype=np.int64), texts, np.column_stack(columns))


def _words(corpus: Corpus, passage: Passage) -> Matrix:
    """Return the BM25 score of each claim's best text; claims have several, so more texts are asked for."""
    scores = np.zeros(len(corpus.claims))
    for text, score in reversed(corpus.lexical.search(passage.keys, 3 * MOST_CANDIDATES)):
        scores[corpus.claim_of_text[text]] = score
    return scores


def _chosen(meaning: Matrix, words: Matrix) -> Places:
    most = min(MOST_CANDIDATES, len(meaning))
    by_meaning = np.argpartition(-meaning, most - 1)[:most]
    by_words = np.argpartition(-words, most - 1)[:most]
    chosen: Places = np.unique(np.concatenate([by_meaning, by_words[words[by_words] > 0]]))
    return chosen


def _best_text(corpus: Corpus, claim: int, cosines: Vectors, coverage: Coverage) -> int:
    first, end = corpus.claims[claim].first, corpus.claims[claim].end
    likeness = cosines[first:end] + coverage.of_text[first:end] + coverage.of_passage[first:end]
    return first + int(np.argmax(likeness))


def _gaps(scores: Matrix, family: Places) -> Matrix:
    """Return each score less the best of another family."""
    order = np.argsort(-scores, kind="stable")
    leader = family[order[0]]
    others = scores[family != leader]
    runner_up = float(others.max()) if len(others) else 0.0
    gaps: Matrix = scores - np.where(family == leader, runner_up, scores[order[0]])
    return gaps


def _about_names(corpus: Corpus, passage: Passage, claims: Places) -> tuple[Matrix, Matrix]:
    """Return how many of a claim's names the passage has, as a share, and whether it has none of them."""
    said = passage.keys
    shared = np.ones(len(claims))
    for row, claim in enumerate(claims.tolist()):
        if names := corpus.claims[claim].names:
            shared[row] = len(names & said) / len(names)
    return shared, (shared == 0).astype(float)


def _about_numbers(corpus: Corpus, passage: Passage, claims: Places) -> tuple[Matrix, Matrix, Matrix]:
    said = passage.quantities
    claimed = [corpus.claims[claim].statement.quantities for claim in claims.tolist()]
    return (
        np.array([agreement(each, said) for each in claimed]),
        np.array([float(clash(each, said)) for each in claimed]),
        np.array([float(bool(each) and not said) for each in claimed]),
    )
