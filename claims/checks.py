"""What every text, time and address must hold before it enters the domain."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from claims.errors import Invalid

MAX_SLUG = 60
MAX_STATEMENT = 300
MAX_WORDING = 300
MAX_PARAGRAPH = 700
MAX_URL = 1000
MAX_TITLE = 300
MAX_PUBLISHER = 120
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_slug(slug: str) -> str:
    """Return the slug; raise Invalid unless it is 1-60 lower-case letters, digits and single hyphens."""
    if len(slug) > MAX_SLUG or not _SLUG.fullmatch(slug):
        raise Invalid(f"“{slug[:80]}” is no short name: use up to {MAX_SLUG} of a-z, 0-9 and single hyphens.")
    return slug


def check_text(what: str, text: str, longest: int, *, empty: bool = False) -> str:
    """Return the text; raise Invalid when it is blank (unless allowed), too long or not valid Unicode."""
    if not empty and not text.strip():
        raise Invalid(f"{what} is empty. Write at least one word.")
    if len(text) > longest:
        raise Invalid(f"{what} has {len(text)} characters; {longest} is the most. Please shorten it.")
    if not _is_storable(text):
        raise Invalid(f"{what} holds characters that are not valid Unicode. Please type it again.")
    return text


def check_instant(what: str, instant: datetime) -> datetime:
    """Return the instant; raise Invalid when it has no time zone."""
    if instant.tzinfo is None:
        raise Invalid(f"{what} needs a time zone, for example 2023-06-24T02:00Z.")
    return instant


def check_url(url: str) -> str:
    """Return the address; raise Invalid unless it is http or https with a host and without spaces."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    if not web or len(url) > MAX_URL or re.search(r"[\s<>]", url) or not _is_storable(url):
        raise Invalid("A source's address must begin with https:// or http:// and hold no spaces.")
    return url


def storable_part(text: str) -> str:
    """Return a text without the characters that cannot be stored, for words nobody can be asked to retype."""
    return "".join(character for character in text if _is_storable(character))


def _is_storable(text: str) -> bool:
    """Half a surrogate pair is no character, and PostgreSQL keeps no U+0000."""
    return not _UNSTORABLE.search(text)
