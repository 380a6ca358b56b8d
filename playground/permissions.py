"""Who may do what: roles and channel overwrites added up as Discord adds them."""

from enum import IntFlag

from playground.payloads import Json


class Permission(IntFlag):
    """The permissions this world asks about, with Discord's bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


EVERYTHING = Permission((1 << 53) - 1)
"""All bits Discord has given out so far: what owners and administrators hold."""

IN_DIRECT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.ADD_REACTIONS
    | Permission.PIN_MESSAGES
    | Permission.USE_APPLICATION_COMMANDS
)
"""What the two who share direct messages may do there."""

_ROLE, _MEMBER = 0, 1


def in_guild(guild: Json, member: Json) -> Permission:
    """Return what the member's roles grant before any channel overwrite."""
    if guild["owner_id"] == member["user"]["id"]:
        return EVERYTHING
    held = {guild["id"], *member["roles"]}
    granted = 0
    for role in guild["roles"]:
        if role["id"] in held:
            granted |= int(role["permissions"])
    return EVERYTHING if granted & Permission.ADMINISTRATOR else Permission(granted)


def in_channel(guild: Json, member: Json, channel: Json) -> Permission:
    """Return what the member may do in a channel (for a thread pass its parent).

    Overwrites apply in Discord's order: everyone, then all roles together, then the member.
    """
    granted = in_guild(guild, member)
    if granted & Permission.ADMINISTRATOR:
        return EVERYTHING
    overwrites = channel.get("permission_overwrites", [])
    layers = (
        [o for o in overwrites if o["type"] == _ROLE and o["id"] == guild["id"]],
        [o for o in overwrites if o["type"] == _ROLE and o["id"] in member["roles"]],
        [o for o in overwrites if o["type"] == _MEMBER and o["id"] == member["user"]["id"]],
    )
    for layer in layers:
        granted = _apply(granted, layer)
    return granted if granted & Permission.VIEW_CHANNEL else Permission(0)


def _apply(granted: Permission, overwrites: list[Json]) -> Permission:
    denied = allowed = 0
    for overwrite in overwrites:
        denied |= int(overwrite["deny"])
        allowed |= int(overwrite["allow"])
    return Permission((granted & ~denied) | allowed)


def to_send(channel: Json) -> Permission:
    """Return the permission that writing in this channel or thread takes."""
    is_thread = "thread_metadata" in channel
    return Permission.SEND_MESSAGES_IN_THREADS if is_thread else Permission.SEND_MESSAGES
