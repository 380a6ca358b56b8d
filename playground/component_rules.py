"""What Discord accepts as components of a message or a modal.

Figures from https://docs.discord.com/developers/components/reference
"""

from collections.abc import Callable
from typing import Any

from playground import components as kinds
from playground.components import walk
from playground.errors import bad_length, invalid_form, required, too_long
from playground.option_values import count_bounds
from playground.payloads import Json

MAX_ROWS, MAX_COMPONENTS, MAX_TEXT, MAX_MODAL_PARTS, MAX_FILES = 5, 40, 4000, 5, 10

_IN_CONTAINER = {kinds.ROW, kinds.SECTION, kinds.TEXT, kinds.GALLERY, kinds.FILE, kinds.SEPARATOR}
_TOP_OF_LAYOUT = _IN_CONTAINER | {kinds.CONTAINER}
_TOP_OF_MODAL = {kinds.ROW, kinds.TEXT, kinds.LABEL}
_ALLOWED_IN = {
    kinds.ROW: {kinds.BUTTON, kinds.TEXT_INPUT} | kinds.SELECTS,
    kinds.SECTION: {kinds.TEXT},
    kinds.CONTAINER: _IN_CONTAINER,
}
_ALLOWED_SLOT = {
    "accessory": {kinds.BUTTON, kinds.THUMBNAIL},
    "component": kinds.FIELDS,
}


def check_message(components: list[Json], *, layout: bool) -> None:
    """Check a message's components; `layout` says whether it carries the components V2 flag.

    Raises:
        ApiError: 50035 naming the offending component.
    """
    _check_tree(components, _TOP_OF_LAYOUT if layout else {kinds.ROW})
    if not layout and len(components) > MAX_ROWS:
        raise bad_length("components", 0, MAX_ROWS)
    if sum(1 for _ in walk(components)) > MAX_COMPONENTS:
        raise invalid_form(
            "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Exceeded {MAX_COMPONENTS} components"
        )
    if sum(len(text) for text in kinds.texts(components)) > MAX_TEXT:
        raise invalid_form(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"The displayable text may not exceed {MAX_TEXT} characters",
        )


def check_modal(modal: Json) -> None:
    """Check the modal an interaction is answered with; raises ApiError 50035."""
    _check_text(modal, "data", "title", 45)
    _check_text(modal, "data", "custom_id", 100)
    parts = modal.get("components") or []
    if not 1 <= len(parts) <= MAX_MODAL_PARTS:
        raise bad_length("data.components", 1, MAX_MODAL_PARTS)
    _check_tree(parts, _TOP_OF_MODAL, "data.components")


