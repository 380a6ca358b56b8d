"""The stock world: one newsroom community with people of both kinds."""

from playground import payloads
from playground.payloads import Json
from playground.permissions import Permission
from playground.snowflake import Clock
from playground.world import World

EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.USE_APPLICATION_COMMANDS
)
MODERATORS = Permission.MANAGE_MESSAGES | Permission.MANAGE_GUILD
INVITED_BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.READ_MESSAGE_HISTORY
    | Permission.EMBED_LINKS
    | Permission.PIN_MESSAGES
)
"""What the bot's invitation asks for: reading, answering and pinning, no power over others' messages."""

_CHANNELS = (
    ("breaking-news", payloads.TEXT_CHANNEL, "Fast and unconfirmed. Name your source."),
    ("general", payloads.TEXT_CHANNEL, "Everything else"),
    ("mod-desk", payloads.TEXT_CHANNEL, "Moderators only"),
    ("reports", payloads.FORUM_CHANNEL, "One post for each report"),
)
_SEEDS = (
    ("breaking-news", "sam", "Post what you see, say where it comes from, and tell us what you do not know."),
    ("general", "mira", "Good morning, all. Coffee first, headlines second."),
    ("general", "jonas", "Morning! I am watching the wires today."),
    ("mod-desk", "sam", "Handover: quiet night, nothing open."),
)


def build(clock: Clock) -> World:
    """Return "Frontline Watch" with its channels, people, the bot and a few harmless messages."""
    world = World(clock)
    world.bot = world.add_user("Caveat", bot=True, color=0x5865F2)
    owner = world.add_user("Olga", color=0x9B59B6)
    world.guild = payloads.guild(world.ids.next(), "Frontline Watch", owner["id"])
    _people(world, owner)
    _channels(world)
    for channel, author, text in _SEEDS:
        world.post(world.find_channel(channel), world.find_user(author), {"content": text})
    return world


def _people(world: World, owner: Json) -> None:
    world.add_role("@everyone", EVERYONE, role_id=world.guild["id"])
    moderators = world.add_role("Moderators", MODERATORS, color=0xE67E22)
    invited = world.add_role("Caveat", INVITED_BOT)
    invited["managed"] = True
    invited["tags"] = {"bot_id": world.bot["id"]}
    world.add_member(world.add_user("Mira", color=0x1ABC9C))
    world.add_member(world.add_user("Jonas", color=0x3498DB))
    world.add_member(world.add_user("Sam", color=0xE67E22), moderators)
    world.add_member(owner)
    world.add_member(world.bot, invited)


def _channels(world: World) -> None:
    for name, kind, topic in _CHANNELS:
        world.add_channel(name, kind, topic)
    desk = world.find_channel("mod-desk")
    roles = {role["name"]: role["id"] for role in world.guild["roles"]}
    hidden = str(int(Permission.VIEW_CHANNEL))
    desk["permission_overwrites"] = [
        {"id": world.guild["id"], "type": 0, "allow": "0", "deny": hidden},
        {"id": roles["Moderators"], "type": 0, "allow": hidden, "deny": "0"},
        {"id": roles["Caveat"], "type": 0, "allow": hidden, "deny": "0"},
    ]
    forum = world.find_channel("reports")
    forum["available_tags"] = [
        {"id": world.ids.next(), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
        for name in ("question", "sighting", "analysis")
    ]
