"""Families of claims: which links may be made between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.errors import AlreadyThere, Invalid
from claims.model import Link, Relation

# Who is linked to what: a claim's slug with each of its links.
Linked = tuple[str, Link]
WORDS = {
    Relation.NARROWER: "narrower than",
    Relation.WIDER: "wider than",
    Relation.SUPERSEDES: "superseding",
    Relation.CONTRADICTS: "contradicting",
}


def check_link(slug: str, link: Link, links: Sequence[Linked]) -> None:
    """Check that a claim may be linked to another, given all links of the guild.

    Raises:
        AlreadyThere: the two are linked, whichever of them says so.
        Invalid: the claim would be linked to itself, or narrower than itself by way of others.
    """
    if link.slug == slug:
        raise Invalid(f"“{slug}” cannot be linked to itself. Name another claim.")
    for one, known in links:
        if {one, known.slug} == {slug, link.slug}:
            told = f"“{one}” is recorded as {WORDS[known.relation]} “{known.slug}” already."
            raise AlreadyThere(f"{told} Take that away first: /desk link with “remove”.")
    check_no_circle(slug, [link], links)


def check_no_circle(slug: str, fresh: Iterable[Link], links: Sequence[Linked]) -> None:
    """Raise Invalid if a fresh link of a claim would lead back to it through `links`."""
    for link in fresh:
        if closes_circle(slug, link, links):
            raise Invalid(
                f"“{slug}” cannot be {WORDS[link.relation]} “{link.slug}”: through other claims it is the "
                "other way round. Look at both with /claim show."
            )


def closes_circle(slug: str, link: Link, links: Sequence[Linked]) -> bool:
    """Return whether a link, followed onwards through the others, would lead back to where it begins."""
    step = _step(slug, link)
    if step is None:
        return False
    kind, begins, ends = step
    onwards: dict[str, set[str]] = {}
    for other in _steps(links):
        if other[0] is kind:
            onwards.setdefault(other[1], set()).add(other[2])
    reached, waiting = {ends}, [ends]
    while waiting:
        further = onwards.get(waiting.pop(), set()) - reached
        reached |= further
        waiting += further
    return begins in reached


def _steps(links: Iterable[Linked]) -> Iterator[tuple[Relation, str, str]]:
    return (step for slug, link in links if (step := _step(slug, link)) is not None)


def _step(slug: str, link: Link) -> tuple[Relation, str, str] | None:
    """Return a link as a step in one direction, None for contradicting; wider is narrower backwards."""
    if link.relation is Relation.CONTRADICTS:
        return None
    if link.relation is Relation.WIDER:
        return Relation.NARROWER, link.slug, slug
    return link.relation, slug, link.slug
