from __future__ import annotations

import random

from claims.claim_text import ClaimText
from evals.loading import Labelled
from evals.samples import Samples, held_out_wordings, samples_of, small_collections
from matching.index import ClaimIndex
from matching.scorer import Scorer
from tests.matching.conftest import CLAIMS, TERMS, BagOfWords

CHANCE = 5


def test_held_out_wordings_are_never_in_the_claims_they_are_held_against() -> None:
    seen: list[str] = []
    *folds, bare = held_out_wordings(CLAIMS, TERMS, random.Random(CHANCE), folds=2)  # noqa: S311
    for known, _, messages in folds:
        recorded = {wording for claim in known for wording in claim.wordings}
        assert recorded.isdisjoint(message.text for message in messages)
        seen += [message.text for message in messages]
    assert sorted(seen) == sorted(wording for claim in CLAIMS for wording in claim.wordings)
    assert all(not claim.wordings for claim in bare[0])


def test_small_collections_use_every_message_once_and_leave_out_some_right_claims() -> None:
    claims = [ClaimText(f"c{n}", f"Claim number {n}.") for n in range(200)]
    messages = [Labelled(f"m{n}", "text", {f"c{n}": "asserts"}) for n in range(100)]
    collections = list(small_collections(claims, messages, [20, 40], random.Random(CHANCE)))  # noqa: S311
    used = [message.id for _, batch in collections for message in batch]
    assert sorted(used) == sorted(message.id for message in messages)
    wanted = [
        (slug in {claim.slug for claim in recorded})
        for recorded, batch in collections
        for m in batch
        for slug in m.stances
    ]
    assert 0 < sum(wanted) < len(wanted)


def test_samples_mark_the_right_claim_and_leave_its_relatives_out() -> None:
    index = ClaimIndex.build(CLAIMS, TERMS, BagOfWords(), Scorer.untrained())
    message = Labelled("m", "a drone sank the ferry Aurora", {"ferry-sunk": "asserts"})
    samples = Samples.joined(samples_of(index, [message], weight=2.0))
    assert samples.right.sum() == 1
    assert len(samples.right) == len(CLAIMS) - 1
    assert set(samples.weights) == {2.0}
