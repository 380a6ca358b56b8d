"""An index on disk, so that very many claims need not be read anew: claims, names, keys and their places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from claims.claim_text import ClaimText
from claims.errors import Invalid
from claims.events import Term, TermKind
from claims.model import Link, Relation
from matching.corpus import Corpus
from matching.families import Families
from matching.glossary import Glossary
from matching.index import ClaimIndex
from matching.lexicon_files import FOLDER as LEXICON
from matching.postings import Postings, Weights
from matching.reader import Reader
from matching.scorer import Scorer
from matching.semantic import TextEncoder
from matching.vector_table import KeptVectors, VectorsOnDemand, VectorTable

FORMAT = 1
_ABOUT, _CLAIMS, _KEYS, _PLACES, _VECTORS = (
    "about.json",
    "claims.jsonl",
    "keys.txt",
    "places.npz",
    "vectors.npz",
)


def save(index: ClaimIndex, folder: Path, source: str = "") -> None:
    """Write an index into a folder, which is made when missing; another index there is replaced.

    Args:
        index: what to write.
        folder: where to.
        source: what it was made from, such as a digest, so that a later run can tell whether it still fits.
    """
    corpus, glossary = index.corpus, index.corpus.reader.glossary
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _ABOUT).unlink(missing_ok=True)
    with (folder / _CLAIMS).open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(_as_record(claim), ensure_ascii=False)}\n" for claim in corpus.claims)
    (folder / _KEYS).write_text("\n".join(corpus.postings.places), encoding="utf-8")
    places = list(corpus.postings.places.values())
    ends = np.cumsum([len(each) for each in places], dtype=np.int64)
    joined = np.concatenate([*places, np.zeros(0, dtype=np.int32)])
    np.savez(folder / _PLACES, ends=ends, places=joined, bars=corpus.bars)
    (folder / _VECTORS).unlink(missing_ok=True)
    if isinstance(corpus.vectors, KeptVectors):
        table = corpus.vectors
        np.savez(folder / _VECTORS, rows=table.rows, starts=table.starts, counts=table.counts)
    # Written last: without it the folder holds no index, whatever a crash has left there.
    about = {
        "format": FORMAT,
        "lexicon": _lexicon_digest(),
        "source": source,
        "terms": [_term_record(term) for term in glossary.terms],
        "names": sorted(glossary.claimed),
    }
    (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def made_from(folder: Path) -> str | None:
    """Return the source of the index in a folder, None when it holds none that this version can read."""
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        usable = about["format"] == FORMAT and about["lexicon"] == _lexicon_digest()
        return str(about["source"]) if usable else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load(folder: Path, encoder: TextEncoder, scorer: Scorer) -> ClaimIndex:
    """Read an index from its folder.

    Raises:
        Invalid: the folder holds none, or one made by another version or with another lexicon.
    """
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        if about["format"] != FORMAT or about["lexicon"] != _lexicon_digest():
            raise Invalid(
                f"The index in {folder} was made by another version. Delete the folder and build it anew."
            )
        claims = tuple(_claims(folder / _CLAIMS))
        postings, bars = _postings(folder, len(claims))
        reader = Reader(Glossary(tuple(map(_term, about["terms"])), about["names"]))
        vectors = _vectors(folder / _VECTORS, encoder)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise Invalid(f"{folder} holds no whole index. Delete the folder and build it anew.") from problem
    corpus = Corpus(claims, reader, postings, bars, vectors, Families.of_claims(claims))
    return ClaimIndex(corpus, encoder, scorer)


def _as_record(claim: ClaimText | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    record: dict[str, Any] = {"slug": claim.slug, "statement": claim.statement}
    if claim.title:
        record["title"] = claim.title
    if claim.wordings:
        record["wordings"] = claim.wordings
    if claim.counter_wordings:
        record["counter_wordings"] = claim.counter_wordings
    if claim.links:
        record["links"] = [[link.relation.value, link.slug] for link in claim.links]
    if not claim.notable:
        record["notable"] = False
    return record


def _claims(path: Path) -> Iterator[ClaimText | None]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield None if record is None else _claim(record)


def _claim(record: dict[str, Any]) -> ClaimText:
    return ClaimText(
        slug=record["slug"],
        statement=record["statement"],
        title=record.get("title", ""),
        wordings=tuple(record.get("wordings", ())),
        counter_wordings=tuple(record.get("counter_wordings", ())),
        links=tuple(Link(Relation(relation), slug) for relation, slug in record.get("links", ())),
        notable=record.get("notable", True),
    )


def _postings(folder: Path, count: int) -> tuple[Postings, Weights]:
    keys = (folder / _KEYS).read_text(encoding="utf-8").split("\n")
    with np.load(folder / _PLACES) as kept:
        places, ends, bars = kept["places"], kept["ends"].tolist(), kept["bars"]
    pieces = (places[start:end] for start, end in pairwise([0, *ends]))
    return Postings(dict(zip(keys, pieces, strict=True)) if ends else {}, count), bars


def _vectors(path: Path, encoder: TextEncoder) -> VectorTable:
    if not path.is_file():
        return VectorsOnDemand(encoder)
    with np.load(path) as kept:
        return KeptVectors(kept["rows"], kept["starts"], kept["counts"], encoder)


def _term_record(term: Term) -> dict[str, Any]:
    return {"slug": term.slug, "kind": term.kind.value, "name": term.name, "aliases": list(term.aliases)}


def _term(record: dict[str, Any]) -> Term:
    return Term(record["slug"], TermKind(record["kind"]), record["name"], tuple(record["aliases"]))


def _lexicon_digest() -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(_files(LEXICON)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.iterdir() if path.is_file())
