"""A filled-in modal as the interaction that submits it carries it."""

from collections.abc import Mapping
from typing import Any

from playground import components as kinds
from playground.errors import Refused
from playground.option_values import check_selection
from playground.payloads import Json
from playground.world import World

_LISTS = kinds.SELECTS | {kinds.CHECKBOX_GROUP}


def fill(parts: list[Json], values: Mapping[str, Any]) -> list[Json]:
    """Return the modal's components with what the person entered, by custom id.

    Fields not named in `values` keep what the form showed.

    Raises:
        Refused: a value names no field, a required field is empty, or a text is too short or long.
    """
    fields = {c["custom_id"]: c for _, c in kinds.walk(parts) if c["type"] in kinds.FIELDS}
    for custom_id in values:
        if custom_id not in fields:
            raise Refused(f"The form has no field {custom_id}.")
    return [_submitted(part, values) for part in parts]


def resolved_files(world: World, filled: list[Json]) -> Json:
    """Return the `resolved` part for the files of a filled form; raises Refused for one not handed over."""
    uploads = [part for _, part in kinds.walk(filled) if part["type"] == kinds.FILE_UPLOAD]
    ids = [file_id for upload in uploads for file_id in upload["values"]]
    if not set(ids) <= world.handed_over.keys():
        raise Refused("There is no such file. Choose it again.")
    return {"resolved": {"attachments": {one: world.handed_over[one] for one in ids}}} if ids else {}


def _submitted(part: Json, values: Mapping[str, Any]) -> Json:
    shell = {"type": part["type"], "id": part["id"]}
    if part["type"] == kinds.LABEL:
        return {**shell, "component": _field(part["component"], values)}
    if part["type"] == kinds.ROW:
        return {**shell, "components": [_field(one, values) for one in part["components"]]}
    return shell


def _field(field: Json, values: Mapping[str, Any]) -> Json:
    entered = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
    if field["type"] in _LISTS:
        return {**entered, "values": _many(field, values.get(field["custom_id"]))}
    if field["type"] == kinds.FILE_UPLOAD:
        return {**entered, "values": _files(field, values.get(field["custom_id"]) or [])}
    return {**entered, "value": _one(field, values.get(field["custom_id"]))}


def _many(field: Json, value: Any) -> list[str]:
    if value is None:
        chosen = [option["value"] for option in field.get("options") or [] if option.get("default")]
    else:
        chosen = [value] if isinstance(value, str) else list(value)
    _check_count(field, chosen)
    return chosen


def _files(field: Json, attachments: list[Json]) -> list[str]:
    chosen = [str(one["id"]) for one in attachments]
    _check_count(field, chosen)
    return chosen


def _check_count(field: Json, chosen: list[str]) -> None:
    if chosen or field.get("required", True):
        check_selection(field, chosen)


def _one(field: Json, value: Any) -> Any:
    if field["type"] == kinds.CHECKBOX:
        return bool(field.get("default") if value is None else value)
    if field["type"] == kinds.RADIO_GROUP:
        return _radio(field, value)
    text = str(field.get("value") or "") if value is None else str(value)
    if not text and field.get("required", True):
        raise Refused(f"The field {field['custom_id']} is required.")
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if text and not low <= len(text) <= high:
        raise Refused(f"The field {field['custom_id']} takes between {low} and {high} characters.")
    return text


def _radio(field: Json, value: Any) -> str | None:
    default = next((o["value"] for o in field["options"] if o.get("default")), None)
    chosen = default if value is None else str(value)
    if chosen is None and not field.get("required", True):
        return None
    if chosen not in {option["value"] for option in field["options"]}:
        raise Refused(f"Choose one of the options of {field['custom_id']}.")
    return chosen
