"""How much is measured: a look, what `make bench` does, or everything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """The sizes of all measurements.

    Attributes:
        rounds: into how many turns the contenders' messages are split.
        share: the share (0..1) of the chat mix that contenders read.
        seconds: how long messages arrive, at each setting.
        claims: how many claims a guild has.
        guilds: how many guilds a process serves.
        readings: how many messages are timed one by one at each number of claims.
        lengths: lengths of messages in characters.
        per_length: messages of each length.
        rows: how many claims a table brings in.
        common_words: how many words the encoder itself sees for made-up claims.
    """

    rounds: int = 5
    share: float = 1.0
    seconds: float = 20.0
    claims: tuple[int, ...] = (50, 500, 5_000, 14_231, 100_000)
    guilds: tuple[int, ...] = (1, 20, 200, 2_000)
    readings: int = 1_000
    lengths: tuple[int, ...] = (10, 30, 100, 300, 1_000, 2_000, 4_000, 10_000)
    per_length: int = 40
    rows: tuple[int, ...] = (0, 1_000, 10_000, 100_000)
    common_words: int = 5_000


USUAL = Effort()
EVERYTHING = Effort(claims=(*USUAL.claims, 1_000_000))
LOOK = Effort(
    rounds=2,
    share=0.05,
    seconds=3.0,
    claims=(50, 500, 2_000),
    guilds=(1, 20),
    readings=100,
    lengths=(10, 100, 1_000, 10_000),
    per_length=5,
    rows=(0, 500),
    common_words=500,
)
