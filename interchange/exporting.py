"""Takes claims out of a guild into a file, some at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import BinaryIO, Protocol

from claims.errors import Invalid, PackProblem
from claims.exchange import Format, Wanted
from claims.exchange_desk import ExchangeDesk, Progress, in_silence
from claims.model import Claim
from claims.people import Actor
from claims.ports.exchange import Batch
from interchange.archive import Archive, NotesWriter
from interchange.claim_review_writer import ClaimReviewWriter
from interchange.csv_claims import CsvWriter
from interchange.formats import open_batch
from interchange.pack import MOST_BYTES, pack_bytes
from interchange.textfile import Document


class _Writer(Protocol):
    def write(self, claims: Iterable[Claim], /) -> None: ...

    def close(self) -> None: ...


class ClaimFiles:
    """Opens files that are handed over, and writes those that are asked for."""

    def __init__(self, desk: ExchangeDesk) -> None:
        self._desk = desk

    async def opened(self, name: str, octets: bytes, format: Format | None = None) -> Batch:
        """Return the claims of a file; raise PackProblem when it cannot be read."""
        return await asyncio.to_thread(open_batch, Document.of(name, octets), format)

    async def export(
        self, actor: Actor, wanted: Wanted, stream: BinaryIO, progress: Progress = in_silence
    ) -> int:
        """Write what is wanted and return how many claims there were.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: there is no such event.
            Invalid: the format cannot be written, or needs an event to be named.
            PackProblem: the event is larger than a pack may be.
        """
        match wanted.format:
            case Format.PACK:
                return await self._pack(actor, wanted, stream)
            case Format.CSV:
                return await self._claims(actor, wanted, CsvWriter(stream), progress)
            case Format.CLAIMREVIEW:
                writer = ClaimReviewWriter(stream, wanted.publisher)
                return await self._claims(actor, wanted, writer, progress)
            case Format.EVERYTHING:
                return await self._everything(actor, wanted, stream, progress)
        raise Invalid("Notes of X come in only. Export a pack, csv, claimreview or everything.")

    async def _pack(self, actor: Actor, wanted: Wanted, stream: BinaryIO) -> int:
        dossier = await self._desk.dossier(actor, wanted.event)
        octets = await asyncio.to_thread(pack_bytes, dossier, wanted.name)
        if len(octets) > MOST_BYTES:
            raise PackProblem(
                f"“{dossier.event.slug}” is larger than a pack may be (5 MB) and could not be read again. "
                "Export it as csv."
            )
        stream.write(octets)
        return len(dossier.claims)

    async def _claims(self, actor: Actor, wanted: Wanted, writer: _Writer, progress: Progress) -> int:
        count = 0
        async for some in self._desk.claims(actor, wanted.event):
            await asyncio.to_thread(writer.write, some)
            count += len(some)
            progress(count, None)
        writer.close()
        return count

    async def _everything(self, actor: Actor, wanted: Wanted, stream: BinaryIO, progress: Progress) -> int:
        if wanted.event is not None:
            raise Invalid("Everything is all events. Leave the event out, or export a pack or csv of it.")
        archive = Archive(stream)
        for event in await self._desk.events(actor):
            await asyncio.to_thread(archive.pack, await self._desk.dossier(actor, event))
        with archive.part("claims.csv") as part:
            count = await self._claims(actor, wanted, CsvWriter(part), progress)
        with archive.part("notes.csv") as part:
            rows = NotesWriter(part)
            async for notes in self._desk.notes(actor):
                rows.write(notes)
            rows.close()
        archive.settings(await self._desk.settings(actor))
        await asyncio.to_thread(archive.trail, await self._desk.trail(actor))
        archive.close()
        return count
