"""What bringing many claims in from a table, and taking them out again, costs in time and memory."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.exchange import Incoming, Outgoing, export_file, import_file
from bot.settings import Settings
from claims.evidence import Evidence
from claims.exchange import Wish
from claims.model import Claim, Judgement, Verdict
from evals.bench.collections import collection
from evals.bench.effort import Effort
from evals.bench.figures import count, short
from evals.bench.fresh import in_fresh_process
from evals.bench.memory import peak_mb
from evals.bench.mix import SEED
from evals.bench.sections import Findings, Section
from interchange.csv_claims import CsvWriter

GUILD = 1
_PACK = Path(__file__).parents[2] / "packs" / "wagner-mutiny-2023.yaml"
_EVENT = "wagner-mutiny-2023"
_AT = datetime(2023, 6, 24, tzinfo=UTC)
_WAYS = ("look at a table", "bring it in", "bring it in again", "take it out")
_NOTES = (
    "Each in a process of its own on SQLite, from the file to the answer. *MB* is the most that was resident "
    "at any time; 0 rows tell what the program itself takes.",
    "Target: 100,000 rows in 128 MB; of all rows, only their short names and places are kept.",
)


def measure(data: Path, effort: Effort) -> Findings:
    """Measure each number of rows on a database of its own."""
    rows = []
    for size in effort.rows:
        with TemporaryDirectory() as folder:
            table, base = Path(folder) / "claims.csv", {"folder": folder}
            _write(table, data, size)
            in_fresh_process(__name__, "bring_in", **base, file=str(_PACK), dry_run=False)
            found = [
                in_fresh_process(__name__, "bring_in", **base, file=str(table), dry_run=True),
                in_fresh_process(__name__, "bring_in", **base, file=str(table), dry_run=False),
                in_fresh_process(__name__, "bring_in", **base, file=str(table), dry_run=False),
                in_fresh_process(__name__, "take_out", **base),
            ]
            megabytes = short(table.stat().st_size / 2**20)
        rows += [
            [count(size), megabytes, way, short(each["seconds"]), count(each["peak_mb"])]
            for way, each in zip(_WAYS, found, strict=True)
        ]
    heads = ["rows", "file MB", "what", "seconds", "MB"]
    return Findings([Section("Claims from a table and back", heads, rows, _NOTES)])


def bring_in(folder: str, file: str, *, dry_run: bool) -> dict[str, float]:
    """Import a file; the answer has `seconds` and `peak_mb`."""
    asked = Incoming(Path(file), GUILD, Wish(), None, dry_run)
    return _timed(import_file(_settings(folder), asked, _silent))


def take_out(folder: str) -> dict[str, float]:
    """Export all claims as a table; the answer has `seconds` and `peak_mb`."""
    asked = Outgoing(Path(folder) / "out.csv", GUILD, None, None, None, "", force=True)
    return _timed(export_file(_settings(folder), asked, _silent))


def _timed(work: Any) -> dict[str, float]:
    begun = time.perf_counter()
    asyncio.run(work)
    return {"seconds": time.perf_counter() - begun, "peak_mb": peak_mb()}


def _settings(folder: str) -> Settings:
    return Settings.model_validate({"database": f"sqlite:///{folder}/caveat.db"})


def _silent(done: int, of: int | None) -> None:
    """Tell nobody how far it is."""


def _write(table: Path, data: Path, size: int) -> None:
    with table.open("wb") as stream:
        writer = CsvWriter(stream)
        for claim in _claims(data, size):
            writer.write([claim])
        writer.close()


def _claims(data: Path, size: int) -> Iterator[Claim]:
    chance = random.Random(SEED)  # noqa: S311 - a repeatable choice
    said = [claim.statement[:250] for claim in collection(data, 2_000)]
    for number in range(size):
        source = Evidence("A report", "A newspaper", f"https://news.example/{number}")
        judgement = Judgement(_AT, Verdict.FALSE, known=chance.choice(said), evidence=(source,))
        wordings = tuple(f"{chance.choice(said)} ({at})" for at in range(3))
        statement = f"{chance.choice(said)} {number}"
        yield Claim(f"claim-{number}", _EVENT, statement, (judgement,), wordings=wordings)
