"""Families of claims: which links may be made between them, and where they go round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from claims.errors import AlreadyThere, Invalid
from claims.model import Link, Relation

# Who is linked to what: a claim's slug with each of its links.
Tie = tuple[str, Link]
# Where the steps from each claim lead; and the claims on a way, each with the steps not taken yet.
_Onwards = dict[str, list[str]]
_Way = dict[str, Iterator[str]]
WORDS = {
    Relation.NARROWER: "narrower than",
    Relation.WIDER: "wider than",
    Relation.SUPERSEDES: "superseding",
    Relation.CONTRADICTS: "contradicting",
}


def check_link(slug: str, link: Link, links: Sequence[Tie]) -> None:
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


def check_no_circle(slug: str, fresh: Iterable[Link], links: Sequence[Tie]) -> None:
    """Raise Invalid if a fresh link of a claim would lead back to it through `links`."""
    for link in fresh:
        if closes_circle(slug, link, links):
            raise Invalid(
                f"“{slug}” cannot be {WORDS[link.relation]} “{link.slug}”: through other claims it is the "
                "other way round. Look at both with /claim show."
            )


def closes_circle(slug: str, link: Link, links: Iterable[Tie]) -> bool:
    """Return whether a link, followed onwards through the others, would lead back to where it begins."""
    step = _step(slug, link)
    if step is None:
        return False
    relation, begins, ends = step
    onwards = {**_onwards(relation, links), begins: [ends]}
    return any(there == begins for _, there in _walk(begins, onwards, set()))


def circles(links: Mapping[str, Iterable[Link]], told: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield a claim of those told about that leads back to itself, with the way in words, and so on.

    A claim would be narrower than itself through others, or supersede itself; contradicting goes both ways.
    Takes time that grows with the links, however many circles there are.
    """
    each = [(slug, link) for slug, of_claim in links.items() for link in of_claim]
    for relation in (Relation.NARROWER, Relation.SUPERSEDES):
        for circle in _circles(_onwards(relation, each)):
            first = next((slug for slug in circle if slug in told), None)
            if first is not None:
                at = circle.index(first)
                way = " → ".join((*circle[at:], *circle[:at], first))
                yield first, f"{way}: “{first}” would be {WORDS[relation]} itself. Remove one of these links."


def _circles(onwards: _Onwards) -> Iterator[Sequence[str]]:
    """Yield circles, each as its members in order, and cut them, so that in the end there are none."""
    passed: set[str] = set()
    for start in onwards:
        for way, there in _walk(start, onwards, passed):
            if there in way:
                circle = _back_to(there, way)
                for slug in circle:
                    onwards[slug].clear()
                yield circle


def _back_to(there: str, way: _Way) -> Sequence[str]:
    """Return the end of a way from a claim on; only so much of the way is looked at."""
    after = [*takewhile(lambda slug: slug != there, reversed(way))]
    return [there, *reversed(after)]


def _walk(start: str, onwards: _Onwards, passed: set[str]) -> Iterator[tuple[_Way, str]]:
    """Yield each step that leads on from a claim, with the way up to it; no claim is passed twice."""
    if start in passed:
        return
    passed.add(start)
    way = {start: iter(onwards.get(start, ()))}
    while way:
        there = next(way[next(reversed(way))], None)
        if there is None:
            way.popitem()
            continue
        yield way, there
        if there not in passed:
            passed.add(there)
            way[there] = iter(onwards.get(there, ()))


def _onwards(relation: Relation, links: Iterable[Tie]) -> _Onwards:
    """Return where the steps of one relation lead from each claim."""
    onwards: _Onwards = {}
    for slug, link in links:
        step = _step(slug, link)
        if step is not None and step[0] is relation:
            onwards.setdefault(step[1], []).append(step[2])
    return onwards


def _step(slug: str, link: Link) -> tuple[Relation, str, str] | None:
    """Return a link as a step in one direction, None for contradicting; wider is narrower backwards."""
    if link.relation is Relation.CONTRADICTS:
        return None
    if link.relation is Relation.WIDER:
        return Relation.NARROWER, link.slug, slug
    return link.relation, slug, link.slug
