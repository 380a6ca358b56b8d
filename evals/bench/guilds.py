"""What many guilds in one process cost: memory, and how long decisions take."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from claims.claim_text import ClaimText
from claims.events import Term
from claims.notes import decide
from evals.bench.collections import collection
from evals.bench.effort import Effort
from evals.bench.figures import count, percentile, short
from evals.bench.fresh import in_fresh_process
from evals.bench.latency import HELD, PER_SECOND, WAITS, held, open_loop, waits
from evals.bench.memory import resident_mb
from evals.bench.mix import SEED, chat_mix
from evals.bench.sections import Findings, Section
from evals.bench.word_vectors import WordVectors
from matching.scorer import Scorer
from matching.semantic import Encoder, TextEncoder, Vectors
from matching.service import MatchingService

CLAIMS = 50
DRAWN_FROM = 14_256


def measure(data: Path, effort: Effort) -> Findings:
    """Measure each number of guilds in a fresh process."""
    with TemporaryDirectory() as name:
        words = Path(name) / "words.npz"
        statements = [claim.statement for claim in collection(data, DRAWN_FROM)]
        WordVectors.of(statements, effort.common_words, Encoder.open()).save(words)
        told = {"data": str(data), "words": str(words), "share": effort.share, "seconds": effort.seconds}
        found = [in_fresh_process(__name__, "serve", guilds=guilds, **told) for guilds in effort.guilds]
    return Findings([_costs(found)], [_point(each) for each in found])


def _point(found: dict[str, Any]) -> dict[str, float]:
    return {
        "guilds": found["guilds"],
        "p50_ms": percentile(found["waits_ms"], 50),
        "p99_ms": percentile(found["waits_ms"], 99),
        "resident_mb": found["resident_mb"],
    }


def _costs(found: Sequence[dict[str, Any]]) -> Section:
    heads = ["guilds", "first readings s", "MB", *WAITS, *HELD]
    rows = [
        [
            count(each["guilds"]),
            short(each["build_s"]),
            count(each["resident_mb"]),
            *waits(each["waits_ms"]),
            *held(each["held_ms"]),
        ]
        for each in found
    ]
    title = f"Guilds in one process, {CLAIMS} claims each, {PER_SECOND} messages a second among them"
    return Section(title, heads, rows, _NOTES)


_NOTES = (
    "*First readings* builds every guild's index, encoding left out. *MB* is what is resident after the "
    "messages.",
    "Target: 2,000 guilds in 1,536 MB, p50 at most 2 ms, p99 at most 50 ms.",
)


def serve(data: str, words: str, share: float, seconds: float, guilds: int) -> dict[str, Any]:
    """Serve; the answer has `guilds`, `build_s`, `resident_mb`, `waits_ms` and `held_ms`."""
    return asyncio.run(_serve(Path(data), Path(words), share, seconds, guilds))


async def _serve(data: Path, words: Path, share: float, seconds: float, guilds: int) -> dict[str, Any]:
    mix, shelf, scorer = chat_mix(data, share), Shelf(data), Scorer.load()
    encoder = Switched(WordVectors.load(words), Encoder.open())
    service = MatchingService(shelf, scorer, lambda: encoder, most_indexes=guilds)
    begun = time.perf_counter()
    for guild in range(guilds):
        await service.read(guild, mix.warm_up[0])
    build_s = time.perf_counter() - begun
    encoder.switch()
    for text in mix.warm_up[1:101]:
        await service.read(0, text)
    chance = random.Random(SEED)  # noqa: S311 - a repeatable choice

    async def answer(number: int) -> None:
        guild, text = chance.randrange(guilds), mix.messages[number % len(mix.messages)].text
        decide(await service.read(guild, text), shelf.loaded[guild], scorer.thresholds)

    waits_ms, held_ms = await open_loop(answer, seconds)
    found = {"guilds": guilds, "build_s": build_s, "resident_mb": resident_mb()}
    await service.close()
    return found | {"waits_ms": waits_ms, "held_ms": held_ms}


class Switched:
    """An encoder that takes another's place while indexes are built: claims need no model here."""

    def __init__(self, first: TextEncoder, then: TextEncoder) -> None:
        self._now, self._then = first, then

    def switch(self) -> None:
        """From now on, encode with the other."""
        self._now = self._then

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        return self._now.encode(texts)


class Shelf:
    """Each guild's own claims, kept as text, as a database would, until they are asked for."""

    def __init__(self, data: Path) -> None:
        self._lines = [json.dumps([claim.slug, claim.statement]) for claim in collection(data, DRAWN_FROM)]
        self.loaded: dict[int, dict[str, ClaimText]] = {}

    async def texts(self, guild_id: int) -> tuple[Sequence[ClaimText], Sequence[Term]]:
        """Return the guild's claims; no two guilds share memory for the same claim."""
        chosen = random.Random(guild_id).sample(self._lines, min(CLAIMS, len(self._lines)))  # noqa: S311
        claims = [ClaimText(*json.loads(line)) for line in chosen]
        self.loaded[guild_id] = {claim.slug: claim for claim in claims}
        return claims, ()

    async def text(self, guild_id: int, slug: str) -> ClaimText | None:
        """Return one claim of a guild that was asked for before."""
        return self.loaded[guild_id].get(slug)
