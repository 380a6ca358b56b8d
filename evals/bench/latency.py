"""How long a decision takes while messages keep arriving, and how long the event loop is held meanwhile."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from claims.claim_text import ClaimText
from claims.notes import decide
from evals.bench.effort import Effort
from evals.bench.figures import count, percentile, short
from evals.bench.fresh import in_fresh_process
from evals.bench.mix import SEED, chat_mix, claims_beside
from evals.bench.sections import Findings, Section
from evals.loading import REPOSITORY
from matching.scorer import Scorer
from matching.semantic import Encoder
from matching.service import MatchingService

PER_SECOND = 100
BEAT_S = 0.001
IDLE_S = 5.0

Answer = Callable[[int], Awaitable[object]]


def measure(data: Path, effort: Effort) -> Findings:
    """Measure in a fresh process."""
    found = in_fresh_process(
        __name__, "decisions", data=str(data), share=effort.share, seconds=effort.seconds
    )
    arrived = [f"{PER_SECOND} messages a second", count(len(found["waits_ms"])), *waits(found["waits_ms"])]
    rows = [[*arrived, *held(found["held_ms"])], ["nothing", "0", "-", "-", "-", *held(found["idle_ms"])]]
    heads = ["what arrives", "messages", *WAITS, *HELD]
    notes = (
        "Messages arrive at chance times from another process; a wait lasts from sending to decision. A "
        f"heartbeat is due every {BEAT_S * 1000:.0f} ms: by how much it is late says how long the loop was "
        "held. The loop that does nothing shows what the timer and the machine add.",
        "Target: p50 at most 2 ms, p99 at most 50 ms, the loop never held longer than 10 ms.",
    )
    return Findings([Section("Decisions while messages arrive, 500 claims", heads, rows, notes)])


WAITS = ["p50 ms", "p95 ms", "p99 ms"]
HELD = ["loop held, p99.9 ms", "longest ms"]


def held(late_ms: list[float]) -> list[str]:
    """Return the cells for `HELD`."""
    return [short(percentile(late_ms, 99.9)), short(max(late_ms, default=float("nan")))]


def waits(waits_ms: list[float]) -> list[str]:
    """Return the cells for `WAITS`."""
    return [short(percentile(waits_ms, percent)) for percent in (50, 95, 99)]


def decisions(data: str, share: float, seconds: float) -> dict[str, Any]:
    """Serve one guild; the answer has `waits_ms`, `held_ms` and `idle_ms`."""
    return asyncio.run(_decisions(Path(data), share, seconds))


async def _decisions(data: Path, share: float, seconds: float) -> dict[str, Any]:
    mix, claims = chat_mix(data, share), claims_beside(data)
    by_slug, scorer = {claim.slug: claim for claim in claims}, Scorer.load()
    service = MatchingService(OneGuild(claims), scorer, Encoder.open)
    for text in mix.warm_up[:100]:
        await service.read(1, text)

    async def answer(number: int) -> None:
        text = mix.messages[number % len(mix.messages)].text
        decide(await service.read(1, text), by_slug, scorer.thresholds)

    idle_ms: list[float] = []
    with suppress(TimeoutError):
        await asyncio.wait_for(heartbeat(idle_ms), min(IDLE_S, seconds))
    waits_ms, held_ms = await open_loop(answer, seconds)
    await service.close()
    return {"waits_ms": waits_ms, "held_ms": held_ms, "idle_ms": idle_ms}


class OneGuild:
    """The same claims for whoever asks, and no terms."""

    def __init__(self, claims: Sequence[ClaimText]) -> None:
        self._claims = claims

    async def texts(self, guild_id: int) -> tuple[Sequence[ClaimText], tuple[()]]:
        """Return all claims."""
        return self._claims, ()

    async def text(self, guild_id: int, slug: str) -> ClaimText | None:
        """Return one claim."""
        return next((claim for claim in self._claims if claim.slug == slug), None)


async def heartbeat(late_ms: list[float]) -> None:
    """Note how late each beat comes, until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + BEAT_S
        await asyncio.sleep(BEAT_S)
        late_ms.append((loop.time() - due) * 1000)


async def open_loop(answer: Answer, seconds: float) -> tuple[list[float], list[float]]:
    """Answer messages as they arrive; return how long each waited and how late each beat came, in ms."""
    waits_ms: list[float] = []
    held_ms: list[float] = []

    async def serve(number: int, sent: float) -> None:
        await answer(number)
        waits_ms.append((time.monotonic() - sent) * 1000)

    beating = asyncio.create_task(heartbeat(held_ms))
    command = [sys.executable, "-m", "evals.bench.arrivals", str(PER_SECOND), str(seconds), str(SEED)]
    sender = await asyncio.create_subprocess_exec(*command, cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE)
    async with asyncio.TaskGroup() as serving:
        number = 0
        while sender.stdout is not None and (line := await sender.stdout.readline()):
            serving.create_task(serve(number, float(line)))
            number += 1
    await sender.wait()
    beating.cancel()
    return waits_ms, held_ms
