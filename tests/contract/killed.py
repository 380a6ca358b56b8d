"""A program of its own that is killed in the middle of loading the sample dossier: URL, statement."""

from __future__ import annotations

import asyncio
import sys

from db.events import SqlEventStore
from db.opening import open_database
from tests.contract.interrupted import InterruptedDatabase, kill_this_process
from tests.contract.samples import GUILD, change, dossier


async def _main(url: str, at: int) -> None:
    async with open_database(url) as database:
        interrupted = InterruptedDatabase(database, at, kill_this_process)
        await SqlEventStore(interrupted).load(GUILD, dossier(), change())


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2])))
