"""A claim as rows of five tables: reading whole claims and writing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from claims.evidence import Evidence
from claims.model import Claim, Confidence, Judgement, Lifecycle, Link, ReasonTag, Relation, Verdict
from db.columns import evidence, evidence_row, from_list, from_millis, to_list, to_millis
from db.database import Row, Session

T = TypeVar("T")
Grouped = Mapping[Hashable, Sequence[T]]

_SELECTS = {
    "claims": "SELECT * FROM claims WHERE guild_id = $1",
    "wordings": "SELECT * FROM wordings WHERE guild_id = $1",
    "links": "SELECT * FROM links WHERE guild_id = $1",
    "judgements": "SELECT * FROM judgements WHERE guild_id = $1",
    "evidence": "SELECT * FROM evidence WHERE guild_id = $1",
}
_ORDER = {"claims": "slug", "judgements": "number"}
# A judgement takes its evidence with it (ON DELETE CASCADE).
_DELETE_CHILDREN = (
    "DELETE FROM wordings WHERE guild_id = $1 AND slug = $2",
    "DELETE FROM links WHERE guild_id = $1 AND slug = $2",
    "DELETE FROM judgements WHERE guild_id = $1 AND slug = $2",
)

_INSERT_CLAIM = """
    INSERT INTO claims (guild_id, slug, event, statement, said_by, first_said_at, lifecycle, auto_note,
        review_by, withdrawn_because, revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"""
_UPDATE_CLAIM = """
    UPDATE claims SET event = $3, statement = $4, said_by = $5, first_said_at = $6, lifecycle = $7,
        auto_note = $8, review_by = $9, withdrawn_because = $10, revision = $11
    WHERE guild_id = $1 AND slug = $2"""
_INSERT_WORDING = "INSERT INTO wordings (guild_id, slug, kind, position, text) VALUES ($1, $2, $3, $4, $5)"
_INSERT_LINK = "INSERT INTO links (guild_id, slug, position, relation, target) VALUES ($1, $2, $3, $4, $5)"
_INSERT_JUDGEMENT = """
    INSERT INTO judgements (guild_id, slug, number, as_of, verdict, known, unknown, reason, confidence,
        reason_tags, judged_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"""
_INSERT_EVIDENCE = """
    INSERT INTO evidence (guild_id, slug, judgement, position, title, publisher, url, published_at,
        captured_at, archive_url, content_sha256, stance, grade)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"""


async def read_rows(session: Session, guild_id: int, *slugs: str) -> dict[str, list[Row]]:
    """Return the rows of all the guild's claims, or of some, by table: five queries either way."""
    numbers = ", ".join(f"${number}" for number in range(2, len(slugs) + 2))
    which = f" AND slug IN ({numbers})" if slugs else ""
    values = (guild_id, *slugs)
    return {
        table: await session.fetch(f"{select}{which} ORDER BY {_ORDER.get(table, 'position')}", *values)
        for table, select in _SELECTS.items()
    }


def assemble(rows: Mapping[str, Sequence[Row]]) -> list[Claim]:
    """Return the claims those rows make up, by slug."""
    wordings = _grouped(rows["wordings"], lambda row: (row["slug"], row["kind"]), lambda row: row["text"])
    links = _grouped(rows["links"], lambda row: row["slug"], _link)
    proofs = _grouped(rows["evidence"], lambda row: (row["slug"], row["judgement"]), evidence)
    judgements = _grouped(
        rows["judgements"],
        lambda row: row["slug"],
        lambda row: _judgement(row, proofs.get((row["slug"], row["number"]), ())),
    )
    claims = [_claim(row, wordings, links, judgements) for row in rows["claims"]]
    return sorted(claims, key=lambda claim: claim.slug)


async def insert_claims(session: Session, guild_id: int, claims: Sequence[Claim]) -> None:
    """Write new claims, each as revision 1."""
    await session.execute_many(_INSERT_CLAIM, [_claim_values(guild_id, claim, 1) for claim in claims])
    await _insert_children(session, guild_id, claims)


async def replace_claim(session: Session, guild_id: int, claim: Claim) -> None:
    """Write a claim over the stored one, as the next revision."""
    await replace_claims(session, guild_id, [claim])


async def replace_claims(session: Session, guild_id: int, claims: Sequence[Claim]) -> None:
    """Write claims over the stored ones, each as its next revision."""
    values = [_claim_values(guild_id, claim, claim.revision + 1) for claim in claims]
    await session.execute_many(_UPDATE_CLAIM, values)
    for delete in _DELETE_CHILDREN:
        await session.execute_many(delete, [(guild_id, claim.slug) for claim in claims])
    await _insert_children(session, guild_id, claims)


def link_rows(guild_id: int, claims: Sequence[Claim]) -> list[tuple[object, ...]]:
    """Return what `insert_links` writes of some claims."""
    return [(guild_id, *row) for claim in claims for row in _link_values(claim)]


async def insert_links(session: Session, rows: Sequence[tuple[object, ...]]) -> None:
    """Write the links of claims that were stored without them."""
    await session.execute_many(_INSERT_LINK, rows)


async def _insert_children(session: Session, guild_id: int, claims: Sequence[Claim]) -> None:
    for sql, values in (
        (_INSERT_WORDING, _wording_values),
        (_INSERT_LINK, _link_values),
        (_INSERT_JUDGEMENT, _judgement_values),
        (_INSERT_EVIDENCE, _evidence_values),
    ):
        await session.execute_many(sql, [(guild_id, *row) for claim in claims for row in values(claim)])


def _claim_values(guild_id: int, claim: Claim, revision: int) -> tuple[object, ...]:
    return (
        guild_id,
        claim.slug,
        claim.event,
        claim.statement,
        claim.said_by,
        to_millis(claim.first_said_at),
        claim.lifecycle.value,
        int(claim.auto_note),
        to_millis(claim.review_by),
        claim.withdrawn_because,
        revision,
    )


def _wording_values(claim: Claim) -> Iterator[tuple[object, ...]]:
    for kind, texts in (
        ("wording", claim.wordings),
        ("counter", claim.counter_wordings),
        ("stopped", claim.stopped_wordings),
    ):
        for position, text in enumerate(texts):
            yield claim.slug, kind, position, text


def _link_values(claim: Claim) -> Iterator[tuple[object, ...]]:
    for position, link in enumerate(claim.links):
        yield claim.slug, position, link.relation.value, link.slug


def _judgement_values(claim: Claim) -> Iterator[tuple[object, ...]]:
    for number, judgement in enumerate(claim.judgements):
        yield (
            claim.slug,
            number,
            to_millis(judgement.as_of),
            judgement.verdict.value,
            judgement.known,
            judgement.unknown,
            judgement.reason,
            judgement.confidence.value,
            to_list(sorted(judgement.reason_tags)),
            judgement.judged_by,
        )


def _evidence_values(claim: Claim) -> Iterator[tuple[object, ...]]:
    for number, judgement in enumerate(claim.judgements):
        for position, proof in enumerate(judgement.evidence):
            yield claim.slug, number, position, *evidence_row(proof).values()


def _claim(row: Row, wordings: Grouped[str], links: Grouped[Link], judgements: Grouped[Judgement]) -> Claim:
    slug = row["slug"]
    return Claim(
        slug=slug,
        event=row["event"],
        statement=row["statement"],
        judgements=tuple(judgements.get(slug, ())),
        said_by=row["said_by"],
        first_said_at=from_millis(row["first_said_at"]),
        wordings=tuple(wordings.get((slug, "wording"), ())),
        counter_wordings=tuple(wordings.get((slug, "counter"), ())),
        stopped_wordings=tuple(wordings.get((slug, "stopped"), ())),
        links=tuple(links.get(slug, ())),
        lifecycle=Lifecycle(row["lifecycle"]),
        auto_note=bool(row["auto_note"]),
        review_by=from_millis(row["review_by"]),
        withdrawn_because=row["withdrawn_because"],
        revision=row["revision"],
    )


def _judgement(row: Row, proofs: Sequence[Evidence]) -> Judgement:
    return Judgement(
        as_of=from_millis(row["as_of"]),
        verdict=Verdict(row["verdict"]),
        known=row["known"],
        unknown=row["unknown"],
        reason=row["reason"],
        confidence=Confidence(row["confidence"]),
        reason_tags=frozenset(ReasonTag(tag) for tag in from_list(row["reason_tags"])),
        evidence=tuple(proofs),
        judged_by=row["judged_by"],
    )


def _link(row: Row) -> Link:
    return Link(Relation(row["relation"]), row["target"])


def _grouped(
    rows: Iterable[Row], key: Callable[[Row], Hashable], value: Callable[[Row], T]
) -> dict[Hashable, list[T]]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(value(row))
    return groups
