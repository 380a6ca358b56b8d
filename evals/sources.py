"""What the scorer learns from: messages against claims, by source, so that any can be held out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.claim_text import ClaimText
from evals.loading import REPOSITORY, Labelled, chat, claims, queries
from evals.practice import Event, events
from evals.samples import Samples, held_out_wordings, samples_of, small_collections
from interchange.pack import read_pack
from matching.index import ClaimIndex
from matching.scorer import Scorer
from matching.semantic import TextEncoder

SEED = 20230624
PACK = REPOSITORY / "packs" / "wagner-mutiny-2023.yaml"
EVAL_FILES = ("clef2022_claims.jsonl", "clef2022_train.jsonl", "chat_dev.jsonl", "war_talk_dev.jsonl")
SIZES = (25, 50, 100, 200)
# Ordinary talk counts more: far below one message in a hundred repeats a claim.
TALK_WEIGHT = 3.0
_TALK_PER_COLLECTION = 40
_CLAIMS_OF_OTHER_EVENTS = 30
_EVERY = 7


class Sources:
    """Gathers examples; the same seed gives the same examples."""

    def __init__(self, data: Path, encoder: TextEncoder) -> None:
        """Take the folder of the evaluation sets; only training data and half of the talk are read."""
        self._data = data
        self._encoder = encoder
        self.talk = training_half(data)

    def gathered(self, scorer: Scorer) -> dict[str, Samples]:
        """Return all examples: one source for each practice event, the pack, the news, and the news at large.

        The scorer only decides which passages are worth a look.
        """
        self._scorer = scorer
        self._chance = random.Random(SEED)  # noqa: S311 - a repeatable sample, nothing secret
        recorded = events()
        parts = {event.slug: [*self._of_event(event, recorded)] for event in recorded}
        parts |= {"pack": [*self._of_pack()], "news": [*self._of_news()], "all news": [*self._of_all_news()]}
        return {name: Samples.joined(part) for name, part in parts.items()}

    def _of_event(self, event: Event, recorded: Sequence[Event]) -> Iterator[Samples]:
        others = [claim for other in recorded if other is not event for claim in other.claims]
        more = self._chance.sample(others, min(_CLAIMS_OF_OTHER_EVENTS, len(others)))
        for turn, collection in enumerate((event.claims, (*event.claims, *more))):
            index = self._index(collection)
            yield from samples_of(index, event.messages)
            yield from samples_of(index, self.talk[turn::_EVERY], TALK_WEIGHT)

    def _of_pack(self) -> Iterator[Samples]:
        """The pack's wordings against the pack without them, with and without what else it knows."""
        dossier = read_pack(PACK)
        texts = [ClaimText.of(claim) for claim in dossier.claims]
        for turn, (known, terms, messages) in enumerate(
            held_out_wordings(texts, dossier.terms, self._chance)
        ):
            index = ClaimIndex.build(known, terms, self._encoder, self._scorer)
            yield from samples_of(index, messages)
            yield from samples_of(index, self.talk[turn::5], TALK_WEIGHT)

    def _of_news(self) -> Iterator[Samples]:
        recorded = claims(self._data / "clef2022_claims.jsonl")
        messages = queries(self._data / "clef2022_train.jsonl")
        for collection, batch in small_collections(recorded, messages, SIZES, self._chance):
            index = self._index(collection)
            yield from samples_of(index, batch)
            yield from samples_of(index, self._chance.sample(self.talk, _TALK_PER_COLLECTION))

    def _of_all_news(self) -> Iterator[Samples]:
        index = self._index(claims(self._data / "clef2022_claims.jsonl"))
        yield from samples_of(index, queries(self._data / "clef2022_train.jsonl"))

    def _index(self, collection: Sequence[ClaimText]) -> ClaimIndex:
        return ClaimIndex.build(collection, (), self._encoder, self._scorer)


def training_half(data: Path) -> list[Labelled]:
    """Return the half of the ordinary talk that is trained on; the other half is only measured."""
    return [*chat(data / "chat_dev.jsonl")[::2], *chat(data / "war_talk_dev.jsonl")[::2]]
