"""What moderators read of the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pytest

from claims.errors import NotAllowed
from claims.queue import PER_PAGE, Waiting, WaitingKind
from claims.queue_desk import QueueDesk
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR
from tests.fakes import NOW, Ticking


@dataclass
class Numbered:
    """So many claims wait, by their numbers."""

    count: int

    async def waiting(
        self, guild_id: int, now: datetime, kind: WaitingKind | None, skipped: int, most: int
    ) -> Sequence[Waiting]:
        numbers = range(1, self.count + 1)[skipped : skipped + most]
        return [Waiting(WaitingKind.CLAIM, number, "", "words", NOW) for number in numbers]

    async def counts(self, guild_id: int, now: datetime) -> Mapping[WaitingKind, int]:
        return {WaitingKind.CLAIM: self.count}


def desk(count: int) -> QueueDesk:
    return QueueDesk(Numbered(count), Ticking())


async def test_members_do_not_read_the_queue() -> None:
    with pytest.raises(NotAllowed):
        await desk(1).page(MEMBER)


async def test_a_page_beyond_the_last_is_the_last() -> None:
    page = await desk(PER_PAGE + 1).page(MODERATOR, None, 9)
    assert (page.page, page.last, [each.subject for each in page.waiting]) == (1, 1, [PER_PAGE + 1])


async def test_an_empty_queue_has_one_page() -> None:
    page = await desk(0).page(MODERATOR, WaitingKind.DRAFT, 3)
    assert (page.page, page.last, page.total, list(page.waiting)) == (0, 0, 0, [])
    assert await desk(0).counts(GUILD) == {WaitingKind.CLAIM: 0}
