"""An event with two claims, and what is done to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from claims.audit import Action, Change
from claims.events import Dossier, Event, Precision, Term, TermKind, TimelineEntry
from claims.evidence import Evidence, EvidenceStance, Grade
from claims.model import Claim, Confidence, Judgement, Lifecycle, Link, ReasonTag, Relation, Verdict
from claims.notes import Note, NoteState

GUILD, OTHER_GUILD = 1121212121212121212, 1121212121212121213
MODERATOR = 900000000000000001
NOON = datetime(2023, 6, 24, 12, 0, 0, 123_000, tzinfo=UTC)
EVENT = "mutiny"


def change(action: Action = Action.LOADED) -> Change:
    return Change(action, MODERATOR, NOON)


def evidence() -> Evidence:
    return Evidence(
        title="Вертолёт: «отчёт» 🚁",
        publisher="A newspaper",
        url="https://news.example/1?q=$1",
        published_at=NOON - timedelta(hours=3),
        captured_at=NOON,
        archive_url="https://archive.example/1",
        content_sha256="ab" * 32,
        stance=EvidenceStance.REFUTES,
        grade=Grade("B", 2),
    )


def claim(slug: str = "helicopter", **fields: object) -> Claim:
    """A claim that uses every field; `fields` replace some of them."""
    first = Judgement(NOON - timedelta(hours=1), Verdict.UNVERIFIED, unknown="Whether it flew.")
    second = Judgement(
        as_of=NOON,
        verdict=Verdict.MISLEADING,
        known="It cost $1 🚁; “quoted”, 'quoted', %s and \\u0000 stay as they are.",
        reason="Line one\nline two",
        confidence=Confidence.HIGH,
        reason_tags=frozenset({ReasonTag.OUTDATED, ReasonTag.MISSING_CONTEXT}),
        evidence=(evidence(), Evidence(title="A letter")),
        judged_by=MODERATOR,
    )
    values: dict[str, object] = {
        "slug": slug,
        "event": EVENT,
        "statement": "Wagner shot down a Russian military helicopter",
        "judgements": (first, second),
        "said_by": "Yevgeny Prigozhin",
        "first_said_at": NOON - timedelta(hours=2),
        "wordings": ("they downed a chopper", "сбили вертолёт"),
        "counter_wordings": ("no helicopter was shot down",),
        "stopped_wordings": ("a helicopter landed",),
        "review_by": NOON + timedelta(days=2),
        "withdrawn_because": "Nobody says it any more.",
    }
    return Claim(**{**values, **fields})  # type: ignore[arg-type]


def dossier(event: str = EVENT) -> Dossier:
    """An event with two linked claims, two terms and two timeline entries."""
    wider = claim("aircraft", event=event, lifecycle=Lifecycle.NEEDS_RECHECK, auto_note=False)
    narrower = claim("helicopter", event=event, links=(Link(Relation.NARROWER, "aircraft"),))
    return Dossier(
        event=Event(event, "A mutiny", "It began at night.", NOON - timedelta(days=1), NOON),
        claims=(wider, narrower),
        terms=(
            Term("wagner", TermKind.GROUP, "Wagner", ("ЧВК Вагнер", "$1"), "A company"),
            Term("rostov", TermKind.PLACE, "Rostov-on-Don"),
        ),
        timeline=(
            TimelineEntry(NOON - timedelta(hours=9), "Convoys move.", Precision.HOUR),
            TimelineEntry(NOON, "A helicopter burns.", Precision.DAY, Verdict.DISPUTED, (evidence(),)),
        ),
    )


def note(message_id: int = 55, slug: str = "helicopter", guild_id: int = GUILD) -> Note:
    return Note(guild_id, 7, message_id, slug, 1, NoteState.RESERVED, NOON)
