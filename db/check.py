"""Whether a database is whole: the file, what the stores read from it, and every audit trail."""

from __future__ import annotations

from collections.abc import AsyncIterator

from claims.audit import first_broken
from claims.errors import Invalid
from db.audit import SqlAuditStore
from db.claims import SqlClaimStore
from db.database import Database
from db.events import SqlEventStore
from db.migrations import applied, schema, scripts

# The one query over all guilds: only an operator asks it, and it reads no guild's words.
_GUILDS = "SELECT guild_id, number, hash FROM audit_heads ORDER BY guild_id"


async def check(database: Database) -> list[str]:
    """Return what is wrong with the database, one sentence each; nothing when all is well.

    Raises:
        StoreTooNew: a later release wrote the database.
        StoreProblem: the engine failed.
    """
    if await applied(database) < len(scripts(schema(database.dialect))):
        return ["The database is not up to date. Run caveat db migrate, then check again."]
    if damage := [finding async for finding in _damage(database)]:
        return damage
    findings: list[str] = []
    for head in await database.fetch(_GUILDS):
        guild_id: int = head["guild_id"]
        found = [
            *await _unreadable(database, guild_id),
            *await _tampered(database, guild_id, head["number"], head["hash"]),
        ]
        findings += [f"Guild {guild_id}: {finding}" for finding in found]
    return findings


async def _damage(database: Database) -> AsyncIterator[str]:
    if database.dialect != "sqlite":  # PostgreSQL's pages are checked by its own pg_amcheck
        return
    for row in await database.fetch("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield f"The file is damaged: {row['integrity_check']}. Restore a backup."
    for row in await database.fetch("PRAGMA foreign_key_check"):
        yield f"A row of {row['table']} belongs to a row of {row['parent']} that is gone. Restore a backup."


async def _unreadable(database: Database, guild_id: int) -> list[str]:
    claims, events = SqlClaimStore(database), SqlEventStore(database)
    findings = []
    for what, read in (("claims", claims.claims), ("events", events.events), ("terms", events.terms)):
        try:
            await read(guild_id)
        except (Invalid, ValueError) as error:
            findings.append(f"its {what} cannot be read: {error}")
    return findings


async def _tampered(database: Database, guild_id: int, number: int, digest: str) -> list[str]:
    revisions = await SqlAuditStore(database).revisions(guild_id)
    if broken := first_broken(guild_id, revisions):
        return [f"the audit trail was altered at revision {broken.number} ({broken.subject})."]
    last = (revisions[-1].number, revisions[-1].hash) if revisions else (0, None)
    if last != (number, digest):
        return [f"the audit trail was cut: it ends at revision {last[0]}, but {number} were written."]
    return []
