"""Emoji under messages."""

from playground import payloads
from playground.errors import unknown
from playground.payloads import Json
from playground.world import World


def add(world: World, message: Json, user: Json, emoji: str) -> None:
    """Put an emoji under a message; the same person's second one changes nothing."""
    givers = world.reactions.setdefault((message["id"], emoji), [])
    if user["id"] not in givers:
        givers.append(user["id"])
        _recount(world, message)
        world.events.publish("MESSAGE_REACTION_ADD", _notice(world, message, user, emoji))


def remove(world: World, message: Json, user: Json, emoji: str) -> None:
    """Take an emoji back; raises the 404 Unknown Emoji."""
    givers = world.reactions.get((message["id"], emoji), [])
    if user["id"] not in givers:
        raise unknown("emoji")
    givers.remove(user["id"])
    _recount(world, message)
    world.events.publish("MESSAGE_REACTION_REMOVE", _notice(world, message, user, emoji))


def _recount(world: World, message: Json) -> None:
    """Replace the message by one with new counts; Discord sends no MESSAGE_UPDATE for these."""
    given = {emoji: who for (of, emoji), who in world.reactions.items() if of == message["id"] and who}
    counts = [payloads.reaction(emoji, who, world.bot["id"]) for emoji, who in given.items()]
    world.messages[message["channel_id"]][message["id"]] = {**message, "reactions": counts}


def _notice(world: World, message: Json, user: Json, emoji: str) -> Json:
    return {
        "user_id": user["id"],
        "channel_id": message["channel_id"],
        "message_id": message["id"],
        **world.guild_of(world.channel(message["channel_id"])),
        "emoji": {"id": None, "name": emoji},
        "type": 0,
        "burst": False,
    }
