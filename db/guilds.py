"""The store of each guild's settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from claims.audit import Change, canonical
from claims.model import Verdict
from claims.people import Role
from claims.settings import GuildSettings, Mode, OnRepeat, QuietHours, SecondRule
from db.audit import Trail, as_json, audited
from db.columns import from_list, to_list
from db.database import Database, Row, Session

_SELECT = "SELECT * FROM guilds WHERE guild_id = $1"
_SAVE = """
    INSERT INTO guilds (guild_id, paused, paused_channels, wishes) VALUES ($1, $2, $3, $4)
    ON CONFLICT (guild_id) DO UPDATE
    SET paused = excluded.paused, paused_channels = excluded.paused_channels, wishes = excluded.wishes"""
_SUBJECT = "settings"
_HOUR = timedelta(hours=1)


class SqlGuildStore:
    """Keeps guild settings in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the guild's settings, the defaults when none were saved."""
        rows = await self._database.fetch(_SELECT, guild_id)
        return _settings(rows[0]) if rows else GuildSettings()

    async def save_settings(self, guild_id: int, settings: GuildSettings, change: Change) -> None:
        """Store the guild's settings, with an audit record of the subject “settings”."""
        async with audited(self._database, guild_id) as (session, trail):
            before = await _stored(session, guild_id)
            await _save(session, trail, guild_id, before, settings, change)

    async def alter_settings(
        self, guild_id: int, alter: Callable[[GuildSettings], GuildSettings], change: Change
    ) -> GuildSettings:
        """Store and return what `alter` makes of the settings as they are; nobody else saves in between."""
        async with audited(self._database, guild_id) as (session, trail):
            before = await _stored(session, guild_id)
            current = before or GuildSettings()
            settings = alter(current)
            if settings != current:
                await _save(session, trail, guild_id, before, settings, change)
            return settings


async def write_settings(
    session: Session, trail: Trail, guild_id: int, settings: GuildSettings, change: Change
) -> bool:
    """Store settings inside a transaction that is open; return False where they are these already."""
    before = await _stored(session, guild_id)
    if settings == (before or GuildSettings()):
        return False
    await _save(session, trail, guild_id, before, settings, change)
    return True


async def _stored(session: Session, guild_id: int) -> GuildSettings | None:
    rows = await session.fetch(_SELECT, guild_id)
    return _settings(rows[0]) if rows else None


async def _save(
    session: Session,
    trail: Trail,
    guild_id: int,
    before: GuildSettings | None,
    settings: GuildSettings,
    change: Change,
) -> None:
    channels, wishes = to_list(sorted(settings.paused_channels)), canonical(_wishes(settings))
    await session.fetch(_SAVE, guild_id, int(settings.paused), channels, wishes)
    trail.record(_SUBJECT, change, as_json(before) if before else None, as_json(settings))


def _settings(row: Row) -> GuildSettings:
    kept = {**_DEFAULTS, **json.loads(row["wishes"])}
    quiet = kept["quiet_hours"]
    return GuildSettings(
        paused=bool(row["paused"]),
        paused_channels=frozenset(from_list(row["paused_channels"])),
        cool_down=timedelta(minutes=kept["cool_down_minutes"]),
        on_repeat=OnRepeat(kept["on_repeat"]),
        quiet_hours=QuietHours(*map(time.fromisoformat, quiet)) if quiet else None,
        answers_questions=kept["answers_questions"],
        notes_unproven=kept["notes_unproven"],
        voices=kept["voices"],
        silent=kept["silent"],
        note_age=timedelta(days=kept["note_age_days"]),
        mode=Mode(kept["mode"]),
        places={int(place): Mode(mode) for place, mode in kept["places"].items()},
        moderators_channel=kept["moderators_channel"],
        ignored_roles=frozenset(kept["ignored_roles"]),
        excerpts_kept=timedelta(hours=kept["excerpts_kept_hours"]),
        stale_after=None if (hours := kept["stale_after_hours"]) is None else timedelta(hours=hours),
        tags={Verdict(verdict): tag for verdict, tag in kept["tags"].items()},
        roles={int(role): Role[name.upper()] for role, name in kept["roles"].items()},
        second=SecondRule(kept["second"]),
        awaiting=frozenset(kept["awaiting"]),
    )


def _wishes(settings: GuildSettings) -> dict[str, Any]:
    quiet = settings.quiet_hours
    return {
        "cool_down_minutes": settings.cool_down // timedelta(minutes=1),
        "on_repeat": settings.on_repeat.value,
        "note_age_days": settings.note_age.days,
        "quiet_hours": [quiet.begins.isoformat(), quiet.ends.isoformat()] if quiet else None,
        "answers_questions": settings.answers_questions,
        "notes_unproven": settings.notes_unproven,
        "voices": settings.voices,
        "silent": settings.silent,
        "mode": settings.mode.value,
        "places": {str(place): mode.value for place, mode in settings.places.items()},
        "moderators_channel": settings.moderators_channel,
        "ignored_roles": sorted(settings.ignored_roles),
        "excerpts_kept_hours": settings.excerpts_kept // _HOUR,
        "stale_after_hours": None if settings.stale_after is None else settings.stale_after // _HOUR,
        "tags": {verdict.value: tag for verdict, tag in settings.tags.items()},
        "roles": {str(role): may.name.lower() for role, may in settings.roles.items()},
        "second": settings.second.value,
        "awaiting": sorted(settings.awaiting),
    }


# A guild that saved its wishes before another was thought of has that one's default.
_DEFAULTS = _wishes(GuildSettings())
