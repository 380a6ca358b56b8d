"""A playground for each test."""

from collections.abc import AsyncIterator

import pytest

from playground.limits import UNHURRIED
from playground.server import Playground
from tests.playground.small_bot import SmallBot


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with Playground(rates=UNHURRIED) as opened:
        yield opened


@pytest.fixture
def bot() -> SmallBot:
    return SmallBot()
