from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claims.claim_text import ClaimText
from evals.bench.chat import by_turns
from evals.bench.mix import Mix, chat_mix, claims_beside
from evals.bench.peers import EncodeEverything, Found, FullTextAlone, FullTextAndFuzzy, Peer
from evals.bench.thresholds import Rule, best_rule, quality
from evals.loading import Labelled
from tests.matching.conftest import CLAIMS, BagOfWords

Make = Callable[[Path], Peer]
PEERS: list[Make] = [
    lambda folder: FullTextAndFuzzy(CLAIMS, folder),
    lambda folder: EncodeEverything(CLAIMS, BagOfWords(), "an encoder on every message"),
    lambda folder: FullTextAlone(CLAIMS),
]


@pytest.mark.parametrize("make", PEERS)
def test_each_peer_finds_an_obvious_claim_and_scores_it_best(make: Make, tmp_path: Path) -> None:
    near, far = make(tmp_path).find(["they say a drone sank the ferry Aurora", "the weather in Osk is fine"])
    assert near[0][0] == "ferry-sunk"
    assert near[0][1] > max((score for _, score in far), default=0.0)


@pytest.mark.parametrize("make", PEERS)
def test_no_peer_stumbles_over_what_people_type(make: Make, tmp_path: Path) -> None:
    texts = ['"', "AND OR NOT", "a* (b:c) -d ^e", "", "???", "it's 5 o'clock\x00", "ферма", 'ferry "Aurora']
    found = make(tmp_path).find(texts)
    assert len(found) == len(texts)
    assert found[-1]


def test_a_claim_is_named_once_however_many_of_its_texts_are_found(tmp_path: Path) -> None:
    claim = ClaimText("dam", "The dam broke.", wordings=("the dam burst", "the dam gave way"))
    for peer in (FullTextAlone([claim]), FullTextAndFuzzy([claim], tmp_path)):
        assert [slug for slug, _ in peer.find(["did the dam burst?"])[0]] == ["dam"]


def test_the_best_rule_separates_what_can_be_separated() -> None:
    messages = [
        Labelled("1", "", {"dam": "asserts"}, kind="about_claim"),
        Labelled("2", "", {}, kind="easy"),
        Labelled("3", "", {}),
    ]
    found: list[Found] = [[("dam", 0.8), ("ferry", 0.6)], [("dam", 0.5)], [("dam", 0.9)]]
    rule = best_rule(messages, found)
    assert rule == Rule(1, 0.8)
    judged = quality(list(zip(messages, found, strict=True)), rule)
    assert (judged.precision, judged.recall, judged.false_per_10000, judged.f1) == (1, 1, 10_000, 1)


def test_turns_leave_every_message_with_its_own_findings(tmp_path: Path) -> None:
    texts = [claim.statement for claim in CLAIMS] * 9
    mix = Mix(tuple(Labelled(str(n), text, {}) for n, text in enumerate(texts)), ("hello",))
    runs = by_turns([FullTextAlone(CLAIMS), FullTextAndFuzzy(CLAIMS, tmp_path)], mix, rounds=4)
    for run in runs:
        assert [found[0][0] for found in run.found] == [claim.slug for claim in CLAIMS] * 9


def test_the_mix_is_the_same_every_time_and_holds_the_messages_about_claims(eval_data: Path) -> None:
    mix = chat_mix(eval_data)
    assert mix == chat_mix(eval_data)
    assert {message.id for message in mix.about} == {"P1", "P2"}
    assert len(mix.messages) == 6
    assert {claim.slug for claim in claims_beside(eval_data)} == {"w01", "dam", "ferry"}
