"""The messages and claims everything is measured on: ordinary chat with a few messages about claims."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from claims.claim_text import ClaimText
from evals.loading import Labelled, chat, claims, labelled

SEED = 2023
ABOUT_CLAIMS = 0.02
CLAIMS = 500


@dataclass(frozen=True)
class Mix:
    """Messages in the order they come, and others of the same chat to warm up with."""

    messages: tuple[Labelled, ...]
    warm_up: tuple[str, ...]

    @property
    def about(self) -> list[Labelled]:
        """The messages about claims, or close to them."""
        return [message for message in self.messages if message.kind]

    @property
    def texts(self) -> list[str]:
        """What the messages say."""
        return [message.text for message in self.messages]


def chat_mix(data: Path, share: float = 1.0) -> Mix:
    """Return all clear messages about the claims, or a share of them, spread among 49 times as much chat."""
    chance = random.Random(SEED)  # noqa: S311 - a repeatable choice
    about = [message for message in labelled(data / "wagner_dev.jsonl") if not message.ambiguous]
    about = chance.sample(about, max(1, round(share * len(about))))
    ordinary = chat(data / "chat_dev.jsonl")
    chance.shuffle(ordinary)
    wanted = min(round(len(about) * (1 / ABOUT_CLAIMS - 1)), len(ordinary))
    messages = about + ordinary[:wanted]
    chance.shuffle(messages)
    warm_up = [message.text for message in ordinary[wanted:][:1000]]
    return Mix(tuple(messages), tuple(warm_up))


def claims_beside(data: Path) -> list[ClaimText]:
    """Return the 25 claims the messages are about, among others, 500 in all."""
    own = claims(data / "wagner_claims.jsonl")
    others = claims(data / "clef2022_claims.jsonl")
    chance = random.Random(SEED)  # noqa: S311 - a repeatable choice
    return own + chance.sample(others, min(CLAIMS - len(own), len(others)))
