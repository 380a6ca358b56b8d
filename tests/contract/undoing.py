"""Undoing the newest change, and what a test looks at before and after, in as few words as it can bear."""

from __future__ import annotations

from datetime import timedelta

from claims.audit import Action, Change
from claims.jobs import JobKind
from claims.model import Claim
from claims.undoing import Undone
from db.stores import Stores
from tests.contract.noting import due, take
from tests.contract.samples import GUILD, MODERATOR, NOON

ALICE, OTHER = 11, MODERATOR + 1
MINUTE = timedelta(minutes=1)
ALL_TIME = NOON - timedelta(days=1000)


def by(action: Action, minutes: int = 1, who: int = MODERATOR) -> Change:
    return Change(action, who, NOON + minutes * MINUTE)


async def newest(stores: Stores) -> int:
    return (await stores.audit.revisions(GUILD))[-1].number


async def undo(stores: Stores, minutes: int = 10, number: int | None = None) -> Undone:
    """Undo a change, the newest by default, having seen everything."""
    last = await newest(stores)
    undoing = by(Action.UNDONE, minutes, OTHER)
    return await stores.undoing.undo(GUILD, number or last, last, undoing, ALL_TIME)


async def stored(stores: Stores, slug: str = "helicopter") -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


async def jobs(stores: Stores, minutes: int = 10) -> set[tuple[JobKind, int]]:
    return set(await due(stores, NOON + minutes * MINUTE))


async def work_off(stores: Stores, minutes: int = 1) -> None:
    for job in await take(stores, NOON + minutes * MINUTE):
        await stores.jobs.done(job)
