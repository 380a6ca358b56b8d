"""Statuses and error codes of the REST API."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from playground.limits import Rates
from playground.permissions import Permission
from playground.server import Playground
from tests.playground.rest_client import rest_client

NOBODY = "1"


def path_of(playground: Playground, channel: str, rest: str = "/messages") -> str:
    return f"/channels/{playground.world.find_channel(channel)['id']}{rest}"


async def test_a_wrong_token_gets_401(playground: Playground) -> None:
    async with rest_client(playground) as rest:
        told = await rest.ask("GET", "/users/@me", headers={"Authorization": "Bot wrong"})
    assert told.status == 401


async def test_what_does_not_exist_gets_404_with_its_code(playground: Playground) -> None:
    general = playground.world.find_channel("general")["id"]
    guild = playground.world.guild["id"]
    bot = playground.world.bot["id"]
    expected = {
        f"/channels/{NOBODY}": 10003,
        f"/channels/{NOBODY}/messages": 10003,
        f"/channels/{general}/messages/{NOBODY}": 10008,
        f"/guilds/{guild}/members/{NOBODY}": 10007,
        f"/users/{NOBODY}": 10013,
        f"/applications/{bot}/commands/{NOBODY}": 10063,
        "/nothing/here": 0,
    }
    async with rest_client(playground) as rest:
        answers = {path: await rest.ask("GET", path) for path in expected}
    assert {path: told.code for path, told in answers.items()} == expected
    assert {told.status for told in answers.values()} == {404}


async def test_another_guild_is_out_of_reach(playground: Playground) -> None:
    async with rest_client(playground) as rest:
        told = await rest.ask("GET", f"/guilds/{NOBODY}")
    assert (told.status, told.code) == (403, 50001)


@pytest.mark.parametrize(
    ("taken", "method", "rest_of_path", "body", "code"),
    [
        (Permission.VIEW_CHANNEL, "GET", "", None, 50001),
        (Permission.VIEW_CHANNEL, "POST", "/messages", {"content": "x"}, 50001),
        (Permission.SEND_MESSAGES, "POST", "/messages", {"content": "x"}, 50013),
        (Permission.EMBED_LINKS, "POST", "/messages", {"embeds": [{"title": "x"}]}, 50013),
        (Permission.READ_MESSAGE_HISTORY, "GET", "/messages/1", None, 50013),
        (Permission.SEND_MESSAGES, "POST", "/typing", None, 50013),
        (Permission.PIN_MESSAGES, "GET", "/messages/pins", None, None),
        (Permission.MANAGE_CHANNELS, "PATCH", "", {"name": "x"}, 50013),
    ],
)
async def test_a_missing_permission_gets_403_with_its_code(
    playground: Playground,
    taken: Permission,
    method: str,
    rest_of_path: str,
    body: dict[str, Any] | None,
    code: int | None,
) -> None:
    playground.faults.take_permission("general", taken)
    async with rest_client(playground) as rest:
        told = await rest.ask(method, path_of(playground, "general", rest_of_path), body)
    assert told.status == (403 if code else 200)
    assert code is None or told.code == code


async def test_without_history_a_list_is_empty_and_a_reply_refused(
    playground: Playground,
) -> None:
    said = await playground.people.say("mira", "general", "Answer me")
    playground.faults.take_permission("general", Permission.READ_MESSAGE_HISTORY)
    path = path_of(playground, "general")
    async with rest_client(playground) as rest:
        listed = await rest.ask("GET", path)
        reply = {"content": "x", "message_reference": {"message_id": said["id"]}}
        refused = await rest.ask("POST", path, reply)
    assert listed.body == []
    assert refused.code == 160002


async def test_others_messages_are_not_the_bots_to_change(playground: Playground) -> None:
    said = await playground.people.say("mira", "general", "Mine")
    path = path_of(playground, "general", f"/messages/{said['id']}")
    async with rest_client(playground) as rest:
        edited = await rest.ask("PATCH", path, {"content": "Yours"})
        deleted = await rest.ask("DELETE", path)
        playground.faults.give_permission("general", Permission.MANAGE_MESSAGES)
        allowed = await rest.ask("DELETE", path)
    assert (edited.status, edited.code) == (403, 50005)
    assert (deleted.status, deleted.code) == (403, 50013)
    assert allowed.status == 204


async def test_a_reply_to_a_deleted_message_is_refused_or_sent_alone(playground: Playground) -> None:
    path = path_of(playground, "general")
    async with rest_client(playground) as rest:
        strict = await rest.ask("POST", path, {"content": "x", "message_reference": {"message_id": 1}})
        lenient = await rest.ask(
            "POST",
            path,
            {"content": "x", "message_reference": {"message_id": 1, "fail_if_not_exists": False}},
        )
    assert strict.body["errors"]["message_reference"]["_errors"][0]["code"] == "REPLIES_UNKNOWN_MESSAGE"
    assert lenient.status == 200
    assert "message_reference" not in lenient.body


async def test_a_body_that_is_no_json_is_refused(playground: Playground) -> None:
    async with rest_client(playground) as rest:
        for sent in ("{", '"text"', "[]", '{"embeds": "x"}', '{"components": [1]}'):
            told = await rest.ask("POST", path_of(playground, "general"), data=sent)
            assert told.status == 400


async def test_a_forum_takes_posts_but_no_messages(playground: Playground) -> None:
    async with rest_client(playground) as rest:
        refused = await rest.ask("POST", path_of(playground, "reports"), {"content": "x"})
        made = await rest.ask(
            "POST",
            path_of(playground, "reports", "/threads"),
            {"name": "Title", "message": {"content": "Body"}},
        )
    assert refused.code == 50008
    assert made.status == 201
    assert made.body["message"]["id"] == made.body["id"]


async def test_a_locked_thread_takes_no_message(playground: Playground) -> None:
    said = await playground.people.say("mira", "general", "Start")
    thread = await playground.people.thread("mira", said, "Talk")
    locked = thread["thread_metadata"] | {"locked": True}
    playground.world.change_channel(thread, {"thread_metadata": locked})
    async with rest_client(playground) as rest:
        told = await rest.ask("POST", f"/channels/{thread['id']}/messages", {"content": "x"})
    assert (told.status, told.code) == (403, 50013)


async def test_an_archived_thread_refuses_edits_and_wakes_with_a_message(playground: Playground) -> None:
    said = await playground.people.say("mira", "general", "Start")
    thread = await playground.people.thread("mira", said, "Talk")
    path = f"/channels/{thread['id']}/messages"
    async with rest_client(playground) as rest:
        sent = await rest.ask("POST", path, {"content": "First"})
        archived = thread["thread_metadata"] | {"archived": True}
        playground.world.change_channel(thread, {"thread_metadata": archived})
        refused = await rest.ask("PATCH", f"{path}/{sent.body['id']}", {"content": "Edited"})
        await playground.people.say("mira", "Talk", "Wake up")
        edited = await rest.ask("PATCH", f"{path}/{sent.body['id']}", {"content": "Edited"})
    assert (refused.status, refused.code) == (400, 50083)
    assert edited.body["content"] == "Edited"


async def test_commands_are_kept_by_name_over_registrations(playground: Playground) -> None:
    path = f"/applications/{playground.world.bot['id']}/commands"
    one = {"name": "one", "description": "First"}
    async with rest_client(playground) as rest:
        (first,) = (await rest.ask("PUT", path, [one])).body
        (again,) = (await rest.ask("PUT", path, [one | {"description": "Changed"}])).body
        added = await rest.ask("POST", path, {"name": "two", "description": "Second"})
        over = await rest.ask("POST", path, {"name": "two", "description": "Second again"})
        changed = await rest.ask("PATCH", f"{path}/{first['id']}", {"description": "Patched"})
        gone = await rest.ask("DELETE", f"{path}/{over.body['id']}")
        left = await rest.ask("GET", path)
    assert first["id"] == again["id"]
    assert (added.status, over.status, gone.status) == (201, 200, 204)
    assert changed.body["description"] == "Patched"
    assert [command["name"] for command in left.body] == ["one"]


async def test_files_are_kept_and_served_as_downloads(playground: Playground) -> None:
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": "", "attachments": [{"id": 0}]}')
    form.add_field("files[0]", b"slug,verdict\n", filename="claims.csv", content_type="text/csv")
    headers = {"Authorization": f"Bot {playground.token}"}
    address = f"{playground.url}/api/v10{path_of(playground, 'general')}"
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(address, data=form) as response:
            sent = await response.json()
        async with session.get(sent["attachments"][0]["url"]) as response:
            content, disposition = await response.read(), response.headers["Content-Disposition"]
    assert (content, disposition) == (b"slug,verdict\n", "attachment")


async def test_a_layout_shows_the_picture_that_was_sent_with_it_and_no_other(playground: Playground) -> None:
    statuses, shown = [], {}
    headers = {"Authorization": f"Bot {playground.token}"}
    address = f"{playground.url}/api/v10{path_of(playground, 'general')}"
    async with aiohttp.ClientSession(headers=headers) as session:
        for named in ("other.png", "chart.png"):
            gallery = {"type": 12, "items": [{"media": {"url": f"attachment://{named}"}}]}
            form = aiohttp.FormData()
            form.add_field("payload_json", json.dumps({"flags": 1 << 15, "components": [gallery]}))
            form.add_field("files[0]", b"PNG", filename="chart.png", content_type="image/png")
            async with session.post(address, data=form) as response:
                statuses.append(response.status)
                shown = await response.json()
        (item,) = shown["components"][0]["items"]
        async with session.get(item["media"]["url"]) as response:
            content = await response.read()
    assert (statuses, content) == ([400, 200], b"PNG")
    assert item["media"]["attachment_id"] == shown["attachments"][0]["id"]


async def test_a_layout_tells_the_name_and_size_of_a_file_that_was_sent_with_it(
    playground: Playground,
) -> None:
    part = {"type": 13, "file": {"url": "attachment://claims.csv"}}
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps({"flags": 1 << 15, "components": [part]}))
    form.add_field("files[0]", b"slug\n", filename="claims.csv", content_type="text/csv")
    headers = {"Authorization": f"Bot {playground.token}"}
    address = f"{playground.url}/api/v10{path_of(playground, 'general')}"
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(address, data=form) as response:
            (shown,) = (await response.json())["components"]
        async with session.get(shown["file"]["url"]) as response:
            content = await response.read()
    assert (shown["name"], shown["size"], content) == ("claims.csv", 5, b"slug\n")


async def test_buckets_are_announced_and_enforced() -> None:
    now = [1_700_000_000.0]
    async with Playground(rates=Rates(bucket_size=2), clock=lambda: now[0]) as playground:
        path = path_of(playground, "general")
        async with rest_client(playground) as rest:
            told = [await rest.ask("POST", path, {"content": str(n)}) for n in range(3)]
            elsewhere = await rest.ask("POST", path_of(playground, "breaking-news"), {"content": "x"})
            now[0] += 5
            later = await rest.ask("POST", path, {"content": "x"})
    assert [one.status for one in told] == [200, 200, 429]
    assert [one.headers["X-RateLimit-Remaining"] for one in told] == ["1", "0", "0"]
    assert told[0].headers["X-RateLimit-Limit"] == "2"
    assert told[0].headers["X-RateLimit-Bucket"] == elsewhere.headers["X-RateLimit-Bucket"]
    assert told[2].body == {"message": "You are being rate limited.", "retry_after": 5.0, "global": False}
    assert told[2].headers["Via"]
    assert (elsewhere.status, later.status) == (200, 200)


async def test_fifty_requests_a_second_are_the_limit_for_all_routes() -> None:
    async with Playground(clock=lambda: 1_700_000_000.0) as playground, rest_client(playground) as rest:
        told = [await rest.ask("GET", f"/users/{n}") for n in range(51)]
    assert [one.status for one in told] == [404] * 50 + [429]
    assert told[-1].body["global"] is True
    assert told[-1].headers["X-RateLimit-Global"] == "true"


async def test_faults_answer_the_next_matching_requests(playground: Playground) -> None:
    playground.faults.fail_rest(429, method="POST", path="/messages$", retry_after_s=0.25)
    playground.faults.fail_rest(502, path="/users/@me$", times=2)
    path = path_of(playground, "general")
    async with rest_client(playground) as rest:
        limited = await rest.ask("POST", path, {"content": "x"})
        sent = await rest.ask("POST", path, {"content": "x"})
        users = [(await rest.ask("GET", "/users/@me")).status for _ in range(3)]
    assert (limited.status, limited.body["retry_after"], sent.status) == (429, 0.25, 200)
    assert users == [502, 502, 200]
    assert [one.status for one in playground.log.find("POST", "/messages")] == [429, 200]


async def test_the_same_nonce_within_minutes_posts_once() -> None:
    now = [1_700_000_000.0]
    async with Playground(clock=lambda: now[0]) as playground:
        path = path_of(playground, "general")
        body = {"content": "x", "nonce": "n", "enforce_nonce": True}
        async with rest_client(playground) as rest:
            first, second = [(await rest.ask("POST", path, body)).body["id"] for _ in range(2)]
            playground.world.delete(first)
            instead = (await rest.ask("POST", path, body)).body["id"]
            now[0] += 600
            third = (await rest.ask("POST", path, body)).body["id"]
    assert first == second
    assert len({first, instead, third}) == 3


async def test_without_the_approved_intent_rest_withholds_content(playground: Playground) -> None:
    said = await playground.people.say("mira", "general", "Words")
    playground.faults.withhold_intent(1 << 15)
    async with rest_client(playground) as rest:
        told = await rest.ask("GET", path_of(playground, "general", f"/messages/{said['id']}"))
    assert told.body["content"] == ""


async def test_the_world_can_be_awaited_and_gives_up_in_time(playground: Playground) -> None:
    waiting = asyncio.ensure_future(playground.world.wait_for(lambda event: event.name == "MESSAGE_CREATE"))
    await asyncio.sleep(0)
    said = await playground.people.say("mira", "general", "Now")
    assert (await waiting).payload["id"] == said["id"]
    with pytest.raises(TimeoutError):
        await playground.world.wait_until(lambda: False, timeout_s=0.01)


async def test_a_condition_that_breaks_fails_its_waiter_and_nobody_else(playground: Playground) -> None:
    waiting = asyncio.ensure_future(playground.world.wait_for(lambda event: event.payload["nothing"]))
    await asyncio.sleep(0)
    await playground.people.say("mira", "general", "Still said")
    with pytest.raises(KeyError):
        await waiting
