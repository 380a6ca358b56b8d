"""All that a guild owns in one zip archive: packs, a table, settings, audit trail, notes by their ids."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import datetime, time, timedelta
from typing import IO, Any, BinaryIO, cast

from claims.audit import Revision
from claims.events import Dossier
from claims.exchange import NoteRow
from claims.settings import GuildSettings
from interchange.pack import pack_bytes

_NOTES = tuple(field.name for field in fields(NoteRow))


class Archive:
    """A zip archive that is written part by part."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)

    def part(self, name: str) -> AbstractContextManager[BinaryIO]:
        """Open a part to be written; one at a time."""
        part: IO[bytes] = self._zip.open(name, "w", force_zip64=True)
        return cast("AbstractContextManager[BinaryIO]", part)

    def pack(self, dossier: Dossier) -> None:
        """Write an event."""
        name = f"packs/{dossier.event.slug}.yaml"
        self._zip.writestr(name, pack_bytes(dossier, name))

    def settings(self, settings: GuildSettings) -> None:
        """Write the guild's settings."""
        told = {field.name: _plain(getattr(settings, field.name)) for field in fields(settings)}
        self._zip.writestr("settings.json", _json(told))

    def trail(self, revisions: Iterable[Revision]) -> None:
        """Write the audit trail, each record with what it is sealed with."""
        with self.part("audit.json") as part:
            mark = "["
            for revision in revisions:
                part.write(f"{mark}\n{_revision(revision)}".encode())
                mark = ","
            part.write(b"\n]\n" if mark == "," else b"[]\n")

    def close(self) -> None:
        """Write the list of parts; the stream stays open."""
        self._zip.close()


class NotesWriter:
    """Writes notes as a table of ids, states and times."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
        self._rows = csv.writer(self._text, quoting=csv.QUOTE_ALL)
        self._rows.writerow(_NOTES)

    def write(self, notes: Sequence[NoteRow]) -> None:
        """Write a row for each note."""
        for note in notes:
            self._rows.writerow([_plain(getattr(note, name)) for name in _NOTES])

    def close(self) -> None:
        """Write what is left; the stream stays open."""
        self._text.flush()
        self._text.detach()


def _revision(revision: Revision) -> str:
    change = revision.change
    return json.dumps(
        {
            "number": revision.number,
            "subject": revision.subject,
            "action": change.action.value,
            "actor_id": str(change.actor_id),
            "at": change.at.isoformat(),
            "before": None if revision.before is None else json.loads(revision.before),
            "after": None if revision.after is None else json.loads(revision.after),
            "previous_hash": revision.previous_hash,
            "hash": revision.hash,
        },
        ensure_ascii=False,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"PT{value // timedelta(seconds=1)}S"
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    # Ids are longer than the numbers that spreadsheets and browsers hold.
    return (
        str(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**53
        else value
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
