"""Where members suggest sources and moderators decide about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from claims.addresses import same_address
from claims.assignments import LONGEST_REASON, Assignment, Matter
from claims.audit import Action, Change
from claims.block_desk import BlockDesk
from claims.checks import check_text
from claims.errors import AlreadyThere, ClaimError, claim_not_found
from claims.evidence import Evidence
from claims.jobs import Job
from claims.model import Claim, Lifecycle
from claims.people import Actor, Role
from claims.ports.claims import ClaimStore
from claims.ports.clock import Clock
from claims.ports.feedback import SuggestionStore
from claims.ports.guilds import GuildStore
from claims.ports.queue import AssignmentStore
from claims.suggestions import (
    MOST_OPEN,
    NewSuggestion,
    Suggestion,
    SuggestionState,
    decided_before,
    suggestion_not_found,
)

# A suggestion, the claim it is for, None where that is gone, and who works on it.
Shown: TypeAlias = tuple[Suggestion, Claim | None, Assignment]


class EvidenceDesk:
    """Takes suggestions; each is decided once."""

    def __init__(
        self,
        suggestions: SuggestionStore,
        assignments: AssignmentStore,
        blocks: BlockDesk,
        claims: ClaimStore,
        guilds: GuildStore,
        clock: Clock,
    ) -> None:
        self._suggestions = suggestions
        self._assignments = assignments
        self._blocks = blocks
        self._claims = claims
        self._guilds = guilds
        self._clock = clock

    async def suggest(self, actor: Actor, new: NewSuggestion) -> Suggestion:
        """Store a source that moderators will look at.

        Raises:
            NotAllowed: no suggestions are taken from the person.
            NotFound: no such claim.
            AlreadyThere: the claim has this source, or it was suggested before.
            Invalid: the person's open suggestions are as many as may be, or the claim was merged away.
        """
        await self._blocks.must_be_heard(actor)
        claim = await self._claims.claim(actor.guild_id, new.slug)
        if claim is None:
            raise claim_not_found(new.slug)
        if claim.lifecycle is Lifecycle.SUPERSEDED:
            claim.in_use()
        if any(each.url and same_address(each.url, new.url) for each in claim.evidence):
            raise AlreadyThere("That address is among the sources already: press Sources to see them.")
        return await self._suggestions.add(actor.guild_id, new, actor.user_id, self._clock(), MOST_OPEN)

    async def suggestion(self, guild_id: int, number: int) -> Shown | None:
        """Return a suggestion as its card shows it, None where there is none."""
        suggestion = await self._suggestions.suggestion(guild_id, number)
        return None if suggestion is None else await self._shown(suggestion)

    async def open_ones(self, actor: Actor) -> Sequence[Shown]:
        """Return what is to be decided, oldest first, each as its card shows it.

        Raises:
            NotAllowed: the actor has no role at the desk.
        """
        actor.must_be(Role.VIEWER)
        return [await self._shown(each) for each in await self._suggestions.open_ones(actor.guild_id)]

    async def outcome(self, job: Job) -> tuple[Suggestion, Claim | None] | None:
        """Return what a job's person is to hear; None where they erased it, or it waits again."""
        suggestion = await self._suggestions.suggestion(job.guild_id, job.subject)
        if suggestion is None or suggestion.erased or suggestion.state is SuggestionState.OPEN:
            return None
        return suggestion, await self._claims.claim(job.guild_id, suggestion.claim)

    async def over(self, guild_id: int, matter: Matter) -> ClaimError:
        """Return the error that tells what has become of a suggestion which waits no more."""
        suggestion = await self._suggestions.suggestion(guild_id, matter.number)
        return suggestion_not_found(matter.number) if suggestion is None else decided_before(suggestion)

    async def accept(
        self, actor: Actor, number: int, *, edited: Evidence | None = None, slug: str = ""
    ) -> tuple[Suggestion, Claim]:
        """Make a suggestion evidence of a claim's current judgement; earlier notes are brought up to date.

        Args:
            actor: Who accepts it.
            number: The suggestion.
            edited: The source as the moderator corrected it; None for as it was suggested.
            slug: The claim; empty for the one it was suggested for.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such suggestion, or no such claim.
            Occupied: another moderator works on it.
            Changed: someone decided about it before.
            Invalid: the claim is out of use.
        """
        actor.must_moderate()
        since = self._clock() - (await self._guilds.settings(actor.guild_id)).note_age
        change = Change(Action.EVIDENCED, actor.user_id, self._clock())
        return await self._suggestions.accept(actor.guild_id, number, change, since, edited=edited, slug=slug)

    async def decline(self, actor: Actor, number: int, reason: str = "") -> Suggestion:
        """Leave a suggestion, with a reason its author reads if there is one; raises as `accept` does."""
        actor.must_moderate()
        check_text("The reason", reason, LONGEST_REASON, empty=True)
        change = Change(Action.DECLINED, actor.user_id, self._clock())
        return await self._suggestions.decline(actor.guild_id, number, reason.strip(), change)

    async def _shown(self, suggestion: Suggestion) -> Shown:
        guild_id = suggestion.guild_id
        claim = await self._claims.claim(guild_id, suggestion.claim)
        assignment = await self._assignments.assignment(guild_id, Matter.source(suggestion.number))
        return suggestion, claim, assignment
