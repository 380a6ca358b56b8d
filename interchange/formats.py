"""Which format a file is in, by its name and what it begins with, and what reads each."""

from __future__ import annotations

from pathlib import PurePath

from claims.errors import PackProblem
from claims.exchange import Format
from claims.ports.exchange import Batch
from interchange.claim_review import ClaimReviewBatch, read_tree
from interchange.community_notes import NEEDED, NotesBatch
from interchange.csv_claims import CsvBatch
from interchange.pack_batch import PackBatch
from interchange.textfile import Document

_BY_SUFFIX = {
    ".yaml": Format.PACK,
    ".yml": Format.PACK,
    ".json": Format.PACK,
    ".jsonld": Format.CLAIMREVIEW,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".zip": Format.EVERYTHING,
}


def format_of(name: str) -> Format | None:
    """Return the format that a file's name tells, None when it tells none."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())


def open_batch(document: Document, format: Format | None = None) -> Batch:
    """Return a file's claims; packs and reviews are read at once, tables when their claims are asked for.

    Raises:
        PackProblem: it cannot be read, or is of no kind that can be imported.
    """
    kind = format or format_of(document.name)
    if kind is Format.CSV and format is None and _begins_like_notes(document):
        kind = Format.NOTES
    if kind is Format.PACK and format is None and document.suffix == ".json" and _holds_reviews(document):
        kind = Format.CLAIMREVIEW
    match kind:
        case Format.CSV:
            return CsvBatch(document)
        case Format.NOTES:
            return NotesBatch(document)
        case Format.CLAIMREVIEW:
            return ClaimReviewBatch(document, read_tree(document))
        case Format.PACK:
            return PackBatch(document)
    raise PackProblem(
        f"{document.name} cannot be imported. Files to import end in .yaml, .json, .csv, .tsv or .jsonld."
    )


def _begins_like_notes(document: Document) -> bool:
    with document.open() as stream:
        head = stream.readline(4096).lower()
    return all(column.encode() in head for column in NEEDED)


def _holds_reviews(document: Document) -> bool:
    tree = read_tree(document)
    return not (isinstance(tree, dict) and "format" in tree)
