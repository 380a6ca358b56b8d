"""Events: their timeline, their terms, and the dossier that brings one into a community."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from claims.checks import check_instant, check_slug, check_text
from claims.errors import Invalid
from claims.evidence import Evidence
from claims.model import Claim, Verdict


class Precision(StrEnum):
    """How exactly a time is known."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


class TermKind(StrEnum):
    """What a term names."""

    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    WEAPON = "weapon"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Event:
    """Something unfolding."""

    slug: str
    title: str
    summary: str
    begins_at: datetime
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        check_slug(self.slug)
        check_text("An event's title", self.title, 100)
        check_text("An event's summary", self.summary, 1500, empty=True)
        check_instant("An event's beginning", self.begins_at)
        if self.ends_at is not None and check_instant("An event's end", self.ends_at) < self.begins_at:
            raise Invalid(f"The event “{self.slug}” ends before it begins.")


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """What happened, or was said to have happened, and when."""

    at: datetime
    text: str
    precision: Precision = Precision.MINUTE
    verdict: Verdict = Verdict.UNVERIFIED
    sources: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        check_instant("A timeline entry's time", self.at)
        check_text("A timeline entry", self.text, 400)


@dataclass(frozen=True, slots=True)
class Term:
    """A person, group, place or weapon, with the names people give it in any language."""

    slug: str
    kind: TermKind
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""

    def __post_init__(self) -> None:
        check_slug(self.slug)
        check_text("A term's name", self.name, 100)
        check_text("A term's description", self.description, 400, empty=True)
        for alias in self.aliases:
            check_text("An alias", alias, 100)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything recorded about one event."""

    event: Event
    claims: tuple[Claim, ...]
    terms: tuple[Term, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()

    def __post_init__(self) -> None:
        for kind, things in (("claim", self.claims), ("term", self.terms)):
            counts = Counter(thing.slug for thing in things)
            if doubles := [slug for slug, count in counts.items() if count > 1]:
                raise Invalid(
                    f"The {kind} “{doubles[0]}” is there twice. Give one of them another short name."
                )
        self._check_claims()

    def _check_claims(self) -> None:
        slugs = {claim.slug for claim in self.claims}
        for claim in self.claims:
            if claim.event != self.event.slug:
                raise Invalid(
                    f"“{claim.slug}” belongs to the event “{claim.event}”, not to “{self.event.slug}”."
                )
            if lost := {link.slug for link in claim.links} - slugs:
                raise Invalid(f"“{claim.slug}” is linked to “{min(lost)}”, which is not in the pack.")

    def until(self, instant: datetime) -> Dossier:
        """Return only what was known at that time: earlier judgements, claims and timeline entries."""
        known = [claim for old in self.claims if (claim := old.at(instant)) is not None]
        slugs = {claim.slug for claim in known}
        linked = tuple(
            replace(claim, links=tuple(link for link in claim.links if link.slug in slugs)) for claim in known
        )
        timeline = tuple(entry for entry in self.timeline if entry.at <= instant)
        return replace(self, claims=linked, timeline=timeline)
