"""A pack as a file of claims to be imported, into a guild that may know some of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.exchange import Format
from claims.told import Refusal, Told
from interchange.pack import parse_pack
from interchange.textfile import Document


class PackBatch:
    """An event with its claims; what a pack leaves out is left as it is stored."""

    format = Format.PACK
    trusted = True

    def __init__(self, document: Document) -> None:
        pack = parse_pack(document)
        dossier = pack.build()
        self.dossier = replace(dossier, claims=())
        self._claims = tuple(
            zip(dossier.claims, (entry.model_fields_set for entry in pack.claims), strict=True)
        )

    def told(self) -> Iterator[Told | Refusal]:
        """Read the claims in their order."""
        for number, (claim, written) in enumerate(self._claims, start=1):
            yield Told(
                place=f"claims → {number} ({claim.slug})",
                slug=claim.slug,
                event=claim.event,
                statement=claim.statement,
                said_by=claim.said_by,
                first_said_at=claim.first_said_at,
                wordings=claim.wordings,
                counter_wordings=claim.counter_wordings,
                stopped_wordings=claim.stopped_wordings,
                withdrawn_because=claim.withdrawn_because,
                links=claim.links,
                lifecycle=claim.lifecycle if "lifecycle" in written else None,
                auto_note=claim.auto_note if "auto_note" in written else None,
                review_by=claim.review_by,
                history=claim.judgements,
            )
