"""Telling people how far something is."""

from __future__ import annotations

import asyncio

import pytest

from bot.patience import telling, within


async def test_whoever_waits_is_told_until_the_work_is_done() -> None:
    told_twice, told = asyncio.Event(), []

    async def work() -> str:
        await told_twice.wait()
        return "done"

    async def tell() -> None:
        told.append(1)
        if len(told) == 2:
            told_twice.set()

    assert await telling(work(), tell, every_s=0) == "done"
    assert len(told) >= 2


async def test_what_is_done_at_once_is_not_told_of() -> None:
    async def work() -> int:
        return 7

    async def tell() -> None:
        raise AssertionError

    assert await telling(work(), tell) == 7


async def test_work_that_fails_fails_as_it_is() -> None:
    async def work() -> None:
        raise ValueError

    async def tell() -> None:
        """Tell nobody."""

    with pytest.raises(ValueError):
        await telling(work(), tell)


async def test_work_ends_when_nobody_waits_any_more() -> None:
    ended, begun = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def tell() -> None:
        """Tell nobody."""

    waiting = asyncio.create_task(telling(work(), tell))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await ended.wait()


async def test_what_comes_in_time_is_taken_and_what_does_not_is_given_up() -> None:
    async def soon() -> int:
        return 7

    given_up = asyncio.Event()

    async def never() -> int:
        try:
            await asyncio.Event().wait()
        finally:
            given_up.set()
        return 7

    assert await within(60, soon()) == 7
    assert await within(0, never()) is None
    assert given_up.is_set()
