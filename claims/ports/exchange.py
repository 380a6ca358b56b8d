"""What the domain asks of files of claims, and of the store that moves many claims at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from claims.audit import Change
from claims.comparing import Step
from claims.events import Dossier
from claims.exchange import Format, NoteRow
from claims.model import Claim, Link
from claims.told import Refusal, Told


class Batch(Protocol):
    """A file of claims; it can be read more than once."""

    @property
    def format(self) -> Format:
        """What kind of file it is."""
        ...

    @property
    def dossier(self) -> Dossier | None:
        """The event it brings with it, without claims; None when it brings none."""
        ...

    @property
    def trusted(self) -> bool:
        """Whether its claims may get notes as they are, unless somebody says otherwise."""
        ...

    def told(self) -> Iterator[Told | Refusal]:
        """Read it from the beginning; raise PackProblem where it cannot be read at all."""
        ...


class Work(Protocol):
    """A look at the stored claims, or the transaction of one import."""

    async def stored(self, slugs: Sequence[str]) -> Mapping[str, Claim]:
        """Return those of some claims that are stored."""
        ...

    async def links(self) -> Mapping[str, tuple[Link, ...]]:
        """Return the links of all claims that have any."""
        ...

    async def event(self, slug: str) -> Dossier | None:
        """Return an event with its terms and timeline, without claims."""
        ...

    async def put_event(self, before: Dossier | None, after: Dossier) -> None:
        """Store an event with its terms and timeline."""
        ...

    async def put(self, steps: Sequence[Step]) -> None:
        """Store claims; links may lead to claims that are stored later."""
        ...


class ExchangeStore(Protocol):
    """Moves many claims at a time."""

    def looking(self, guild_id: int) -> AbstractAsyncContextManager[Work]:
        """Look at what is stored; what is put is not stored."""
        ...

    def importing(
        self, guild_id: int, change: Change, notes_since: datetime, about: Mapping[str, str]
    ) -> AbstractAsyncContextManager[Work]:
        """Open the transaction of one import, which is kept whole, or not at all when it raises.

        Each claim has its audit record, and the import one more, which names the first and the last of them
        and says what it is `about`. Notes posted since an instant show a new judgement.
        """
        ...

    def claims(self, guild_id: int, event: str | None = None) -> AsyncIterator[Sequence[Claim]]:
        """Yield all claims by slug, some at a time; those of one event when it is given."""
        ...

    def notes(self, guild_id: int) -> AsyncIterator[Sequence[NoteRow]]:
        """Yield all notes in order of their messages, some at a time."""
        ...

    async def guilds(self) -> Sequence[int]:
        """Return the guilds that the database holds; for the operator alone."""
        ...
