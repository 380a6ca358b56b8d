"""What speaks for and against a passage repeating a claim, as numbers the scorer weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Self

import numpy as np
import numpy.typing as npt

from matching.corpus import Corpus, ReadClaim
from matching.postings import rarest, rarity
from matching.quantities import agreement, clashing
from matching.reader import Kind, Passage
from matching.semantic import Vectors

# What words alone tell of a passage and one text of a claim; coverages are shares of weight.
WORD_COLUMNS = (
    "claim_coverage",
    "message_coverage",
    "shared",
    "named",
    "nobody",
    "names",
    "deeds",
    "things",
    "names_other",
    "deeds_other",
    "main_deed",
    "numbers_agree",
    "numbers_clash",
    "numbers_missing",
    "length",
)
# Gaps are taken to the best other claim outside the candidate's family, so that near-duplicates do not
# destroy them.
COLUMNS = (*WORD_COLUMNS, "coverage_gap", "shared_gap", "cosine", "cosine_gap", "both")
MOST_BY_MEANING = 8
# Enough to tell whether a passage is worth encoding.
MOST_LOOKED_AT = 3
# Of a claim's texts, those compared closely.
MOST_COMPARED = 6
_FEWEST_SHARED = 2
_LEAST = 1e-9

# How much of a text a passage says, how much of the passage it says, and the log of how rare that is.
Coverage = tuple[float, float, float]
Matrix = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Evidence:
    """Candidates, one a row: the claim, the passage, which of the claim's texts is nearest, the features."""

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


@dataclass(frozen=True, slots=True)
class Context:
    """What a whole message speaks of, and whether it names anyone or anywhere that any claim names."""

    keys: frozenset[str] = frozenset()
    names_someone: bool = False

    @classmethod
    def of(cls, message: Passage, corpus: Corpus) -> Context:
        """Read the context off a whole message."""
        known = (key for key in message.keys if key in corpus.postings)
        return cls(message.keys, any(map(corpus.reader.glossary.is_name, known)))


def evidence(
    corpus: Corpus,
    passages: Sequence[Passage],
    vectors: Vectors,
    candidates: Sequence[int],
    context: Context,
) -> Evidence:
    """Return each claim that any passage may repeat once, with the passage that resembles it most.

    Args:
        corpus: the claims.
        passages: passages of one message.
        vectors: theirs, one row a passage.
        candidates: the claims that share most with the message.
        context: what the whole message speaks of, where a clause may leave out who did it.
    """
    found = [
        _of_passage(corpus, at, each, vectors[at], candidates, context) for at, each in enumerate(passages)
    ]
    found = [each for each in found if len(each)]
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return Evidence(nothing, nothing, nothing, np.zeros((0, len(COLUMNS))))
    merged = Evidence(
        np.concatenate([each.claims for each in found]),
        np.concatenate([each.passages for each in found]),
        np.concatenate([each.texts for each in found]),
        np.concatenate([each.rows for each in found]),
    )
    by_likeness = np.argsort(-merged.likeness(), kind="stable")
    _, first = np.unique(merged.claims[by_likeness], return_index=True)
    return merged.taken(by_likeness[first])


def by_words(
    corpus: Corpus, passage: Passage, candidates: Sequence[int], context: Context, most: int
) -> tuple[list[int], Matrix]:
    """Return the claims that share most with a passage, and their word columns, each by its nearest text."""
    claims, said = _sharing(corpus, passage, candidates, most), _Said.weighed(passage, corpus)
    rows = []
    for at in claims:
        claim = corpus.read(at)
        coverages = said.coverages(claim, _compared(claim, passage, context))
        text = max(coverages, key=lambda each: sum(coverages[each][:2]))
        rows.append(_word_columns(claim, text, coverages[text], said, context))
    return claims, np.array(rows).reshape(len(rows), len(WORD_COLUMNS))


@dataclass(frozen=True, slots=True)
class _Said:
    """A passage with the weights of its marks, and how any marks are weighed."""

    passage: Passage
    weights: list[float]
    weight: Callable[[tuple[str, ...]], float]
    weight_of_key: Callable[[str], float]

    @classmethod
    def weighed(cls, passage: Passage, corpus: Corpus) -> Self:
        """Weigh a passage's marks among the claims of a corpus."""
        weight = corpus.postings.heaviest
        return cls(passage, [weight(mark.keys) for mark in passage.marks], weight, corpus.postings.weight)

    def coverages(self, claim: ReadClaim, texts: Sequence[int]) -> dict[int, Coverage]:
        """Return for some texts of a claim how much of each the passage says, and the other way round."""
        return {each: self._coverage(claim.passages[each]) for each in texts}

    def _coverage(self, text: Passage) -> Coverage:
        covered = total = rare = 0.0
        for mark in text.marks:
            each = self.weight(mark.keys)
            total += each
            if not self.passage.keys.isdisjoint(mark.keys):
                covered += each
                rare += rarest(mark.keys)
        told = sum(
            each
            for mark, each in zip(self.passage.marks, self.weights, strict=True)
            if not text.keys.isdisjoint(mark.keys)
        )
        said = sum(self.weights)
        return covered / max(total, _LEAST), told / max(said, _LEAST), math.log1p(rare)


