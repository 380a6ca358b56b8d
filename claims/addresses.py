"""Web addresses as people paste them: checked, freed of what only tracks, and taken out of web archives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import SplitResult, urlsplit

from claims.checks import check_url
from claims.errors import Invalid

_DEFAULT_PORTS = {"http": 80, "https": 443}
# What networks and newsletters add to tell who followed a link; the page is the same without.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid|ref_src|ref_url)(?:=|$)",
    re.IGNORECASE,
)
# A snapshot's address holds its time, in UTC, and the page's own (Internet Archive: Wayback Machine APIs).
_WAYBACK = re.compile(
    r"https?://web\.archive\.org/web/(?P<at>\d{14})(?:[a-z]{2}_)?/(?P<url>https?:/.+)", re.IGNORECASE
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a page is: its own address and, where it was cited from an archive, the copy's and its time."""

    url: str
    archive_url: str | None = None
    captured_at: datetime | None = None


def located(url: str) -> Location:
    """Return where a page is that is cited by its address or by that of a copy in the Wayback Machine.

    Raises:
        Invalid: a reader could not open it, or it hides where it leads behind a name and an @.
    """
    found = _WAYBACK.fullmatch(url.strip())
    captured_at = _captured_at(found["at"]) if found else None
    if found is None or captured_at is None:
        return Location(normalised(url))
    # Archives write one slash of the page's own two.
    page = re.sub(r"^(https?:)/(?!/)", r"\1//", found["url"], flags=re.IGNORECASE)
    return Location(normalised(page), normalised(url), captured_at)


def normalised(url: str) -> str:
    """Return an address in one form: scheme and host in small letters, without what only tracks.

    Doing it twice changes nothing.

    Raises:
        Invalid: a reader could not open it, or it hides where it leads behind a name and an @.
    """
    parts = urlsplit(check_url(url.strip()))
    if "@" in parts.netloc:
        raise Invalid("That address has an @ before its host, which hides where it leads. Leave it out.")
    query = "&".join(each for each in parts.query.split("&") if not _TRACKING.match(each))
    return SplitResult(parts.scheme, _host(parts), parts.path or "/", query, parts.fragment).geturl()


def same_address(one: str, other: str) -> bool:
    """Return whether two addresses lead to the same page; a mark in the page does not matter."""
    return _page(one) == _page(other)


def _captured_at(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        raise Invalid("That address has a port that is no number up to 65535. Leave it out.") from None
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    elif not _HOST.fullmatch(host):
        raise Invalid("That address has signs in its host that no site has. Copy it from the browser again.")
    return host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"


def _page(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(normalised(url))
    except Invalid:  # what was recorded before a rule was made
        parts = urlsplit(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query
