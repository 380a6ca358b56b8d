"""Work that takes a while, and people who are told how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

# Discord lets a message be edited five times in five seconds; nobody reads that fast.
EVERY_S = 3.0
# A form must be shown within three seconds, and cannot be put off as an answer can; the matcher may be
# getting ready.
FORM_S = 1.5


async def telling(
    work: Coroutine[Any, Any, T], tell: Callable[[], Awaitable[None]], every_s: float = EVERY_S
) -> T:
    """Do the work, and tell of it as often as that while it lasts; whoever gives up waiting ends it."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=every_s))[0]:
            await tell()
        return task.result()
    finally:
        task.cancel()


async def within(most_s: float, work: Coroutine[Any, Any, T]) -> T | None:
    """Return what the work comes to; None where it takes longer than so many seconds, and is given up."""
    try:
        async with asyncio.timeout(most_s):
            return await work
    except TimeoutError:
        return None


async def before_a_form(work: Coroutine[Any, Any, T]) -> T | None:
    """Return what the work comes to, None where a form cannot wait so long for it."""
    return await within(FORM_S, work)
