from __future__ import annotations

import asyncio
import json
from datetime import time, timedelta

import pytest

from claims.audit import Action, first_broken
from claims.events import Dossier
from claims.notes import Ending
from claims.settings import GuildSettings, QuietHours
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import put
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, claim, dossier, note


async def test_every_change_is_recorded_with_before_and_after(stores: Stores, loaded: Dossier) -> None:
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("new words"), change(Action.WORDED))
    load, save = await stores.audit.revisions(GUILD, "claim:helicopter")
    assert (load.change.action, load.before) == (Action.LOADED, None)
    assert (save.change, save.before) == (change(Action.WORDED), load.after)
    after = json.loads(save.after or "")
    assert after["wordings"][-1] == "new words"
    assert after["judgements"][1]["as_of"] == "2023-06-24T12:00:00.123+00:00"
    assert after["judgements"][1]["evidence"][0]["grade"] == "B2"
    assert after["revision"] == 2


async def test_a_loaded_dossier_is_recorded_event_first(stores: Stores, loaded: Dossier) -> None:
    revisions = await stores.audit.revisions(GUILD)
    assert [each.subject for each in revisions] == ["event:mutiny", "claim:aircraft", "claim:helicopter"]
    assert {each.change.actor_id for each in revisions} == {MODERATOR}
    assert {each.change.at for each in revisions} == {NOON}


async def test_every_action_can_be_recorded(stores: Stores) -> None:
    for action in Action:
        await stores.guilds.save_settings(GUILD, GuildSettings(), change(action))
    assert [each.change.action for each in await stores.audit.revisions(GUILD)] == list(Action)


async def test_a_guilds_wishes_are_recorded_in_words_and_whole_seconds(stores: Stores) -> None:
    wishes = GuildSettings(quiet_hours=QuietHours(time(23), time(7, 30)), cool_down=timedelta(minutes=5))
    await stores.guilds.save_settings(GUILD, wishes, change(Action.PAUSED))
    [record] = await stores.audit.revisions(GUILD, "settings")
    after = json.loads(record.after or "")
    assert after["quiet_hours"] == {"begins": "23:00:00", "ends": "07:30:00"}
    assert (after["cool_down"], after["on_repeat"]) == (300, "reaction")


async def test_notes_and_jobs_leave_the_chain_of_changes_whole(
    stores: Stores, database: Database, loaded: Dossier
) -> None:
    await put(stores, note(1), reply_id=11)
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen, change(Action.JUDGED), notes_since=NOON - timedelta(days=1))
    await stores.notes.end(GUILD, 1, ["helicopter"], Ending.LOSS, NOON)
    assert len(await stores.audit.revisions(GUILD)) == 4
    assert await check(database) == []


async def test_a_refused_change_leaves_no_record(stores: Stores, loaded: Dossier) -> None:
    before = await stores.audit.revisions(GUILD)
    with pytest.raises(Exception, match="helicopter"):
        await stores.claims.add(GUILD, claim(), change(Action.ADDED))
    assert await stores.audit.revisions(GUILD) == before


async def test_each_guild_has_a_chain_of_its_own(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    for guild in (GUILD, OTHER_GUILD):
        revisions = await stores.audit.revisions(guild)
        assert [each.number for each in revisions] == [1, 2, 3]
        assert first_broken(guild, revisions) is None


async def test_the_chain_holds_when_two_programs_write_at_once(
    url: str, stores: Stores, loaded: Dossier
) -> None:
    async with open_database(url) as second_program:
        both = (stores, stores_of(second_program))
        await asyncio.gather(
            *(both[n % 2].claims.add(GUILD, claim(f"claim-{n}"), change(Action.ADDED)) for n in range(50))
        )
    revisions = await stores.audit.revisions(GUILD)
    assert len(revisions) == 53
    assert first_broken(GUILD, revisions) is None


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        ("UPDATE revisions SET after_json = '{}' WHERE number = 2", "altered at revision 2"),
        ("UPDATE revisions SET actor_id = 7 WHERE number = 3", "altered at revision 3"),
        ("UPDATE revisions SET changed_at = changed_at + 1 WHERE number = 1", "altered at revision 1"),
        ("DELETE FROM revisions WHERE number = 1", "altered at revision 2"),
        ("DELETE FROM revisions WHERE number = 3", "cut: it ends at revision 2, but 3"),
        ("DELETE FROM revisions", "cut: it ends at revision 0, but 3"),
    ],
)
async def test_tampering_is_found(database: Database, loaded: Dossier, tampering: str, finding: str) -> None:
    assert await check(database) == []
    async with database.transaction() as session:
        await session.fetch(tampering)
    [found] = await check(database)
    assert f"Guild {GUILD}" in found
    assert finding in found


async def test_a_claim_that_cannot_be_read_is_found(database: Database, loaded: Dossier) -> None:
    async with database.transaction() as session:
        await session.fetch("DELETE FROM judgements WHERE slug = 'aircraft'")
        await session.fetch("UPDATE events SET ends_at = 0")
    claims, events = await check(database)
    assert "claims cannot be read: “aircraft” has no judgement" in claims
    assert "events cannot be read" in events
