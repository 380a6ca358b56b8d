"""Files sent along with a message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playground.errors import invalid_form
from playground.payloads import Json
from playground.services import Services

MOST_FILE_BYTES = 25 * 1024 * 1024
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
"""What Discord takes out of the name of a file that a person sends."""


@dataclass(frozen=True)
class Upload:
    """A file of a multipart request; `key` is the number n of its part `files[n]`."""

    key: str
    filename: str
    content_type: str
    content: bytes


def with_files(services: Services, body: Json, uploads: Sequence[Upload], before: Json | None = None) -> Json:
    """Return a message's body with its files as attachments; one that speaks of none stays as it is.

    Raises:
        ApiError: 50035 when the body describes a file that was not sent.
    """
    if not uploads and "attachments" not in body:
        return dict(body)
    return {**body, "attachments": kept_and_added(services, body, uploads, before)}


def kept_and_added(
    services: Services, body: Json, uploads: Sequence[Upload], before: Json | None = None
) -> list[Json]:
    """Return a message's attachments: those of `before` that the body names, then the new files.

    Raises:
        ApiError: 50035 when the body describes a file that was not sent.
    """
    described = {str(one["id"]): one for one in body.get("attachments") or []}
    kept = [one for one in (before or {}).get("attachments", []) if one["id"] in described]
    known = {one["id"] for one in kept} | {upload.key for upload in uploads}
    if unsent := described.keys() - known:
        raise invalid_form("attachments", "ATTACHMENT_NOT_FOUND", f"No file for attachment {min(unsent)}")
    return kept + [_keep(services, upload, described.get(upload.key, {})) for upload in uploads]


def hand_over(services: Services, filename: str, content: bytes, size: int | None = None) -> Json:
    """Keep a file that a person gives to a command, and return it as an attachment.

    Args:
        services: what the run shares.
        filename: what it is called; all but plain letters, digits, dots, _ and - becomes _.
        content: what is in it.
        size: how many bytes it is said to have, as many as it has unless told.
    """
    plain_name = _UNFIT.sub("_", filename).lstrip(".") or "file"
    kept = _keep(services, Upload("0", plain_name, "application/octet-stream", content), {})
    made = kept | {"size": len(content) if size is None else size}
    services.world.handed_over[made["id"]] = made
    return made


def _keep(services: Services, upload: Upload, described: Json) -> Json:
    attachment_id = services.world.ids.next()
    services.world.files[attachment_id] = (upload.content_type, upload.content)
    address = f"{services.url}/cdn/attachments/{attachment_id}/{upload.filename}"
    return {
        "id": attachment_id,
        "filename": upload.filename,
        "size": len(upload.content),
        "url": address,
        "proxy_url": address,
        "content_type": upload.content_type,
        **({"description": described["description"]} if described.get("description") else {}),
    }
