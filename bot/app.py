"""The composition root: opens, wires and closes; the only module that knows every part."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from secrets import token_hex

import discord
import structlog

from bot import metrics
from bot.client import CaveatBot
from bot.endpoint import send_rest_to
from bot.services import Preload, Services
from bot.settings import Settings
from claims.assignment_desk import AssignmentDesk, Docket
from claims.backtest_desk import BacktestDesk
from claims.block_desk import BlockDesk
from claims.breaking_desk import BreakingDesk
from claims.claim_text import ClaimText
from claims.counting import DecisionCounts
from claims.desk import ClaimDesk
from claims.draft_desk import DraftDesk
from claims.editing import EditDesk
from claims.errors import Invalid
from claims.event_desk import EventDesk
from claims.events import Term
from claims.evidence_desk import EvidenceDesk
from claims.exchange_desk import ExchangeDesk
from claims.feedback import FeedbackDesk
from claims.follow_desk import FollowDesk
from claims.greeting import Greeter
from claims.home_desk import HomeDesk
from claims.ledger_desk import LedgerDesk
from claims.model import Claim, Lifecycle
from claims.note_desk import NoteDesk
from claims.notes import Thresholds
from claims.ports.clock import Clock
from claims.ports.matching import Matcher
from claims.privacy import PrivacyDesk
from claims.proposal_desk import ProposalDesk
from claims.queue import WaitingKind
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
from db.stores import Stores, open_stores
from interchange.exporting import ClaimFiles
from interchange.shelf import FolderShelf
from matching.scorer import Scorer
from matching.semantic import Encoder, TextEncoder
from matching.service import MatchingService

log = structlog.get_logger(__name__)

_LOGIN_REFUSED = (
    "Discord refused the token. Copy it again into DISCORD_TOKEN: Developer Portal, Bot, Reset Token."
)
_INTENT_REFUSED = (
    "Discord refused the Message Content intent. Turn it on in the Developer Portal (Bot, Privileged Gateway "
    "Intents), or set CAVEAT_MESSAGE_CONTENT=false: then only messages that mention the bot are read."
)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_services(
    settings: Settings, clock: Clock = now, open_encoder: Callable[[], TextEncoder] | None = None
) -> AsyncGenerator[Services]:
    """Open the database and the matcher, and yield the desks that use them.

    Raises:
        StoreProblem: the database cannot be used.
        Invalid: the matcher's weights cannot be used.
        NotFound: there is no pack of the name that CAVEAT_PRELOAD gives.
    """
    scorer = Scorer.load()
    async with open_stores(settings.database) as stores:
        matcher = MatchingService(
            _Readable(stores),
            scorer,
            open_encoder or (lambda: Encoder.open(settings.encoder)),
            threads=settings.threads,
            kept_vectors=settings.kept_vectors,
        )
        try:
            yield _services(settings, stores, matcher, scorer.thresholds, clock)
        finally:
            await matcher.close()


def _services(
    settings: Settings, stores: Stores, matcher: Matcher, thresholds: Thresholds, clock: Clock
) -> Services:
    shelf = FolderShelf(settings.packs)
    if settings.preload:
        shelf.find(settings.preload)
    events = EventDesk(stores.events, matcher, clock)
    proposals = ProposalDesk(stores.claims, stores.proposals, stores.guilds, matcher, clock)
    seconding = SecondDesk(stores.seconding, stores.breaking, stores.claims, stores.guilds, matcher, clock)
    claims = ClaimDesk(stores.claims, stores.events, stores.guilds, matcher, seconding, clock)
    blocks = BlockDesk(stores.blocks, clock)
    notes = NoteDesk(
        stores.claims,
        stores.notes,
        stores.stops,
        stores.guilds,
        stores.breaking,
        matcher,
        proposals,
        thresholds,
        clock,
    )

    async def noticed(guild_id: int) -> None:
        matcher.refresh(guild_id)
        await matcher.read(guild_id, "")  # the first message need not wait for what was imported

    exchange = ExchangeDesk(
        stores.exchange, stores.events, stores.guilds, stores.breaking, stores.audit, noticed, clock
    )
    counts = DecisionCounts(stores.decisions, clock)
    editing = EditDesk(stores.claims, stores.families, stores.guilds, matcher, clock)
    evidence = EvidenceDesk(
        stores.suggestions, stores.assignments, blocks, stores.claims, stores.guilds, clock
    )
    tips = TipDesk(
        stores.tips, stores.assignments, blocks, claims, stores.claims, matcher, thresholds.note, clock
    )
    drafts = DraftDesk(stores.claims, stores.assignments, editing, matcher, clock)
    dockets: dict[WaitingKind, Docket] = {
        WaitingKind.CLAIM: tips,
        WaitingKind.EVIDENCE: evidence,
        WaitingKind.DRAFT: drafts,
    }
    return Services(
        claims=claims,
        events=events,
        notes=notes,
        proposals=proposals,
        feedback=FeedbackDesk(
            stores.voices, stores.stops, stores.notes, stores.claims, stores.guilds, matcher, clock
        ),
        evidence=evidence,
        tips=tips,
        drafts=drafts,
        assignments=AssignmentDesk(stores.assignments, dockets, clock),
        ledger=LedgerDesk(stores.claims, stores.guilds, matcher, clock),
        blocks=blocks,
        waiting=QueueDesk(stores.waiting, clock),
        tallies=TallyDesk(stores.tallies),
        counts=counts,
        statistics=StatisticsDesk(stores.statistics, counts, clock),
        privacy=PrivacyDesk(stores.privacy, clock),
        following=FollowDesk(stores.claims, stores.follows, stores.jobs, clock),
        settling=NoteSettling(stores.claims, stores.notes, stores.jobs, stores.guilds, clock),
        reviews=ReviewDesk(stores.reviews, stores.claims, stores.guilds, clock),
        wishes=SettingsDesk(stores.guilds, clock),
        setting_up=SetUpDesk(stores.guilds, stores.claims, events, notes, clock),
        greeter=Greeter(stores.greetings, clock),
        breaking=BreakingDesk(stores.breaking, events, stores.claims, clock),
        seconding=seconding,
        tags=TagDesk(stores.guilds, clock),
        editing=editing,
        recording=RecordDesk(claims, thresholds, clock, lambda: token_hex(8)),
        trail=TrailDesk(stores.trail),
        undoing=UndoDesk(stores.undoing, stores.guilds, matcher, clock),
        backtests=BacktestDesk(claims, stores.stops, stores.guilds, matcher, thresholds, clock),
        queue=WorkQueue(stores.jobs, clock),
        home=HomeDesk(
            stores.waiting,
            stores.reviews,
            stores.tallies,
            stores.jobs,
            stores.breaking,
            stores.guilds,
            stores.claims,
            clock,
        ),
        exchange=exchange,
        files=ClaimFiles(exchange),
        cards=stores.cards,
        packs=shelf,
        installation=stores.installation,
        preload=Preload(settings.preload, settings.preload_as_of) if settings.preload else None,
    )


async def run(settings: Settings) -> None:
    """Run the bot until it is told to stop (SIGTERM, Ctrl-C).

    Raises:
        Invalid: the token or an intent was refused; the text says what to do.
        StoreProblem: the database cannot be used.
    """
    if settings.discord_token is None:
        raise Invalid("Set DISCORD_TOKEN in .env (see .env.example), or try `make demo`, which needs none.")
    if settings.discord_url:
        send_rest_to(settings.discord_url)
    if settings.metrics_port:
        metrics.serve(settings.metrics_port)
    async with open_services(settings) as services:
        bot = CaveatBot(
            services, message_content=settings.message_content, elsewhere=settings.discord_url is not None
        )
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stop, bot)
        async with bot:
            await _start(bot, settings.discord_token.get_secret_value())
            if bot.closing is not None:
                # The connection ends first; what is stored after that still needs the database.
                await bot.closing
    log.info("stopped")


async def _start(bot: CaveatBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise Invalid(_LOGIN_REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise Invalid(_INTENT_REFUSED) from None
    except discord.ConnectionClosed as closed:
        raise Invalid(_LOGIN_REFUSED if closed.code == 4004 else str(closed)) from None


def _stop(bot: CaveatBot) -> None:
    # The loop keeps only weak references to tasks; the bot holds this one until it is closed.
    bot.closing = asyncio.create_task(bot.close())


class _Readable:
    """The stored claims, as the matcher reads them."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    async def texts(self, guild_id: int) -> tuple[Sequence[ClaimText], Sequence[Term]]:
        claims = [claim for claim in await self._stores.claims.claims(guild_id) if not _is_merged(claim)]
        return [ClaimText.of(claim) for claim in claims], await self._stores.events.terms(guild_id)

    async def text(self, guild_id: int, slug: str) -> ClaimText | None:
        claim = await self._stores.claims.claim(guild_id, slug)
        return None if claim is None or _is_merged(claim) else ClaimText.of(claim)


def _is_merged(claim: Claim) -> bool:
    """Return whether another claim says all that this one says; as a relative it would silence that one."""
    return claim.lifecycle is Lifecycle.SUPERSEDED
