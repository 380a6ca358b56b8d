"""What a file makes of a claim: a new one, or more of the stored one. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from claims.errors import Invalid, event_not_found
from claims.events import Dossier
from claims.evidence import Evidence
from claims.model import Claim, Confidence, Judgement, Lifecycle, Verdict
from claims.seconding import needs_second
from claims.settings import SecondRule
from claims.told import Told, ToldJudgement

T = TypeVar("T")

_SPEAKING = {Lifecycle.PUBLISHED, Lifecycle.NEEDS_RECHECK}


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an import.

    Attributes:
        now: when it is made.
        events: the events there are.
        event: which of them claims belong to that name none.
        publish: whether claims may get notes by it; else new ones are drafts.
        judged_by: whose judgements those are that the file gives no name to.
        breaking: the events in breaking mode.
        second: for which claims a second moderator must agree to a verdict; a file is only one.
    """

    now: datetime
    events: frozenset[str]
    event: str = ""
    publish: bool = False
    judged_by: int | None = None
    breaking: frozenset[str] = frozenset()
    second: SecondRule = SecondRule.NEVER

    def check_verdict(self, before: Claim, after: Claim) -> None:
        """Raise Invalid where a verdict of the file's would need a second moderator."""
        changed = after.verdict is not before.verdict
        if changed and needs_second(before, after.verdict, self.breaking, self.second):
            raise Invalid(
                f"“{before.slug}” would become “{after.verdict.value}”, and a second moderator must agree to "
                "that. Judge it with /desk judge, or take it out of the file."
            )


def merged(told: Told, stored: Claim | None, terms: Terms) -> Claim:
    """Return the claim that is to be stored.

    Raises:
        Invalid: a rule is broken, or the file is older than what is stored.
        NotFound: there is no such event.
    """
    told = replace(told, first_said_at=_kept(told.first_said_at), review_by=_kept(told.review_by))
    if stored is None:
        return _new(told, terms)
    claim = _more(told, stored, terms)
    terms.check_verdict(stored, claim)
    return claim


def merged_event(told: Dossier, stored: Dossier | None) -> Dossier:
    """Return an event with its terms and timeline as they are to be stored, without claims."""
    event = replace(told.event, begins_at=_kept(told.event.begins_at), ends_at=_kept(told.event.ends_at))
    told = replace(told, event=event, claims=())
    if stored is None:
        return told
    terms = {term.slug: term for term in stored.terms}
    for term in told.terms:
        before = terms.get(term.slug)
        aliases = _joined(before.aliases if before else (), term.aliases)
        terms[term.slug] = replace(term, aliases=aliases)
    known = {(_kept(entry.at), entry.text) for entry in stored.timeline}
    fresh = tuple(entry for entry in told.timeline if (_kept(entry.at), entry.text) not in known)
    return Dossier(event, (), tuple(terms.values()), (*stored.timeline, *fresh))


def _new(told: Told, terms: Terms) -> Claim:
    event = told.event or terms.event
    if not event:
        raise Invalid("It names no event. Name one here, or say which event the whole file belongs to.")
    if event not in terms.events:
        raise event_not_found(event)
    if not told.statement:
        raise Invalid(f"There is no claim “{told.slug}” yet, and a new one needs a statement.")
    return Claim(
        slug=told.slug,
        event=event,
        statement=told.statement,
        judgements=told.history or (_first(told.judgement or ToldJudgement(), terms),),
        said_by=told.said_by,
        first_said_at=told.first_said_at,
        wordings=told.wordings,
        counter_wordings=told.counter_wordings,
        stopped_wordings=told.stopped_wordings,
        withdrawn_because=told.withdrawn_because,
        links=told.links,
        lifecycle=_lifecycle(told, None, terms),
        auto_note=told.auto_note is not False,
        review_by=told.review_by,
    )


def _more(told: Told, stored: Claim, terms: Terms) -> Claim:
    if told.lead:
        return stored
    if told.event and told.event != stored.event:
        raise Invalid(
            f"“{told.slug}” belongs to the event “{stored.event}” already. Give this one another short name."
        )
    claim = replace(
        stored,
        statement=told.statement or stored.statement,
        said_by=told.said_by or stored.said_by,
        first_said_at=told.first_said_at or stored.first_said_at,
        links=_joined(stored.links, told.links),
        lifecycle=_lifecycle(told, stored, terms),
        auto_note=stored.auto_note if told.auto_note is None else told.auto_note,
        review_by=told.review_by or stored.review_by,
        judgements=_history(told, stored, terms),
        withdrawn_because=told.withdrawn_because or stored.withdrawn_because,
    )
    for wording in told.counter_wordings:
        claim = claim.worded(wording, counter=True)
    # What a moderator has stopped stays so, whatever an older file says.
    for wording in told.wordings:
        claim = claim if wording in stored.stopped_wordings else claim.worded(wording)
    for wording in told.stopped_wordings:
        claim = claim if wording in claim.stopped_wordings else claim.worded(wording).stopped(wording)
    return claim


