from __future__ import annotations

import pytest

from tests.claims.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom() -> Newsroom:
    return await open_newsroom()
