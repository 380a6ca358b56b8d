"""What the controls' custom_ids look like: written here, and read back by the controls in `cogs`.

Discord allows 100 characters (Component Object, custom_id).
"""

from __future__ import annotations

from claims.wishes import Wish

SLUG = r"(?P<slug>[a-z0-9-]{1,60})"
SOURCES = rf"sources:{SLUG}"
HISTORY = rf"history:{SLUG}"
WHY = rf"why:{SLUG}"
WRONG_MATCH = rf"wrong:{SLUG}"
SEARCH_PAGE = r"search:(?P<page>\d{1,4}):(?P<query>.{0,80})"
TIMELINE_PAGE = rf"timeline:(?P<page>\d{{1,4}}):(?P<as_of>\d{{0,14}}):{SLUG}"
ROLLOUT = rf"rollout:(?P<revision>\d{{1,18}}):{SLUG}"
PEOPLE_PAGE = rf"people:(?P<page>\d{{1,4}}):{SLUG}"
WISH = rf"wish:(?P<wish>{'|'.join(Wish)})"
NO_WISHES = "no-wishes"
# These say all there is to say; who pressed them Discord tells.
STOP_READING = "privacy:stop"
READ_AGAIN = "privacy:read"
ERASE = "privacy:erase"
ERASE_FOR_SURE = "privacy:sure"
ERASE_NOTHING = "privacy:keep"


def sources(slug: str) -> str:
    """Return the custom_id of a claim's Sources button."""
    return f"sources:{slug}"


def history(slug: str) -> str:
    """Return the custom_id of a claim's History button."""
    return f"history:{slug}"


def why(slug: str) -> str:
    """Return the custom_id of a note's Why? button."""
    return f"why:{slug}"


def wrong_match(slug: str) -> str:
    """Return the custom_id of a note's Wrong match button."""
    return f"wrong:{slug}"


def wish(of: Wish) -> str:
    """Return the custom_id of the list a guild's wish is picked from."""
    return f"wish:{of}"


def rollout(slug: str, revision: int) -> str:
    """Return the custom_id of the button that counts how far a revision of a claim has got."""
    return f"rollout:{revision}:{slug}"


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"
