"""Merging a claim into another: its wordings, evidence and links move there, and its notes follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.errors import Invalid, claim_retired
from claims.kinship import Tie, closes_circle
from claims.model import Claim, Lifecycle, Link, Relation


@dataclass(frozen=True, slots=True)
class Merge:
    """What a merge makes of the claims it changes.

    Attributes:
        merged: the claim that is superseded.
        into: the claim that stands for both.
        others: claims that were linked to the merged one, and are to the other now.
        wordings: how many texts people say it by moved.
        left_out: how many texts did not, because the other claim says the opposite of them.
        evidence: how many sources moved.
    """

    merged: Claim
    into: Claim
    others: tuple[Claim, ...]
    wordings: int
    left_out: int
    evidence: int

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim that it changes, at the revision it was read at."""
        return (self.merged, self.into, *self.others)


def merge(source: Claim, target: Claim, linked: Sequence[Claim], links: Sequence[Tie]) -> Merge:
    """Return what merging a claim into another makes of them.

    Args:
        source: The claim to merge.
        target: The claim that stands for both from then on.
        linked: The claims that are linked to the source.
        links: All links of the guild.

    Raises:
        Invalid: both are one claim, one of them is out of use, the target never matches what the source
            says, or the source is published and the target is not.
    """
    _check(source, target)
    worded, left_out = _worded(source, target)
    evidenced = worded
    for piece in source.current.evidence:
        evidenced = evidenced.evidenced(piece)
    others = [claim for claim in linked if claim.slug not in {source.slug, target.slug}]
    fit = _Family(links, source.slug, target.slug)
    return Merge(
        merged=_emptied(source),
        into=replace(evidenced, links=fit.of_target(source, target)),
        others=tuple(replace(claim, links=fit.of_other(claim)) for claim in others),
        wordings=len(evidenced.wordings) - len(target.wordings),
        left_out=left_out,
        evidence=len(evidenced.current.evidence) - len(target.current.evidence),
    )


def merged_pairs(claims: Iterable[Claim]) -> frozenset[tuple[str, str]]:
    """Return which claims are merged into which, among those given."""
    by_slug: Mapping[str, Claim] = {claim.slug: claim for claim in claims}
    return frozenset(
        (link.slug, claim.slug)
        for claim in by_slug.values()
        for link in claim.links
        if link.relation is Relation.SUPERSEDES and _is_superseded(by_slug.get(link.slug))
    )


def _emptied(claim: Claim) -> Claim:
    """Return a claim that another stands for, with its history and without what has moved."""
    return replace(
        claim,
        lifecycle=Lifecycle.SUPERSEDED,
        wordings=(),
        counter_wordings=(),
        stopped_wordings=(),
        links=(),
    )


def _is_superseded(claim: Claim | None) -> bool:
    return claim is not None and claim.lifecycle is Lifecycle.SUPERSEDED


def _check(source: Claim, target: Claim) -> None:
    if source.slug == target.slug:
        raise Invalid("A claim cannot be merged into itself. Name two claims.")
    for claim in (source, target):
        if claim.retired:
            raise claim_retired(claim.slug, withdrawn=claim.lifecycle is Lifecycle.WITHDRAWN)
    if target.is_draft and not source.is_draft:
        raise Invalid(
            f"“{target.slug}” is a draft, which gets no notes, so those of “{source.slug}” would go. Merge "
            f"“{target.slug}” into “{source.slug}” instead, or publish it first with /desk queue."
        )
    if target.excludes(source.statement):
        raise Invalid(
            f"“{target.slug}” is never to match what “{source.slug}” says, so they are not one claim. "
            "Link them with /desk link instead."
        )


def _worded(source: Claim, target: Claim) -> tuple[Claim, int]:
    """Return the target with the source's texts, and how many it says the opposite of."""
    claim, left_out = target, 0
    for text in (source.statement, *source.wordings):
        if claim.excludes(text) or claim.goes_not_by(text):
            left_out += 1
        elif not claim.says(text):
            claim = claim.worded(text)
    for text in source.counter_wordings:
        if claim.says(text):
            left_out += 1
        else:
            claim = claim.worded(text, counter=True)
    stopped = (each for each in source.stopped_wordings if not (claim.says(each) or claim.excludes(each)))
    fresh = tuple(each for each in stopped if not claim.goes_not_by(each))
    return replace(claim, stopped_wordings=(*claim.stopped_wordings, *fresh)), left_out


class _Family:
    """The links of a guild while those of one claim move to another; what would not fit is dropped."""

    def __init__(self, links: Sequence[Tie], source: str, target: str) -> None:
        self._source, self._target = source, target
        self._links = [(slug, link) for slug, link in links if source not in {slug, link.slug}]

    def of_target(self, source: Claim, target: Claim) -> tuple[Link, ...]:
        """Return the target's own links, those of the source that fit, and that it supersedes the source."""
        kept = tuple(link for link in target.links if link.slug != self._source)
        moved = (link for link in source.links if link.slug != self._target)
        fresh = tuple(link for link in moved if self._fits(self._target, link))
        return (*kept, *fresh, Link(Relation.SUPERSEDES, self._source))

    def of_other(self, claim: Claim) -> tuple[Link, ...]:
        """Return a claim's links, those to the source to the target instead."""
        links = []
        for link in claim.links:
            if link.slug != self._source:
                links.append(link)
            elif self._fits(claim.slug, moved := Link(link.relation, self._target)):
                links.append(moved)
        return tuple(links)

    def _fits(self, slug: str, link: Link) -> bool:
        """Return whether two claims are not linked yet and the link closes no circle; then it is made."""
        pair = {slug, link.slug}
        if any({one, known.slug} == pair for one, known in self._links):
            return False
        if closes_circle(slug, link, self._links):
            return False
        self._links.append((slug, link))
        return True