def _lifecycle(told: Told, stored: Claim | None, terms: Terms) -> Lifecycle:
    """Without leave to publish, nothing gets notes that got none before."""
    before = stored.lifecycle if stored else Lifecycle.DRAFT
    if told.lifecycle is not None and (terms.publish or told.lifecycle not in _SPEAKING):
        return told.lifecycle
    if told.lifecycle is None and terms.publish and before is Lifecycle.DRAFT:
        return Lifecycle.PUBLISHED
    return told.lifecycle if told.lifecycle and before in _SPEAKING else before


def _history(told: Told, stored: Claim, terms: Terms) -> tuple[Judgement, ...]:
    if told.history:
        return _joined_history(stored.judgements, told.history)
    if told.judgement is None:
        return stored.judgements
    return _judged(told.judgement, stored, terms)


def _joined_history(stored: Sequence[Judgement], told: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Judgements that are there get what evidence they lack; those since the last are added."""
    joined = list(stored)
    # Two judgements of one instant may say the same on other evidence: each is told of once.
    met: set[int] = set()
    for each in told:
        judgement = replace(each, as_of=_kept(each.as_of))
        same = [
            n
            for n, kept in enumerate(joined)
            if n not in met and kept.as_of == judgement.as_of and _alike(kept, judgement)
        ]
        if same:
            met.add(same[0])
            joined[same[0]] = _with_more(joined[same[0]], judgement.evidence)
        elif judgement.as_of >= joined[-1].as_of:
            joined.append(judgement)
    return tuple(joined)


def _judged(told: ToldJudgement, stored: Claim, terms: Terms) -> tuple[Judgement, ...]:
    current, as_of = stored.current, _kept(told.as_of)
    judgement = _on(told, current, as_of or terms.now, terms)
    if _alike(judgement, current):
        return (*stored.judgements[:-1], _with_more(current, told.evidence))
    if as_of is not None and as_of < current.as_of:
        if any(_alike(judgement, kept) and kept.as_of == as_of for kept in stored.judgements):
            return stored.judgements
        raise Invalid(
            f"Its judgement is as of {as_of:%d %b %Y %H:%M} UTC, but “{stored.slug}” was judged as of "
            f"{current.as_of:%d %b %Y %H:%M} UTC. Export the claims again, or empty its as_of."
        )
    if as_of is None or as_of == current.as_of:
        judgement = replace(judgement, as_of=max(terms.now, current.as_of))
    return (*stored.judgements, judgement)


def _first(told: ToldJudgement, terms: Terms) -> Judgement:
    blank = Judgement(terms.now, Verdict.UNVERIFIED)
    return _on(told, blank, _kept(told.as_of) or terms.now, terms)


def _on(told: ToldJudgement, current: Judgement, as_of: datetime, terms: Terms) -> Judgement:
    """What a file leaves out of an unchanged verdict stays; another verdict begins empty."""
    verdict = told.verdict or current.verdict
    kept = current if verdict is current.verdict else None
    evidence = {_key(piece): piece for piece in (kept.evidence if kept else current.evidence)}
    named = tuple(evidence.get(_key(piece), piece) for piece in told.evidence)
    return Judgement(
        as_of=as_of,
        verdict=verdict,
        known=_or(told.known, kept.known if kept else ""),
        unknown=_or(told.unknown, kept.unknown if kept else ""),
        reason=_or(told.reason, kept.reason if kept else ""),
        confidence=told.confidence or (kept.confidence if kept else Confidence.LOW),
        reason_tags=_or(told.reason_tags, kept.reason_tags if kept else frozenset()),
        evidence=named or (kept.evidence if kept else ()),
        judged_by=terms.judged_by,
    )


def _with_more(judgement: Judgement, evidence: Sequence[Evidence]) -> Judgement:
    known = {_key(piece) for piece in judgement.evidence}
    fresh = tuple(piece for piece in evidence if _key(piece) not in known)
    return replace(judgement, evidence=(*judgement.evidence, *fresh)) if fresh else judgement


def _alike(one: Judgement, other: Judgement) -> bool:
    return _text(one) == _text(other)


def _text(judgement: Judgement) -> tuple[object, ...]:
    texts = (judgement.known, judgement.unknown, judgement.reason)
    return judgement.verdict, judgement.confidence, judgement.reason_tags, texts


def _key(piece: Evidence) -> tuple[str, str | None]:
    return piece.title, piece.url


def _or(told: T | None, kept: T) -> T:
    return kept if told is None else told


def _joined(stored: Sequence[T], told: Sequence[T]) -> tuple[T, ...]:
    return (*stored, *(each for each in dict.fromkeys(told) if each not in stored))


def _kept(instant: T) -> T:
    """Return an instant to the millisecond, as the stores keep it."""
    if not isinstance(instant, datetime):
        return instant
    try:
        exact = instant.astimezone(UTC)
    except OverflowError:
        raise Invalid("A time lies outside the years 1 to 9999. Please correct it.") from None
    return exact - timedelta(microseconds=exact.microsecond % 1000)
