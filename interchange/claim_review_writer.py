"""Writes published claims as ClaimReview (schema.org), for search engines and other fact-checkers.

A number is given only where the verdict is an end of the true-false axis; “unverified” is no middle of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from claims.evidence import Evidence, EvidenceStance
from claims.exchange import Publisher
from claims.model import Claim, Lifecycle, Verdict
from interchange.claim_review import NOT_KNOWN

_SHOWN = {Lifecycle.PUBLISHED, Lifecycle.NEEDS_RECHECK}
_VALUES = {Verdict.FALSE: 1, Verdict.CONFIRMED: 5}
_WORST, _BEST = 1, 5
_WORDS = {Verdict.CONFIRMED: "True", Verdict.PARTLY_TRUE: "Partly true"}


class ClaimReviewWriter:
    """Writes one document, a review at a time; claims that are not published are left out."""

    def __init__(self, stream: BinaryIO, publisher: Publisher) -> None:
        self._stream = stream
        self._publisher = publisher
        self._first = True
        self._stream.write(b'{"@context": "https://schema.org", "@graph": [')

    def write(self, claims: Iterable[Claim]) -> None:
        """Write a review for each published claim."""
        for claim in claims:
            if claim.lifecycle in _SHOWN:
                text = json.dumps(review(claim, self._publisher), ensure_ascii=False)
                self._stream.write(("\n" if self._first else ",\n").encode() + text.encode())
                self._first = False

    def close(self) -> None:
        """Write what ends the document."""
        self._stream.write(b"\n]}\n")


def review(claim: Claim, publisher: Publisher) -> dict[str, Any]:
    """Return a claim's present judgement as a ClaimReview object."""
    judgement = claim.current
    unknown = f"{NOT_KNOWN}{judgement.unknown}" if judgement.unknown else ""
    written: dict[str, Any] = _without_nothing(
        {
            "@type": "ClaimReview",
            "@id": f"#{claim.slug}",
            "url": f"{publisher.page}#{claim.slug}" if publisher.page else None,
            "claimReviewed": claim.statement,
            "datePublished": claim.judgements[0].as_of.isoformat(),
            "dateModified": judgement.as_of.isoformat(),
            "author": {"@type": "Organization", "name": publisher.name, "url": publisher.page or None},
            "reviewRating": _rating(judgement.verdict),
            "reviewBody": f"{judgement.known}{unknown}",
            "citation": [_work(piece) for piece in judgement.evidence],
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": claim.said_by} if claim.said_by else None,
                "datePublished": claim.first_said_at.isoformat() if claim.first_said_at else None,
                "appearance": [_work(piece) for piece in claim.evidence if _shows(piece)],
            },
        }
    )
    return written


def _rating(verdict: Verdict) -> dict[str, Any]:
    words = _WORDS.get(verdict, verdict.value.capitalize())
    value = _VALUES.get(verdict)
    numbers = {"ratingValue": value, "worstRating": _WORST, "bestRating": _BEST} if value else {}
    return {"@type": "Rating", "alternateName": words, **numbers}


def _shows(piece: Evidence) -> bool:
    return piece.stance is EvidenceStance.CONTEXT and piece.url is not None


def _work(piece: Evidence) -> dict[str, Any]:
    return {"@type": "CreativeWork", "name": piece.title, "url": piece.url}


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_nothing(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    return [_without_nothing(each) for each in value] if isinstance(value, list) else value
