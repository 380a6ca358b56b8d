"""The bot's own reactions."""

from playground import reactions
from playground.permissions import Permission
from playground.rest import thread_rules
from playground.rest.routes import Call, Routes

routes = Routes()

_OWN = "/channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me"


@routes.on("PUT", _OWN)
def react(call: Call) -> None:
    """PUT .../reactions/{emoji}/@me."""
    thread_rules.check_active(call.channel(Permission.READ_MESSAGE_HISTORY, Permission.ADD_REACTIONS))
    reactions.add(call.world, call.message(), call.world.bot, call.params["emoji"])


@routes.on("DELETE", _OWN)
def unreact(call: Call) -> None:
    """DELETE .../reactions/{emoji}/@me."""
    thread_rules.check_active(call.channel(Permission.READ_MESSAGE_HISTORY))
    reactions.remove(call.world, call.message(), call.world.bot, call.params["emoji"])
