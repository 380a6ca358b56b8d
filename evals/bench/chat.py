"""How fast ordinary chat is read, against what a team would otherwise build."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.claim_text import ClaimText
from claims.notes import MOST_CLAIMS_IN_A_NOTE, Outcome, decide
from evals.bench.effort import Effort
from evals.bench.figures import count, short
from evals.bench.mix import SEED, Mix, chat_mix, claims_beside
from evals.bench.peers import EncodeEverything, Found, FullTextAlone, FullTextAndFuzzy, Peer
from evals.bench.sections import Findings, Section
from evals.bench.thresholds import Quality, Rule, best_rule, quality
from evals.encoder import published_encoder
from matching.index import ClaimIndex
from matching.offline import BATCH
from matching.scorer import Scorer
from matching.semantic import Encoder

THREADS = 2
HEADS = [
    "what",
    "messages/s",
    "x MiniLM",
    "precision",
    "recall",
    "false notes per 10,000 of chat",
    "threshold",
]


class Caveat:
    """Reads and decides as `caveat match` does; what it finds, it would note."""

    name = "Caveat"
    batch = BATCH

    def __init__(self, claims: Sequence[ClaimText], encoder: Encoder) -> None:
        scorer = Scorer.load()
        self.thresholds = scorer.thresholds
        self._claims = {claim.slug: claim for claim in claims}
        self._index = ClaimIndex.build(claims, (), encoder, scorer)

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return the claims noted, each with the score 1."""
        return [
            [(slug, 1.0) for slug in decision.slugs if decision.outcome is Outcome.NOTE]
            for reading in self._index.read_all(texts)
            for decision in (decide(reading, self._claims, self.thresholds),)
        ]


@dataclass
class Run:
    """What a contender found, in the order of the messages, and how long it took."""

    contender: Peer
    found: list[Found] = field(default_factory=list)
    spent_s: float = 0.0

    def read(self, texts: Sequence[str], workers: ThreadPoolExecutor) -> None:
        """Read some more messages."""
        begun = time.perf_counter()
        found = _in_batches(self.contender, texts, workers)
        self.spent_s += time.perf_counter() - begun
        self.found += found


def measure(data: Path, effort: Effort) -> Findings:
    """Let all contenders read the same messages by turns, and judge what they found."""
    mix, claims = chat_mix(data, effort.share), claims_beside(data)
    with TemporaryDirectory() as folder:
        caveat = Caveat(claims, Encoder.open())
        peers: list[Peer] = [
            FullTextAndFuzzy(claims, Path(folder)),
            EncodeEverything(claims, published_encoder(Path(folder)), _BASELINE),
            EncodeEverything(claims, Encoder.open(), "the same with Caveat's encoder"),
            FullTextAlone(claims),
        ]
        runs = by_turns([caveat, *peers], mix, effort.rounds)
    rules = [Rule(MOST_CLAIMS_IN_A_NOTE, 1.0), *(best_rule(mix.messages, run.found) for run in runs[1:])]
    own = short(caveat.thresholds.note)
    shown = [own, *(f"{short(rule.threshold)}, {rule.most} at most" for rule in rules[1:])]
    judged = [
        quality(list(zip(mix.messages, run.found, strict=True)), rule)
        for run, rule in zip(runs, rules, strict=True)
    ]
    slow = next(run.spent_s for run in runs if run.contender.name == _BASELINE)
    rows = [_row(*each, slow, len(mix.messages)) for each in zip(runs, judged, shown, strict=True)]
    about = len(mix.about)
    title = f"{count(len(mix.messages))} messages of chat, {about} of them about claims; {len(claims)} claims"
    return Findings([Section(f"{title}; {THREADS} threads", HEADS, rows, _NOTES)])


_BASELINE = "MiniLM on every message"
_NOTES = (
    "Each of the others has the threshold, and the number of claims a note may name, that give it the best "
    "F1 on the messages about claims; Caveat has its own. Precision and recall are of notes under those "
    "messages.",
    "Target: 5,000 messages/s, and 20 times MiniLM on every message with at most 0.01 less recall.",
)


def by_turns(contenders: Sequence[Peer], mix: Mix, rounds: int) -> list[Run]:
    """Give everyone the same messages in turn, so that a busy machine slows all alike."""
    runs = [Run(contender) for contender in contenders]
    order = random.Random(SEED)  # noqa: S311 - a repeatable order
    with ThreadPoolExecutor(THREADS) as workers:
        for run in runs:
            _in_batches(run.contender, mix.warm_up, workers)
        for turn in range(rounds):
            texts = mix.texts[turn * len(mix.texts) // rounds : (turn + 1) * len(mix.texts) // rounds]
            for run in order.sample(runs, len(runs)):
                run.read(texts, workers)
    return runs


def _in_batches(contender: Peer, texts: Sequence[str], workers: ThreadPoolExecutor) -> list[Found]:
    batches = [texts[start : start + contender.batch] for start in range(0, len(texts), contender.batch)]
    find: Callable[[Sequence[str]], list[Found]] = contender.find
    return list(chain.from_iterable(workers.map(find, batches)))


def _row(run: Run, judged: Quality, threshold: str, slow_s: float, messages: int) -> list[str]:
    return [
        run.contender.name,
        count(messages / run.spent_s),
        short(slow_s / run.spent_s),
        f"{judged.precision:.3f}",
        f"{judged.recall:.3f}",
        short(judged.false_per_10000),
        threshold,
    ]
