import pytest

from playground.payloads import Json
from playground.permissions import Permission
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess

SAID = "BREAKING: Wagner just shot down a Russian military helicopter"

pytestmark = pytest.mark.wire


async def noted(playground: Playground, message: Json) -> Json:
    """Wait for the note under a message."""
    replies = await playground.world.wait_until(lambda: playground.world.replies_to(message), PATIENCE_S)
    (note,) = replies
    return note


async def test_a_repeated_claim_gets_a_note_without_a_ping(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    message = await playground.people.say("mira", "breaking-news", SAID)
    note = await noted(playground, message)
    assert note["author"]["id"] == playground.world.bot["id"]
    assert note["mentions"] == []
    assert "Unverified" in str(note["components"])
    assert SAID not in bot.log


async def test_what_was_said_while_the_socket_was_down_is_noted_after_resuming(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    playground.faults.drop_gateway()
    await playground.world.wait_until(lambda: not playground.world.bot_online, PATIENCE_S)
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, message)
    assert playground.gateway.resumes == 1


async def test_a_429_is_waited_out(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    playground.faults.fail_rest(429, method="POST", path="/messages", retry_after_s=0.2)
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, message)
    assert [tried.status for tried in playground.log.find("POST", "/messages")] == [429, 200]


async def test_a_lost_answer_makes_no_second_note(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    playground.faults.lose_answer(method="POST", path="/messages")
    message = await playground.people.say("mira", "breaking-news", SAID)
    await playground.log.wait_for("GET", "/messages", 200, timeout_s=PATIENCE_S)
    other = await playground.people.say("mira", "general", SAID)
    await noted(playground, other)
    assert len(playground.world.replies_to(message)) == 1
    assert len(playground.log.find("POST", "/messages")) == 2


async def test_killed_after_posting_and_started_again_it_posts_no_second_note(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    playground.faults.lose_answer(method="POST", path="/messages", times=9)
    message = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, message)
    await bot.kill()
    playground.faults.clear_rest()
    await bot.connect()
    await playground.log.wait_for("GET", "/messages", 200, timeout_s=PATIENCE_S)
    other = await playground.people.say("mira", "general", SAID)
    await noted(playground, other)
    assert len(playground.world.replies_to(message)) == 1


async def test_killed_before_posting_and_started_again_it_posts_the_note(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    playground.faults.fail_rest(502, method="POST", path="/messages", times=99)
    message = await playground.people.say("mira", "breaking-news", SAID)
    await playground.log.wait_for("POST", "/messages", 502, timeout_s=PATIENCE_S)
    await bot.kill()
    playground.faults.clear_rest()
    await bot.connect()
    await noted(playground, message)


async def test_a_channel_it_may_not_write_in_is_skipped_and_logged(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    playground.faults.take_permission("breaking-news", Permission.SEND_MESSAGES)
    closed = await playground.people.say("mira", "breaking-news", SAID)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    assert playground.world.replies_to(closed) == []
    assert "note skipped" in bot.log


async def test_a_forum_post_is_read_with_its_title(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    thread = await playground.people.post("mira", "reports", SAID, "Saw it on a channel just now.")
    starter = playground.world.message(thread["id"], thread["id"])
    await noted(playground, starter)


async def test_buttons_of_an_earlier_run_still_answer(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    note = await noted(playground, await playground.people.say("mira", "breaking-news", SAID))
    assert await bot.stop() == 0
    await playground.world.wait_until(lambda: not playground.world.bot_online, PATIENCE_S)
    await bot.connect()
    answer = await playground.people.click("mira", note, "sources:helicopter-shot-down")
    assert answer.ephemeral
    assert "News report of 24 June 2023" in answer.text
