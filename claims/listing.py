"""A claim as lists name it: what it is picked by, read by the thousand while somebody waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from claims.model import Claim, Lifecycle, Verdict


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list tells of a claim; `checked_at` is when its verdict was known to hold."""

    slug: str
    statement: str
    verdict: Verdict
    lifecycle: Lifecycle
    checked_at: datetime

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """Return a claim so."""
        return cls(claim.slug, claim.statement, claim.verdict, claim.lifecycle, claim.checked_at)

    @property
    def is_draft(self) -> bool:
        """Whether nobody has published it yet, as of a claim."""
        return self.lifecycle.unpublished

    @property
    def retired(self) -> bool:
        """Whether it is out of use, as a claim is."""
        return self.lifecycle.retired


def spells(claim: Claim | Listed, text: str) -> bool:
    """Return whether each word of a text begins a word of a claim's statement or short name."""
    said = f"{claim.slug.replace('-', ' ')} {claim.statement}".casefold()
    typed = text.casefold().replace("-", " ").split()
    # Looking for it anywhere is quicker than taking every claim apart, and most have it nowhere.
    if not all(word in said for word in typed):
        return False
    words = said.split()
    return all(any(word.startswith(start) for word in words) for start in typed)
