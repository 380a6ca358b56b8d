"""Pinned messages."""

from playground import payloads
from playground.payloads import Json
from playground.permissions import Permission
from playground.rest.routes import Call, Routes

routes = Routes()

_PINS = "/channels/{channel_id}/messages/pins"
_OLD_PINS = "/channels/{channel_id}/pins"


@routes.on("GET", _PINS)
def pins(call: Call) -> Json:
    """GET .../messages/pins, newest first."""
    items = [{"pinned_at": one["timestamp"], "message": one} for one in _pinned(call)]
    return {"items": items, "has_more": False}


@routes.on("GET", _OLD_PINS)
def old_pins(call: Call) -> list[Json]:
    """GET /channels/{channel_id}/pins, the older form."""
    return _pinned(call)


@routes.on("PUT", _PINS + "/{message_id}")
@routes.on("PUT", _OLD_PINS + "/{message_id}")
def pin(call: Call) -> None:
    """PUT .../pins/{message_id}: pins and says so in the channel, unless it is pinned already."""
    channel = call.channel(Permission.PIN_MESSAGES)
    message = call.message()
    if message["pinned"]:
        return
    call.world.edit(message["id"], {"pinned": True}, stamp=False)
    reference = {"type": 0, "channel_id": channel["id"], "message_id": message["id"]}
    notice = {"type": payloads.PIN_NOTICE, "message_reference": reference}
    call.world.post(channel, call.world.bot, notice)


@routes.on("DELETE", _PINS + "/{message_id}")
@routes.on("DELETE", _OLD_PINS + "/{message_id}")
def unpin(call: Call) -> None:
    """DELETE .../pins/{message_id}."""
    call.channel(Permission.PIN_MESSAGES)
    call.world.edit(call.message()["id"], {"pinned": False}, stamp=False)


def _pinned(call: Call) -> list[Json]:
    channel = call.channel(Permission.READ_MESSAGE_HISTORY)
    return [one for one in reversed(call.world.history(channel)) if one["pinned"]]
