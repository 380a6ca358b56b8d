"""Reads messages for many guilds off the event loop: indexes built when needed, messages in small batches."""

from __future__ import annotations

import asyncio
import gc
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from claims.claim_text import ClaimText
from claims.events import Term
from claims.reading import Reading
from matching.index import ClaimIndex
from matching.scorer import Scorer
from matching.semantic import TextEncoder
from matching.vector_cache import VectorCache
from matching.vector_file import VectorFile

MOST_INDEXES = 4_000
MOST_IN_A_BATCH = 16
_REMARK = "unheardof, isn't it?"


class Source(Protocol):
    """Where the claims of a guild are kept."""

    async def texts(self, guild_id: int) -> tuple[Sequence[ClaimText], Sequence[Term]]:
        """Return all claims and terms of a guild."""
        ...

    async def text(self, guild_id: int, slug: str) -> ClaimText | None:
        """Return one claim as it is now, None when there is no such claim."""
        ...


@dataclass
class _Desk:
    """One guild's index, and the messages waiting for it."""

    index: asyncio.Task[ClaimIndex]
    waiting: list[tuple[str, asyncio.Future[Reading]]] = field(default_factory=list)
    reading: asyncio.Task[None] | None = None


class MatchingService:
    """Implements claims.ports.Matcher; belongs to one event loop."""

    def __init__(
        self,
        source: Source,
        scorer: Scorer,
        open_encoder: Callable[[], TextEncoder],
        *,
        threads: int = 1,
        kept_vectors: Path | None = None,
        most_indexes: int = MOST_INDEXES,
    ) -> None:
        """Take where claims are kept, how a worker opens the encoder, and a file for the claims' vectors."""
        self._source = source
        self._scorer = scorer
        self._encoder: TextEncoder = VectorCache(open_encoder)
        # What people write is never put on disk; what claims say is.
        self._for_claims = VectorFile(kept_vectors, self._encoder) if kept_vectors else self._encoder
        self._workers = ThreadPoolExecutor(threads, thread_name_prefix="matching")
        self._most_indexes = most_indexes
        self._desks: OrderedDict[int, _Desk] = OrderedDict()
        self._busy: set[asyncio.Task[None]] = set()
        self._trials = asyncio.Lock()

    async def read(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims it may repeat.

        Raises:
            ClaimError: the encoder cannot be opened. Whatever the loader raises comes through, too.
        """
        loop = asyncio.get_running_loop()
        desk = self._desk(guild_id)
        answer: asyncio.Future[Reading] = loop.create_future()
        desk.waiting.append((text, answer))
        if desk.reading is None:
            desk.reading = loop.create_task(self._read_waiting(guild_id, desk))
            self._busy.add(desk.reading)
            desk.reading.add_done_callback(self._busy.discard)
        return await answer

    async def rank(self, guild_id: int, text: str) -> Reading:
        """Return what the message says, with the claims nearest to it, also where none is likely.

        Raises:
            ClaimError: as for reading.
        """
        index = await self._index(guild_id)
        rank = partial(index.read, ranked=True)
        return await asyncio.get_running_loop().run_in_executor(self._workers, rank, text)

    async def search(self, guild_id: int, text: str) -> Reading:
        """Return the claims nearest to what a person looks for; it need not repeat any.

        Raises:
            ClaimError: as for reading.
        """
        index = await self._index(guild_id)
        return await asyncio.get_running_loop().run_in_executor(self._workers, index.search, text)

    async def trial(self, guild_id: int, changed: ClaimText) -> IndexTrial:
        """Return what reads messages with the claims as they are now and with one of them changed.

        The guild's own index stays as it is. All trials together give the workers one message at a time.

        Raises:
            ClaimError: as for reading.
        """
        index = await self._index(guild_id)
        other = await asyncio.get_running_loop().run_in_executor(self._workers, index.changed, [changed])
        return IndexTrial(self, index, other)

    async def read_in_trial(self, text: str, now: ClaimIndex, then: ClaimIndex) -> tuple[Reading, Reading]:
        """Read a past message with two indexes: one at a time, and only when no live message waits."""

        def both() -> tuple[Reading, Reading]:
            return now.read(text), then.read(text)

        async with self._trials:
            while self._busy:
                await asyncio.wait(self._busy)
            return await asyncio.get_running_loop().run_in_executor(self._workers, both)

    def refresh(self, guild_id: int, slug: str | None = None) -> None:
        """Take notice of a change to one claim, or, without a slug, to anything; later readings use it."""
        desk = self._desks.get(guild_id)
        if desk is None:
            return
        if slug is None:
            del self._desks[guild_id]
        else:
            desk.index = asyncio.create_task(self._updated(guild_id, desk.index, slug))

    async def close(self) -> None:
        """Finish what was begun and stop the workers; reading afterwards is an error."""
        while self._busy:
            await asyncio.wait(self._busy)
        self._desks.clear()
        await asyncio.to_thread(self._workers.shutdown)

    async def _index(self, guild_id: int) -> ClaimIndex:
        desk = self._desk(guild_id)
        try:
            # Whoever gives up waiting must not end what others wait for.
            return await asyncio.shield(desk.index)
        except Exception:  # whatever it is, the next reading must build the index again
            self._forget_if_unbuilt(guild_id, desk)
            raise

    def _desk(self, guild_id: int) -> _Desk:
        desk = self._desks.get(guild_id)
        if desk is None:
            desk = self._desks[guild_id] = _Desk(asyncio.create_task(self._build(guild_id)))
        self._desks.move_to_end(guild_id)
        while len(self._desks) > self._most_indexes:
            self._desks.popitem(last=False)
        return desk

    async def _build(self, guild_id: int) -> ClaimIndex:
        claims, terms = await self._source.texts(guild_id)
        loop = asyncio.get_running_loop()
        index = await loop.run_in_executor(self._workers, self._built, claims, terms)
        # An index and the lexicon are very many objects that stay; a full collection, which walks them all,
        # holds the event loop for some 90 ms.
        gc.freeze()
        return index

    def _built(self, claims: Sequence[ClaimText], terms: Sequence[Term]) -> ClaimIndex:
        """Build an index, and read with it once.

        The encoder, the cues of every stance and much of the lexicon are opened by whoever needs them first,
        which takes as long as reading a thousand messages; no message must wait for that.
        """
        index = ClaimIndex.build(claims, terms, self._for_claims, self._scorer).encoded_by(self._encoder)
        for claim in claims[:1]:
            index.read(f"{_REMARK} {claim.statement}", ranked=True)
        return index

    async def _updated(self, guild_id: int, before: asyncio.Task[ClaimIndex], slug: str) -> ClaimIndex:
        index = await before
        claim = await self._source.text(guild_id, slug)
        changed, removed = ([], [slug]) if claim is None else ([claim], [])
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, index.changed, changed, removed)

    async def _read_waiting(self, guild_id: int, desk: _Desk) -> None:
        """Answer everyone waiting, a batch at a time; messages that arrive meanwhile make the next batch."""
        while desk.waiting:
            batch, desk.waiting = desk.waiting[:MOST_IN_A_BATCH], desk.waiting[MOST_IN_A_BATCH:]
            try:
                readings = await self._read_batch(desk, [text for text, _ in batch])
            except Exception as problem:  # every reader must hear of it, whatever it is
                self._forget_if_unbuilt(guild_id, desk)
                _fail(batch, problem)
            else:
                for (_, answer), reading in zip(batch, readings, strict=True):
                    if not answer.done():
                        answer.set_result(reading)
        desk.reading = None

    async def _read_batch(self, desk: _Desk, texts: list[str]) -> list[Reading]:
        index = await desk.index
        return await asyncio.get_running_loop().run_in_executor(self._workers, index.read_all, texts)

    def _forget_if_unbuilt(self, guild_id: int, desk: _Desk) -> None:
        """A failed build must not be kept: the next message tries again."""
        if not desk.index.done():  # a change is under way, and will fail as well if the build did
            return
        failed = desk.index.cancelled() or desk.index.exception() is not None
        if failed and self._desks.get(guild_id) is desk:
            del self._desks[guild_id]


class IndexTrial:
    """Implements claims.ports.TrialReader; neither index is changed by what a guild changes meanwhile."""

    def __init__(self, service: MatchingService, now: ClaimIndex, then: ClaimIndex) -> None:
        self._service = service
        self._now = now
        self._then = then

    async def read(self, texts: Sequence[str]) -> list[tuple[Reading, Reading]]:
        """Return each message as read with the claims as they are and with the changed one."""
        return [await self._service.read_in_trial(text, self._now, self._then) for text in texts]


def _fail(batch: Sequence[tuple[str, asyncio.Future[Reading]]], problem: Exception) -> None:
    for _, answer in batch:
        if not answer.done():
            answer.set_exception(problem)
