"""What Discord lets the bot do in threads that are archived or locked, and to threads themselves.

https://docs.discord.com/developers/topics/threads and the thread parameters of Modify Channel
"""

from playground.errors import ApiError, bad_length, invalid_form, missing_permissions
from playground.payloads import Json
from playground.permissions import Permission, to_send
from playground.rest.routes import Call

MAX_APPLIED_TAGS = 5
REQUIRE_TAG = 1 << 4

_MODERATORS_ONLY = {"locked", "rate_limit_per_user", "invitable", "flags"}


def check_writable(call: Call, channel: Json) -> None:
    """Check that the bot may write or edit here; raises ApiError 50013 in a locked thread."""
    if is_locked(channel) and not call.services.bot_may(Permission.MANAGE_THREADS, channel["id"]):
        raise missing_permissions()


def check_active(channel: Json) -> None:
    """Check that messages of a channel may be changed; raises ApiError 50083 in an archived thread."""
    if is_archived(channel):
        raise ApiError(400, 50083, "Thread is archived")


def is_archived(channel: Json) -> bool:
    """Tell whether it is a thread that is archived."""
    return bool(channel.get("thread_metadata", {}).get("archived"))


def is_locked(channel: Json) -> bool:
    """Tell whether it is a thread that is locked."""
    return bool(channel.get("thread_metadata", {}).get("locked"))


def check_change(call: Call, thread: Json) -> None:
    """Check a change of a thread.

    Raises:
        ApiError: 50083 for anything but opening an archived one, 50013 without the permission it takes.
    """
    opens = call.body.get("archived") is False
    if not opens:
        check_active(thread)
    if opens and set(call.body) == {"archived"} and not is_locked(thread):
        call.channel(to_send(thread))
        return
    owned = thread["owner_id"] == call.world.bot["id"] and not is_locked(thread)
    if not owned or _MODERATORS_ONLY & set(call.body):
        call.channel(Permission.MANAGE_THREADS)


def checked_tags(call: Call, forum: Json, chosen: list[str], before: list[str]) -> list[str]:
    """Return the tags of a post, each once.

    Raises:
        ApiError: 50035 for more than five or one the forum does not have, 40067 for none where one is
            required, 50013 for a change of moderators' tags without managing threads.
    """
    tags = list(dict.fromkeys(str(tag) for tag in chosen))
    known = {tag["id"]: tag for tag in forum["available_tags"]}
    if len(tags) > MAX_APPLIED_TAGS:
        raise bad_length("applied_tags", 0, MAX_APPLIED_TAGS)
    if strange := [tag for tag in tags if tag not in known]:
        raise invalid_form("applied_tags", "UNKNOWN_FORUM_TAG", f"The forum has no tag {strange[0]}")
    if not tags and forum["flags"] & REQUIRE_TAG:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
    changed = set(tags) ^ set(before)
    if any(known[tag]["moderated"] for tag in changed if tag in known):
        call.channel(Permission.MANAGE_THREADS)
    return tags
