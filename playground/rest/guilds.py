"""The guild, its channels, roles and members."""

from playground.errors import missing_access
from playground.payloads import Json
from playground.rest.routes import Call, Routes

routes = Routes()


def _guild(call: Call) -> Json:
    # Discord answers 50001 for a guild the bot is not in, whether it exists or not.
    if call.params["guild_id"] != call.world.guild["id"]:
        raise missing_access()
    return call.world.guild


@routes.on("GET", "/users/@me/guilds")
def own_guilds(call: Call) -> list[Json]:
    """GET /users/@me/guilds."""
    guild = call.world.guild
    keys = ("id", "name", "icon", "banner", "features")
    return [{**{key: guild[key] for key in keys}, "owner": False, "permissions": "0"}]


@routes.on("GET", "/guilds/{guild_id}")
def guild(call: Call) -> Json:
    """GET /guilds/{guild_id}, with counts when asked."""
    found = _guild(call)
    if call.query.get("with_counts") not in ("1", "true"):
        return found
    count = len(call.world.members)
    return {**found, "approximate_member_count": count, "approximate_presence_count": count}


@routes.on("GET", "/guilds/{guild_id}/channels")
def channels(call: Call) -> list[Json]:
    """GET /guilds/{guild_id}/channels; threads are not among them."""
    _guild(call)
    return [one for one in call.world.channels.values() if "thread_metadata" not in one]


@routes.on("GET", "/guilds/{guild_id}/threads/active")
def active_threads(call: Call) -> Json:
    """GET /guilds/{guild_id}/threads/active."""
    _guild(call)
    threads = [one for one in call.world.channels.values() if "thread_metadata" in one]
    return {
        "threads": [one for one in threads if not one["thread_metadata"]["archived"]],
        "members": [],
        "has_more": False,
    }


@routes.on("GET", "/guilds/{guild_id}/roles")
def roles(call: Call) -> list[Json]:
    """GET /guilds/{guild_id}/roles."""
    found: list[Json] = _guild(call)["roles"]
    return found


@routes.on("GET", "/guilds/{guild_id}/members/{user_id}")
def member(call: Call) -> Json:
    """GET /guilds/{guild_id}/members/{user_id}; 10007 for nobody here."""
    _guild(call)
    return call.world.member(call.params["user_id"])
