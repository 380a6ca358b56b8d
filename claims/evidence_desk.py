"""Where members suggest sources and moderators decide about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from claims.audit import Action, Change
from claims.block_desk import BlockDesk
from claims.errors import AlreadyThere, claim_not_found, claim_retired
from claims.feedback_ports import SuggestionStore
from claims.model import Claim, Lifecycle
from claims.people import Actor, Role
from claims.ports import ClaimStore, Clock, GuildStore
from claims.suggestions import MOST_OPEN, NewSuggestion, Suggestion, SuggestionState, same_address


class EvidenceDesk:
    """Takes suggestions; each is decided once."""

    def __init__(
        self,
        suggestions: SuggestionStore,
        blocks: BlockDesk,
        claims: ClaimStore,
        guilds: GuildStore,
        clock: Clock,
    ) -> None:
        self._suggestions = suggestions
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
            raise claim_retired(claim.slug, withdrawn=False)
        if any(each.url and same_address(each.url, new.url) for each in claim.evidence):
            raise AlreadyThere("That address is among the sources already: press Sources to see them.")
        return await self._suggestions.add(actor.guild_id, new, actor.user_id, self._clock(), MOST_OPEN)

    async def suggestion(self, guild_id: int, number: int) -> tuple[Suggestion, Claim | None] | None:
        """Return a suggestion and the claim it is about, None where there is none."""
        suggestion = await self._suggestions.suggestion(guild_id, number)
        return (
            None if suggestion is None else (suggestion, await self._claims.claim(guild_id, suggestion.slug))
        )

    async def open_ones(self, actor: Actor) -> Sequence[tuple[Suggestion, Claim | None]]:
        """Return what is to be decided, oldest first, each with its claim.

        Raises:
            NotAllowed: the actor is no moderator.
        """
        actor.must_be(Role.VIEWER)
        found = await self._suggestions.open_ones(actor.guild_id)
        return [(each, await self._claims.claim(actor.guild_id, each.slug)) for each in found]

    async def accept(self, actor: Actor, number: int) -> tuple[Suggestion, Claim]:
        """Make a suggestion evidence of the claim's current judgement; earlier notes are brought up to date.

        Raises:
            NotAllowed: the actor is no moderator.
            NotFound: no such suggestion.
            Changed: someone decided about it before.
        """
        actor.must_moderate()
        since = self._clock() - (await self._guilds.settings(actor.guild_id)).note_age
        return await self._decide(actor, number, SuggestionState.ACCEPTED, Action.EVIDENCED, since)

    async def decline(self, actor: Actor, number: int) -> tuple[Suggestion, Claim]:
        """Leave a suggestion; raises as `accept` does."""
        actor.must_moderate()
        return await self._decide(actor, number, SuggestionState.DECLINED, Action.DECLINED, None)

    async def _decide(
        self, actor: Actor, number: int, state: SuggestionState, action: Action, since: datetime | None
    ) -> tuple[Suggestion, Claim]:
        change = Change(action, actor.user_id, self._clock())
        return await self._suggestions.decide(actor.guild_id, number, state, change, since)
