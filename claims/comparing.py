"""What an import would change: claim by claim as they come, and the whole told in a few numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.errors import ClaimError
from claims.importing import Terms, merged
from claims.kinship import circles
from claims.model import Claim, Link
from claims.told import Refusal, Told

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Step:
    """A claim as it is stored, None where it is not, and as it is to be stored."""

    before: Claim | None
    after: Claim


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A change in words; `what` is empty for a new claim."""

    slug: str
    statement: str
    what: tuple[str, ...] = ()


@dataclass
class Difference:
    """How many claims an import adds, changes and leaves as they are, the first of them in words.

    Attributes:
        event: what becomes of the event itself, in words; empty when nothing does.
        drafts: how many of those added get no notes until a moderator publishes them.
        refused: how many places of the file are wrong; with any, nothing is imported.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    drafts: int = 0
    refused: int = 0
    event: str = ""
    steps: list[ShownStep] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether there is anything to import."""
        return bool(self.added or self.changed or self.event)

    def refuse(self, refusal: Refusal) -> None:
        """Count what is wrong at a place."""
        self.refused += 1
        if len(self.refusals) < MOST_SHOWN:
            self.refusals.append(refusal)

    def count(self, step: Step) -> bool:
        """Count a claim; return whether there is anything to store."""
        what = changes(step.before, step.after) if step.before else ()
        if step.before is not None and not what:
            self.unchanged += 1
            return False
        if step.before is None:
            self.added += 1
            self.drafts += not step.after.notable
        else:
            self.changed += 1
        if len(self.steps) < MOST_SHOWN:
            self.steps.append(ShownStep(step.after.slug, step.after.statement, what))
        return True


class Comparison:
    """Compares a file with what is stored, some claims at a time; holds no claims, only their names."""

    def __init__(self, terms: Terms) -> None:
        self.difference = Difference()
        self._terms = terms
        self._places: dict[str, str] = {}
        self._links: dict[str, tuple[Link, ...]] = {}

    def take(self, told: Sequence[Told | Refusal], stored: Mapping[str, Claim]) -> list[Step]:
        """Return what is to be stored of some claims, given those of them that are stored."""
        steps = (self._step(each, stored) for each in told)
        return [step for step in steps if step is not None and self.difference.count(step)]

    @property
    def linked(self) -> bool:
        """Whether the file links any claims."""
        return bool(self._links)

    @property
    def targets(self) -> frozenset[str]:
        """The claims that the file links to and does not tell of."""
        linked = {link.slug for links in self._links.values() for link in links}
        return frozenset(linked - self._places.keys())

    def finish(self, known: Iterable[str], stored_links: Mapping[str, tuple[Link, ...]]) -> None:
        """Refuse links that lead nowhere or in a circle, given the claims and links that are stored."""
        lost = self.targets - frozenset(known)
        for slug, links in self._links.items():
            for link in links:
                if link.slug in lost:
                    self._refuse(slug, f"There is no claim “{link.slug}”. Correct or remove the link.")
        together = {**stored_links, **self._links}
        for slug, way in circles(together, frozenset(self._links)):
            self._refuse(slug, way)

    def _step(self, told: Told | Refusal, stored: Mapping[str, Claim]) -> Step | None:
        if isinstance(told, Refusal):
            self.difference.refuse(told)
            return None
        if earlier := self._places.get(told.slug):
            text = f"“{told.slug}” is there already: {earlier}. Keep one of them."
            self.difference.refuse(Refusal(told.place, text))
            return None
        self._places[told.slug] = told.place
        before = stored.get(told.slug)
        try:
            after = merged(told, before, self._terms)
        except ClaimError as problem:
            self.difference.refuse(Refusal(told.place, str(problem)))
            return None
        if after.links and told.links:
            self._links[told.slug] = after.links
        return Step(before, after)

    def _refuse(self, slug: str, text: str) -> None:
        self.difference.refuse(Refusal(self._places[slug], text))


def changes(before: Claim, after: Claim) -> tuple[str, ...]:
    """Return what becomes different, in a few words each."""
    one, other = before.current, after.current
    pairs = (
        ("verdict", one.verdict, other.verdict),
        ("confidence", one.confidence, other.confidence),
        ("lifecycle", before.lifecycle, after.lifecycle),
    )
    told = [f"{name} {_word(old)} → {_word(new)}" for name, old, new in pairs if old is not new]
    if before.auto_note is not after.auto_note:
        told.append(f"automatic notes {'on' if after.auto_note else 'off'}")
    told += [name for name, old, new in _texts(before, after) if old != new]
    told += [f"{name} +{new - old}" for name, old, new in _counts(before, after) if new > old]
    return tuple(told)


def _texts(before: Claim, after: Claim) -> tuple[tuple[str, object, object], ...]:
    one, other = before.current, after.current
    return (
        ("what is known", one.known, other.known),
        ("what is not known", one.unknown, other.unknown),
        ("reason", one.reason, other.reason),
        ("reason tags", one.reason_tags, other.reason_tags),
        ("statement", before.statement, after.statement),
        ("who said it", before.said_by, after.said_by),
        ("when it was first said", before.first_said_at, after.first_said_at),
        ("review date", before.review_by, after.review_by),
    )


def _counts(before: Claim, after: Claim) -> tuple[tuple[str, int, int], ...]:
    return (
        ("wordings", len(before.wordings), len(after.wordings)),
        ("counter-wordings", len(before.counter_wordings), len(after.counter_wordings)),
        ("links", len(before.links), len(after.links)),
        ("judgements", len(before.judgements), len(after.judgements)),
        ("sources", _sources(before), _sources(after)),
    )


def _sources(claim: Claim) -> int:
    return sum(len(judgement.evidence) for judgement in claim.judgements)


def _word(value: str) -> str:
    return str(value).replace("_", " ")
