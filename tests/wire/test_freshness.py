"""A claim that nobody checks in time: its notes say so, moderators are shown it, and at last it is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from claims.audit import Action, Change
from claims.model import Lifecycle
from claims.settings import GuildSettings
from db.stores import Stores, open_stores
from playground.answers import Answer
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import another, shown
from tests.wire.test_notes import SAID, noted

pytestmark = pytest.mark.wire

SLUG = "helicopter-shot-down"
HOUR = timedelta(hours=1)
OTHER = "Google News is blocked in Russia now"


def change() -> Change:
    return Change(Action.RECHECKED, 1, datetime.now(UTC))


async def overdue(stores: Stores, guild_id: int, since: timedelta = timedelta(seconds=1)) -> None:
    """Have the helicopter's review be due for so long; it was checked two days before."""
    claim = await stores.claims.claim(guild_id, SLUG)
    assert claim is not None
    review_by = datetime.now(UTC) - since
    seen = replace(claim.current, as_of=review_by - 48 * HOUR)
    await stores.claims.save(guild_id, replace(claim.judged(seen), review_by=review_by), change())


async def overdue_now(playground: Playground, bot: BotProcess) -> None:
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        await overdue(stores, int(playground.world.guild["id"]))


async def stale(playground: Playground) -> Answer:
    return await playground.people.slash("sam", "mod-desk", "desk stale")


def still_so(answer: Answer) -> str:
    """The custom_id of the first “Checked, still so” of a list."""
    return next(custom_id for custom_id in answer.custom_ids if custom_id.startswith("still-so:"))


async def test_a_claim_whose_review_passes_says_so_until_somebody_has_checked_it(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await overdue_now(playground, bot)
    await shown(playground, note, "🟡 **Unverified** · last checked <t:")
    listed = await stale(playground)
    assert "Wagner forces shot down a Russian military helicopter." in listed.text
    await playground.people.click("sam", listed.message, still_so(listed))
    await shown(playground, note, "🟡 **Unverified** · as of <t:")
    assert "No claim is past its review" in (await stale(playground)).text


async def test_a_claim_that_nobody_checks_for_longer_gets_no_new_notes_and_keeps_the_old(
    playground: Playground, bot: BotProcess
) -> None:
    guild_id = int(playground.world.guild["id"])
    await bot.connect()
    first = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, first)
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        await overdue(stores, guild_id)
        await stores.guilds.save_settings(guild_id, GuildSettings(stale_after=timedelta(0)), change())
    late = await playground.people.say("jonas", "general", SAID)
    await noted(playground, await playground.people.say("jonas", "general", OTHER))
    await shown(playground, note, "last checked")
    assert playground.world.replies_to(late) == []
    assert len(playground.world.replies_to(first)) == 1


async def test_a_review_that_was_due_while_nobody_ran_is_made_up_for(
    playground: Playground, bot: BotProcess
) -> None:
    await overdue_now(playground, bot)
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    await shown(playground, note, "last checked")


@pytest.mark.slow
async def test_killed_while_it_updates_the_notes_it_updates_them_all_the_same(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    notes: list[Json] = [
        await noted(playground, await playground.people.say("mira", channel, SAID))
        for channel in ("breaking-news", "general")
    ]
    held = playground.faults.hold(method="PATCH", path="/messages/", carried_out=False)
    await overdue_now(playground, bot)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    for note in notes:
        await shown(playground, note, "last checked")


@pytest.mark.slow
async def test_two_processes_on_one_database_set_a_claim_aside_once(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    async with another(bot) as second:
        await playground.log.wait_for("GET", "/gateway/bot", count=2, timeout_s=PATIENCE_S)
        await playground.world.wait_until(lambda: "connected" in second.log, PATIENCE_S)
        await overdue_now(playground, bot)
        await shown(playground, note, "last checked")
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        guild_id = int(playground.world.guild["id"])
        records = await stores.audit.revisions(guild_id, f"claim:{SLUG}")
        assert [each.change.action for each in records].count(Action.LAPSED) == 1
        claim = await stores.claims.claim(guild_id, SLUG)
        assert claim is not None
        assert claim.lifecycle is Lifecycle.NEEDS_RECHECK
