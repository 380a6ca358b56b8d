"""The bot's first answer to an interaction."""

from playground.attachments import with_files
from playground.interaction import Interaction
from playground.payloads import EPHEMERAL, Json
from playground.rest.routes import Answer, Call, Routes

routes = Routes(open_to_all=True)

_UPDATE = 7
"""The kind of an answer that changes the message whose control was used."""


@routes.on("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
def answer(call: Call) -> Answer:
    """POST .../callback; with `with_response` it tells what became of the answer."""
    params = call.params
    interactions = call.services.interactions
    one = interactions.answer(params["interaction_id"], params["interaction_token"], _body(call))
    if call.query.get("with_response") not in ("1", "true"):
        return None
    return _outcome(call, one)


def _body(call: Call) -> Json:
    asked = call.services.interactions.by_id(call.params["interaction_id"])
    before = asked.source if call.body.get("type") == _UPDATE else None
    return {**call.body, "data": with_files(call.services, call.body.get("data") or {}, call.uploads, before)}


def _outcome(call: Call, one: Interaction) -> Json:
    told: Json = {"id": one.id, "type": int(one.kind)}
    outcome: Json = {"interaction": told}
    if one.original_id:
        message = call.world.find_message(one.original_id)
        told |= {
            "response_message_id": message["id"],
            "response_message_loading": call.services.interactions.is_loading(one),
            "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
        }
        if one.answer_kind in ("message", "update"):
            outcome["resource"] = {"type": call.body["type"], "message": message}
    return outcome
