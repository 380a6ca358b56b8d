"""Events and the whole world as the page reads them."""

from collections.abc import Callable

from playground.attachments import MOST_FILE_BYTES
from playground.events import Event
from playground.payloads import Json
from playground.permissions import Permission, in_guild
from playground.world import World

SHOWN_MESSAGES = 100


def world_frame(world: World) -> Json:
    """Return the first frame: everything there is, messages oldest first."""
    guild = world.guild
    return {
        "type": "world",
        "guild": {"id": guild["id"], "name": guild["name"], "roles": guild["roles"]},
        "bot": {"id": world.bot["id"], "username": world.bot["username"]},
        "people": [_person(world, member) for member in world.members.values() if not member["user"]["bot"]],
        "channels": [*world.channels.values(), *(_direct(world, one) for one in world.directs.values())],
        "messages": {place: list(kept.values())[-SHOWN_MESSAGES:] for place, kept in world.messages.items()},
        "bot_online": world.bot_online,
        "banner": world.banner,
        "most_file_bytes": MOST_FILE_BYTES,
    }


def _person(world: World, member: Json) -> Json:
    user = member["user"]
    return {
        "id": user["id"],
        "username": user["username"],
        "global_name": user["global_name"],
        "color": f"#{user['accent_color'] or 0x99AAB5:06x}",
        "roles": member["roles"],
        "moderator": bool(in_guild(world.guild, member) & Permission.MANAGE_GUILD),
    }


def frame(world: World, event: Event) -> Json | None:
    """Return the frame for an event, or None where the page has nothing to show."""
    if event.name.startswith("MESSAGE_REACTION_"):
        found = world.message(event.payload["channel_id"], event.payload["message_id"])
        return {"type": "message_update", "message": found, "only_for": None}
    if event.name == "DIRECT_OPENED":
        return {"type": "channel_create", "channel": _direct(world, event.payload)}
    shape = _SHAPES.get(event.name)
    return None if shape is None else {"type": event.name.lower(), **shape(event)}


def _direct(world: World, channel: Json) -> Json:
    """Return a channel of direct messages, called by whom its person writes with there."""
    return {**channel, "name": world.bot["username"]}


def _message(event: Event) -> Json:
    return {"message": event.payload, "only_for": event.only_for}


def _deleted(event: Event) -> Json:
    gone = event.payload
    return {"id": gone["id"], "channel_id": gone["channel_id"], "only_for": event.only_for}


def _channel(event: Event) -> Json:
    return {"channel": event.payload}


def _typing(event: Event) -> Json:
    return {"channel_id": event.payload["channel_id"], "user": event.payload["user_id"]}


def _personal(event: Event) -> Json:
    return {"to": event.only_for, **event.payload}


def _as_it_is(event: Event) -> Json:
    return event.payload


_SHAPES: dict[str, Callable[[Event], Json]] = {
    "MESSAGE_CREATE": _message,
    "MESSAGE_UPDATE": _message,
    "MESSAGE_DELETE": _deleted,
    "CHANNEL_CREATE": _channel,
    "CHANNEL_UPDATE": _channel,
    "THREAD_CREATE": _channel,
    "THREAD_UPDATE": _channel,
    "TYPING_START": _typing,
    "COMMANDS": _as_it_is,
    "BOT_STATUS": _as_it_is,
    "BANNER": _as_it_is,
    "MODAL": _personal,
    "INTERACTION_FAILED": _personal,
    "INTERACTION_DONE": _personal,
}
