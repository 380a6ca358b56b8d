"""Notes in forums and threads: tags that follow the verdict, threads that are archived or locked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from claims.audit import Action, Change
from claims.model import Verdict
from claims.settings import GuildSettings
from db.stores import open_stores
from playground.answers import text_of
from playground.payloads import Json
from playground.permissions import Permission
from playground.rest.thread_rules import REQUIRE_TAG
from playground.server import Playground
from tests.mutiny import NIGHT
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_life_of_a_note import gone, judged, shown
from tests.wire.test_notes import SAID, noted
from tests.wire.test_thousand_notes import progress

pytestmark = pytest.mark.wire

# The forum of the playground has the tags "question", "sighting" and "analysis".
TAGS = {Verdict.UNVERIFIED: "Sighting", Verdict.CONFIRMED: "analysis"}


@pytest.fixture
async def tagging(bot: BotProcess, playground: Playground) -> BotProcess:
    """A bot that may manage the forum's threads, in a guild that shows verdicts as tags; not started yet."""
    await choose(playground, bot, TAGS)
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    return bot


async def choose(playground: Playground, bot: BotProcess, tags: Mapping[Verdict, str]) -> None:
    async with open_stores(bot.environment["CAVEAT_DATABASE"]) as stores:
        guild_id = int(playground.world.guild["id"])
        chosen = GuildSettings(tags=tags)
        await stores.guilds.save_settings(guild_id, chosen, Change(Action.CONFIGURED, 1, NIGHT))


async def post(playground: Playground, *tags: str) -> tuple[Json, Json]:
    """Have a member open a post that repeats the claim; return the thread and its first message."""
    thread = await playground.people.post("mira", "reports", SAID, "Saw it just now.", tags)
    return thread, playground.world.message(thread["id"], thread["id"])


async def tagged(playground: Playground, thread: Json, *names: str) -> None:
    """Wait until a post has exactly these tags."""
    forum = playground.world.channel(thread["parent_id"])
    known = {tag["id"]: tag["name"] for tag in forum["available_tags"]}

    def has() -> bool:
        return {known[tag] for tag in playground.world.channel(thread["id"])["applied_tags"]} == set(names)

    await playground.world.wait_until(has, PATIENCE_S)


async def test_the_tags_of_a_post_follow_the_verdict_and_others_stay(
    playground: Playground, tagging: BotProcess
) -> None:
    await tagging.connect()
    thread, starter = await post(playground, "question")
    note = await noted(playground, starter)
    await tagged(playground, thread, "question", "sighting")
    await judged(playground)
    await shown(playground, note, "Confirmed")
    await tagged(playground, thread, "question", "analysis")
    await playground.people.click("sam", note, "wrong:helicopter-shot-down")
    await gone(playground, starter)
    await tagged(playground, thread, "question")


