"""What `caveat import` and `caveat export` do, on the database and without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from claims.comparing import Difference
from claims.errors import AlreadyThere, Invalid
from claims.exchange import Format, Publisher, Wanted, Wish
from claims.exchange_desk import ExchangeDesk, Progress
from claims.people import Actor, Role
from db.stores import open_stores
from interchange.exporting import ClaimFiles
from interchange.formats import format_of, open_batch
from interchange.textfile import Document, written_whole

# Who runs the command needs no permission of a guild, and has no id there.
_OPERATOR = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to import: into which guild (the only one unless told), and how."""

    file: Path
    guild: int | None
    wish: Wish
    format: Format | None
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file to export to, and what goes into it."""

    file: Path
    guild: int | None
    format: Format | None
    event: str | None
    publisher: str | None
    page: str
    force: bool


async def import_file(settings: Settings, asked: Incoming, progress: Progress) -> Difference:
    """Compare a file with what is stored and, unless this is a dry run, import it, all or nothing.

    Raises:
        PackProblem: the file cannot be read at all.
        ClaimError: the database, the guild or the event is not as it must be.
    """
    batch = await asyncio.to_thread(open_batch, Document.at(asked.file), asked.format)
    async with _opened(settings, asked.guild) as (desk, operator):
        run = desk.compare if asked.dry_run else desk.bring_in
        return await run(operator, batch, asked.wish, progress)


async def export_file(settings: Settings, asked: Outgoing, progress: Progress) -> int:
    """Write a file, whole or not at all, and return how many claims are in it.

    Raises:
        AlreadyThere: there is such a file, and it is not to be replaced.
        ClaimError: the file cannot be written, or the database, the guild or the event is not as it must be.
    """
    kind = asked.format or format_of(asked.file.name)
    if kind is None:
        raise Invalid(f"{asked.file} does not say in which format. Name it with --format.")
    if asked.file.exists() and not asked.force:
        raise AlreadyThere(f"{asked.file} is there already. Name another file, or replace it with --force.")
    async with _opened(settings, asked.guild) as (desk, operator):
        name = asked.publisher or f"Discord server {operator.guild_id}"
        wanted = Wanted(asked.file.name, kind, Publisher(name, asked.page), asked.event)
        with written_whole(asked.file) as stream:
            return await ClaimFiles(desk).export(operator, wanted, stream, progress)


@asynccontextmanager
async def _opened(settings: Settings, guild: int | None) -> AsyncGenerator[tuple[ExchangeDesk, Actor]]:
    async with open_stores(settings.database) as stores:
        desk = ExchangeDesk(
            stores.exchange, stores.events, stores.guilds, stores.breaking, stores.audit, _unnoticed, _now
        )
        chosen = guild if guild is not None else _only(await stores.exchange.guilds())
        yield desk, Actor(chosen, _OPERATOR, Role.MODERATOR)


def _only(guilds: Sequence[int]) -> int:
    if not guilds:
        raise Invalid("The database holds no server yet. Say which one with --guild ID.")
    if len(guilds) > 1:
        told = ", ".join(map(str, guilds[:5]))
        raise Invalid(f"The database holds {len(guilds)} servers ({told} …). Say which one with --guild ID.")
    return guilds[0]


async def _unnoticed(guild_id: int) -> None:
    """Nobody reads messages here; a bot that runs learns of the claims when it is started again."""


def _now() -> datetime:
    return datetime.now(UTC)
