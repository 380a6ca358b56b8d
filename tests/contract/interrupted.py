"""A database in which something happens before the n-th statement of a transaction."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from db.database import Database, Dialect, Row, Session

Interruption = Callable[[Session], Awaitable[None]]


class InterruptedDatabase:
    """Passes everything on, and `interrupts` once before the `at`-th statement inside transactions."""

    def __init__(self, database: Database, at: int, interruption: Interruption) -> None:
        self._database, self._left, self._interruption = database, at, interruption

    @property
    def dialect(self) -> Dialect:
        return self._database.dialect

    @property
    def interrupted(self) -> bool:
        return self._left <= 0

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        return await self._database.fetch(sql, *values)

    def snapshot(self) -> AbstractAsyncContextManager[Session]:
        return self._database.snapshot()

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncIterator[Session]:
        async with self._database.transaction(alone=alone) as session:
            yield _InterruptedSession(session, self._count)

    async def _count(self, session: Session) -> None:
        self._left -= 1
        if self._left == 0:
            await self._interruption(session)


class _InterruptedSession:
    def __init__(self, session: Session, before: Interruption) -> None:
        self._session, self._before = session, before

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        await self._before(self._session)
        return await self._session.fetch(sql, *values)

    async def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        await self._before(self._session)
        await self._session.execute_many(sql, rows)

    async def run_script(self, script: str) -> None:
        await self._before(self._session)
        await self._session.run_script(script)


async def kill_this_process(_: Session) -> None:
    """End the process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
