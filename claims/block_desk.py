"""Where moderators say from whom they take no suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from claims.audit import Action, Change
from claims.blocking import Block, not_heard
from claims.errors import Invalid
from claims.people import Actor
from claims.ports.clock import Clock
from claims.ports.queue import BlockStore

_ONESELF = "You cannot block yourself. Pick another member."


class BlockDesk:
    """Keeps the list; suggestions of claims and of sources ask it first."""

    def __init__(self, blocks: BlockStore, clock: Clock) -> None:
        self._blocks = blocks
        self._clock = clock

    async def must_be_heard(self, actor: Actor) -> None:
        """Raise NotAllowed when no suggestions are taken from a person."""
        if await self._blocks.is_blocked(actor.guild_id, actor.user_id):
            raise not_heard()

    async def block(self, actor: Actor, user_id: int) -> None:
        """Take no suggestions from a person; what they have suggested stays.

        Raises:
            NotAllowed: the actor is no moderator.
            AlreadyThere: they are blocked.
            Invalid: it is the actor.
        """
        actor.must_moderate()
        if user_id == actor.user_id:
            raise Invalid(_ONESELF)
        await self._blocks.block(actor.guild_id, user_id, self._change(Action.BLOCKED, actor))

    async def unblock(self, actor: Actor, user_id: int) -> None:
        """Take suggestions from a person again; raise NotAllowed, or NotFound when they are not blocked."""
        actor.must_moderate()
        await self._blocks.unblock(actor.guild_id, user_id, self._change(Action.UNBLOCKED, actor))

    async def blocked(self, actor: Actor) -> Sequence[Block]:
        """Return who is blocked, the latest first; raise NotAllowed unless the actor is a moderator."""
        actor.must_moderate()
        return await self._blocks.blocked(actor.guild_id)

    def _change(self, action: Action, actor: Actor) -> Change:
        return Change(action, actor.user_id, self._clock())
