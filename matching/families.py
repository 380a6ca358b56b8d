"""Which claims are linked to each other, directly or through others."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim_text import ClaimText


def families(claims: Sequence[ClaimText]) -> list[frozenset[int]]:
    """Return, for each claim, the positions of its family, its own included (union-find, once for all)."""
    position = {claim.slug: at for at, claim in enumerate(claims)}
    root = list(range(len(claims)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for at, claim in enumerate(claims):
        for link in claim.links:
            if link.slug in position:
                root[top(at)] = top(position[link.slug])
    members: dict[int, set[int]] = {}
    for at in range(len(claims)):
        members.setdefault(top(at), set()).add(at)
    frozen = {at: frozenset(family) for at, family in members.items()}
    return [frozen[top(at)] for at in range(len(claims))]
