"""Threads that are archived or locked, and the tags of forum posts, as Discord guards them."""

from __future__ import annotations

from typing import Any

import pytest

from playground.errors import Refused
from playground.payloads import Json
from playground.permissions import Permission
from playground.rest.thread_rules import REQUIRE_TAG
from playground.server import Playground
from tests.playground.rest_client import Told, rest_client


@pytest.fixture
async def thread(playground: Playground) -> Json:
    """A member's post with one answer of the bot's."""
    opened = await playground.people.post("mira", "reports", "Title", "Words", ["question"])
    playground.world.post(opened, playground.world.bot, {"content": "An answer"})
    return opened


async def ask(playground: Playground, method: str, path: str, body: Any = None) -> Told:
    async with rest_client(playground) as rest:
        return await rest.ask(method, path, body)


async def change(playground: Playground, thread: Json, **body: Any) -> Told:
    return await ask(playground, "PATCH", f"/channels/{thread['id']}", body)


def answer_of(playground: Playground, thread: Json) -> str:
    """The path of the bot's answer."""
    return f"/channels/{thread['id']}/messages/{playground.world.history(thread)[-1]['id']}"


def tag(playground: Playground, name: str) -> str:
    tags = playground.world.find_channel("reports")["available_tags"]
    return next(str(one["id"]) for one in tags if one["name"] == name)


async def test_nothing_in_an_archived_thread_can_be_changed_until_it_is_opened(
    playground: Playground, thread: Json
) -> None:
    await playground.people.close("mira", thread)
    answer = answer_of(playground, thread)
    for method, path in (("PATCH", answer), ("DELETE", answer), ("PUT", f"{answer}/reactions/x/@me")):
        refused = await ask(playground, method, path, {"content": "Other words"})
        assert (refused.status, refused.code) == (400, 50083)
    opened = await change(playground, thread, archived=False)
    assert opened.body["thread_metadata"]["archived"] is False
    assert (await ask(playground, "PATCH", answer, {"content": "Other words"})).status == 200


async def test_archiving_anothers_thread_takes_managing_threads(playground: Playground, thread: Json) -> None:
    refused = await change(playground, thread, archived=True)
    assert (refused.status, refused.code) == (403, 50013)
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    assert (await change(playground, thread, archived=True)).status == 200
    assert (await change(playground, thread, locked=True)).code == 50083


async def test_opening_takes_writing_in_threads(playground: Playground, thread: Json) -> None:
    await playground.people.close("mira", thread)
    playground.faults.take_permission("reports", Permission.SEND_MESSAGES_IN_THREADS)
    assert (await change(playground, thread, archived=False)).code == 50013


async def test_in_a_locked_thread_only_moderators_write_edit_and_open(
    playground: Playground, thread: Json
) -> None:
    await playground.people.close("olga", thread, lock=True)
    assert (await change(playground, thread, archived=False)).code == 50013
    playground.world.change_thread(thread, {"archived": False})
    answer, new = answer_of(playground, thread), f"/channels/{thread['id']}/messages"
    asked = (("PATCH", answer), ("POST", new))
    assert [(await ask(playground, *one, {"content": "x"})).code for one in asked] == [50013, 50013]
    with pytest.raises(Refused, match="locked"):
        await playground.people.say("mira", thread, "Hello?")
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    assert [(await ask(playground, *one, {"content": "x"})).status for one in asked] == [200, 200]
    assert (await ask(playground, "DELETE", answer)).status == 204


async def test_ones_own_answer_in_a_locked_thread_that_is_open_can_be_deleted(
    playground: Playground, thread: Json
) -> None:
    playground.world.change_thread(thread, {"locked": True})
    assert (await ask(playground, "DELETE", answer_of(playground, thread))).status == 204


async def test_members_close_their_own_threads_only(playground: Playground, thread: Json) -> None:
    with pytest.raises(Refused, match="close"):
        await playground.people.close("jonas", thread)
    with pytest.raises(Refused, match="close"):
        await playground.people.close("mira", thread, lock=True)
    closed = await playground.people.close("mira", thread)
    assert closed["thread_metadata"]["archived"]


async def test_the_tags_of_anothers_post_take_managing_threads(playground: Playground, thread: Json) -> None:
    chosen = [tag(playground, "analysis")]
    assert (await change(playground, thread, applied_tags=chosen)).code == 50013
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    assert (await change(playground, thread, applied_tags=chosen)).body["applied_tags"] == chosen


async def test_a_post_has_at_most_five_tags_of_its_forum_and_one_where_it_must(
    playground: Playground, thread: Json
) -> None:
    playground.faults.give_permission("reports", Permission.MANAGE_THREADS)
    forum = playground.world.find_channel("reports")
    more = [
        {
            "id": playground.world.ids.next(),
            "name": str(n),
            "moderated": False,
            "emoji_id": None,
            "emoji_name": None,
        }
        for n in range(3)
    ]
    every_tag = [*forum["available_tags"], *more]
    playground.world.change_channel(forum, {"available_tags": every_tag, "flags": REQUIRE_TAG})
    six = await change(playground, thread, applied_tags=[one["id"] for one in every_tag])
    strange = await change(playground, thread, applied_tags=["1"])
    none = await change(playground, thread, applied_tags=[])
    assert [(told.status, told.code) for told in (six, strange, none)] == [
        (400, 50035),
        (400, 50035),
        (400, 40067),
    ]


async def test_moderators_tags_take_managing_threads_also_on_ones_own_post(playground: Playground) -> None:
    playground.world.find_channel("reports")["available_tags"][2]["moderated"] = True
    body = {"name": "Title", "message": {"content": "Words"}}
    forum = f"/channels/{playground.world.find_channel('reports')['id']}/threads"
    own = (await ask(playground, "POST", forum, body)).body
    open_to_all, moderated = tag(playground, "question"), tag(playground, "analysis")
    assert (await change(playground, own, applied_tags=[open_to_all])).status == 200
    assert (await change(playground, own, applied_tags=[open_to_all, moderated])).code == 50013
