"""Messages: listing, sending, editing, deleting."""

import itertools
from typing import Any

from playground import drafts
from playground.attachments import kept_and_added, with_files
from playground.deliveries import readable
from playground.errors import ApiError, invalid_form, unreachable
from playground.payloads import EPHEMERAL, REPLY, Json, is_direct
from playground.permissions import Permission, to_send
from playground.rest import thread_rules
from playground.rest.routes import Call, Routes
from playground.services import MESSAGE_CONTENT

routes = Routes()

_PATH = "/channels/{channel_id}/messages"
_ONE = _PATH + "/{message_id}"


def _readable(call: Call, message: Json) -> Json:
    has_content = bool(call.services.approved_intents & MESSAGE_CONTENT)
    return readable(call.world, message, has_content=has_content)


@routes.on("GET", _PATH)
def messages(call: Call) -> list[Json]:
    """GET .../messages, newest first; empty without the permission to read history."""
    found = call.channel()
    if not call.services.bot_may(Permission.READ_MESSAGE_HISTORY, found["id"]):
        return []
    newest_first = sorted(call.world.history(found), key=lambda one: -int(one["id"]))
    return [_readable(call, one) for one in _page(newest_first, call)]


def _page(newest_first: list[Json], call: Call) -> list[Json]:
    limit = _number(call, "limit", 50)
    if not 1 <= limit <= 100:
        raise invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    if "before" in call.query:
        older = (one for one in newest_first if int(one["id"]) < _number(call, "before"))
        return list(itertools.islice(older, limit))
    if "after" in call.query:
        newer = [one for one in newest_first if int(one["id"]) > _number(call, "after")]
        return newer[-limit:]
    if "around" in call.query:
        newer_count = sum(int(one["id"]) > _number(call, "around") for one in newest_first)
        start = max(0, newer_count - limit // 2)
        return newest_first[start : start + limit]
    return newest_first[:limit]


def _number(call: Call, key: str, otherwise: int = 0) -> int:
    try:
        return int(call.query.get(key, otherwise))
    except ValueError:
        raise invalid_form(
            key, "NUMBER_TYPE_COERCE", f'Value "{call.query[key]}" is not snowflake.'
        ) from None


@routes.on("GET", _ONE)
def message(call: Call) -> Json:
    """GET .../messages/{message_id}."""
    call.channel(Permission.READ_MESSAGE_HISTORY)
    return _readable(call, call.message())


@routes.on("POST", _PATH)
def send(call: Call) -> Json:
    """POST .../messages; the same enforced nonce within minutes returns the first message."""
    channel = call.channel()
    call.channel(to_send(channel))
    nonce = _nonce(call.body)
    if (first := _sent_before(call, nonce)) is not None:
        return first
    _check_open(call, channel)
    _check_reachable(call, channel)
    if call.body.get("embeds"):
        call.channel(Permission.EMBED_LINKS)
    made = call.world.post(channel, call.world.bot, _drafted(call, channel))
    if nonce is not None:
        call.services.nonces.remember(made, nonce)
    return made


def _drafted(call: Call, channel: Json) -> Json:
    """Return the fields of the message that the request describes."""
    reference, replied_to = _reference(call, channel)
    # Only answers to interactions can be ephemeral; Discord drops the flag anywhere else.
    flags = int(call.body.get("flags") or 0) & ~EPHEMERAL
    attached = kept_and_added(call.services, call.body, call.uploads)
    body = {**call.body, "flags": flags, "attachments": attached}
    fields = drafts.compose(call.world, body, replied_to=replied_to) | reference
    return fields | {key: call.body[key] for key in ("nonce",) if key in call.body}


def _nonce(body: Json) -> str | None:
    nonce = body.get("nonce")
    if nonce is None:
        return None
    if len(str(nonce)) > 25:
        raise invalid_form("nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.")
    return str(nonce)


def _sent_before(call: Call, nonce: str | None) -> Json | None:
    if nonce is None or not call.body.get("enforce_nonce"):
        return None
    message_id = call.services.nonces.message_id(call.world.bot["id"], nonce)
    return call.world.messages[call.params["channel_id"]].get(message_id or "")


def _check_open(call: Call, channel: Json) -> None:
    if "available_tags" in channel:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    thread_rules.check_writable(call, channel)


def _check_reachable(call: Call, channel: Json) -> None:
    world = call.world
    for one in channel["recipients"] if is_direct(channel) else ():
        if one["bot"] or one["id"] in world.closed_to_directs:
            raise unreachable(shares_guild=True)
        if one["id"] not in world.members:
            raise unreachable(shares_guild=False)


def _reference(call: Call, channel: Json) -> tuple[Json, Json | None]:
    """Return the fields that make a message a reply, and the message it answers."""
    given: dict[str, Any] | None = call.body.get("message_reference")
    if not given:
        return {}, None
    if not call.services.bot_may(Permission.READ_MESSAGE_HISTORY, channel["id"]):
        raise ApiError(400, 160002, "Cannot reply without permission to read message history")
    # discord.py sends the ids of a reference as numbers.
    message_id = str(given["message_id"])
    target = call.world.messages[channel["id"]].get(message_id)
    if target is None and given.get("fail_if_not_exists", True):
        raise invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    if target is None:
        return {}, None
    reference = {
        "type": 0,
        "message_id": message_id,
        "channel_id": channel["id"],
        **call.world.guild_of(channel),
    }
    return {"type": REPLY, "message_reference": reference, "referenced_message": target}, target


@routes.on("PATCH", _ONE)
def edit(call: Call) -> Json:
    """PATCH .../messages/{message_id}; 50005 for another's message."""
    channel = call.channel()
    thread_rules.check_active(channel)
    thread_rules.check_writable(call, channel)
    before = call.message()
    if before["author"]["id"] != call.world.bot["id"]:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    body = with_files(call.services, call.body, call.uploads, before)
    return call.world.edit(before["id"], drafts.compose(call.world, body, before))


@routes.on("DELETE", _ONE)
def delete(call: Call) -> None:
    """DELETE .../messages/{message_id}; another's takes managing messages."""
    channel = call.channel()
    thread_rules.check_active(channel)
    doomed = call.message()
    if doomed["author"]["id"] != call.world.bot["id"]:
        if is_direct(channel):
            raise ApiError(403, 50003, "Cannot execute action on a DM channel")
        call.channel(Permission.MANAGE_MESSAGES)
    call.world.delete(doomed["id"])
