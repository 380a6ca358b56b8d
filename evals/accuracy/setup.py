"""What every section needs: the sets, the encoder with its memory, and indexes of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from claims.claim_text import ClaimText
from claims.events import Term
from claims.notes import Decision, decide
from claims.reading import Reading
from evals.loading import REPOSITORY, Labelled, claims, existing
from evals.notes import Judged, Mapping, judged
from interchange.pack import read_pack
from matching.index import ClaimIndex
from matching.scorer import Scorer
from matching.semantic import TextEncoder

PACK = REPOSITORY / "packs" / "wagner-mutiny-2023.yaml"
BATCH = 64


@dataclass(frozen=True)
class Collection:
    """Recorded claims and their index, as a community would keep them."""

    index: ClaimIndex
    claims: Sequence[ClaimText]
    scorer: Scorer

    @classmethod
    def build(
        cls, recorded: Sequence[ClaimText], terms: Sequence[Term], encoder: TextEncoder, scorer: Scorer
    ) -> Self:
        """Index the claims."""
        return cls(ClaimIndex.build(recorded, terms, encoder, scorer), recorded, scorer)

    def read(self, messages: Sequence[Labelled], *, ranked: bool = False) -> Iterator[Reading]:
        """Yield each message's reading, in order; if ranked, also what is nearest where nothing is likely."""
        for start in range(0, len(messages), BATCH):
            texts = [message.text for message in messages[start : start + BATCH]]
            yield from self.index.read_all(texts, ranked=ranked)

    def decide(self, messages: Sequence[Labelled]) -> Iterator[tuple[Reading, Decision]]:
        """Yield each message's reading and what the bot would do about it."""
        by_slug = {claim.slug: claim for claim in self.claims}
        for reading in self.read(messages):
            yield reading, decide(reading, by_slug, self.scorer.thresholds)

    def judge(self, messages: Sequence[Labelled], mapped: Mapping | None = None) -> list[Judged]:
        """Return each message's notes, judged; `mapped` translates the claims to the labelled ones."""
        decided = zip(messages, self.decide(messages), strict=True)
        return [judged(message, reading, decision, mapped) for message, (reading, decision) in decided]


@dataclass(frozen=True)
class Setup:
    """One run: which sets are measured, and with what."""

    data: Path
    split: str
    encoder: TextEncoder
    scorer: Scorer

    def path(self, name: str) -> Path:
        """Return the path of a set; raise NoSuchSet when it is not there."""
        return existing(self.data / name)

    def collection(self, recorded: Sequence[ClaimText], terms: Sequence[Term] = ()) -> Collection:
        """Index claims for this run."""
        return Collection.build(recorded, terms, self.encoder, self.scorer)

    @cached_property
    def bare(self) -> Collection:
        """The Wagner claims by statement only."""
        return self.collection(claims(self.path("wagner_claims.jsonl")))

    @cached_property
    def pack(self) -> Collection:
        """The Wagner pack, with its wordings and the event's terms."""
        dossier = read_pack(PACK)
        return self.collection([ClaimText.of(claim) for claim in dossier.claims], dossier.terms)
