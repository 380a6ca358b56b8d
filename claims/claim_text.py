"""A claim as the matcher sees it: only what can be read, none of what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from claims.model import Claim, Link


@dataclass(frozen=True, slots=True)
class ClaimText:
    """What can be read of a claim; claims linked to each other are one family of near-duplicates."""

    slug: str
    statement: str
    title: str = ""
    wordings: tuple[str, ...] = ()
    counter_wordings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    notable: bool = True

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """Return the readable part of a recorded claim."""
        return cls(
            slug=claim.slug,
            statement=claim.statement,
            wordings=claim.wordings,
            counter_wordings=claim.counter_wordings,
            links=claim.links,
            notable=claim.notable,
        )

    @property
    def review_by(self) -> None:
        """Return nothing: what can be read of a claim does not grow old."""

    @property
    def checked_at(self) -> None:
        """Return nothing: what can be read of a claim says nothing of time."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All ways to say it: the statement first, then the title and the wordings."""
        return tuple(text for text in (self.statement, self.title, *self.wordings) if text.strip())
