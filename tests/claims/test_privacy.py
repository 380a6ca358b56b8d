from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from claims.errors import StoreProblem
from claims.people import Actor, Kept
from claims.privacy import PrivacyDesk
from tests.fakes import NOW

GUILD, OTHER_GUILD = 1, 2
MIRA, SAM = Actor(GUILD, 11), Actor(GUILD, 12)
MINUTE = timedelta(minutes=1)


@dataclass
class Wishes:
    """The store of wishes in memory; it counts how often it is asked, and may be held up."""

    since: dict[tuple[int, int], datetime] = field(default_factory=dict)
    objections: dict[tuple[int, int], int] = field(default_factory=dict)
    follows: dict[tuple[int, int], int] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    held_up: asyncio.Event | None = None
    fails: bool = False

    async def opted_out(self, guild_id: int) -> frozenset[int]:
        self.asked.append(guild_id)
        found = frozenset(user for guild, user in self.since if guild == guild_id)
        if self.held_up is not None:
            await self.held_up.wait()
        return found

    async def about(self, guild_id: int, user_id: int) -> Kept:
        key = guild_id, user_id
        return Kept(self.since.get(key), self.objections.get(key, 0), follows=self.follows.get(key, 0))

    async def opt_out(self, guild_id: int, user_id: int, at: datetime) -> None:
        self.since.setdefault((guild_id, user_id), at)
        if self.fails:
            raise StoreProblem("The connection broke after it was saved.")

    async def opt_in(self, guild_id: int, user_id: int) -> None:
        self.since.pop((guild_id, user_id), None)

    async def erase(self, guild_id: int, user_id: int, at: datetime) -> Kept:
        key = guild_id, user_id
        return Kept(objections=self.objections.pop(key, 0), follows=self.follows.pop(key, 0))


@dataclass
class Hands:
    """A clock that stands still until it is set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    wishes: Wishes
    clock: Hands
    desk: PrivacyDesk

    async def reads(self, actor: Actor) -> bool:
        return await self.desk.may_read(actor.guild_id, actor.user_id)


@pytest.fixture
def office() -> Office:
    wishes, clock = Wishes(), Hands()
    return Office(wishes, clock, PrivacyDesk(wishes, clock, most_guilds=2))


async def test_a_wish_holds_at_once_for_that_person_in_that_server(office: Office) -> None:
    assert await office.reads(MIRA)
    await office.desk.opt_out(MIRA)
    assert not await office.reads(MIRA)
    assert await office.reads(SAM)
    assert await office.desk.may_read(OTHER_GUILD, MIRA.user_id)
    await office.desk.opt_in(MIRA)
    assert await office.reads(MIRA)


async def test_a_busy_server_asks_the_store_once_a_minute(office: Office) -> None:
    for second in range(60):
        office.clock.now = NOW + timedelta(seconds=second)
        assert await office.reads(MIRA)
    assert office.wishes.asked == [GUILD]
    office.clock.now = NOW + MINUTE
    await office.reads(MIRA)
    assert office.wishes.asked == [GUILD, GUILD]


async def test_a_wish_made_at_another_process_holds_after_a_minute(office: Office) -> None:
    assert await office.reads(MIRA)
    await PrivacyDesk(office.wishes, office.clock).opt_out(MIRA)
    office.clock.now += MINUTE
    assert not await office.reads(MIRA)


async def test_a_clock_set_back_does_not_keep_an_old_answer(office: Office) -> None:
    assert await office.reads(MIRA)
    await PrivacyDesk(office.wishes, office.clock).opt_out(MIRA)
    office.clock.now -= timedelta(days=1)
    assert not await office.reads(MIRA)


async def test_an_answer_that_was_on_its_way_when_the_wish_came_is_not_remembered(office: Office) -> None:
    office.wishes.held_up = asyncio.Event()
    early = asyncio.create_task(office.reads(MIRA))
    await asyncio.sleep(0)
    await office.desk.opt_out(MIRA)
    office.wishes.held_up.set()
    await early
    assert not await office.reads(MIRA)


async def test_a_wish_that_was_saved_holds_even_if_saving_it_failed_in_the_end(office: Office) -> None:
    assert await office.reads(MIRA)
    office.wishes.fails = True
    with pytest.raises(StoreProblem):
        await office.desk.opt_out(MIRA)
    assert not await office.reads(MIRA)


async def test_only_the_servers_met_last_are_remembered(office: Office) -> None:
    for guild_id in (1, 2, 1, 3, 1, 2):
        await office.desk.may_read(guild_id, MIRA.user_id)
    assert office.wishes.asked == [1, 2, 3, 2]


async def test_erasing_takes_the_objections_and_leaves_the_wish_not_to_be_read(office: Office) -> None:
    office.wishes.objections = {(GUILD, MIRA.user_id): 3, (GUILD, SAM.user_id): 1}
    await office.desk.opt_out(MIRA)
    assert await office.desk.about(MIRA) == Kept(NOW, 3)
    assert await office.desk.erase(MIRA) == Kept(objections=3)
    assert await office.desk.about(MIRA) == Kept(NOW)
    assert not await office.reads(MIRA)
    assert await office.desk.about(SAM) == Kept(objections=1)
