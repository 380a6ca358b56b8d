"""All the stores of one database, opened and brought up to date."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from claims.exchange import ExchangeStore
from claims.ports import (
    AuditStore,
    CardStore,
    ClaimStore,
    EventStore,
    GuildStore,
    JobStore,
    NoteStore,
    PrivacyStore,
    ProposalStore,
)
from db.audit import SqlAuditStore
from db.cards import SqlCardStore
from db.claims import SqlClaimStore
from db.database import Database
from db.events import SqlEventStore
from db.exchange import SqlExchangeStore
from db.guilds import SqlGuildStore
from db.installation import SqlInstallationStore
from db.jobs import SqlJobStore
from db.migrations import migrate
from db.notes import SqlNoteStore
from db.opening import open_database
from db.privacy import SqlPrivacyStore
from db.proposals import SqlProposalStore


@dataclass(frozen=True, slots=True)
class Stores:
    """The stores of one database."""

    claims: ClaimStore
    events: EventStore
    exchange: ExchangeStore
    notes: NoteStore
    jobs: JobStore
    cards: CardStore
    proposals: ProposalStore
    guilds: GuildStore
    privacy: PrivacyStore
    audit: AuditStore
    installation: SqlInstallationStore


def stores_of(database: Database) -> Stores:
    """Return the stores of an open, migrated database."""
    return Stores(
        claims=SqlClaimStore(database),
        events=SqlEventStore(database),
        exchange=SqlExchangeStore(database),
        notes=SqlNoteStore(database),
        jobs=SqlJobStore(database),
        cards=SqlCardStore(database),
        proposals=SqlProposalStore(database),
        guilds=SqlGuildStore(database),
        privacy=SqlPrivacyStore(database),
        audit=SqlAuditStore(database),
        installation=SqlInstallationStore(database),
    )


@asynccontextmanager
async def open_stores(url: str) -> AsyncGenerator[Stores]:
    """Open the database, migrate it and return its stores.

    Raises:
        StoreTooNew: a later release wrote the database.
        StoreProblem: it cannot be opened or migrated; the text says what to do.
    """
    async with open_database(url) as database:
        await migrate(database)
        yield stores_of(database)
