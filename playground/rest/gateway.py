"""Where the gateway is."""

from playground.payloads import Json
from playground.rest.routes import Call, Routes

routes = Routes()

_IDENTIFIES_A_DAY, _IDENTIFIES_AT_ONCE = 1000, 16


@routes.on("GET", "/gateway")
def gateway(call: Call) -> Json:
    """GET /gateway."""
    return {"url": call.services.gateway_url}


@routes.on("GET", "/gateway/bot")
def gateway_for_bots(call: Call) -> Json:
    """GET /gateway/bot."""
    start_limit = {
        "total": _IDENTIFIES_A_DAY,
        "remaining": _IDENTIFIES_A_DAY - 1,
        "reset_after": 86_400_000,
        "max_concurrency": _IDENTIFIES_AT_ONCE,
    }
    return {"url": call.services.gateway_url, "shards": 1, "session_start_limit": start_limit}
