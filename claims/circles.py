"""Families that go round in a circle, which no reader could follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claims.model import Link, Relation

Edges = dict[str, list[str]]


def circles(links: Mapping[str, Iterable[Link]], told: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield a claim of those told about that leads back to itself, with the way in words, and so on.

    A claim would be narrower than itself through others, or supersede itself; contradicting goes both ways.
    """
    for words, edges in (("narrower than", _narrower(links)), ("superseding", _later(links))):
        while circle := _circle(edges):
            first = next((slug for slug in circle if slug in told), None)
            if first is not None:
                at = circle.index(first)
                way = " → ".join((*circle[at:], *circle[:at], first))
                yield first, f"{way}: “{first}” would be {words} itself. Remove one of these links."
            for slug in circle:
                edges.pop(slug, None)


def _narrower(links: Mapping[str, Iterable[Link]]) -> Edges:
    edges: Edges = {}
    for slug, each in links.items():
        for link in each:
            if link.relation is Relation.NARROWER:
                edges.setdefault(slug, []).append(link.slug)
            elif link.relation is Relation.WIDER:
                edges.setdefault(link.slug, []).append(slug)
    return edges


def _later(links: Mapping[str, Iterable[Link]]) -> Edges:
    edges: Edges = {}
    for slug, each in links.items():
        if after := [link.slug for link in each if link.relation is Relation.SUPERSEDES]:
            edges[slug] = after
    return edges


def _circle(edges: Edges) -> Sequence[str]:
    """Return the members of one circle in order, or nothing; in time that grows with the links."""
    left = _without_ends(edges)
    if not left:
        return ()
    here, passed = next(slug for slug in edges if slug in left), dict[str, int]()
    while here not in passed:
        passed[here] = len(passed)
        here = next(there for there in edges[here] if there in left)
    return list(passed)[passed[here] :]


def _without_ends(edges: Edges) -> frozenset[str]:
    """Return the claims from which one can go on for ever."""
    ways_on = Counter({slug: len(after) for slug, after in edges.items()})
    leading_to: Edges = {}
    for slug, after in edges.items():
        for there in after:
            leading_to.setdefault(there, []).append(slug)
    ends = [slug for slug in leading_to if not ways_on[slug]]
    left = set(edges)
    while ends:
        for slug in leading_to.get(ends.pop(), ()):
            ways_on[slug] -= 1
            if not ways_on[slug]:
                left.discard(slug)
                ends.append(slug)
    return frozenset(left)
