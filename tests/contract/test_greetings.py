from __future__ import annotations

import asyncio
from datetime import timedelta

from db.stores import Stores
from tests.contract.samples import GUILD, NOON, OTHER_GUILD

MONTH = timedelta(days=30)


async def test_a_guild_is_greeted_once_until_its_time_is_over(stores: Stores) -> None:
    async def greet(days: int, guild: int = GUILD) -> bool:
        now = NOON + timedelta(days=days)
        return await stores.greetings.greet(guild, now, now - MONTH)

    assert [await greet(day) for day in (0, 1, 29, 30, 31)] == [True, False, False, True, False]
    assert await greet(31, OTHER_GUILD)


async def test_of_many_who_would_greet_at_once_one_does(stores: Stores) -> None:
    asked = [stores.greetings.greet(GUILD, NOON, NOON - MONTH) for _ in range(5)]
    assert sorted(await asyncio.gather(*asked)) == [False] * 4 + [True]
