"""Recorded changes reverted: new records that bring the states back that older ones hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from claims.audit import Action, Change
from claims.model import Claim
from claims.settings import GuildSettings
from claims.trail import revision_not_found
from claims.undoing import BULK, SETTINGS, Plan, Step, Undone, nothing_to_undo, reverted
from db.audit import Trail, audited
from db.claims import expected_claims
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.families import rewrite
from db.from_json import from_json
from db.guilds import write_settings

_STEP = """
    SELECT number, subject, action, actor_id, changed_at, before_json IS NULL AS added FROM revisions
    WHERE guild_id = $1"""
_SAME = """
    EXISTS (SELECT 1 FROM revisions r
        WHERE r.guild_id = $1 AND r.number BETWEEN $2 AND $3 AND r.subject = revisions.subject)"""
_ONE = f"{_STEP} AND number = $2"
_TOGETHER = f"{_STEP} AND changed_at = $2 AND action = $3 AND actor_id = $4 ORDER BY number"
_LATER = f"{_STEP} AND number > $3 AND {_SAME} ORDER BY number"
_BEFORE = """
    SELECT number, before_json FROM revisions
    WHERE guild_id = $1 AND number BETWEEN $2 AND $3 AND before_json IS NOT NULL"""


class SqlUndoStore:
    """Reverts recorded changes in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, guild_id: int, number: int) -> Plan | None:
        """Return what undoing the change of a record comes to, None where there is no such record."""
        async with self._database.snapshot() as session:
            return await _plan(session, guild_id, number)

    async def undo(
        self, guild_id: int, number: int, seen: int, change: Change, notes_since: datetime
    ) -> Undone:
        """Revert the change of a record as new records, and return what became of it.

        Raises:
            NotFound: there is no such record.
            Changed: the same thing was changed after the record `seen`.
            Invalid: it cannot be undone, or everything is as it was before already.
        """
        async with audited(self._database, guild_id) as (session, trail):
            plan = await _plan(session, guild_id, number)
            if plan is None:
                raise revision_not_found(number)
            plan.check()
            if plan.in_the_way:
                plan.check_seen(seen)
            before = await _before(session, guild_id, plan)
            back = await _back(session, guild_id, plan, before)
            claims = await rewrite(session, trail, guild_id, back, change, notes_since)
            settings = await _settings_back(session, trail, guild_id, plan, before, change)
            if not claims and not settings:
                raise nothing_to_undo()
            return Undone(tuple(claims), plan.left, settings)


async def _plan(session: Session, guild_id: int, number: int) -> Plan | None:
    found = await session.fetch(_ONE, guild_id, number)
    if not found:
        return None
    steps = await _together(session, guild_id, _step(found[0]))
    span = (steps[0].number, steps[-1].number)
    later = await session.fetch(_LATER, guild_id, *span)
    return Plan(tuple(steps), tuple(_step(row) for row in later))


async def _together(session: Session, guild_id: int, step: Step) -> list[Step]:
    """Return all records of the change that a record is part of: those beside it made at once."""
    change = step.change
    if change.action not in BULK:
        return [step]
    values = (to_millis(change.at), change.action.value, change.actor_id)
    rows = await session.fetch(_TOGETHER, guild_id, *values)
    run: list[Step] = []
    for each in map(_step, rows):
        if run and each.number != run[-1].number + 1:
            if run[-1].number >= step.number:
                break
            run = []
        run.append(each)
    return run


async def _before(session: Session, guild_id: int, plan: Plan) -> dict[int, str]:
    """Return what each record of a change holds of the state before it, by number."""
    span = (plan.steps[0].number, plan.steps[-1].number)
    return {row["number"]: row["before_json"] for row in await session.fetch(_BEFORE, guild_id, *span)}


async def _back(session: Session, guild_id: int, plan: Plan, before: Mapping[int, str]) -> list[Claim]:
    """Return the claims of a change as they were before it, those that are not so already."""
    recorded = {step.slug: before.get(step.number) for step in plan.todo if step.slug is not None}
    back = []
    for now in await expected_claims(session, guild_id, list(recorded)):
        state = recorded[now.slug]
        claim = reverted(now, from_json(Claim, state) if state else None)
        back += [] if claim == now else [claim]
    return back


async def _settings_back(
    session: Session, trail: Trail, guild_id: int, plan: Plan, before: Mapping[int, str], change: Change
) -> bool:
    for step in plan.todo:
        if step.subject == SETTINGS:
            state = before.get(step.number)
            settings = from_json(GuildSettings, state) if state else GuildSettings()
            return await write_settings(session, trail, guild_id, settings, change)
    return False


def _step(row: Row) -> Step:
    change = Change(Action(row["action"]), row["actor_id"], from_millis(row["changed_at"]))
    return Step(row["number"], row["subject"], change, bool(row["added"]))
