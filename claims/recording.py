"""Recording a new claim, unless it is much like one that is recorded: then its moderator is asked first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.desk import ClaimDesk
from claims.drafts import NewClaim
from claims.errors import NotFound
from claims.model import Claim
from claims.notes import Thresholds
from claims.people import Actor, Role

MOST_ALIKE = 3
# As long as an answer to a form can be used at all (Discord: Interaction Responses, 15 minutes).
_KEPT = timedelta(minutes=15)
_MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Alike:
    """A new claim that is not recorded yet, with the recorded ones much like it, the likest first."""

    token: str
    new: NewClaim
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Pending:
    actor: Actor
    new: NewClaim
    until: datetime


class RecordDesk:
    """Keeps what was typed in memory until its moderator has decided, for a quarter of an hour at most."""

    def __init__(
        self, desk: ClaimDesk, thresholds: Thresholds, clock: Callable[[], datetime], token: Callable[[], str]
    ) -> None:
        """Take the desk that records, from which likeness on it is asked, the time, and a maker of tokens."""
        self._desk = desk
        self._thresholds = thresholds
        self._clock = clock
        self._token = token
        self._pending: OrderedDict[str, _Pending] = OrderedDict()

    async def record(self, actor: Actor, new: NewClaim) -> Claim | Alike:
        """Record a claim, or return those it is much like; then nothing is recorded.

        Raises:
            NotAllowed: the actor is no contributor.
            NotFound: no such event.
            Invalid: a text is empty or too long, or an address cannot be opened.
        """
        await self._desk.draft(actor, new)
        alike = await self._alike(actor.guild_id, new.statement)
        if not alike:
            return await self._desk.add(actor, new)
        token = self._token()
        self._pending[token] = _Pending(actor, new, self._clock() + _KEPT)
        while len(self._pending) > _MOST_KEPT:
            self._pending.popitem(last=False)
        return Alike(token, new, tuple(alike))

    async def record_anyway(self, actor: Actor, token: str) -> Claim:
        """Record what was typed as a claim of its own; raise NotFound when it is not kept any more."""
        pending = self._take(actor, token)
        try:
            return await self._desk.add(actor, pending.new)
        except BaseException:
            self._pending[token] = pending
            raise

    async def record_as_wording(self, actor: Actor, token: str, slug: str) -> Claim:
        """Make what was typed a wording of a recorded claim; raise NotFound when it is not kept any more."""
        pending = self._take(actor, token)
        try:
            return await self._desk.word(actor, slug, (pending.new.statement, *pending.new.wordings))
        except BaseException:
            self._pending[token] = pending
            raise

    async def _alike(self, guild_id: int, statement: str) -> Sequence[Claim]:
        found = await self._desk.check(guild_id, statement, drafts=True)
        return [
            claim
            for claim, match in found
            if match.score >= self._thresholds.suggest and match.veto is None and not claim.retired
        ][:MOST_ALIKE]

    def _take(self, actor: Actor, token: str) -> _Pending:
        """Return what is kept under a token and keep it no more, so that it is recorded once."""
        actor.must_be(Role.CONTRIBUTOR)
        pending = self._pending.get(token)
        whose = (actor.guild_id, actor.user_id)
        if pending is None or (pending.actor.guild_id, pending.actor.user_id) != whose:
            raise no_longer_kept()
        del self._pending[token]
        if pending.until <= self._clock():
            raise no_longer_kept()
        return pending


def no_longer_kept() -> NotFound:
    """Return the error for what was typed too long ago, or before a restart."""
    return NotFound("I no longer have what you typed. Record it anew with /desk add; here is what you wrote.")