def _of_passage(
    corpus: Corpus,
    at: int,
    passage: Passage,
    vector: Vectors,
    candidates: Sequence[int],
    context: Context,
) -> Evidence:
    by_words = _sharing(corpus, passage, candidates, corpus.vectors.most_compared)
    by_meaning = corpus.vectors.nearest(vector, MOST_BY_MEANING)
    claims = np.union1d(by_words, by_meaning).astype(np.int64)
    family = np.array([corpus.families.of(claim) for claim in claims.tolist()], dtype=np.int64)
    texts = np.zeros(len(claims), dtype=np.int64)
    words = np.zeros((len(claims), len(WORD_COLUMNS)))
    meaning = np.zeros(len(claims))
    said = _Said.weighed(passage, corpus)
    for row, each in enumerate(claims.tolist()):
        claim = corpus.read(each)
        cosines = (corpus.vectors_of(each)[: len(claim.passages)] @ vector).tolist()
        coverages = said.coverages(claim, _compared(claim, passage, context, cosines))
        text = max(coverages, key=lambda each: cosines[each] + sum(coverages[each][:2]))
        texts[row], meaning[row] = text, cosines[text]
        words[row] = _word_columns(claim, text, coverages[text], said, context)
    column = dict(zip(WORD_COLUMNS, words.T, strict=True))
    rows = np.column_stack(
        [
            words,
            _gaps(column["claim_coverage"] + column["message_coverage"], family),
            _gaps(column["shared"], family),
            meaning,
            _gaps(meaning, family),
            meaning * column["claim_coverage"],
        ]
    )
    return Evidence(claims, np.full(len(claims), at, dtype=np.int64), texts, rows)


def _sharing(corpus: Corpus, passage: Passage, candidates: Sequence[int], most: int) -> list[int]:
    """Return the candidates that share most with a passage, at least two things, best first."""
    shared = {at: corpus.read(at).keys & passage.keys for at in candidates}
    telling = [at for at in candidates if len(shared[at]) >= _FEWEST_SHARED]
    return sorted(telling, key=lambda at: -sum(map(rarity, shared[at])))[:most]


def _fitting(claim: ReadClaim, context: Context) -> Sequence[int]:
    """Return which texts of a claim a message may repeat.

    A wording that names nobody ("we crossed the border") counts only where the message names someone the
    claims are about; else it fits any border.
    """
    if not claim.names or context.names_someone:
        return range(len(claim.passages))
    naming = (at for at, text in enumerate(claim.passages) if at and text.names)
    return (0, *naming)


def _compared(
    claim: ReadClaim, passage: Passage, context: Context, cosines: Sequence[float] = ()
) -> Sequence[int]:
    """Return the texts of a claim that are likest a passage, a few at most, by a plain measure."""
    fitting = _fitting(claim, context)
    if len(fitting) <= MOST_COMPARED:
        return fitting

    def alike(at: int) -> float:
        keys = claim.passages[at].keys
        shared = len(keys & passage.keys) / math.sqrt(max(1, len(keys) * len(passage.keys)))
        return shared + (cosines[at] if cosines else 0.0)

    return nlargest(MOST_COMPARED, fitting, key=alike)


def _word_columns(
    claim: ReadClaim, text: int, coverage: Coverage, said: _Said, context: Context
) -> tuple[float, ...]:
    passage, stated = said.passage, claim.statement.quantities
    return (
        *coverage,
        _named(claim, context.keys, said.weight_of_key),
        float(bool(claim.parties) and claim.parties.isdisjoint(context.keys)),
        *_slots(claim.passages[text], passage, said.weight),
        *_others(claim, passage),
        _main_deed(claim.passages[text], passage),
        agreement(stated, passage.quantities),
        float(clashing(stated, passage.quantities) is not None),
        float(bool(stated) and not passage.quantities),
        math.log1p(len(passage.marks)),
    )


def _named(claim: ReadClaim, said: frozenset[str], weight: Callable[[str], float]) -> float:
    """Return the log of how many of the names in the statement the message names anywhere, by weight."""
    total = sum(map(weight, claim.names))
    return math.log(0.1 + 0.9 * sum(map(weight, claim.names & said)) / total) if total else 0.0


def _slots(
    text: Passage, passage: Passage, weight: Callable[[tuple[str, ...]], float]
) -> tuple[float, float, float]:
    """Return, for the names, deeds and things of a text, the log of how much of them the passage says.

    Logs make a product of them in the scorer: a proposition is repeated when every slot is filled.
    """
    said, total = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    for mark in text.marks:
        each = weight(mark.keys)
        total[mark.kind.value] += each
        if not passage.keys.isdisjoint(mark.keys):
            said[mark.kind.value] += each
    names, deeds, things = (
        math.log(0.1 + 0.9 * share / of) if of else 0.0 for share, of in zip(said, total, strict=True)
    )
    return names, deeds, things


def _others(claim: ReadClaim, passage: Passage) -> tuple[float, float]:
    """Return the logs of how many names, and how many deeds, only the passage speaks of."""
    strange = [mark.kind for mark in passage.marks if claim.keys.isdisjoint(mark.keys)]
    return math.log1p(strange.count(Kind.NAME)), math.log1p(strange.count(Kind.DEED))


def _main_deed(text: Passage, passage: Passage) -> float:
    """Return 1 when the passage tells of the text's first deed, -1 when it tells only of others, else 0."""
    main = next((mark.concept for mark in text.marks if mark.kind is Kind.DEED), None)
    done = {mark.concept for mark in passage.marks if mark.kind is Kind.DEED}
    if main is None or not done:
        return 0.0
    return 1.0 if main in done else -1.0


def _gaps(scores: Matrix, family: Places) -> Matrix:
    """Return each score less the best of another family."""
    if not len(scores):
        return scores
    order = np.argsort(-scores, kind="stable")
    leader = family[order[0]]
    others = scores[family != leader]
    runner_up = float(others.max()) if len(others) else 0.0
    return np.where(family == leader, scores - runner_up, scores - scores[order[0]])
