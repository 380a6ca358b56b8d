"""Files to import, and what is read of them."""

from __future__ import annotations

from io import BytesIO

from claims.events import Dossier
from claims.exchange import Format
from claims.model import Claim
from claims.told import Refusal, Told
from interchange.csv_claims import CsvWriter
from interchange.formats import open_batch
from interchange.textfile import Document


def read(octets: bytes | str, name: str = "claims.csv", format: Format | None = None) -> list[Told | Refusal]:
    data = octets.encode() if isinstance(octets, str) else octets
    return list(open_batch(Document.of(name, data), format).told())


def told(octets: bytes | str, name: str = "claims.csv", format: Format | None = None) -> list[Told]:
    found = read(octets, name, format)
    assert [each for each in found if isinstance(each, Refusal)] == []
    return [each for each in found if isinstance(each, Told)]


def refused(octets: bytes | str, name: str = "claims.csv") -> list[str]:
    return [str(each) for each in read(octets, name) if isinstance(each, Refusal)]


def table(*claims: Claim) -> bytes:
    stream = BytesIO()
    writer = CsvWriter(stream)
    writer.write(claims)
    writer.close()
    return stream.getvalue()


def dossier_of(name: str, octets: bytes) -> Dossier | None:
    return open_batch(Document.of(name, octets)).dossier
