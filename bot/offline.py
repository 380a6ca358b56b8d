"""What the command line does without Discord: matching files, showing claims, looking after the database."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.settings import Settings
from bot.stopwatch import Stopwatch
from bot.ui.terminal import claim_text, trail_line
from claims.accounts import Account
from claims.claim_text import ClaimText
from claims.errors import Invalid, NotFound, not_known_yet
from claims.notes import Thresholds
from claims.statistics import Statistics, last_days
from claims.trail import Selection, as_record
from claims.trail_desk import records
from db import backup
from db.check import check
from db.migrations import migrate
from db.opening import open_database
from db.statistics import SqlStatisticsStore
from db.stores import open_stores
from interchange.claim_file import read_claims
from interchange.lines import LineProblem
from interchange.messages import Message, read_messages
from interchange.pack import read_pack
from interchange.record import claim_record
from interchange.statistics_record import statistics_record
from matching import saved
from matching.index import ClaimIndex
from matching.offline import account_of, match_lines
from matching.scorer import Scorer
from matching.semantic import Encoder

_STREAM = Path("-")


@dataclass(frozen=True, slots=True)
class Matching:
    """How messages are matched.

    Attributes:
        claims: a pack, or claims as JSON Lines.
        top: how many matches to list for a message.
        threads: how many threads read messages.
        profile: whether to tell on standard error where the time went.
        encoder: a folder with another encoder.
        index: a folder that keeps the claims as read, for the next run.
    """

    claims: Path
    top: int = 5
    threads: int = 1
    profile: bool = False
    encoder: Path | None = None
    index: Path | None = None


def match_file(how: Matching, messages: Path, out: Path, *, explained: bool) -> int:
    """Match each message of a file to claims, and write one JSON line a message, in order.

    Bad lines are reported with their numbers on standard error and skipped.

    Args:
        how: The claims, and how to match.
        messages: JSON Lines with `id` and `text`; "-" is standard input.
        out: Where results go; "-" is standard output.
        explained: Whether each line also says why.

    Returns:
        How many lines of either file were bad.

    Raises:
        PackProblem: the claims cannot be read.
        Invalid: the messages, the output or the encoder cannot be used.
    """
    watch = Stopwatch()
    ready = _prepared(how, watch)
    written = 0
    with _opened(messages) as source, _writable(out) as sink:
        readable = _Readable(messages, read_messages(source))
        for result in match_lines(
            ready.index, ready.claims, ready.thresholds, readable, how.top, how.threads, explained=explained
        ):
            sink.write(json.dumps(result) + "\n")
            written += 1
    watch.lap("match the messages", written)
    _tell(watch, how)
    return ready.problems + readable.problems


def explain_text(how: Matching, text: str) -> tuple[Account, int]:
    """Return what Caveat would do about one message and why, and how many lines of the claims were bad.

    Raises:
        PackProblem: the claims cannot be read.
        Invalid: the encoder cannot be used.
    """
    watch = Stopwatch()
    ready = _prepared(how, watch)
    account = account_of(ready.index, ready.claims, ready.thresholds, text, how.top)
    watch.lap("match the message", 1)
    _tell(watch, how)
    return account, ready.problems


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


async def print_trail(
    settings: Settings, guild_id: int, claim: str | None, write: Callable[[str], None], *, as_json: bool
) -> int:
    """Write each record of a guild's audit trail as a line, the newest first, and return how many there are.

    Raises:
        StoreProblem: the database cannot be used.
    """
    count = 0
    async with open_stores(settings.database) as stores:
        async for revision in records(stores.trail, guild_id, Selection(claim)):
            plain = json.dumps(as_record(revision), ensure_ascii=False) if as_json else trail_line(revision)
            write(plain)
            count += 1
    return count


async def count_notes(
    settings: Settings, guild_id: int | None, days: int, now: datetime
) -> list[tuple[int, Statistics]]:
    """Return the numbers of a guild, or of each there is, over so many days of which today is the last.

    Raises:
        NotFound: nothing was ever recorded for that guild.
    """
    async with open_database(settings.database) as database:
        await migrate(database)
        store = SqlStatisticsStore(database)
        known = await store.guilds()
        if guild_id is not None and guild_id not in known:
            raise NotFound(f"Nothing is recorded for a server {guild_id}. Leave --guild away to see all.")
        asked = known if guild_id is None else [guild_id]
        return [(each, await store.statistics(each, last_days(days, now))) for each in asked]


def counts_as_json(counted: Iterable[tuple[int, Statistics]]) -> str:
    """Return the numbers of guilds as JSON."""
    return json.dumps({"guilds": [statistics_record(*each) for each in counted]}, indent=2)


def backup_database(settings: Settings, copy: Path) -> None:
    """Copy the SQLite database to a file that does not exist yet."""
    backup.back_up(settings.database, copy)


def restore_database(settings: Settings, copy: Path, *, overwrite: bool) -> None:
    """Bring a copy back in the SQLite database's place."""
    backup.restore(settings.database, copy, overwrite=overwrite)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Claims ready to be matched, and how many of their lines were bad."""

    index: ClaimIndex
    claims: Sequence[ClaimText]
    thresholds: Thresholds
    problems: int


def _prepared(how: Matching, watch: Stopwatch) -> _Prepared:
    scorer, encoder = Scorer.load(), Encoder.open(how.encoder)
    digest = _digest(how.claims) if how.index is not None else ""
    if how.index is not None and saved.made_from(how.index) == digest:
        index = saved.load(how.index, encoder, scorer)
        watch.lap("load the index", len(index))
        return _Prepared(index, index.claims, scorer.thresholds, problems=0)
    given = read_claims(how.claims)
    problems = _report(how.claims, given.problems)
    watch.lap("read the claims", len(given.claims))
    index = ClaimIndex.build(given.claims, given.terms, encoder, scorer)
    watch.lap("build the index", len(given.claims))
    if how.index is not None:
        _keep(index, how.index, digest)
        watch.lap("save the index", len(given.claims))
    return _Prepared(index, given.claims, scorer.thresholds, problems)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise Invalid(f"{path} cannot be read ({problem.strerror}). Name a file of claims.") from None


def _keep(index: ClaimIndex, folder: Path, digest: str) -> None:
    try:
        saved.save(index, folder, digest)
    except OSError as problem:
        raise Invalid(
            f"The index cannot be kept in {folder} ({problem.strerror}). Name another folder."
        ) from None


def _tell(watch: Stopwatch, how: Matching) -> None:
    if how.profile:
        sys.stderr.write(watch.table() + "\n")


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
