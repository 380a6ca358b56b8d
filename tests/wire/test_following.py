"""Digests on the wire: they arrive as direct messages, once, whatever dies meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from claims.jobs import Job, JobKind
from db.stores import open_stores
from playground.answers import Answer, text_of
from playground.payloads import Json
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import judged

CLAIM = "helicopter-shot-down"
SILENT = 1 << 12

pytestmark = pytest.mark.wire


async def follow(playground: Playground, who: str = "mira") -> Answer:
    """Press Follow on the claim's card."""
    card = await playground.people.slash(who, "breaking-news", "claim show", claim=CLAIM)
    assert card.message is not None
    return await playground.people.click(who, card.message, f"follow:{CLAIM}")


async def hasten(playground: Playground, bot: BotProcess, who: str = "mira") -> None:
    """Make a person's digest due now, ten minutes early."""
    now = datetime.now(UTC)
    guild_id, user_id = (int(one["id"]) for one in (playground.world.guild, playground.world.find_user(who)))
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        await stores.jobs.put_off(Job(guild_id, JobKind.DIGEST, user_id, 0, 1, 0, now), now)


async def told(playground: Playground, who: str = "mira", count: int = 1) -> Json:
    """Wait for a person's digest."""
    world = playground.world
    await world.wait_until(lambda: len(world.direct_messages(who)) >= count, PATIENCE_S)
    return world.direct_messages(who)[-1]


def path_to(playground: Playground, who: str = "mira") -> str:
    channel = playground.world.open_direct(playground.world.find_user(who))
    return f"/channels/{channel['id']}/messages"


async def test_a_digest_arrives_silently_and_its_button_stops_the_next(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    assert "direct message when its verdict changes" in (await follow(playground)).text
    await judged(playground)
    assert playground.world.direct_messages("mira") == []
    await hasten(playground, bot)
    digest = await told(playground)
    assert "~~🟡 Unverified~~ → ✅ **Confirmed**" in text_of(digest)
    assert digest["flags"] & SILENT
    assert digest["mentions"] == []
    stop = f"stop:{playground.world.guild['id']}:{CLAIM}"
    stopped = await playground.people.click("mira", digest, stop)
    assert stopped.ephemeral
    assert "You no longer follow" in stopped.text
    assert "✅ You follow" in (await follow(playground)).text


async def test_who_closed_their_direct_messages_is_not_tried_again_until_they_ask(
    playground: Playground, bot: BotProcess
) -> None:
    await playground.people.take_direct_messages("mira", taken=False)
    await bot.connect()
    for who in ("mira", "jonas"):
        await follow(playground, who)
    await judged(playground)
    await hasten(playground, bot)
    await playground.log.wait_for("POST", path_to(playground), 403, timeout_s=PATIENCE_S)
    await judged(playground, "disputed")
    await hasten(playground, bot)
    await hasten(playground, bot, "jonas")
    await told(playground, "jonas")
    assert len(playground.log.find("POST", path_to(playground))) == 1

    await playground.people.take_direct_messages("mira", taken=True)
    assert "Discord did not let me write to you" in (await follow(playground)).text
    await hasten(playground, bot)
    assert "~~🟡 Unverified~~ → ⚖️ **Disputed**" in text_of(await told(playground))


async def test_who_left_gets_none(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    for who in ("mira", "jonas"):
        await follow(playground, who)
    await judged(playground)
    await playground.people.leave("mira")
    await hasten(playground, bot)
    mira = playground.world.find_user("mira")["id"]
    await playground.log.wait_for("GET", f"/members/{mira}", 404, timeout_s=PATIENCE_S)
    await hasten(playground, bot, "jonas")
    await told(playground, "jonas")
    assert playground.world.direct_messages("mira") == []


async def test_a_lost_answer_makes_no_second_digest(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    await follow(playground)
    playground.faults.lose_answer(method="POST", path=path_to(playground))
    await judged(playground)
    await hasten(playground, bot)
    await told(playground)
    await playground.log.wait_for("PATCH", path_to(playground), 200, timeout_s=PATIENCE_S)
    assert len(playground.world.direct_messages("mira")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_while_posting_it_posts_the_digest_once(
    playground: Playground, bot: BotProcess, carried_out: bool
) -> None:
    await bot.connect()
    for who in ("mira", "jonas"):
        await follow(playground, who)
    held = playground.faults.hold(method="POST", path=path_to(playground), carried_out=carried_out)
    await judged(playground)
    await hasten(playground, bot)
    async with held.reached_within(PATIENCE_S):
        await bot.kill()
    await bot.connect()
    if carried_out:
        await playground.log.wait_for("PATCH", path_to(playground), 200, timeout_s=PATIENCE_S)
    await told(playground)
    await hasten(playground, bot, "jonas")
    await told(playground, "jonas")
    assert len(playground.world.direct_messages("mira")) == 1
