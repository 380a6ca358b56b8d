"""The audit trail in parts, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change
from claims.errors import Changed
from claims.events import Dossier
from claims.settings import GuildSettings
from claims.trail import Selection
from claims.trail_desk import records
from db.database import Database
from db.stores import Stores
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier

OTHER = MODERATOR + 1
HOUR = timedelta(hours=1)


@pytest.fixture
async def busy(stores: Stores, loaded: Dossier) -> Stores:
    """Three records of loading, then six changes by two moderators, an hour apart."""
    for hours in range(1, 7):
        by = MODERATOR if hours % 2 else OTHER
        when = Change(Action.WORDED, by, NOON + hours * HOUR)
        if hours > 4:
            wishes = GuildSettings(voices=hours)
            await stores.guilds.save_settings(GUILD, wishes, replace(when, action=Action.CONFIGURED))
            continue
        seen = await stores.claims.claim(GUILD, "helicopter")
        assert seen is not None
        await stores.claims.save(GUILD, seen.worded(f"wording {hours}"), when)
    await stores.events.load(OTHER_GUILD, dossier(), change())
    return stores


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        (Selection(), [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (Selection(claim="helicopter"), [7, 6, 5, 4, 3]),
        (Selection(claim="nothing"), []),
        (Selection(moderator=OTHER), [9, 7, 5]),
        (Selection(since=NOON + 4 * HOUR), [9, 8, 7]),
        (Selection(up_to=3), [3, 2, 1]),
        (Selection("helicopter", MODERATOR, NOON + HOUR, 6), [6, 4]),
    ],
)
async def test_records_are_found_by_claim_moderator_and_time_newest_first(
    busy: Stores, selection: Selection, numbers: list[int]
) -> None:
    found = await busy.trail.page(GUILD, selection, 0, 100)
    assert [each.number for each in found] == numbers
    assert await busy.trail.count(GUILD, selection) == len(numbers)
    assert [each.number async for each in records(busy.trail, GUILD, selection)] == numbers


async def test_pages_follow_one_another_without_gaps(busy: Stores) -> None:
    pages = [await busy.trail.page(GUILD, Selection(), skip, 4) for skip in (0, 4, 8, 12)]
    assert [[each.number for each in page] for page in pages] == [[9, 8, 7, 6], [5, 4, 3, 2], [1], []]


async def test_one_record_is_found_in_its_own_guild_only(busy: Stores) -> None:
    found = await busy.trail.one(GUILD, 9)
    assert found is not None
    assert found.change.actor_id == OTHER
    assert await busy.trail.one(OTHER_GUILD, 9) is None


async def test_looking_by_moderator_or_time_reads_no_other_records(busy: Stores, database: Database) -> None:
    if database.dialect != "sqlite":
        pytest.skip("PostgreSQL plans by the size of its tables")
    for where, index in (
        ("subject = 'claim:x'", "revisions_of_a_subject"),
        ("actor_id = 1", "revisions_of_an_actor"),
    ):
        explain = "EXPLAIN QUERY PLAN SELECT * FROM revisions WHERE guild_id = 1 AND"
        rows = await database.fetch(f"{explain} {where} ORDER BY number DESC LIMIT 8")
        plan = str([row["detail"] for row in rows])
        assert index in plan
        assert "TEMP B-TREE" not in plan


async def test_the_second_moderator_is_told_which_fields_the_first_changed(busy: Stores) -> None:
    seen = await busy.claims.claim(GUILD, "helicopter")
    assert seen is not None
    first = replace(seen.worded("a new wording"), statement="They shot down a helicopter")
    saved = await busy.claims.save(GUILD, first, change(Action.EDITED))
    await busy.claims.save(GUILD, replace(saved, auto_note=False), change(Action.PAUSED))
    with pytest.raises(Changed, match=r": auto.* notes, statement, wordings\. Look again") as told:
        await busy.claims.save(GUILD, seen.worded("another"), change(Action.WORDED))
    assert "helicopter" in str(told.value)
