"""The small SQL surface that both engines answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Literal, Protocol

from claims.errors import Invalid

Row = Mapping[str, Any]
Dialect = Literal["sqlite", "postgres"]


class Session(Protocol):
    """Somewhere statements run; both engines read parameters written $1, $2 …."""

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """Run one statement and return its rows; raise StoreProblem when the engine fails."""
        ...

    async def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each row of values."""
        ...

    async def run_script(self, script: str) -> None:
        """Run several statements without values, inside the transaction that is open."""
        ...


class Database(Protocol):
    """An open database; all writing goes through `transaction`."""

    @property
    def dialect(self) -> Dialect:
        """Return which engine answers."""
        ...

    async def fetch(self, sql: str, *values: object) -> list[Row]:
        """Run one reading statement on what is committed."""
        ...

    def snapshot(self) -> AbstractAsyncContextManager[Session]:
        """Open a session for reading in which nothing changes between two statements."""
        ...

    def transaction(self, *, alone: bool = False) -> AbstractAsyncContextManager[Session]:
        """Open a session whose writes are kept together, or not at all when it raises or is cancelled.

        With `alone` it first waits for every other such transaction, those of other processes too.
        """
        ...


def storable(value: object) -> object:
    """Return the value; raise Invalid for what one of the engines cannot hold.

    PostgreSQL refuses U+0000 in a text (PostgreSQL 15 manual, 8.3); both keep integers in 64 bits.
    """
    if isinstance(value, str):
        if "\x00" in value:
            raise Invalid("A text holds the character U+0000, which cannot be stored. Please type it again.")
        _check_unicode(value)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise Invalid(f"The number {value:.3e} is too large to be stored.")
    return value


def _check_unicode(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("A text holds characters that are not valid Unicode. Please type it again.") from None
