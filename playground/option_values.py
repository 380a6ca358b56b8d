"""A person's words as typed values of command options and selects."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playground import components as kinds
from playground.errors import ApiError, Refused
from playground.payloads import Json, without_user
from playground.world import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
_MAX_STRING = 6000


def typed(world: World, wanted: list[Json], given: Mapping[str, Any]) -> tuple[list[Json], Json]:
    """Return the option objects of a command and its `resolved` part.

    Raises:
        Refused: an option is unknown, missing, of the wrong type or out of its bounds.
    """
    by_name = {option["name"]: option for option in wanted}
    for name in given:
        if name not in by_name:
            raise Refused(f"The command has no option {name}.")
    values: list[Json] = []
    resolved: Json = {}
    for name, option in by_name.items():
        if given.get(name) is not None:
            value = _convert(world, option, given[name])
            values.append({"name": name, "type": option["type"], "value": value})
            _merge(resolved, _entity(world, option["type"], str(value)))
        elif option.get("required"):
            raise Refused(f"The option {name} is required.")
    return values, {"resolved": resolved} if resolved else {}


def half_typed(wanted: list[Json], given: Mapping[str, Any], focused: str) -> list[Json]:
    """Return the option objects while a person still types `focused`; nothing is required yet."""
    by_name = {option["name"]: option for option in wanted}
    if not by_name.get(focused, {}).get("autocomplete"):
        raise Refused(f"The option {focused} offers no suggestions.")
    values = []
    for name, value in {**given, focused: given.get(focused, "")}.items():
        if name in by_name:
            one = {"name": name, "type": by_name[name]["type"], "value": value}
            values.append(one | ({"focused": True} if name == focused else {}))
    return values


def count_bounds(field: Json) -> tuple[int, int]:
    """Return how few and how many values a field takes: one each where nothing is said, or null."""
    fewest, most = field.get("min_values"), field.get("max_values")
    return 1 if fewest is None else fewest, 1 if most is None else most


def check_selection(menu: Json, values: Sequence[str]) -> None:
    """Refuse a choice the select does not offer, or too few or too many."""
    fewest, most = count_bounds(menu)
    if not fewest <= len(values) <= most:
        raise Refused(f"Choose between {fewest} and {most}.")
    offered = {option["value"] for option in menu.get("options") or []}
    if menu["type"] == kinds.STRING_SELECT and not set(values) <= offered:
        raise Refused("That is not among the choices.")


def resolved_entities(world: World, menu: Json, values: Sequence[str]) -> Json:
    """Return the `resolved` part for users, roles and channels chosen in a select."""
    option_type = {
        kinds.USER_SELECT: USER,
        kinds.ROLE_SELECT: ROLE,
        kinds.MENTIONABLE_SELECT: MENTIONABLE,
        kinds.CHANNEL_SELECT: CHANNEL,
    }.get(menu["type"])
    resolved: Json = {}
    for value in values if option_type else ():
        _merge(resolved, _entity(world, option_type or 0, value))
    return {"resolved": resolved} if resolved else {}


def _convert(world: World, option: Json, value: Any) -> Any:
    kind, name = option["type"], option["name"]
    try:
        converted = _CONVERTERS.get(kind, _untouched)(world, value)
    except (ValueError, TypeError, KeyError, ApiError):
        raise Refused(f"{value!r} does not fit the option {name}.") from None
    _check_bounds(option, converted)
    return converted


def _boolean(_: World, value: Any) -> bool:
    if value in (True, False):
        return bool(value)
    return {"true": True, "false": False}[str(value).lower()]


def _untouched(_: World, value: Any) -> Any:
    return value


def _string(_: World, value: Any) -> str:
    return str(value)[:_MAX_STRING]


def _channel_id(world: World, value: Any) -> str:
    return str(world.find_channel(value)["id"])


def _user_id(world: World, value: Any) -> str:
    return str(world.find_user(value)["id"])


def _attachment_id(world: World, value: Any) -> str:
    return str(world.handed_over[value["id"]]["id"])


_CONVERTERS: dict[int, Callable[[World, Any], Any]] = {
    STRING: _string,
    INTEGER: lambda _, value: int(value),
    BOOLEAN: _boolean,
    USER: _user_id,
    CHANNEL: _channel_id,
    NUMBER: lambda _, value: float(value),
    ATTACHMENT: _attachment_id,
}


def _check_bounds(option: Json, value: Any) -> None:
    name = option["name"]
    choices = [choice["value"] for choice in option.get("choices") or []]
    if choices and value not in choices:
        raise Refused(f"{value!r} is not among the choices of {name}.")
    size = len(value) if isinstance(value, str) else value
    low = option.get("min_length" if isinstance(value, str) else "min_value")
    high = option.get("max_length" if isinstance(value, str) else "max_value")
    if (low is not None and size < low) or (high is not None and size > high):
        raise Refused(f"{value!r} is out of the bounds of {name}.")


def _entity(world: World, option_type: int, value: str) -> Json:
    if option_type in (USER, MENTIONABLE) and value in world.members:
        member = world.members[value]
        return {"users": {value: member["user"]}, "members": {value: _with_permissions(member)}}
    if option_type == CHANNEL and value in world.channels:
        return {"channels": {value: {**world.channels[value], "permissions": "0"}}}
    if option_type == ATTACHMENT:
        return {"attachments": {value: world.handed_over[value]}}
    roles = {role["id"]: role for role in world.guild["roles"]}
    if option_type in (ROLE, MENTIONABLE) and value in roles:
        return {"roles": {value: roles[value]}}
    return {}


def _with_permissions(member: Json) -> Json:
    return {**without_user(member), "permissions": "0"}


def _merge(into: Json, part: Json) -> None:
    for key, found in part.items():
        into.setdefault(key, {}).update(found)
