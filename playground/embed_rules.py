"""What Discord accepts as embeds of a message."""

from collections.abc import Iterator

from playground.errors import bad_length, invalid_form, required, too_long
from playground.payloads import Json

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
MAX_EMBEDS, MAX_FIELDS, MAX_TOTAL = 10, 25, 6000


def checked(embeds: list[Json]) -> list[Json]:
    """Return the embeds as a message carries them.

    Raises:
        ApiError: 50035 naming the field that is too long, missing or not a web address.
    """
    if len(embeds) > MAX_EMBEDS:
        raise bad_length("embeds", 0, MAX_EMBEDS)
    for index, embed in enumerate(embeds):
        _check_one(embed, f"embeds.{index}")
    if sum(len(text) for embed in embeds for _, text, _ in _texts(embed)) > MAX_TOTAL:
        raise invalid_form(
            "embeds", "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_TOTAL}"
        )
    return [{"type": "rich", **embed} for embed in embeds]


def _check_one(embed: Json, path: str) -> None:
    fields = embed.get("fields") or []
    if len(fields) > MAX_FIELDS:
        raise bad_length(f"{path}.fields", 0, MAX_FIELDS)
    for index, field in enumerate(fields):
        for key in ("name", "value"):
            if not field.get(key):
                raise required(f"{path}.fields.{index}.{key}")
    for where, text, limit in _texts(embed):
        if len(text) > limit:
            raise too_long(f"{path}.{where}", limit)
    if embed.get("url") and not str(embed["url"]).startswith(("http://", "https://")):
        raise invalid_form(f"{path}.url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of http, https.")


def _texts(embed: Json) -> Iterator[tuple[str, str, int]]:
    """Yield every text that counts towards the total: its path, itself, its own limit."""
    yield "title", embed.get("title") or "", 256
    yield "description", embed.get("description") or "", 4096
    yield "footer.text", (embed.get("footer") or {}).get("text") or "", 2048
    yield "author.name", (embed.get("author") or {}).get("name") or "", 256
    for index, field in enumerate(embed.get("fields") or []):
        yield f"fields.{index}.name", field.get("name") or "", 256
        yield f"fields.{index}.value", field.get("value") or "", 1024
