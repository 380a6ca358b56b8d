"""The shape of a pack file, key by key; the rules themselves are the domain's."""

from __future__ import annotations

import re
from abc import abstractmethod
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from claims.checks import MAX_PARAGRAPH, MAX_SLUG, MAX_STATEMENT, MAX_URL, MAX_WORDING
from claims.errors import Invalid
from claims.events import Dossier, Event, Precision, Term, TermKind, TimelineEntry
from claims.evidence import Evidence, EvidenceStance, Grade
from claims.model import Claim, Confidence, Judgement, Lifecycle, Link, ReasonTag, Relation, Verdict

FORMAT = "caveat-pack/1"
RULE = "domain_rule"
_INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$"


def _text(longest: int, *, shortest: int = 0) -> WithJsonSchema:
    """Describe a text for the schema; the domain checks it, in a sentence of its own."""
    return WithJsonSchema({"type": "string", "minLength": shortest, "maxLength": longest})


def _read_instant(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.match(_INSTANT, value, re.ASCII):
        raise PydanticCustomError(
            "instant", "needs date, time and time zone, for example 2023-06-24T02:00:00Z."
        )
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        raise PydanticCustomError("instant", "is no date and time of the calendar.") from None


def _write_instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _verdict_word(value: object) -> object:
    return "false" if value is False else value  # YAML takes the bare word for a truth value


def _in_order(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _grade_text(value: object) -> object:
    return str(value) if isinstance(value, Grade) else value


Slug = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": MAX_SLUG})
]
Statement = Annotated[str, _text(MAX_STATEMENT, shortest=1)]
Wording = Annotated[str, _text(MAX_WORDING, shortest=1)]
Paragraph = Annotated[str, _text(MAX_PARAGRAPH)]
Alias = Annotated[str, _text(100, shortest=1)]
Url = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^https?://", "maxLength": MAX_URL})]
VerdictWord = Annotated[Verdict, BeforeValidator(_verdict_word)]
Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    PlainSerializer(_write_instant),
    WithJsonSchema({"type": "string", "pattern": _INSTANT}),
]
GradeText = Annotated[
    str, BeforeValidator(_grade_text), WithJsonSchema({"type": "string", "pattern": "^[A-F][1-6]$"})
]


class Entry(BaseModel):
    """A part of a pack that becomes one object of the domain."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    @abstractmethod
    def build(self) -> Any:
        """Return the domain's object; raise Invalid when a rule is broken."""

    @model_validator(mode="after")
    def _keep_the_rules(self) -> Self:
        try:
            self.build()
        except Invalid as broken:
            raise PydanticCustomError(RULE, "{rule}", {"rule": str(broken)}) from None
        return self


class EvidenceEntry(Entry):
    """Something published that bears on a claim."""

    title: Annotated[str, _text(300, shortest=1)]
    publisher: Annotated[str, _text(120)] = ""
    url: Url | None = None
    published_at: Instant | None = None
    captured_at: Instant | None = None
    archive_url: Url | None = None
    content_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    stance: EvidenceStance = EvidenceStance.CONTEXT
    grade: GradeText | None = None

    def build(self) -> Evidence:
        """Return the evidence."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Evidence(**{**fields, "grade": Grade.parse(self.grade) if self.grade is not None else None})


class JudgementEntry(Entry):
    """A dated verdict: what was known then, what was not, and on what evidence."""

    as_of: Instant
    verdict: VerdictWord
    confidence: Confidence = Confidence.LOW
    known: Paragraph = ""
    unknown: Paragraph = ""
    reason: Paragraph = ""
    reason_tags: Annotated[tuple[ReasonTag, ...], BeforeValidator(_in_order)] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    judged_by: StrictInt | None = None

    def build(self) -> Judgement:
        """Return the judgement."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        evidence = tuple(entry.build() for entry in self.evidence)
        return Judgement(**{**fields, "reason_tags": frozenset(self.reason_tags), "evidence": evidence})


