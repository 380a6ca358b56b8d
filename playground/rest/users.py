"""The bot's own user and application, and the users it asks about."""

from playground import payloads
from playground.errors import ApiError, unknown
from playground.payloads import Json
from playground.rest.routes import Call, Routes

routes = Routes()


@routes.on("GET", "/users/@me")
def own_user(call: Call) -> Json:
    """GET /users/@me."""
    return payloads.own_user(call.world.bot)


@routes.on("POST", "/users/@me/channels")
def open_direct(call: Call) -> Json:
    """POST /users/@me/channels: the same channel for a person every time; 50033 for nobody."""
    recipient = call.world.users.get(str(call.body.get("recipient_id")))
    if recipient is None:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return call.world.open_direct(recipient)


@routes.on("GET", "/users/{user_id}")
def user(call: Call) -> Json:
    """GET /users/{user_id}; 10013 for nobody."""
    found = call.world.users.get(call.params["user_id"])
    if found is None:
        raise unknown("user")
    return found


@routes.on("GET", "/oauth2/applications/@me")
@routes.on("GET", "/applications/@me")
def own_application(call: Call) -> Json:
    """GET /oauth2/applications/@me and /applications/@me, where the approved intents show as flags."""
    world, flags = call.world, call.services.application_flags
    return {
        "id": world.bot["id"],
        "name": "Caveat",
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": world.bot,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "owner": world.users[world.guild["owner_id"]],
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }
