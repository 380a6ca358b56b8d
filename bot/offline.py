"""What the command line does without Discord: matching files, showing claims, looking after the database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.settings import Settings
from bot.stopwatch import Stopwatch
from bot.ui.terminal import claim_text
from claims.errors import Invalid, NotFound, not_known_yet
from db import backup
from db.check import check
from db.migrations import migrate
from db.opening import open_database
from interchange.claim_file import read_claims
from interchange.lines import LineProblem
from interchange.messages import Message, read_messages
from interchange.pack import read_pack
from interchange.record import claim_record
from matching.index import ClaimIndex
from matching.offline import match_lines
from matching.scorer import Scorer
from matching.semantic import Encoder

_STREAM = Path("-")


def match_file(
    claims: Path, messages: Path, out: Path, *, top: int, threads: int, profile: bool, encoder: Path | None
) -> int:
    """Match each message of a file to the claims of another, and write one JSON line a message, in order.

    Bad lines are reported with their numbers on standard error and skipped.

    Args:
        claims: A pack, or claims as JSON Lines.
        messages: JSON Lines with `id` and `text`; "-" is standard input.
        out: Where results go; "-" is standard output.
        top: How many matches to list for a message.
        threads: How many threads read messages.
        profile: Whether to tell on standard error where the time went.
        encoder: A folder with another encoder.

    Returns:
        How many lines of either file were bad.

    Raises:
        PackProblem: the claims cannot be read.
        Invalid: the messages, the output or the encoder cannot be used.
    """
    watch = Stopwatch()
    given = read_claims(claims)
    problems = _report(claims, given.problems)
    scorer = Scorer.load()
    watch.lap("read the claims", len(given.claims))
    index = ClaimIndex.build(given.claims, given.terms, Encoder.open(encoder), scorer)
    watch.lap("build the index", len(given.claims))
    written = 0
    with _opened(messages) as source, _writable(out) as sink:
        readable = _Readable(messages, read_messages(source))
        for result in match_lines(index, given.claims, scorer.thresholds, readable, top, threads):
            sink.write(json.dumps(result) + "\n")
            written += 1
    watch.lap("match the messages", written)
    if profile:
        sys.stderr.write(watch.table() + "\n")
    return problems + readable.problems


def show_claim(slug: str, pack: Path, as_of: datetime | None, *, as_json: bool) -> str:
    """Return a claim of a pack in words or as JSON, as it stood at an instant when one is given.

    Raises:
        PackProblem: the pack cannot be read.
        NotFound: no such claim, or nothing was known of it then.
    """
    found = next((claim for claim in read_pack(pack).claims if claim.slug == slug), None)
    if found is None:
        raise NotFound(f"There is no claim “{slug}” in {pack}.")
    claim = found.at(as_of) if as_of else found
    if claim is None:
        raise not_known_yet(slug, found.judgements[0].as_of)
    return json.dumps(claim_record(claim), ensure_ascii=False, indent=2) if as_json else claim_text(claim)


async def migrate_database(settings: Settings) -> int:
    """Bring the database up to this release and return its version."""
    async with open_database(settings.database) as database:
        return await migrate(database)


async def check_database(settings: Settings) -> list[str]:
    """Return what is wrong with the database and its audit trail, as sentences."""
    async with open_database(settings.database) as database:
        return await check(database)


def backup_database(settings: Settings, copy: Path) -> None:
    """Copy the SQLite database to a file that does not exist yet."""
    backup.back_up(settings.database, copy)


def restore_database(settings: Settings, copy: Path, *, overwrite: bool) -> None:
    """Bring a copy back in the SQLite database's place."""
    backup.restore(settings.database, copy, overwrite=overwrite)


class _Readable:
    """The messages of a file; the lines that hold none are reported and counted."""

    def __init__(self, path: Path, lines: Iterable[Message | LineProblem]) -> None:
        self._path = path
        self._lines = lines
        self.problems = 0

    def __iter__(self) -> Iterator[Message]:
        for line in self._lines:
            if isinstance(line, LineProblem):
                self.problems += _report(self._path, [line])
            else:
                yield line


def _report(path: Path, problems: Iterable[LineProblem]) -> int:
    count = 0
    for count, problem in enumerate(problems, start=1):  # noqa: B007 - the last number is the count
        sys.stderr.write(f"{path}: {problem}\n")
    return count


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == _STREAM:
        yield sys.stdin.buffer
        return
    try:
        stream = path.open("rb")
    except OSError as problem:
        raise Invalid(f"{path} cannot be read ({problem.strerror}). Name a file of messages.") from None
    with stream:
        yield stream


@contextmanager
def _writable(path: Path) -> Iterator[TextIO]:
    if path == _STREAM:
        yield sys.stdout
        return
    try:
        stream = path.open("w", encoding="utf-8")
    except OSError as problem:
        raise Invalid(f"{path} cannot be written ({problem.strerror}). Name another file.") from None
    with stream:
        yield stream
