"""Threads from messages, threads of their own, forum posts."""

from datetime import datetime

from playground import drafts
from playground.attachments import kept_and_added
from playground.errors import ApiError, bad_length
from playground.payloads import FORUM_CHANNEL, Json
from playground.permissions import Permission
from playground.rest import thread_rules
from playground.rest.routes import Call, Created, Routes

routes = Routes()


@routes.on("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def thread_from_message(call: Call) -> Created:
    """POST .../messages/{message_id}/threads; 160004 when the message has one."""
    channel = call.channel(Permission.CREATE_PUBLIC_THREADS)
    starter = call.message()
    if "thread" in starter:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    return Created(call.world.open_thread(channel, call.world.bot["id"], _name(call), starter))


@routes.on("POST", "/channels/{channel_id}/threads")
def thread(call: Call) -> Created:
    """POST .../threads: a thread of its own, or in a forum a post with its first message."""
    channel = call.channel()
    if channel["type"] == FORUM_CHANNEL:
        return Created(_forum_post(call, call.channel(Permission.SEND_MESSAGES)))
    call.channel(Permission.CREATE_PUBLIC_THREADS)
    return Created(call.world.open_thread(channel, call.world.bot["id"], _name(call)))


@routes.on("GET", "/channels/{channel_id}/threads/archived/public")
def archived(call: Call) -> Json:
    """GET .../threads/archived/public, those archived last first; `before` pages on."""
    channel = call.channel(Permission.READ_MESSAGE_HISTORY)
    closed = [one for one in call.world.channels.values() if _is_archived(one, channel["id"])]
    latest = sorted(closed, key=_archived_at, reverse=True)
    if "before" in call.query:
        before = datetime.fromisoformat(call.query["before"])
        latest = [one for one in latest if datetime.fromisoformat(_archived_at(one)) < before]
    limit = int(call.query.get("limit", 50))
    return {"threads": latest[:limit], "members": [], "has_more": len(latest) > limit}


def _is_archived(channel: Json, parent_id: str) -> bool:
    metadata = channel.get("thread_metadata", {})
    return bool(metadata.get("archived")) and channel["parent_id"] == parent_id


def _archived_at(thread: Json) -> str:
    return str(thread["thread_metadata"]["archive_timestamp"])


@routes.on("PUT", "/channels/{channel_id}/thread-members/@me")
def join(call: Call) -> None:
    """PUT .../thread-members/@me: bots see threads without joining, so nothing changes."""
    call.channel()


@routes.on("DELETE", "/channels/{channel_id}/thread-members/@me")
def leave(call: Call) -> None:
    """DELETE .../thread-members/@me."""
    call.channel()


def _forum_post(call: Call, forum: Json) -> Json:
    body = call.body.get("message") or {}
    tags = thread_rules.checked_tags(call, forum, call.body.get("applied_tags") or [], [])
    attached = {**body, "attachments": kept_and_added(call.services, body, call.uploads)}
    fields = drafts.compose(call.world, attached)
    opened, starter = call.world.open_post(forum, call.world.bot, _name(call), fields, tags)
    return {**opened, "message": starter}


def _name(call: Call) -> str:
    name = str(call.body.get("name") or "")
    if not 1 <= len(name) <= 100:
        raise bad_length("name", 1, 100)
    return name
