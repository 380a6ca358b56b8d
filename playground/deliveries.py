"""Which events a gateway session receives, and how much of them its intents let it see."""

from playground import payloads
from playground.events import Event
from playground.payloads import Json
from playground.permissions import Permission
from playground.services import GUILD_MEMBERS, MESSAGE_CONTENT
from playground.world import World

GUILDS, GUILD_MESSAGES, GUILD_MESSAGE_REACTIONS, GUILD_MESSAGE_TYPING = 1 << 0, 1 << 9, 1 << 10, 1 << 11
_DIRECT_INTENT = {GUILD_MESSAGES: 1 << 12, GUILD_MESSAGE_REACTIONS: 1 << 13, GUILD_MESSAGE_TYPING: 1 << 14}
"""What an intent for guilds is called in direct messages."""

# https://docs.discord.com/developers/events/gateway#list-of-intents
_NEEDED_INTENT = {
    # Interactions need no intent, and reach a bot even from channels it cannot see.
    "INTERACTION_CREATE": 0,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "CHANNEL_PINS_UPDATE": GUILDS,
    "THREAD_CREATE": GUILDS,
    "THREAD_UPDATE": GUILDS,
    "GUILD_ROLE_UPDATE": GUILDS,
    "GUILD_MEMBER_ADD": GUILD_MEMBERS,
    "GUILD_MEMBER_UPDATE": GUILD_MEMBERS,
    "GUILD_MEMBER_REMOVE": GUILD_MEMBERS,
    "MESSAGE_CREATE": GUILD_MESSAGES,
    "MESSAGE_UPDATE": GUILD_MESSAGES,
    "MESSAGE_DELETE": GUILD_MESSAGES,
    "MESSAGE_REACTION_ADD": GUILD_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": GUILD_MESSAGE_REACTIONS,
    "TYPING_START": GUILD_MESSAGE_TYPING,
}


def delivery(world: World, event: Event, intents: int) -> Json | None:
    """Return the payload a session with these intents gets of an event, or None for nothing."""
    needed = _NEEDED_INTENT.get(event.name)
    if event.payload.get("channel_id") in world.directs:
        needed = _DIRECT_INTENT.get(needed or 0, needed)
    if needed is None or needed & ~intents or event.only_for:
        return None
    place = event.payload.get("channel_id") or event.payload.get("parent_id")
    if needed and place and not _bot_sees(world, place):
        return None
    if event.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        return _message(world, event.payload, intents)
    return event.payload


def readable(world: World, message: Json, *, has_content: bool) -> Json:
    """Return a message as the bot may read it.

    Without the intent these are its own, those that mention it and direct messages.
    """
    if has_content or message["author"]["id"] == world.bot["id"] or message["channel_id"] in world.directs:
        return message
    if any(mentioned["id"] == world.bot["id"] for mentioned in message["mentions"]):
        return message
    return payloads.withheld(message)


def _bot_sees(world: World, channel_id: str) -> bool:
    granted = world.permissions(world.bot["id"], world.channel(channel_id))
    return bool(granted & Permission.VIEW_CHANNEL)


def _message(world: World, message: Json, intents: int) -> Json:
    told = readable(world, message, has_content=bool(intents & MESSAGE_CONTENT))
    # These two ride along on the gateway only; REST answers have neither.
    extra = world.guild_of(world.channel(message["channel_id"]))
    author = world.members.get(message["author"]["id"])
    if extra and author and "webhook_id" not in message:
        extra["member"] = payloads.without_user(author)
    return {**told, **extra}


def guild_create(world: World, intents: int) -> Json:
    """Return the GUILD_CREATE payload; without the members intent it names the bot alone."""
    bot_id = world.bot["id"]
    members = list(world.members.values()) if intents & GUILD_MEMBERS else [world.members[bot_id]]
    # Archived threads are not told of; a bot has to ask for them.
    threads = [
        channel
        for channel in world.channels.values()
        if "thread_metadata" in channel and not channel["thread_metadata"]["archived"]
    ]
    return {
        **world.guild,
        "joined_at": world.members[bot_id]["joined_at"],
        "large": False,
        "unavailable": False,
        "member_count": len(world.members),
        "members": members,
        "channels": [c for c in world.channels.values() if "thread_metadata" not in c],
        "threads": [thread for thread in threads if _bot_sees(world, thread["id"])],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }
