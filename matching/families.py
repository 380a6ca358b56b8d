"""Which claims are linked to each other, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.claim_text import ClaimText


class Families:
    """Claims grouped by their links; claims without links are families of their own."""

    def __init__(self, linked: Mapping[int, ClaimText], positions: Mapping[str, int]) -> None:
        """Take the claims that link to others, by position, and the positions of all claims by slug."""
        self._linked = linked
        self._positions = positions
        self._roots: dict[int, int] = {}
        for at, claim in linked.items():
            for link in claim.links:
                if link.slug in positions:
                    self._roots[self.of(at)] = self.of(positions[link.slug])

    @classmethod
    def of_claims(cls, claims: Iterable[ClaimText | None]) -> Families:
        """Group the claims by their positions."""
        positions: dict[str, int] = {}
        linked: dict[int, ClaimText] = {}
        for at, claim in enumerate(claims):
            if claim is None:
                continue
            positions[claim.slug] = at
            if claim.links:
                linked[at] = claim
        return cls(linked, positions)

    def of(self, at: int) -> int:
        """Return the position that stands for the family of the claim at a position."""
        while (parent := self._roots.get(at, at)) != at:
            at = parent
        return at

    def of_slug(self, slug: str) -> int:
        """Return the family of the claim with a slug, -1 when there is none."""
        at = self._positions.get(slug)
        return -1 if at is None else self.of(at)

    def position(self, slug: str) -> int | None:
        """Return where the claim with this slug is."""
        return self._positions.get(slug)

    def changed(self, at: int, before: ClaimText | None, after: ClaimText | None) -> Families:
        """Return the families with one claim replaced, added or taken out."""
        positions, linked = dict(self._positions), dict(self._linked)
        linked.pop(at, None)
        if before is not None:
            positions.pop(before.slug, None)
        if after is not None:
            positions[after.slug] = at
            if after.links:
                linked[at] = after
        return Families(linked, positions)