async def test_a_moderator_chooses_from_the_tags_there_are_and_is_told_what_is_missing(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    people = playground.people
    offered = await people.autocomplete("sam", "mod-desk", "caveat tag", "tag", "SI", verdict="unverified")
    assert [choice["value"] for choice in offered] == ["analysis", "sighting"]
    chosen = await people.slash("sam", "mod-desk", "caveat tag", verdict="unverified", tag="sighting")
    assert "Unverified → **sighting**" in chosen.text
    assert "Give me **Manage Threads**" in chosen.text
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    thread, _ = await post(playground)
    await tagged(playground, thread, "sighting")


async def test_a_verdict_without_a_tag_of_that_name_leaves_the_post_alone(
    playground: Playground, tagging: BotProcess
) -> None:
    await choose(playground, tagging, {Verdict.UNVERIFIED: "rumour"})
    await tagging.connect()
    thread, starter = await post(playground, "question")
    await noted(playground, starter)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    await tagged(playground, thread, "question")
    assert "the forum has no such tag" in tagging.log


async def test_without_the_permission_the_note_is_shown_all_the_same(
    playground: Playground, tagging: BotProcess
) -> None:
    playground.faults.take_permission("reports", Permission.MANAGE_THREADS)
    await tagging.connect()
    thread, starter = await post(playground)
    await noted(playground, starter)
    await noted(playground, await playground.people.say("mira", "general", SAID))
    await tagged(playground, thread)
    assert '"missing": ["Manage Threads"]' in tagging.log
    assert playground.log.find("PATCH", f"/channels/{thread['id']}") == []


async def test_a_forum_that_wants_a_tag_is_never_left_without_one(
    playground: Playground, tagging: BotProcess
) -> None:
    forum = playground.world.find_channel("reports")
    playground.world.change_channel(forum, {"flags": forum["flags"] | REQUIRE_TAG})
    await tagging.connect()
    thread, starter = await post(playground, "sighting")
    note = await noted(playground, starter)
    await judged(playground, "false")
    await shown(playground, note, "**False**")
    await judged(playground)
    await tagged(playground, thread, "analysis")
    assert playground.log.find("PATCH", f"/channels/{thread['id']}", 400) == []


async def test_an_answer_below_a_post_does_not_change_its_tags(
    playground: Playground, tagging: BotProcess
) -> None:
    await tagging.connect()
    thread = await playground.people.post(
        "mira", "reports", "What is going on?", "Does anyone know?", ["question"]
    )
    await noted(playground, await playground.people.say("jonas", thread, SAID))
    await noted(playground, await playground.people.say("mira", "general", SAID))
    await tagged(playground, thread, "question")


@pytest.mark.slow
@pytest.mark.parametrize("carried_out", [False, True])
async def test_killed_between_the_note_and_the_tags_it_sets_them_and_posts_no_second_note(
    playground: Playground, tagging: BotProcess, carried_out: bool
) -> None:
    await tagging.connect()
    held = playground.faults.hold(method="PATCH", path=r"/channels/\d+$", carried_out=carried_out)
    thread, starter = await post(playground)
    async with held.reached_within(PATIENCE_S):
        await tagging.kill()
    await tagging.connect()
    await tagged(playground, thread, "sighting")
    await noted(playground, await playground.people.say("mira", "general", SAID))
    await noted(playground, starter)


async def test_notes_in_archived_threads_are_updated_and_the_threads_archived_again(
    playground: Playground, tagging: BotProcess
) -> None:
    await tagging.connect()
    posts = [await post(playground) for _ in range(4)]
    notes = [await noted(playground, starter) for _, starter in posts]
    for thread, _ in posts:
        await tagged(playground, thread, "sighting")
        await playground.people.close("mira", thread)
    await judged(playground)
    for note, (thread, _) in zip(notes, posts, strict=True):
        await shown(playground, note, "Confirmed")
        await tagged(playground, thread, "analysis")
        await archived(playground, thread)
    assert playground.log.find(status=400) == []


async def archived(playground: Playground, thread: Json) -> None:
    """Wait until a thread is archived."""
    await playground.world.wait_until(
        lambda: playground.world.channel(thread["id"])["thread_metadata"]["archived"], PATIENCE_S
    )


async def test_a_thread_it_may_not_archive_is_left_open(playground: Playground, bot: BotProcess) -> None:
    await bot.connect()
    thread, starter = await post(playground)
    note = await noted(playground, starter)
    await playground.people.close("mira", thread)
    await judged(playground)
    await shown(playground, note, "Confirmed")
    await noted(playground, await playground.people.say("mira", "general", SAID))
    assert not playground.world.channel(thread["id"])["thread_metadata"]["archived"]
    assert "thread left open" in bot.log


async def test_a_note_in_an_archived_thread_is_taken_away(
    playground: Playground, tagging: BotProcess
) -> None:
    await tagging.connect()
    thread, starter = await post(playground)
    note = await noted(playground, starter)
    await tagged(playground, thread, "sighting")
    await playground.people.close("mira", thread)
    await playground.people.click("sam", note, "wrong:helicopter-shot-down")
    await gone(playground, starter)
    await tagged(playground, thread)
    await archived(playground, thread)


async def test_a_message_in_an_archived_thread_opens_it_and_gets_its_note(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    said = await playground.people.say("mira", "general", "What is going on?")
    thread = await playground.people.thread("mira", said, "Talk")
    await playground.people.close("mira", thread)
    await noted(playground, await playground.people.say("jonas", thread, SAID))


async def test_a_locked_thread_gets_no_note_and_the_moderators_are_told_why(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    thread, starter = await post(playground)
    note = await noted(playground, starter)
    await playground.people.close("olga", thread, lock=True)
    await judged(playground)
    final = "Earlier notes: **0** updated, 1 failed: I may not edit there any more."
    await playground.world.wait_until(
        lambda: (line := progress(playground)) is not None and text_of(line) == final, PATIENCE_S
    )
    assert "Manage Threads (this thread is locked)" in bot.log
    assert "Unverified" in str(playground.world.find_message(note["id"])["components"])
    tried = await playground.people.slash("olga", thread, "desk test", text=SAID)
    assert "Manage Threads" in tried.text


async def test_a_locked_thread_stays_locked_where_the_bot_may_write_in_it(
    playground: Playground, tagging: BotProcess
) -> None:
    await tagging.connect()
    thread, starter = await post(playground)
    note = await noted(playground, starter)
    await playground.people.close("olga", thread, lock=True)
    await judged(playground)
    await shown(playground, note, "Confirmed")
    await archived(playground, thread)
    assert playground.world.channel(thread["id"])["thread_metadata"]["locked"]
