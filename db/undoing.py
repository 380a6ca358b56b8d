"""Recorded changes reverted: new records that bring the states back that older ones hold."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from claims.audit import Action, Change
from claims.model import Claim
from claims.settings import GuildSettings
from claims.trail import revision_not_found
from claims.undoable import (
    BREAKING,
    JUDGEMENT,
    MEMBER,
    QUESTION,
    SETTINGS,
    SOURCE,
    TIP,
    Step,
    belong_together,
)
from claims.undoing import BULK, Plan, PutBack, Undone, reverted
from db.audit import as_json, audited
from db.claims import expected_claim, expected_claims, subject
from db.columns import from_millis, to_millis
from db.database import Database, Row, Session
from db.families import rewrite
from db.from_json import from_json
from db.guilds import write_settings
from db.recorded import Recorded, Undoing
from db.stops import revert_stops
from db.undone_answers import judgement_back, question_back, reopen_outdated
from db.undone_modes import block_back, breaking_back
from db.undone_suggestions import source_back, tip_back

_STEP = """
    SELECT number, subject, action, actor_id, changed_at, before_json IS NULL AS added FROM revisions
    WHERE guild_id = $1"""
_SAME = """
    EXISTS (SELECT 1 FROM revisions r
        WHERE r.guild_id = $1 AND r.number BETWEEN $2 AND $3 AND r.subject = revisions.subject)"""
_ONE = f"{_STEP} AND number = $2"
_TOGETHER = f"{_STEP} AND changed_at = $2 AND action = $3 AND actor_id = $4 ORDER BY number"
_LATER = f"{_STEP} AND number > $3 AND {_SAME} ORDER BY number"
_STATES = """
    SELECT number, subject, before_json, after_json FROM revisions
    WHERE guild_id = $1 AND number BETWEEN $2 AND $3 ORDER BY number"""
# How each kind of thing goes back that is neither a claim nor a setting.
_REVERTERS: Mapping[str, Callable[[Undoing, Recorded], Awaitable[PutBack | None]]] = {
    TIP: tip_back,
    SOURCE: source_back,
    QUESTION: question_back,
    JUDGEMENT: judgement_back,
    MEMBER: block_back,
    BREAKING: breaking_back,
}


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
            AlreadyThere: breaking mode would be begun again where another holds by now.
        """
        async with audited(self._database, guild_id) as (session, trail):
            plan = await _plan(session, guild_id, number)
            if plan is None:
                raise revision_not_found(number)
            plan.check()
            if plan.in_the_way:
                plan.check_seen(seen)
            undoing = Undoing(session, trail, guild_id, change)
            recorded = await _recorded(session, guild_id, plan)
            claims = await _claims_back(undoing, recorded, notes_since)
            settings = await _settings_back(undoing, recorded)
            undoing = replace(undoing, claims=frozenset(claim.slug for claim in claims))
            undone = Undone(tuple(claims), plan.left, settings, await _others_back(undoing, recorded))
            undone.check()
            return undone


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
    if step.change.action not in BULK:
        return await _decided_together(session, guild_id, step)
    change = step.change
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


async def _decided_together(session: Session, guild_id: int, step: Step) -> list[Step]:
    """Return a record with the one beside it that belongs to it: a decision, and what that did to a claim."""
    for number in (step.number - 1, step.number + 1):
        for row in await session.fetch(_ONE, guild_id, number):
            first, second = sorted((step, _step(row)), key=lambda each: each.number)
            if belong_together(first, second):
                return [first, second]
    return [step]


async def _recorded(session: Session, guild_id: int, plan: Plan) -> Sequence[tuple[Step, Recorded]]:
    """Return the records of a change that can be reverted, with the states they hold."""
    todo = {step.number: step for step in plan.todo}
    rows = await session.fetch(_STATES, guild_id, plan.steps[0].number, plan.steps[-1].number)
    return [
        (todo[row["number"]], Recorded(row["subject"], row["before_json"], row["after_json"]))
        for row in rows
        if row["number"] in todo
    ]


async def _claims_back(
    undoing: Undoing, recorded: Sequence[tuple[Step, Recorded]], notes_since: datetime
) -> list[Claim]:
    """Put claims back as they were before a change, and return those that were not so already."""
    session, guild_id = undoing.session, undoing.guild_id
    states = {step.slug: each.before for step, each in recorded if step.slug is not None}
    before = {slug: from_json(Claim, state) if state else None for slug, state in states.items()}
    now = await expected_claims(session, guild_id, list(states))
    back = [claim for each in now if (claim := reverted(each, before[each.slug])) != each]
    saved = await rewrite(session, undoing.trail, guild_id, back, undoing.change, notes_since)
    for claim in saved:
        if (was := before[claim.slug]) is not None:
            revisions = (was.revision, claim.revision)
            await reopen_outdated(session, guild_id, claim.slug, *revisions, undoing.change.at)
    return [*saved, *await _stops_back(undoing, recorded, {claim.slug for claim in saved})]


async def _stops_back(
    undoing: Undoing, recorded: Sequence[tuple[Step, Recorded]], saved: Container[str]
) -> list[Claim]:
    """Revert which passages were stopped by a change; return the claims of which nothing else was changed."""
    session, guild_id, change = undoing.session, undoing.guild_id, undoing.change
    found = []
    for slug, made_at in ((step.slug, step.change.at) for step, _ in recorded):
        if slug is None or not await revert_stops(session, guild_id, slug, made_at, change.at):
            continue
        if slug not in saved:
            claim = await expected_claim(session, guild_id, slug)
            undoing.trail.record(subject(claim), change, as_json(claim), as_json(claim))
            found.append(claim)
    return found


async def _settings_back(undoing: Undoing, recorded: Sequence[tuple[Step, Recorded]]) -> bool:
    for step, each in recorded:
        if step.subject == SETTINGS:
            settings = from_json(GuildSettings, each.before) if each.before else GuildSettings()
            trail, guild_id = undoing.trail, undoing.guild_id
            return await write_settings(undoing.session, trail, guild_id, settings, undoing.change)
    return False


async def _others_back(undoing: Undoing, recorded: Sequence[tuple[Step, Recorded]]) -> tuple[PutBack, ...]:
    """Put back what is neither a claim nor a setting, and return what was not so already."""
    found = [await _REVERTERS[step.kind](undoing, each) for step, each in recorded if step.kind in _REVERTERS]
    return tuple(each for each in found if each is not None)


def _step(row: Row) -> Step:
    change = Change(Action(row["action"]), row["actor_id"], from_millis(row["changed_at"]))
    return Step(row["number"], row["subject"], change, bool(row["added"]))
