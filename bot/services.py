"""What the client carries: the desks it asks and the shelves it reads from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from claims.assignment_desk import AssignmentDesk
from claims.backtest_desk import BacktestDesk
from claims.block_desk import BlockDesk
from claims.breaking_desk import BreakingDesk
from claims.counting import DecisionCounts
from claims.desk import ClaimDesk
from claims.draft_desk import DraftDesk
from claims.editing import EditDesk
from claims.event_desk import EventDesk
from claims.events import Dossier
from claims.evidence_desk import EvidenceDesk
from claims.exchange import Format, Wanted
from claims.exchange_desk import ExchangeDesk
from claims.feedback import FeedbackDesk
from claims.follow_desk import FollowDesk
from claims.greeting import Greeter
from claims.home_desk import HomeDesk
from claims.ledger_desk import LedgerDesk
from claims.note_desk import NoteDesk
from claims.people import Actor
from claims.ports.exchange import Batch
from claims.ports.jobs import CardStore
from claims.privacy import PrivacyDesk
from claims.proposal_desk import ProposalDesk
from claims.queue_desk import QueueDesk
from claims.recording import RecordDesk
from claims.review_desk import ReviewDesk
from claims.second_desk import SecondDesk
from claims.settling import NoteSettling
from claims.setup_desk import SetUpDesk
from claims.statistics_desk import StatisticsDesk
from claims.tagging import TagDesk
from claims.tally_desk import TallyDesk
from claims.tip_desk import TipDesk
from claims.trail_desk import TrailDesk
from claims.undo_desk import UndoDesk
from claims.wishes import SettingsDesk
from claims.work_queue import WorkQueue


class PackShelf(Protocol):
    """The packs an operator offers."""

    def names(self) -> Sequence[str]:
        """Return the packs' short names."""
        ...

    async def titles(self) -> Mapping[str, str]:
        """Return what the packs are about by their short names; of one that cannot be read, its name."""
        ...

    async def dossier(self, name: str) -> Dossier:
        """Read a pack.

        Raises:
            NotFound: no such pack on the shelf.
            PackProblem: it cannot be read.
        """
        ...


class ClaimFiles(Protocol):
    """Opens files of claims, and writes them."""

    async def opened(self, name: str, octets: bytes, format: Format | None = None) -> Batch:
        """Return the claims of a file; raise PackProblem when it cannot be read."""
        ...

    async def export(self, actor: Actor, wanted: Wanted, stream: BinaryIO) -> int:
        """Write what is wanted and return how many claims there were."""
        ...


class Installation(Protocol):
    """A few facts about this installation, kept in the database."""

    async def value(self, key: str) -> str | None:
        """Return a fact, or None."""
        ...

    async def put(self, key: str, value: str) -> None:
        """Store a fact."""
        ...


@dataclass(frozen=True, slots=True)
class Preload:
    """A pack to load into guilds that have no event yet, up to an instant when one is given."""

    pack: str
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the cogs may ask for."""

    claims: ClaimDesk
    events: EventDesk
    notes: NoteDesk
    proposals: ProposalDesk
    feedback: FeedbackDesk
    evidence: EvidenceDesk
    ledger: LedgerDesk
    tips: TipDesk
    drafts: DraftDesk
    assignments: AssignmentDesk
    blocks: BlockDesk
    waiting: QueueDesk
    tallies: TallyDesk
    counts: DecisionCounts
    statistics: StatisticsDesk
    privacy: PrivacyDesk
    following: FollowDesk
    settling: NoteSettling
    reviews: ReviewDesk
    wishes: SettingsDesk
    setting_up: SetUpDesk
    greeter: Greeter
    breaking: BreakingDesk
    seconding: SecondDesk
    tags: TagDesk
    editing: EditDesk
    recording: RecordDesk
    trail: TrailDesk
    undoing: UndoDesk
    backtests: BacktestDesk
    queue: WorkQueue
    home: HomeDesk
    exchange: ExchangeDesk
    files: ClaimFiles
    cards: CardStore
    packs: PackShelf
    installation: Installation
    preload: Preload | None = None
