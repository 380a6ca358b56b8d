"""All the stores of one database, opened and brought up to date."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from claims.ports.breaking import BreakingStore
from claims.ports.claims import ClaimStore, FamilyStore, ReviewStore
from claims.ports.events import EventStore
from claims.ports.exchange import ExchangeStore
from claims.ports.feedback import StopStore, SuggestionStore, TallyStore, VoiceStore
from claims.ports.guilds import GreetingStore, GuildStore
from claims.ports.jobs import CardStore, JobStore
from claims.ports.moderators import ProposalStore, SecondStore
from claims.ports.notes import NoteStore
from claims.ports.people import FollowStore, PrivacyStore
from claims.ports.queue import AssignmentStore, BlockStore, QueueStore, TipStore
from claims.ports.statistics import DecisionStore, StatisticsStore
from claims.ports.trail import AuditStore, TrailStore, UndoStore
from db.assignments import SqlAssignmentStore
from db.audit import SqlAuditStore
from db.blocks import SqlBlockStore
from db.breaking import SqlBreakingStore
from db.cards import SqlCardStore
from db.claims import SqlClaimStore
from db.database import Database
from db.decisions import SqlDecisionStore
from db.events import SqlEventStore
from db.exchange import SqlExchangeStore
from db.families import SqlFamilyStore
from db.follows import SqlFollowStore
from db.freshness import SqlReviewStore
from db.greetings import SqlGreetingStore
from db.guilds import SqlGuildStore
from db.installation import SqlInstallationStore
from db.jobs import SqlJobStore
from db.migrations import migrate
from db.notes import SqlNoteStore
from db.opening import open_database
from db.privacy import SqlPrivacyStore
from db.proposals import SqlProposalStore
from db.queue import SqlQueueStore
from db.seconding import SqlSecondStore
from db.statistics import SqlStatisticsStore
from db.stops import SqlStopStore
from db.suggestions import SqlSuggestionStore
from db.tallies import SqlTallyStore
from db.tips import SqlTipStore
from db.trail import SqlTrailStore
from db.undoing import SqlUndoStore
from db.voices import SqlVoiceStore


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
    reviews: ReviewStore
    follows: FollowStore
    breaking: BreakingStore
    seconding: SecondStore
    guilds: GuildStore
    privacy: PrivacyStore
    voices: VoiceStore
    stops: StopStore
    suggestions: SuggestionStore
    tips: TipStore
    assignments: AssignmentStore
    blocks: BlockStore
    waiting: QueueStore
    tallies: TallyStore
    decisions: DecisionStore
    statistics: StatisticsStore
    greetings: GreetingStore
    audit: AuditStore
    trail: TrailStore
    families: FamilyStore
    undoing: UndoStore
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
        reviews=SqlReviewStore(database),
        follows=SqlFollowStore(database),
        breaking=SqlBreakingStore(database),
        seconding=SqlSecondStore(database),
        guilds=SqlGuildStore(database),
        privacy=SqlPrivacyStore(database),
        voices=SqlVoiceStore(database),
        stops=SqlStopStore(database),
        suggestions=SqlSuggestionStore(database),
        tips=SqlTipStore(database),
        assignments=SqlAssignmentStore(database),
        blocks=SqlBlockStore(database),
        waiting=SqlQueueStore(database),
        tallies=SqlTallyStore(database),
        decisions=SqlDecisionStore(database),
        statistics=SqlStatisticsStore(database),
        greetings=SqlGreetingStore(database),
        audit=SqlAuditStore(database),
        trail=SqlTrailStore(database),
        families=SqlFamilyStore(database),
        undoing=SqlUndoStore(database),
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
