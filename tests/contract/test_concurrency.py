from __future__ import annotations

import asyncio

from claims.audit import Action, first_broken
from claims.errors import AlreadyThere, Changed
from claims.events import Dossier
from claims.model import Claim
from claims.settings import GuildSettings
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.samples import GUILD, OTHER_GUILD, change, claim, dossier


async def test_fifty_writers_at_once_all_succeed(stores: Stores, loaded: Dossier) -> None:
    adding = (stores.claims.add(GUILD, claim(f"claim-{n:02}"), change(Action.ADDED)) for n in range(50))
    await asyncio.gather(*adding)
    assert len(await stores.claims.claims(GUILD)) == 50 + len(loaded.claims)
    assert first_broken(GUILD, await stores.audit.revisions(GUILD)) is None


async def test_of_many_saves_of_one_claim_one_wins(url: str, stores: Stores, loaded: Dossier) -> None:
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        outcomes = await asyncio.gather(
            *(both[n % 2].claims.save(GUILD, seen.worded(f"{n}"), change(Action.WORDED)) for n in range(10)),
            return_exceptions=True,
        )
    winners = [outcome for outcome in outcomes if isinstance(outcome, Claim)]
    assert [type(outcome) for outcome in outcomes].count(Changed) == 9
    assert winners == [await stores.claims.claim(GUILD, "helicopter")]


async def test_of_two_loads_of_one_dossier_one_wins(url: str, stores: Stores) -> None:
    async with open_database(url) as second_program:
        outcomes = await asyncio.gather(
            stores.events.load(GUILD, dossier(), change()),
            stores_of(second_program).events.load(GUILD, dossier(), change()),
            return_exceptions=True,
        )
    assert {type(outcome) for outcome in outcomes} == {type(None), AlreadyThere}
    assert len(await stores.audit.revisions(GUILD)) == 3


async def test_a_claim_read_while_it_is_saved_is_old_or_new_but_whole(url: str, stores: Stores) -> None:
    await stores.events.load(GUILD, dossier(), change())

    async def save() -> None:
        for n in range(20):
            seen = await stores.claims.claim(GUILD, "helicopter")
            assert seen is not None
            await stores.claims.save(GUILD, seen.worded(f"{n}"), change(Action.WORDED))

    async with open_database(url) as second_program, asyncio.TaskGroup() as group:
        reader, saving = stores_of(second_program), group.create_task(save())
        while not saving.done():
            [_, read] = await reader.claims.claims(GUILD)
            assert len(read.wordings) == 1 + read.revision
            assert len(read.judgements) == 2


async def test_what_was_written_is_read_at_once(stores: Stores, loaded: Dossier) -> None:
    async def write_then_read(guild: int, channel: int) -> None:
        written = GuildSettings(paused_channels=frozenset({channel}))
        await stores.guilds.save_settings(guild, written, change(Action.PAUSED))
        assert await stores.guilds.settings(guild) == written
        await stores.claims.claims(GUILD)

    await asyncio.gather(*(write_then_read(OTHER_GUILD + n, n) for n in range(20)))
