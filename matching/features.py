"""What speaks for and against a passage repeating a claim, as numbers the scorer weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
MOST_BY_WORDS = 16
MOST_BY_MEANING = 8
# Enough to tell whether a passage is worth encoding.
MOST_LOOKED_AT = 3
_FEWEST_SHARED = 2

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
    claims = _sharing(corpus, passage, candidates, most)
    rows = []
    for at in claims:
        coverages = _coverages(corpus, at, passage)
        text = max(_fitting(corpus.read(at), context), key=lambda each: sum(coverages[each][:2]))
        rows.append(_word_columns(corpus, at, text, coverages[text], passage, context))
    return claims, np.array(rows).reshape(len(rows), len(WORD_COLUMNS))


def _of_passage(
    corpus: Corpus,
    at: int,
    passage: Passage,
    vector: Vectors,
    candidates: Sequence[int],
    context: Context,
) -> Evidence:
    by_words = _sharing(corpus, passage, candidates, MOST_BY_WORDS)
    by_meaning = corpus.vectors.nearest(vector, MOST_BY_MEANING)
    claims = np.union1d(by_words, by_meaning).astype(np.int64)
    family = np.array([corpus.families.of(claim) for claim in claims.tolist()], dtype=np.int64)
    texts = np.zeros(len(claims), dtype=np.int64)
    words = np.zeros((len(claims), len(WORD_COLUMNS)))
    meaning = np.zeros(len(claims))
    for row, claim in enumerate(claims.tolist()):
        coverages = _coverages(corpus, claim, passage)
        cosines = (corpus.vectors_of(claim)[: len(coverages)] @ vector).tolist()
        fitting = _fitting(corpus.read(claim), context)
        text = max(fitting, key=lambda each: cosines[each] + sum(coverages[each][:2]))
        texts[row], meaning[row] = text, cosines[text]
        words[row] = _word_columns(corpus, claim, text, coverages[text], passage, context)
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


def _coverages(corpus: Corpus, at: int, passage: Passage) -> list[tuple[float, float, float]]:
    return [_coverage(text, passage, corpus.postings.heaviest) for text in corpus.read(at).passages]


def _word_columns(
    corpus: Corpus,
    at: int,
    text: int,
    coverage: tuple[float, float, float],
    passage: Passage,
    context: Context,
) -> tuple[float, ...]:
    claim, said = corpus.read(at), passage.quantities
    stated = claim.statement.quantities
    return (
        *coverage,
        _named(claim, context.keys, corpus.postings.weight),
        *_slots(claim.passages[text], passage, corpus.postings.heaviest),
        *_others(claim, passage),
        _main_deed(claim.passages[text], passage),
        agreement(stated, said),
        float(clashing(stated, said) is not None),
        float(bool(stated) and not said),
        math.log1p(len(passage.marks)),
    )


def _coverage(
    text: Passage, passage: Passage, weight: Callable[[tuple[str, ...]], float]
) -> tuple[float, float, float]:
    """Return how much of the text the passage says, how much of the passage it says, and how rare it is."""
    covered, total = _share(text, passage.keys, weight)
    told, said = _share(passage, text.keys, weight)
    rare = sum(rarest(mark.keys) for mark in text.marks if not passage.keys.isdisjoint(mark.keys))
    return covered / total, told / said, math.log1p(rare)


def _share(
    passage: Passage, keys: frozenset[str], weight: Callable[[tuple[str, ...]], float]
) -> tuple[float, float]:
    held = total = 0.0
    for mark in passage.marks:
        each = weight(mark.keys)
        total += each
        if not keys.isdisjoint(mark.keys):
            held += each
    return held, max(total, 1e-9)


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
