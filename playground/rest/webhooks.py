"""Follow-ups to interactions: the original answer and further messages, by token for 15 minutes."""

from playground import answering
from playground.attachments import with_files
from playground.errors import unknown
from playground.interaction import Interaction
from playground.payloads import Json
from playground.rest.routes import Call, Routes

routes = Routes(open_to_all=True)

_PATH = "/webhooks/{webhook_id}/{webhook_token}"
_MESSAGE = _PATH + "/messages/{message_id}"


def _interaction(call: Call) -> Interaction:
    return call.services.interactions.for_webhook(call.params["webhook_token"])


def _message_id(call: Call) -> str:
    """Return the id of a message this interaction made; raises ApiError 10008 for any other."""
    one = _interaction(call)
    named = call.params["message_id"]
    chosen = one.original_id if named == "@original" else named
    if chosen is None or chosen not in (one.original_id, *one.followup_ids):
        raise unknown("message")
    return chosen


def _body(call: Call, before: Json | None = None) -> Json:
    return with_files(call.services, call.body, call.uploads, before)


@routes.on("POST", _PATH)
def follow_up(call: Call) -> Json:
    """POST /webhooks/{id}/{token}."""
    return answering.follow_up(call.world, _interaction(call), _body(call))


@routes.on("GET", _MESSAGE)
def message(call: Call) -> Json:
    """GET .../messages/@original or one of the follow-ups."""
    return call.world.find_message(_message_id(call))


@routes.on("PATCH", _MESSAGE)
def edit(call: Call) -> Json:
    """PATCH .../messages/@original or one of the follow-ups."""
    message_id = _message_id(call)
    body = _body(call, call.world.find_message(message_id))
    return answering.edit_message(call.world, message_id, body)


@routes.on("DELETE", _MESSAGE)
def delete(call: Call) -> None:
    """DELETE .../messages/@original or one of the follow-ups."""
    call.world.delete(_message_id(call))