def _check_tree(components: list[Json], allowed: set[int], path: str = "components") -> None:
    _check_places(components, allowed, path)
    seen: set[str] = set()
    for where, component in walk(components, path):
        if rule := _RULES.get(component["type"]):
            rule(component, where)
        custom_id = component.get("custom_id")
        if custom_id in seen:
            raise invalid_form(
                f"{where}.custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        if custom_id:
            seen.add(custom_id)


def _check_places(components: list[Json], allowed: set[int], path: str) -> None:
    for index, component in enumerate(components):
        where = f"{path}.{index}"
        _check_kind(component, allowed, where)
        inner = _ALLOWED_IN.get(component["type"], set())
        _check_places(component.get("components", []), inner, f"{where}.components")
        for slot, fitting in _ALLOWED_SLOT.items():
            if slot in component:
                _check_kind(component[slot], fitting, f"{where}.{slot}")


def _check_kind(component: Any, allowed: set[int], where: str) -> None:
    if not isinstance(component, dict) or "type" not in component:
        raise required(f"{where}.type")
    if component["type"] not in allowed:
        choices = ", ".join(str(kind) for kind in sorted(allowed))
        message = f'Value of field "type" must be one of ({choices}).'
        raise invalid_form(f"{where}.type", "UNION_TYPE_CHOICES", message)


def _check_text(owner: Json, path: str, key: str, limit: int, *, needed: bool = True) -> None:
    text = owner.get(key)
    if text is None or text == "":
        if needed:
            raise required(f"{path}.{key}")
    elif len(str(text)) > limit:
        raise too_long(f"{path}.{key}", limit)


def _check_row(row: Json, path: str) -> None:
    inner = row.get("components", [])
    only_buttons = all(component["type"] == kinds.BUTTON for component in inner)
    most = 5 if only_buttons else 1
    if not 1 <= len(inner) <= most:
        raise bad_length(f"{path}.components", 1, most)


def _check_button(button: Json, path: str) -> None:
    _check_text(button, path, "label", 80, needed=False)
    if not (button.get("label") or button.get("emoji")) and button.get("style") != kinds.PREMIUM_BUTTON:
        raise invalid_form(path, "BUTTON_COMPONENT_INVALID_LABEL", "A label or an emoji is required")
    if button.get("style") == kinds.LINK_BUTTON:
        _check_text(button, path, "url", 512)
        if not str(button["url"]).startswith(("http://", "https://", "discord://")):
            raise invalid_form(
                f"{path}.url", "URL_TYPE_INVALID_SCHEME", "Scheme must be http, https or discord."
            )
    elif button.get("style") != kinds.PREMIUM_BUTTON:
        _check_text(button, path, "custom_id", 100)


def _check_select(select: Json, path: str) -> None:
    _check_text(select, path, "custom_id", 100)
    _check_text(select, path, "placeholder", 150, needed=False)
    if select["type"] == kinds.STRING_SELECT:
        _check_options(select, path, 1, 25)


def _check_options(field: Json, path: str, fewest: int, most: int) -> None:
    options = field.get("options") or []
    if not fewest <= len(options) <= most:
        raise bad_length(f"{path}.options", fewest, most)
    for index, option in enumerate(options):
        where = f"{path}.options.{index}"
        _check_text(option, where, "label", 100)
        _check_text(option, where, "value", 100)
        _check_text(option, where, "description", 100, needed=False)
    if len({option["value"] for option in options}) < len(options):
        raise invalid_form(
            f"{path}.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The option values must be unique"
        )


def _check_text_input(field: Json, path: str) -> None:
    _check_text(field, path, "custom_id", 100)
    _check_text(field, path, "label", 45, needed=False)
    _check_text(field, path, "placeholder", 100, needed=False)
    _check_text(field, path, "value", 4000, needed=False)


def _check_choice_group(field: Json, path: str) -> None:
    _check_text(field, path, "custom_id", 100)
    _check_options(field, path, 2 if field["type"] == kinds.RADIO_GROUP else 1, 10)


def _check_file_upload(field: Json, path: str) -> None:
    _check_text(field, path, "custom_id", 100)
    fewest, most = count_bounds(field)
    if not (0 <= fewest <= most and 1 <= most <= MAX_FILES):
        raise invalid_form(f"{path}.max_values", "NUMBER_TYPE_MAX", f"A form takes 1 to {MAX_FILES} files")


def _check_label(label: Json, path: str) -> None:
    _check_text(label, path, "label", 45)
    _check_text(label, path, "description", 100, needed=False)
    if "component" not in label:
        raise required(f"{path}.component")


def _check_section(section: Json, path: str) -> None:
    if not 1 <= len(section.get("components", [])) <= 3:
        raise bad_length(f"{path}.components", 1, 3)
    if "accessory" not in section:
        raise required(f"{path}.accessory")


def _check_display(display: Json, path: str) -> None:
    _check_text(display, path, "content", MAX_TEXT)


_Rule = Callable[[Json, str], None]
_RULES: dict[int, _Rule] = {
    kinds.ROW: _check_row,
    kinds.BUTTON: _check_button,
    **dict.fromkeys(kinds.SELECTS, _check_select),
    kinds.TEXT_INPUT: _check_text_input,
    kinds.RADIO_GROUP: _check_choice_group,
    kinds.CHECKBOX_GROUP: _check_choice_group,
    kinds.FILE_UPLOAD: _check_file_upload,
    kinds.LABEL: _check_label,
    kinds.SECTION: _check_section,
    kinds.TEXT: _check_display,
}
