"""Words: an in-memory full-text index that ranks texts by BM25."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import tantivy

_WRITER_BYTES = 15_000_000


class LexicalIndex:
    """Ranks texts by the keys they share with a query; safe to search from several threads."""

    def __init__(self, texts: Iterable[Collection[str]]) -> None:
        """Take each text as its keys; a text is known by its position."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("keys", tokenizer_name="raw", index_option="freq")
        builder.add_integer_field("text", stored=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        for position, keys in enumerate(texts):
            writer.add_document(tantivy.Document(keys=list(keys), text=position))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, keys: Iterable[str], top: int) -> list[tuple[int, float]]:
        """Return (position, BM25 score) of the best texts that share a key, best first."""
        wanted = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "keys", key))
            for key in sorted(set(keys))
        ]
        if not wanted:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(wanted), limit=top, count=False).hits
        return [(int(searcher.doc(address)["text"][0]), float(score)) for score, address in hits]
