"""Both engines; each test has a fresh database, made from a migrated template."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from claims.events import Dossier
from db.database import Database
from db.migrations import migrate
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.samples import GUILD, change, dossier
from tests.postgres import PostgresServer

_NUMBERS = itertools.count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres_template(postgres_server: PostgresServer) -> str:
    async with open_database(postgres_server.create("migrated")) as database:
        await migrate(database)
    return "migrated"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that nothing was written to."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/caveat.db"
        return
    with _made(request, "-T", "template0") as made:
        yield made


@pytest.fixture
def url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database for the test alone; `database` brings it up to date."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/caveat.db"
        return
    with _made(request, "-T", request.getfixturevalue("postgres_template")) as made:
        yield made


@contextmanager
def _made(request: pytest.FixtureRequest, *options: str) -> Iterator[str]:
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"test_{next(_NUMBERS)}"
    yield server.create(name, *options)
    server.drop(name)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with open_database(url) as opened:
        await migrate(opened)
        yield opened


@pytest.fixture
def stores(database: Database) -> Stores:
    return stores_of(database)


@pytest.fixture
async def loaded(stores: Stores) -> Dossier:
    """The sample dossier, loaded into the sample guild."""
    await stores.events.load(GUILD, dossier(), change())
    return dossier()
