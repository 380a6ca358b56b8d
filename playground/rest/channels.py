"""Channels and threads as places: reading, changing, typing in them."""

from playground.errors import bad_length
from playground.payloads import Json
from playground.permissions import Permission, to_send
from playground.rest import thread_rules
from playground.rest.routes import Call, Routes

routes = Routes()

_CHANNEL_FIELDS = ("name", "topic", "nsfw", "rate_limit_per_user", "position", "flags", "available_tags")
_THREAD_FIELDS = ("name", "rate_limit_per_user", "flags", "applied_tags")
_THREAD_METADATA = ("archived", "auto_archive_duration", "locked", "invitable")


@routes.on("GET", "/channels/{channel_id}")
def channel(call: Call) -> Json:
    """GET /channels/{channel_id}."""
    return call.channel()


@routes.on("PATCH", "/channels/{channel_id}")
def change_channel(call: Call) -> Json:
    """PATCH /channels/{channel_id}; of a thread by the rules of `thread_rules`."""
    is_thread = "thread_metadata" in call.world.channel(call.params["channel_id"])
    found = call.channel() if is_thread else call.channel(Permission.MANAGE_CHANNELS)
    if not 1 <= len(call.body.get("name", found["name"])) <= 100:
        raise bad_length("name", 1, 100)
    if not is_thread:
        return call.world.change_channel(found, _chosen(call.body, _CHANNEL_FIELDS))
    thread_rules.check_change(call, found)
    changes = _chosen(call.body, _THREAD_FIELDS)
    if "applied_tags" in changes:
        forum = call.world.channel(found["parent_id"])
        changes["applied_tags"] = thread_rules.checked_tags(
            call, forum, changes["applied_tags"], found["applied_tags"]
        )
    return call.world.change_thread(found, _chosen(call.body, _THREAD_METADATA), changes)


@routes.on("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    """POST /channels/{channel_id}/typing."""
    found = call.channel()
    call.channel(to_send(found))
    world = call.world
    notice = {
        "channel_id": found["id"],
        **world.guild_of(found),
        "user_id": world.bot["id"],
        "timestamp": int(world.clock()),
    }
    world.events.publish("TYPING_START", notice)


def _chosen(body: Json, keys: tuple[str, ...]) -> Json:
    return {key: body[key] for key in keys if key in body}
