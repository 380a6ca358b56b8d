"""The store of proposals: what moderators are asked about messages, and the words they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claims.audit import Action, Change
from claims.jobs import Job, JobKind
from claims.notes import Note
from claims.proposals import Doubt, Excerpt, Proposal, Ruling
from claims.settings import Mode
from db.audit import as_json, audited
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.jobs import enqueue, finish
from db.notes import reserve_in
from db.stops import stop_in

_PROPOSE = """
    INSERT INTO proposals
        (guild_id, message_id, slug, channel_id, mode, score, wording, digest, doubt, proposed_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (guild_id, message_id, slug) DO UPDATE
    SET proposed_at = excluded.proposed_at, lapsed_at = NULL, mode = excluded.mode
    WHERE proposals.ruling IS NULL AND proposals.lapsed_at IS NOT NULL RETURNING slug"""
_KNOWN = """
    SELECT slug FROM notes WHERE guild_id = $1 AND slug = $2
        AND (message_id = $3 OR (channel_id = $4 AND reserved_at > $5 AND state <> 'withdrawn'))
    UNION ALL
    SELECT slug FROM proposals WHERE guild_id = $1 AND slug = $2
        AND channel_id = $4 AND message_id <> $3 AND proposed_at > $5 LIMIT 1"""
_OF_MESSAGE = """
    SELECT * FROM proposals WHERE guild_id = $1 AND message_id = $2 ORDER BY score DESC, slug"""
_RULE = """
    UPDATE proposals SET ruling = $4, ruled_by = $5, ruled_at = $6
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3 AND ruling IS NULL AND lapsed_at IS NULL
    RETURNING channel_id"""
# Also of one that was ruled about: when the ruling is undone, only what the message still says is open again.
_LAPSE = """
    UPDATE proposals SET lapsed_at = $4
    WHERE guild_id = $1 AND message_id = $2 AND slug = $3 AND lapsed_at IS NULL"""
_EXCERPT = "SELECT * FROM excerpts WHERE guild_id = $1 AND message_id = $2"
_KEEP = """
    INSERT INTO excerpts (guild_id, message_id, channel_id, author_id, text, kept_until)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (guild_id, message_id) DO UPDATE SET text = excluded.text"""
_FORGET = "DELETE FROM excerpts WHERE guild_id = $1 AND message_id = $2"
_FORGET_IF_OVER = f"{_FORGET} AND kept_until <= $3 RETURNING channel_id"
_ERASE = """
    DELETE FROM excerpts WHERE guild_id = $1 AND author_id = $2 RETURNING message_id, channel_id"""
_LONG_AGO = 2**62


class SqlProposalStore:
    """Keeps proposals in SQL; the key (guild, message, claim) lets each be asked once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def propose(
        self, proposals: Sequence[Proposal], quiet_since: datetime | None, excerpt: Excerpt | None
    ) -> Sequence[str]:
        """Keep what is asked about one message, enqueue its card, and return the claims asked about.

        Nothing is asked about a claim that was noted or asked about in the same channel after `quiet_since`,
        or about a message that was noted or asked about before.
        """
        # Alone: of two messages that arrive at once, moderators need to be asked about one.
        async with self._database.transaction(alone=True) as session:
            asked = [slug for each in proposals for slug in await _propose(session, each, quiet_since)]
            if asked:
                await _keep(session, proposals[0], excerpt)
                await show_question(session, proposals[0], proposals[0].proposed_at)
            return asked

    async def of_message(self, guild_id: int, message_id: int) -> Sequence[Proposal]:
        """Return what was asked about a message, the surest first."""
        return [_proposal(row) for row in await self._database.fetch(_OF_MESSAGE, guild_id, message_id)]

    async def excerpt(self, guild_id: int, message_id: int) -> Excerpt | None:
        """Return the words of a message that are still kept."""
        rows = await self._database.fetch(_EXCERPT, guild_id, message_id)
        return _excerpt(rows[0]) if rows else None

    async def rule(self, proposal: Proposal, ruling: Ruling, change: Change, note: Note | None) -> bool:
        """Record a ruling, with the note that it posts, or what a wrong match stops; enqueue what shows it.

        Return False when somebody ruled before, or the proposal has lapsed.
        """
        guild_id, slug = proposal.guild_id, proposal.slug
        key = (guild_id, proposal.message_id, slug)
        async with audited(self._database, guild_id) as (session, trail):
            if not await session.fetch(_RULE, *key, ruling.value, change.actor_id, to_millis(change.at)):
                return False
            ruled = replace(proposal, ruling=ruling, ruled_by=change.actor_id)
            trail.record(f"proposal:{proposal.message_id}:{slug}", change, as_json(proposal), as_json(ruled))
            if note is not None:
                await reserve_in(session, note)
            if ruling is Ruling.WRONG:
                stop = replace(change, action=Action.STOPPED)
                await stop_in(session, trail, guild_id, slug, proposal.wording, proposal.digest, stop)
            await show_question(session, proposal, change.at)
            return True

    async def read_again(
        self, guild_id: int, message_id: int, said: Sequence[str], excerpt: Excerpt | None, at: datetime
    ) -> bool:
        """Let open proposals lapse that a message says no more; its kept words become those it has now.

        Return whether anything was asked about the message.
        """
        proposals = await self.of_message(guild_id, message_id)
        if not proposals:
            return False
        async with self._database.transaction() as session:
            for unsaid in {each.slug for each in proposals} - set(said):
                await session.fetch(_LAPSE, guild_id, message_id, unsaid, to_millis(at))
            if not said or excerpt is None:
                await session.fetch(_FORGET, guild_id, message_id)
            elif await session.fetch(_EXCERPT, guild_id, message_id):
                await _keep(session, proposals[0], excerpt)
            await show_question(session, proposals[0], at)
        return True

    async def forget(self, job: Job, at: datetime) -> None:
        """Delete a message's kept words if their time is over, and enqueue its card; the job is done."""
        async with self._database.transaction() as session:
            rows = await session.fetch(_FORGET_IF_OVER, job.guild_id, job.subject, to_millis(at))
            if rows:
                place = (job.subject, rows[0]["channel_id"])
                await enqueue(session, job.guild_id, JobKind.PROPOSAL, *place, at, haste=1)
            await finish(session, job)


async def erase_excerpts(session: Session, guild_id: int, user_id: int, at: datetime) -> int:
    """Delete the words of a person's messages, enqueue their cards, and return how many there were."""
    rows = await session.fetch(_ERASE, guild_id, user_id)
    for row in rows:
        place = (row["message_id"], row["channel_id"])
        await enqueue(session, guild_id, JobKind.PROPOSAL, *place, at, haste=0)
    return len(rows)


async def _propose(session: Session, proposal: Proposal, since: datetime | None) -> list[str]:
    quiet_since = _LONG_AGO if since is None else to_millis(since)
    key = (proposal.guild_id, proposal.slug, proposal.message_id, proposal.channel_id)
    if await session.fetch(_KNOWN, *key, quiet_since):
        return []
    return [row["slug"] for row in await session.fetch(_PROPOSE, *_values(proposal))]


async def _keep(session: Session, proposal: Proposal, excerpt: Excerpt | None) -> None:
    if excerpt is None:
        return
    place = (proposal.guild_id, proposal.message_id, proposal.channel_id)
    kept_until = to_millis(excerpt.kept_until)
    await session.fetch(_KEEP, *place, excerpt.author_id, excerpt.text, kept_until)
    subject = (proposal.message_id, proposal.channel_id)
    await enqueue(session, proposal.guild_id, JobKind.FORGET, *subject, excerpt.kept_until, haste=1)


async def show_question(session: Session, proposal: Proposal, at: datetime) -> None:
    """Enqueue the card on which moderators are asked about a message."""
    place = (proposal.message_id, proposal.channel_id)
    await enqueue(session, proposal.guild_id, JobKind.PROPOSAL, *place, at, haste=0)


def _values(proposal: Proposal) -> tuple[object, ...]:
    return (
        proposal.guild_id,
        proposal.message_id,
        proposal.slug,
        proposal.channel_id,
        proposal.mode.value,
        proposal.score,
        proposal.wording,
        proposal.digest,
        proposal.doubt.value,
        to_millis(proposal.proposed_at),
    )


def _proposal(row: Row) -> Proposal:
    return Proposal(
        guild_id=row["guild_id"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        slug=row["slug"],
        mode=Mode(row["mode"]),
        score=row["score"],
        proposed_at=from_millis(row["proposed_at"]),
        wording=row["wording"],
        digest=row["digest"],
        doubt=Doubt(row["doubt"]),
        ruling=Ruling(row["ruling"]) if row["ruling"] else None,
        ruled_by=row["ruled_by"],
        lapsed=row["lapsed_at"] is not None,
    )


def _excerpt(row: Row) -> Excerpt:
    return Excerpt(row["author_id"], row["text"], from_millis(row["kept_until"]))
