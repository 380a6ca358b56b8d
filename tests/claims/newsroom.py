"""A newsroom to test in: the desks over stores kept in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.assignment_desk import AssignmentDesk, Docket
from claims.backtest_desk import BacktestDesk
from claims.block_desk import BlockDesk
from claims.breaking_desk import BreakingDesk
from claims.desk import ClaimDesk
from claims.draft_desk import DraftDesk
from claims.editing import EditDesk
from claims.event_desk import EventDesk
from claims.events import Dossier, Event
from claims.evidence_desk import EvidenceDesk
from claims.feedback import FeedbackDesk
from claims.jobs import Job, Share
from claims.note_desk import NoteDesk
from claims.notes import Post, Thresholds
from claims.people import Actor, Role
from claims.proposal_desk import ProposalDesk
from claims.queue import WaitingKind
from claims.reading import Match, Stance
from claims.review_desk import ReviewDesk
from claims.second_desk import SecondDesk
from claims.settling import NoteSettling
from claims.tip_desk import TipDesk
from claims.work_queue import WorkQueue
from tests import fake_feedback, fake_tips, fakes
from tests.claims.test_model import NIGHT, claim, judgement
from tests.fake_assignments import Assignments
from tests.fake_desk import Families

GUILD = 1
MODERATOR = Actor(GUILD, 10, Role.MODERATOR)
LEAD = Actor(GUILD, 9, Role.LEAD)
MEMBER = Actor(GUILD, 11)
MUTINY = Dossier(Event("mutiny", "The mutiny", "", NIGHT), (claim("helicopter").judged(judgement(1)),))


@dataclass
class Newsroom:
    clock: fakes.Ticking
    claims: fakes.Claims
    notes: fakes.Notes
    guilds: fakes.Guilds
    matcher: fakes.SlugMatcher
    desk: ClaimDesk
    events: EventDesk
    noting: NoteDesk
    asking: ProposalDesk
    proposals: fakes.Proposals
    settling: NoteSettling
    reviews: ReviewDesk
    queue: WorkQueue
    breakings: fakes.Breakings
    seconds: fakes.Seconds
    breaking: BreakingDesk
    seconding: SecondDesk
    stops: fake_feedback.Stops
    voices: fake_feedback.VoiceBox
    feedback: FeedbackDesk
    evidence: EvidenceDesk
    backtests: BacktestDesk
    tips: fake_tips.Tips
    tipping: TipDesk
    blocking: BlockDesk
    drafts: DraftDesk
    assigning: AssignmentDesk
    suggestions: fake_feedback.Suggestions

    async def put(self, said: Post, reply_id: int = 777) -> None:
        """Make a reply under a message show what it deserves."""
        await self.noting.reserve(said, (await self.noting.consider(said)).matches)
        for job in await self.take():
            await self.settling.shown(await self.settling.settlement(job), reply_id)

    async def take(self) -> Sequence[Job]:
        """Take what is due."""
        return await self.notes.jobs.take(Share(), "one", self.clock(), 10)

    async def standing(self, message_id: int = 100) -> list[str]:
        """The claims noted under a message."""
        return [note.slug for note in await self.notes.of_message(GUILD, message_id) if note.live]


async def open_newsroom() -> Newsroom:
    """A newsroom that knows one event with one claim, “helicopter”, confirmed by now."""
    claims, notes, guilds, clock = fakes.Claims(), fakes.Notes(), fakes.Guilds(), fakes.Ticking()
    events, matcher = fakes.Events(claims), fakes.SlugMatcher(claims)
    proposals = fakes.Proposals(notes)
    asking = ProposalDesk(claims, proposals, guilds, matcher, clock)
    breakings, seconds = fakes.Breakings(notes.jobs), fakes.Seconds(claims)
    seconding = SecondDesk(seconds, breakings, claims, guilds, matcher, clock)
    event_desk = EventDesk(events, matcher, clock)
    stops, voices = fake_feedback.Stops(claims, notes), fake_feedback.VoiceBox(notes.jobs)
    assignments = Assignments(claims, notes.jobs)
    suggestions = fake_feedback.Suggestions(claims, notes.jobs, assignments)
    desk = ClaimDesk(claims, events, guilds, matcher, seconding, clock)
    tips, blocking = fake_tips.Tips(claims, notes.jobs, assignments), BlockDesk(fake_tips.Blocks(), clock)
    editing = EditDesk(claims, Families(claims), guilds, matcher, clock)
    evidence = EvidenceDesk(suggestions, assignments, blocking, claims, guilds, clock)
    tipping = TipDesk(tips, assignments, blocking, desk, claims, matcher, 0.62, clock)
    drafts = DraftDesk(claims, assignments, editing, matcher, clock)
    dockets: dict[WaitingKind, Docket] = {
        WaitingKind.CLAIM: tipping,
        WaitingKind.EVIDENCE: evidence,
        WaitingKind.DRAFT: drafts,
    }
    room = Newsroom(
        clock,
        claims,
        notes,
        guilds,
        matcher,
        desk,
        event_desk,
        NoteDesk(claims, notes, stops, guilds, breakings, matcher, asking, Thresholds(0.62, 0.5), clock),
        asking,
        proposals,
        NoteSettling(claims, notes, notes.jobs, guilds, clock),
        ReviewDesk(fakes.Reviews(claims, notes.jobs), claims, guilds, clock),
        WorkQueue(notes.jobs, clock),
        breakings,
        seconds,
        BreakingDesk(breakings, event_desk, claims, clock),
        seconding,
        stops,
        voices,
        FeedbackDesk(voices, stops, notes, claims, guilds, matcher, clock),
        evidence,
        BacktestDesk(desk, stops, guilds, matcher, Thresholds(0.62, 0.5), clock),
        tips,
        tipping,
        blocking,
        drafts,
        AssignmentDesk(assignments, dockets, clock),
        suggestions,
    )
    await room.events.load(MODERATOR, MUTINY)
    return room


def post(text: str, *, channel_id: int = 5, message_id: int = 100) -> Post:
    return Post(GUILD, channel_id, message_id, MEMBER.user_id, text)


def matched(*slugs: str) -> list[Match]:
    """What a message says that repeats claims beyond doubt."""
    return [Match(slug, 0.99, Stance.ASSERTS) for slug in slugs]
