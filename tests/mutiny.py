"""A small event to test with: three claims of one family, one alone, in a few languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from claims.events import Dossier, Event, Term, TermKind, TimelineEntry
from claims.evidence import Evidence
from claims.model import Claim, Confidence, Judgement, Link, Relation, Verdict

NIGHT = datetime(2023, 6, 24, 2, tzinfo=UTC)
REPORT = Evidence(
    title="News report of 24 June 2023", publisher="A newspaper", url="https://example.org/report_(1)"
)


def _unverified(known: str, unknown: str = "") -> tuple[Judgement, ...]:
    return (Judgement(NIGHT, Verdict.UNVERIFIED, known=known, unknown=unknown, evidence=(REPORT,)),)


HELICOPTER = Claim(
    slug="helicopter-shot-down",
    event="wagner-mutiny",
    statement="Wagner forces shot down a Russian military helicopter.",
    said_by="Yevgeny Prigozhin, audio message",
    first_said_at=NIGHT - timedelta(hours=1),
    wordings=("Wagner downed a Russian helicopter", "Вагнер сбил вертолёт"),
    counter_wordings=("The army shot down a Wagner helicopter",),
    judgements=_unverified(
        "Prigozhin said in an audio message that Wagner shot down a Russian helicopter.",
        "whether it happened; there was no proof when this was written.",
    ),
)
SIX = Claim(
    slug="six-helicopters",
    event="wagner-mutiny",
    statement="Wagner shot down six Russian helicopters.",
    links=(Link(Relation.NARROWER, "helicopter-shot-down"),),
    judgements=_unverified("Analysts count several losses."),
)
GOOGLE = Claim(
    slug="google-news-blocked",
    event="wagner-mutiny",
    statement="Google News has been blocked in Russia.",
    judgements=(
        Judgement(NIGHT, Verdict.UNVERIFIED, known="It is reported to be blocked.", evidence=(REPORT,)),
        Judgement(
            NIGHT + timedelta(hours=6),
            Verdict.CONFIRMED,
            known="Network measurements show that providers block it.",
            confidence=Confidence.HIGH,
            evidence=(Evidence(title="Measurements", publisher="A network monitor"),),
        ),
    ),
)
TERMS = (
    Term("wagner", TermKind.GROUP, "Wagner Group", ("Wagner", "PMC Wagner", "Вагнер", "вагнеровцы")),
    Term("helicopter", TermKind.WEAPON, "helicopter", ("chopper", "heli", "вертолёт", "вертолет")),
    Term("prigozhin", TermKind.PERSON, "Yevgeny Prigozhin", ("Prigozhin", "Пригожин"), "Founder of Wagner."),
)
TIMELINE = tuple(TimelineEntry(NIGHT + timedelta(minutes=30 * n), f"Entry number {n}.") for n in range(1, 20))
MUTINY = Dossier(
    Event("wagner-mutiny", "The Wagner mutiny", "Wagner marches on Moscow.", NIGHT - timedelta(hours=9)),
    (HELICOPTER, SIX, GOOGLE),
    TERMS,
    TIMELINE,
)
