"""From the body of a request to the fields of a message: every rule a message must keep."""

from playground import component_rules, components, embed_rules, media, mentions
from playground.errors import ApiError, invalid_form, too_long
from playground.payloads import COMPONENTS_V2, EPHEMERAL, Json
from playground.world import World

MAX_CONTENT = 2000
_SUPPRESS_EMBEDS, _SILENT = 1 << 2, 1 << 12
_SETTABLE_FLAGS = _SUPPRESS_EMBEDS | EPHEMERAL | _SILENT | COMPONENTS_V2
_VISIBLE = ("content", "embeds", "components", "attachments")


def compose(world: World, body: Json, before: Json | None = None, replied_to: Json | None = None) -> Json:
    """Return the checked fields of a new message, or of `before` as `body` changes it.

    Raises:
        ApiError: 50035 for a field that breaks a rule, 50006 for a message with nothing in it.
    """
    drafted = _merged(body, before or {})
    layout = bool(drafted["flags"] & COMPONENTS_V2)
    _check_content(drafted["content"])
    if layout:
        _check_alone(drafted, body)
    drafted["embeds"] = embed_rules.checked(drafted["embeds"])
    component_rules.check_message(drafted["components"], layout=layout)
    drafted["components"] = media.shown(components.numbered(drafted["components"]), drafted["attachments"])
    if not any(drafted[part] for part in _VISIBLE):
        raise ApiError(400, 50006, "Cannot send an empty message")
    text = "\n".join([drafted["content"], *components.texts(drafted["components"])])
    return drafted | mentions.resolve(world, text, body.get("allowed_mentions"), replied_to)


def _merged(body: Json, before: Json) -> Json:
    drafted: Json = {}
    for part, empty in zip(_VISIBLE, ("", [], [], []), strict=True):
        value = body[part] if part in body else before.get(part)
        drafted[part] = value if value else empty
        if isinstance(empty, list):
            _check_list(drafted[part], part)
    drafted["flags"] = _flags(body, before.get("flags", 0))
    return drafted


def _flags(body: Json, kept: int) -> int:
    """An edit may take the suppressing of embeds off again; components V2 and the rest stay."""
    if "flags" not in body:
        return kept
    given = int(body["flags"] or 0) & _SETTABLE_FLAGS
    return given | (kept & ~_SUPPRESS_EMBEDS)


def _check_list(value: object, part: str) -> None:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise invalid_form(part, "LIST_TYPE_CONVERT", "Only lists of objects may be used here")


def _check_content(content: object) -> None:
    if not isinstance(content, str):
        raise invalid_form("content", "STRING_TYPE_CONVERT", "Could not interpret value as string.")
    if len(content) > MAX_CONTENT:
        raise too_long("content", MAX_CONTENT)


def _check_alone(drafted: Json, body: Json) -> None:
    for part in ("content", "embeds", "poll", "sticker_ids"):
        if drafted.get(part) or body.get(part):
            raise invalid_form(
                part,
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{part}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )
