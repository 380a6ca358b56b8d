"""The tree of a message's or modal's components: kinds, walking, numbering, finding."""

import copy
from collections.abc import Iterator

from playground.payloads import Json

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD = 17, 18, 19
RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 21, 22, 23

LINK_BUTTON, PREMIUM_BUTTON = 5, 6
ENTITY_SELECTS = {USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT}
SELECTS = {STRING_SELECT, *ENTITY_SELECTS}
FIELDS = {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX} | SELECTS
"""What a person fills in inside a modal."""


def walk(components: list[Json], path: str = "components") -> Iterator[tuple[str, Json]]:
    """Yield each component with the dotted path Discord names it by in errors, parents first."""
    for index, component in enumerate(components):
        yield from _walk_one(component, f"{path}.{index}")


def _walk_one(component: Json, path: str) -> Iterator[tuple[str, Json]]:
    yield path, component
    yield from walk(component.get("components", []), f"{path}.components")
    for slot in ("accessory", "component"):
        if isinstance(component.get(slot), dict):
            yield from _walk_one(component[slot], f"{path}.{slot}")


def numbered(components: list[Json]) -> list[Json]:
    """Return a copy as Discord keeps it: every component has an id; ids of people and places are texts."""
    copied = copy.deepcopy(components)
    taken = {component.get("id") for _, component in walk(copied)}
    free = (number for number in range(1, 1 << 31) if number not in taken)
    for _, component in walk(copied):
        component["id"] = component.get("id") or next(free)
        for chosen in component.get("default_values") or []:
            chosen["id"] = str(chosen["id"])
    return copied


def find(components: list[Json], custom_id: str) -> Json | None:
    """Return the component with this custom id, or None."""
    return next((c for _, c in walk(components) if c.get("custom_id") == custom_id), None)


def texts(components: list[Json]) -> list[str]:
    """Return the contents of all text displays, in order."""
    return [component["content"] for _, component in walk(components) if component["type"] == TEXT]
