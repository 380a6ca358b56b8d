"""Matches a stream of messages without Discord and without a database: one result a message, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import NotRequired, Protocol, TypedDict

from claims.accounts import Account, MatchAccount
from claims.claim_text import ClaimText
from claims.explaining import explain
from claims.notes import Outcome, Thresholds, decide
from claims.reading import Match, Reading
from matching.index import ClaimIndex

BATCH = 32
DIGITS = 4
FEWEST_CONSIDERED = 5


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


class ExplainedDecision(TypedDict):
    """Why a message gets a note or none; `sentence` says it to a person."""

    sentence: str
    claims: list[str]
    thresholds: dict[str, float]


class ExplainedMatch(TypedDict):
    """What comes of one match and what it goes by; `sentences` say it to a person.

    `outcome` is what is done about this claim, `reason` what the match deserves by itself, and `sibling` the
    related claim that decides instead, if one does; `veto` is None where nothing speaks against the match.
    """

    claim: str
    statement: str
    outcome: str
    reason: str
    sibling: str | None
    score: float
    stance: str
    cue: str
    veto: str | None
    against: str
    said: str
    wording: str
    agreed: list[str]
    missing: list[str]
    sentences: list[str]


class Explained(TypedDict):
    """What `--explain` adds to a result; `matches` are those of the result, in the same order."""

    decision: ExplainedDecision
    matches: list[ExplainedMatch]


class LineResult(TypedDict):
    """What `caveat match` writes for a message; `note` holds the claims a note belongs under."""

    id: str | int | float
    decision: str
    reason: str
    note: list[str]
    matches: list[MatchResult]
    explain: NotRequired[Explained]


def match_lines(
    index: ClaimIndex,
    claims: Sequence[ClaimText],
    thresholds: Thresholds,
    messages: Iterable[Message],
    top: int = 5,
    threads: int = 1,
    *,
    explained: bool = False,
) -> Iterator[LineResult]:
    """Yield one result a message, in the order of the messages, which are read only as fast as needed.

    The decision sees all of a message's best claims; `top` only bounds how many are reported.
    """
    by_slug = {claim.slug: claim for claim in claims}
    considered = max(top, FEWEST_CONSIDERED)

    def read(batch: list[Message]) -> list[LineResult]:
        readings = index.read_all([message.text for message in batch], considered, ranked=True)
        return [
            _result(message, reading, by_slug, thresholds, top, explained=explained)
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


def account_of(
    index: ClaimIndex, claims: Sequence[ClaimText], thresholds: Thresholds, text: str, top: int = 5
) -> Account:
    """Return what would be done about one message, and why, by its best matches (5 at least)."""
    by_slug = {claim.slug: claim for claim in claims}
    reading = index.read(text, max(top, FEWEST_CONSIDERED), ranked=True)
    return explain(reading, decide(reading, by_slug, thresholds), by_slug, thresholds)


def _result(
    message: Message,
    reading: Reading,
    claims: dict[str, ClaimText],
    thresholds: Thresholds,
    top: int,
    *,
    explained: bool,
) -> LineResult:
    decision = decide(reading, claims, thresholds)
    result: LineResult = {
        "id": message.id,
        "decision": decision.outcome.value,
        "reason": decision.reason.value,
        "note": list(decision.slugs) if decision.outcome is Outcome.NOTE else [],
        "matches": [_match(match) for match in reading.matches[:top]],
    }
    if explained:
        result["explain"] = _explained(explain(reading, decision, claims, thresholds), top)
    return result


def _explained(account: Account, top: int) -> Explained:
    return {
        "decision": {
            "sentence": account.sentence,
            "claims": list(account.decision.slugs),
            "thresholds": {"note": account.thresholds.note, "suggest": account.thresholds.suggest},
        },
        "matches": [_explained_match(each) for each in account.matches[:top]],
    }


def _explained_match(account: MatchAccount) -> ExplainedMatch:
    match, went_by = account.match, account.match.explanation
    return {
        "claim": match.slug,
        "statement": account.statement,
        "outcome": account.outcome.value,
        "reason": account.reason.value,
        "sibling": account.sibling,
        "score": round(match.score, DIGITS),
        "stance": match.stance.value,
        "cue": went_by.cue,
        "veto": match.veto.value if match.veto else None,
        "against": went_by.against,
        "said": went_by.said,
        "wording": went_by.wording,
        "agreed": list(went_by.agreed),
        "missing": list(went_by.missing),
        "sentences": [str(line) for line in account.lines],
    }


def _match(match: Match) -> MatchResult:
    return {"claim": match.slug, "score": round(match.score, DIGITS), "stance": match.stance.value}
