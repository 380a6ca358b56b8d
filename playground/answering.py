"""What the bot is told of an interaction, and what each kind of its answer does to the world."""

from collections.abc import Callable

from playground import component_rules, components, drafts
from playground.errors import bad_length, invalid_form
from playground.interaction import Interaction, Kind
from playground.payloads import (
    COMMAND_ANSWER,
    CONTEXT_MENU_ANSWER,
    DEFAULT_MESSAGE,
    EPHEMERAL,
    LOADING,
    REPLY,
    Json,
    is_direct,
)
from playground.world import World

MAX_CHOICES = 25
_IN_GUILD, _IN_DIRECT = 0, 1


def announcement(world: World, one: Interaction) -> Json:
    """Return the INTERACTION_CREATE payload."""
    told: Json = {
        "id": one.id,
        "application_id": world.bot["id"],
        "type": int(one.kind),
        "token": one.token,
        "version": 1,
        "data": one.data,
        "channel_id": one.channel["id"],
        "app_permissions": str(int(world.permissions(world.bot["id"], one.channel))),
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": _owners(world, one),
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    told |= _by_user(one) if is_direct(one.channel) else _by_member(world, one)
    if one.source:
        told["message"] = one.source
    return told


def _by_member(world: World, one: Interaction) -> Json:
    guild = world.guild
    allowed = str(int(world.permissions(one.user["id"], one.channel)))
    return {
        "guild_id": guild["id"],
        "guild": {"id": guild["id"], "locale": guild["preferred_locale"], "features": guild["features"]},
        "channel": {**one.channel, "permissions": allowed},
        "member": {**world.member(one.user["id"]), "permissions": allowed},
        "guild_locale": guild["preferred_locale"],
        "context": _IN_GUILD,
    }


def _by_user(one: Interaction) -> Json:
    return {"channel": one.channel, "user": one.user, "context": _IN_DIRECT}


def _owners(world: World, one: Interaction) -> Json:
    """Return who installed the bot where it is used; in direct messages with it Discord says "0"."""
    return {"0": "0" if is_direct(one.channel) else world.guild["id"]}


def take(world: World, one: Interaction, body: Json) -> None:
    """Carry out the bot's answer; raises ApiError 50035 for one that does not fit the interaction."""
    kind = body.get("type")
    if kind not in _ANSWERS or kind not in _fitting(one):
        raise invalid_form(
            "type", "INTERACTION_CALLBACK_TYPE_INVALID", "This answer does not fit the interaction"
        )
    _ANSWERS[kind](world, one, body.get("data") or {})


def follow_up(world: World, one: Interaction, body: Json) -> Json:
    """Add a message to an answered interaction; the first one fills a waiting placeholder."""
    original = one.original_id and world.find_message(one.original_id)
    if original and original["flags"] & LOADING:
        return edit_original(world, one, body)
    made = _send(world, one, drafts.compose(world, body), reply_to=original or None)
    one.followup_ids.append(made["id"])
    return made


def edit_original(world: World, one: Interaction, body: Json) -> Json:
    """Change the first answer, or fill its placeholder."""
    return edit_message(world, one.original_id or "", body)


def edit_message(world: World, message_id: str, body: Json) -> Json:
    """Change a message of an interaction, ephemeral or not; raises the 404 Unknown Message."""
    before = world.find_message(message_id)
    was_loading = bool(before["flags"] & LOADING)
    fields = drafts.compose(world, body, before={**before, "flags": before["flags"] & ~LOADING})
    return world.edit(message_id, fields, stamp=not was_loading)


def _fitting(one: Interaction) -> set[int]:
    if one.kind == Kind.AUTOCOMPLETE:
        return {8}
    fitting = {4, 5}
    if one.source:
        fitting |= {6, 7}
    if one.kind != Kind.MODAL_SUBMIT:
        fitting |= {9}
    return fitting


def _answer_message(world: World, one: Interaction, body: Json) -> None:
    made = _send(world, one, drafts.compose(world, body), reply_to=one.source)
    one.original_id, one.answer_kind = made["id"], "message"


def _defer_message(world: World, one: Interaction, body: Json) -> None:
    flags = LOADING | (int(body.get("flags") or 0) & EPHEMERAL)
    made = _send(world, one, {"flags": flags}, reply_to=one.source)
    one.original_id, one.answer_kind = made["id"], "deferred"


def _defer_update(world: World, one: Interaction, body: Json) -> None:
    one.original_id, one.answer_kind = _source(one)["id"], "deferred"


def _update(world: World, one: Interaction, body: Json) -> None:
    edited = edit_message(world, _source(one)["id"], body)
    one.original_id, one.answer_kind = edited["id"], "update"


def _choices(world: World, one: Interaction, body: Json) -> None:
    choices = body.get("choices") or []
    if len(choices) > MAX_CHOICES:
        raise bad_length("data.choices", 0, MAX_CHOICES)
    for index, choice in enumerate(choices):
        for key, text in (("name", choice.get("name")), ("value", choice.get("value"))):
            if not 1 <= len(str(text)) <= 100:
                raise bad_length(f"data.choices.{index}.{key}", 1, 100)
    one.choices, one.answer_kind = choices, "choices"


def _modal(world: World, one: Interaction, body: Json) -> None:
    component_rules.check_modal(body)
    one.modal = {**body, "components": components.numbered(body["components"])}
    one.answer_kind = "modal"


_ANSWERS: dict[int, Callable[[World, Interaction, Json], None]] = {
    4: _answer_message,
    5: _defer_message,
    6: _defer_update,
    7: _update,
    8: _choices,
    9: _modal,
}


def _source(one: Interaction) -> Json:
    if one.source is None:
        raise invalid_form("type", "INTERACTION_CALLBACK_TYPE_INVALID", "There is no message to update")
    return one.source


def _send(world: World, one: Interaction, fields: Json, reply_to: Json | None) -> Json:
    only_for = one.user["id"] if fields["flags"] & EPHEMERAL else None
    made = {
        **fields,
        "type": _message_type(one, reply_to),
        "application_id": world.bot["id"],
        "webhook_id": world.bot["id"],
        "interaction_metadata": _metadata(world, one),
    }
    if one.kind == Kind.COMMAND:
        made["interaction"] = {
            "id": one.id,
            "type": int(one.kind),
            "name": _command_name(one.data),
            "user": one.user,
        }
    if reply_to:
        made["message_reference"] = {
            "type": 0,
            "channel_id": reply_to["channel_id"],
            "message_id": reply_to["id"],
            **world.guild_of(one.channel),
        }
        made["referenced_message"] = reply_to
    return world.post(one.channel, world.bot, made, only_for=only_for)


def _command_name(data: Json) -> str:
    """Return the command with its subcommands, such as "claim show"."""
    inner = [option for option in data.get("options", []) if option["type"] in (1, 2)]
    return " ".join([data["name"], *(_command_name(option) for option in inner)])


def _metadata(world: World, one: Interaction) -> Json:
    told: Json = {
        "id": one.id,
        "type": int(one.kind),
        "user": one.user,
        "authorizing_integration_owners": _owners(world, one),
    }
    if one.kind == Kind.COMPONENT and one.source:
        told["interacted_message_id"] = one.source["id"]
    if one.asked_by:
        told["triggering_interaction_metadata"] = _metadata(world, one.asked_by)
    return told


def _message_type(one: Interaction, reply_to: Json | None) -> int:
    if reply_to:
        return REPLY
    if one.kind == Kind.COMMAND:
        return COMMAND_ANSWER if one.data["type"] == 1 else CONTEXT_MENU_ANSWER
    return DEFAULT_MESSAGE
