"""What a team would otherwise build: three searchers, each with a score to put a threshold on."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt
import tantivy
from rapidfuzz import fuzz, process, utils

from claims.claim_text import ClaimText
from claims.notes import MOST_CLAIMS_IN_A_NOTE
from matching.semantic import TextEncoder

CANDIDATES = 20
Found = list[tuple[str, float]]

_WORD = re.compile(r"\w+")


class Peer(Protocol):
    """Finds the claims a message may repeat; safe to ask from several threads."""

    name: str
    batch: int

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return for each message at most three claims with their scores, best first."""
        ...


class FullTextAndFuzzy:
    """SQLite's FTS5 with the porter stemmer; the best 20 ranked anew by rapidfuzz's token_set_ratio."""

    name = "SQLite FTS5, then rapidfuzz"
    batch = 32

    def __init__(self, claims: Sequence[ClaimText], folder: Path) -> None:
        self._texts, self._slugs = _texts(claims)
        self._path = folder / "fts5.db"
        self._own = threading.local()
        database = sqlite3.connect(self._path)
        database.execute("CREATE VIRTUAL TABLE claims USING fts5(text, tokenize = 'porter')")
        database.executemany("INSERT INTO claims(rowid, text) VALUES (?, ?)", list(enumerate(self._texts)))
        database.commit()
        database.close()

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return the claims found by any word of the message."""
        return [self._find(text) for text in texts]

    def _find(self, text: str) -> Found:
        wanted = " OR ".join(f'"{word}"' for word in _words(text))
        if not wanted:
            return []
        sql = "SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?"
        rows = [row for (row,) in self._database().execute(sql, (wanted, CANDIDATES))]
        ranked = process.extract(
            text,
            [self._texts[row] for row in rows],
            scorer=fuzz.token_set_ratio,
            processor=utils.default_process,
            limit=CANDIDATES,
        )
        return _best((self._slugs[rows[at]], score) for _, score, at in ranked)

    def _database(self) -> sqlite3.Connection:
        if not hasattr(self._own, "database"):
            self._own.database = sqlite3.connect(self._path)
        database: sqlite3.Connection = self._own.database
        return database


class EncodeEverything:
    """Encodes every message, and compares it with all claims."""

    batch = 128

    def __init__(self, claims: Sequence[ClaimText], encoder: TextEncoder, name: str) -> None:
        self.name = name
        texts, self._slugs = _texts(claims)
        self._encoder = encoder
        self._vectors = encoder.encode(texts)

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return the claims nearest by cosine."""
        return [self._nearest(likeness) for likeness in self._encoder.encode(texts) @ self._vectors.T]

    def _nearest(self, likeness: npt.NDArray[np.float32]) -> Found:
        most = min(CANDIDATES, len(likeness))
        rows = np.argpartition(-likeness, most - 1)[:most]
        rows = rows[np.argsort(-likeness[rows], kind="stable")]
        return _best((self._slugs[row], float(likeness[row])) for row in rows.tolist())


class FullTextAlone:
    """tantivy with its default tokenizer."""

    name = "tantivy alone"
    batch = 32

    def __init__(self, claims: Sequence[ClaimText]) -> None:
        texts, self._slugs = _texts(claims)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text")
        builder.add_integer_field("row", stored=True)
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for row, text in enumerate(texts):
            writer.add_document(tantivy.Document(text=text, row=row))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def find(self, texts: Sequence[str]) -> list[Found]:
        """Return the claims found by any word of the message, by BM25."""
        return [self._find(text) for text in texts]

    def _find(self, text: str) -> Found:
        wanted = _words(text)
        if not wanted:
            return []
        searcher = self._index.searcher()
        quoted = " ".join(f'"{word}"' for word in wanted)
        hits = searcher.search(self._index.parse_query(quoted, ["text"]), CANDIDATES, count=False).hits
        return _best((self._slugs[int(searcher.doc(at)["row"][0])], float(score)) for score, at in hits)


def _words(text: str) -> list[str]:
    return sorted(set(_WORD.findall(text.casefold())))


def _texts(claims: Sequence[ClaimText]) -> tuple[list[str], list[str]]:
    """Return all texts of all claims, and the claim of each."""
    every = [(text, claim.slug) for claim in claims for text in claim.texts]
    return [text for text, _ in every], [slug for _, slug in every]


def _best(ranked: Iterable[tuple[str, float]]) -> Found:
    """Keep each claim's best text, and as many claims as a note may hold."""
    best: dict[str, float] = {}
    for slug, score in ranked:
        best.setdefault(slug, score)
    return list(best.items())[:MOST_CLAIMS_IN_A_NOTE]
