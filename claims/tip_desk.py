"""Where members suggest claims and moderators take them on, one moderator at a time."""

from __future__ import annotations

from claims.assignments import LONGEST_REASON, Assignment, Matter
from claims.audit import Action, Change
from claims.block_desk import BlockDesk
from claims.checks import check_text
from claims.desk import ClaimDesk
from claims.drafts import NewClaim
from claims.errors import ClaimError
from claims.jobs import Job
from claims.model import Claim, Lifecycle
from claims.people import Actor
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.matching import Matcher
from claims.ports.queue import AssignmentStore, TipStore
from claims.tips import HELD_FOR, NewTip, Tip, TipState, not_decidable, tip_not_found


class TipDesk:
    """Takes tips; each is decided once, and by nobody while another moderator works on it."""

    def __init__(
        self,
        tips: TipStore,
        assignments: AssignmentStore,
        blocks: BlockDesk,
        desk: ClaimDesk,
        claims: ClaimStore,
        matcher: Matcher,
        sure: float,
        clock: Clock,
    ) -> None:
        """Set the desk up.

        Args:
            tips: Keeps the tips.
            assignments: Knows who works on which.
            blocks: Knows from whom none are taken.
            desk: Makes claims of them.
            claims: Has the claims they are attached to.
            matcher: Finds recorded claims that are much like a tip.
            sure: From which probability on a claim is that, in 0..1.
            clock: Tells the time.
        """
        self._tips = tips
        self._assignments = assignments
        self._blocks = blocks
        self._desk = desk
        self._claims = claims
        self._matcher = matcher
        self._sure = sure
        self._clock = clock

    async def suggest(self, actor: Actor, new: NewTip) -> tuple[Tip, Claim | None]:
        """Store a tip; with a recorded claim that is much like it, it is held until `suggest_anyway`.

        Raises:
            NotAllowed: no suggestions are taken from the person.
            NotFound: no such event.
            AlreadyThere: an open tip has the same words.
            Invalid: the person's tips are as many as may be.
        """
        await self._blocks.must_be_heard(actor)
        like = await self._much_like(actor.guild_id, new.statement)
        slug = like.slug if like else ""
        return await self._tips.add(actor.guild_id, new, actor.user_id, self._clock(), slug), like

    async def suggest_anyway(self, actor: Actor, number: int) -> Tip:
        """Hand a held tip of the actor's to the moderators; raises as `suggest` does."""
        await self._blocks.must_be_heard(actor)
        return await self._tips.submit(actor.guild_id, number, actor.user_id, self._clock())

    async def tip(self, guild_id: int, number: int) -> Tip:
        """Return a tip; raise NotFound where there is none."""
        tip = await self._tips.tip(guild_id, number)
        if tip is None:
            raise tip_not_found(number)
        return tip

    async def carded(self, tip: Tip) -> tuple[Tip, Claim | None, Assignment]:
        """Return what a tip's card shows: its claim, or the one it is much like, and who works on it."""
        assignment = await self._assignments.assignment(tip.guild_id, Matter.tip(tip.number))
        return tip, await self._claim_of(tip), assignment

    async def to_show(self, job: Job) -> tuple[Tip, Claim | None, Assignment] | None:
        """Return what a job's card is to show; None where nothing is, such as of a held tip."""
        await self._tips.expire(job, self._clock() - HELD_FOR)
        tip = await self._tips.tip(job.guild_id, job.subject)
        return None if tip is None or tip.state is TipState.HELD else await self.carded(tip)

    async def outcome(self, job: Job) -> tuple[Tip, Claim | None] | None:
        """Return what a job's person is to hear; None where they erased their tip, or it waits again."""
        tip = await self._tips.tip(job.guild_id, job.subject)
        if tip is None or tip.erased or tip.state is TipState.OPEN:
            return None
        return tip, await self._claim_of(tip)

    async def over(self, guild_id: int, matter: Matter) -> ClaimError:
        """Return the error that tells what has become of a tip which waits no more."""
        tip = await self._tips.tip(guild_id, matter.number)
        return tip_not_found(matter.number) if tip is None else not_decidable(tip)

    async def approve(self, actor: Actor, number: int, edited: NewClaim | None = None) -> Claim:
        """Record a tip as a claim, as it is or as edited.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such tip.
            Occupied: another moderator works on it.
            Changed: it was decided, or erased.
            Invalid: a text of the edited claim breaks a rule.
        """
        tip = await self._decidable(actor, number)
        claim = await self._desk.draft(actor, edited or tip.claim)
        added = await self._tips.approve(actor.guild_id, number, claim, self._change(Action.ADDED, actor))
        self._matcher.refresh(actor.guild_id, added.slug)
        return added

    async def attach(self, actor: Actor, number: int, slug: str) -> Claim:
        """Make a tip's words a wording of a claim; raises as `approve` does.

        Raises:
            NotFound: no such claim.
            Invalid: the claim is out of use, or never to match such words.
        """
        tip = await self._decidable(actor, number)
        claim = (await self._desk.claim(actor.guild_id, slug)).in_use().worded(tip.statement)
        saved = await self._tips.attach(actor.guild_id, number, claim, self._change(Action.WORDED, actor))
        self._matcher.refresh(actor.guild_id, saved.slug)
        return saved

    async def reject(self, actor: Actor, number: int, reason: str) -> Tip:
        """Leave a tip, with a reason that its author reads; raises as `approve` does."""
        actor.must_moderate()
        check_text("The reason", reason, LONGEST_REASON)
        change = self._change(Action.DECLINED, actor)
        return await self._tips.reject(actor.guild_id, number, reason.strip(), change)

    async def _decidable(self, actor: Actor, number: int) -> Tip:
        actor.must_moderate()
        tip = await self.tip(actor.guild_id, number)
        if tip.state is not TipState.OPEN:
            raise not_decidable(tip)
        assignment = await self._assignments.assignment(actor.guild_id, Matter.tip(number))
        assignment.check_free(actor.user_id, self._clock())
        return tip

    async def _claim_of(self, tip: Tip) -> Claim | None:
        slug = tip.slug or tip.like
        return await self._claims.claim(tip.guild_id, slug) if slug else None

    async def _much_like(self, guild_id: int, statement: str) -> Claim | None:
        reading = await self._matcher.rank(guild_id, statement)
        for match in reading.matches:
            if match.veto is None and match.score >= self._sure:
                claim = await self._claims.claim(guild_id, match.slug)
                if claim is not None and claim.lifecycle is not Lifecycle.WITHDRAWN:
                    return claim
        return None

    def _change(self, action: Action, actor: Actor) -> Change:
        return Change(action, actor.user_id, self._clock())