class LinkEntry(Entry):
    """This claim is narrower than, wider than, superseding or contradicting another."""

    relation: Relation
    slug: Slug

    def build(self) -> Link:
        """Return the link."""
        return Link(self.relation, self.slug)


class ClaimEntry(Entry):
    """One proposition with the ways people say it and the history of its verdict, oldest first."""

    slug: Slug
    statement: Statement
    said_by: Annotated[str, _text(MAX_STATEMENT)] = ""
    first_said_at: Instant | None = None
    lifecycle: Lifecycle = Lifecycle.PUBLISHED
    auto_note: StrictBool = True
    review_by: Instant | None = None
    withdrawn_because: Paragraph = ""
    links: tuple[LinkEntry, ...] = ()
    history: Annotated[tuple[JudgementEntry, ...], Field(json_schema_extra={"minItems": 1})]
    wordings: tuple[Wording, ...] = ()
    counter_wordings: tuple[Wording, ...] = ()
    stopped_wordings: tuple[Wording, ...] = ()

    @classmethod
    def of(cls, claim: Claim) -> Self:
        """Return the entry that describes the claim."""
        fields = {name: getattr(claim, name) for name in cls.model_fields if name != "history"}
        return cls.model_validate({**fields, "history": claim.judgements})

    def build(self, event: str = "event") -> Claim:
        """Return the claim as one of the event's."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "history"}
        judgements = tuple(entry.build() for entry in self.history)
        links = tuple(entry.build() for entry in self.links)
        return Claim(event=event, judgements=judgements, **{**fields, "links": links})


class TermEntry(Entry):
    """A person, group, place, weapon or thing, with the names people give it in any language."""

    slug: Slug
    kind: TermKind
    name: Alias
    description: Annotated[str, _text(400)] = ""
    aliases: tuple[Alias, ...] = ()

    def build(self) -> Term:
        """Return the term."""
        return Term(**{name: getattr(self, name) for name in type(self).model_fields})


class TimelineItem(Entry):
    """What happened, or was said to have happened, and when."""

    at: Instant
    precision: Precision = Precision.MINUTE
    text: Annotated[str, _text(400, shortest=1)]
    verdict: VerdictWord = Verdict.UNVERIFIED
    sources: tuple[EvidenceEntry, ...] = ()

    def build(self) -> TimelineEntry:
        """Return the timeline entry."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return TimelineEntry(**{**fields, "sources": tuple(entry.build() for entry in self.sources)})


class EventEntry(Entry):
    """Something unfolding."""

    slug: Slug
    title: Annotated[str, _text(100, shortest=1)]
    summary: Annotated[str, _text(1500)] = ""
    begins_at: Instant
    ends_at: Instant | None = None

    def build(self) -> Event:
        """Return the event."""
        return Event(**{name: getattr(self, name) for name in type(self).model_fields})


class Pack(BaseModel):
    """Everything recorded about one event, ready to be loaded into a community."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    format: Literal["caveat-pack/1"]
    event: EventEntry
    terms: tuple[TermEntry, ...] = ()
    timeline: tuple[TimelineItem, ...] = ()
    claims: tuple[ClaimEntry, ...]

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        """Return the pack that describes the dossier."""
        return cls.model_validate(
            {
                "format": FORMAT,
                "event": dossier.event,
                "terms": dossier.terms,
                "timeline": dossier.timeline,
                "claims": tuple(ClaimEntry.of(claim) for claim in dossier.claims),
            }
        )

    def build(self) -> Dossier:
        """Return the dossier; raise Invalid when its parts do not fit together."""
        return Dossier(
            event=self.event.build(),
            claims=tuple(entry.build(self.event.slug) for entry in self.claims),
            terms=tuple(entry.build() for entry in self.terms),
            timeline=tuple(item.build() for item in self.timeline),
        )
