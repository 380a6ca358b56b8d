"""Matches a stream of messages without Discord and without a database: one result a message, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Protocol, TypedDict

from claims.claim_text import ClaimText
from claims.notes import Outcome, Thresholds, decide
from claims.reading import Match, Reading
from matching.index import ClaimIndex

BATCH = 32
DIGITS = 4


class Message(Protocol):
    """A message to be matched."""

    @property
    def id(self) -> str | int | float:
        """What the result is told apart by."""
        ...

    @property
    def text(self) -> str:
        """What was written."""
        ...


class MatchResult(TypedDict):
    """A claim a message may repeat."""

    claim: str
    score: float
    stance: str


class LineResult(TypedDict):
    """What `caveat match` writes for a message; `note` holds the claims a note belongs under."""

    id: str | int | float
    decision: str
    reason: str
    note: list[str]
    matches: list[MatchResult]


def match_lines(
    index: ClaimIndex,
    claims: Sequence[ClaimText],
    thresholds: Thresholds,
    messages: Iterable[Message],
    top: int = 5,
    threads: int = 1,
) -> Iterator[LineResult]:
    """Yield one result a message, in the order of the messages, which are read only as fast as needed.

    The decision sees all of a message's best claims; `top` only bounds how many are reported.
    """
    by_slug = {claim.slug: claim for claim in claims}
    considered = max(top, 5)

    def read(batch: list[Message]) -> list[LineResult]:
        readings = index.read_all([message.text for message in batch], considered)
        return [
            _result(message, reading, by_slug, thresholds, top)
            for message, reading in zip(batch, readings, strict=True)
        ]

    with ThreadPoolExecutor(threads, thread_name_prefix="match") as workers:
        pending: deque[Future[list[LineResult]]] = deque()
        for batch in _batches(messages):
            pending.append(workers.submit(read, batch))
            while len(pending) > 2 * threads:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _batches(messages: Iterable[Message]) -> Iterator[list[Message]]:
    waiting = iter(messages)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _result(
    message: Message, reading: Reading, claims: dict[str, ClaimText], thresholds: Thresholds, top: int
) -> LineResult:
    decision = decide(reading, claims, thresholds)
    return {
        "id": message.id,
        "decision": decision.outcome.value,
        "reason": decision.reason.value,
        "note": list(decision.slugs) if decision.outcome is Outcome.NOTE else [],
        "matches": [_match(match) for match in reading.matches[:top]],
    }


def _match(match: Match) -> MatchResult:
    return {"claim": match.slug, "score": round(match.score, DIGITS), "stance": match.stance.value}
