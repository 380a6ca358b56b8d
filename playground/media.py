"""Pictures and files in a layout that were sent along with it.

https://docs.discord.com/developers/reference#uploading-files
"""

import copy
from collections.abc import Iterator, Sequence

from playground.components import FILE, walk
from playground.errors import invalid_form
from playground.payloads import Json

_SHOWN = ("url", "proxy_url", "content_type")


def shown(components: list[Json], attachments: Sequence[Json]) -> list[Json]:
    """Return a layout's components with the address of each file that they name as attachment://NAME.

    Raises:
        ApiError: 50035 when no such file was sent.
    """
    copied = copy.deepcopy(components)
    by_name = {f"attachment://{one['filename']}": one for one in attachments}
    for path, component in walk(copied):
        for place, media in _media(path, component):
            if str(media.get("url")).startswith("attachment://"):
                one = _named(by_name, media["url"], place)
                media.update({key: one[key] for key in _SHOWN}, attachment_id=one["id"])
                if component["type"] == FILE:
                    component.update(name=one["filename"], size=one["size"])
    return copied


def _media(path: str, component: Json) -> Iterator[tuple[str, Json]]:
    for slot in ("media", "file"):
        if isinstance(component.get(slot), dict):
            yield f"{path}.{slot}", component[slot]
    for number, item in enumerate(component.get("items") or []):
        yield f"{path}.items.{number}.media", item["media"]


def _named(by_name: dict[str, Json], name: str, place: str) -> Json:
    if name not in by_name:
        raise invalid_form(f"{place}.url", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", name)
    return by_name[name]
