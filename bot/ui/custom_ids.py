"""What the controls' custom_ids look like: written here, and read back by the controls in `cogs`.

Discord allows 100 characters (Component Object, custom_id).
"""

from __future__ import annotations

from claims.proposals import Ruling
from claims.wishes import Wish

SLUG = r"(?P<slug>[a-z0-9-]{1,60})"
SOURCES = rf"sources:{SLUG}"
HISTORY = rf"history:{SLUG}"
WHY = rf"why:{SLUG}"
WRONG_MATCH = rf"wrong:{SLUG}"
SEARCH_PAGE = r"search:(?P<page>\d{1,4}):(?P<query>.{0,80})"
TIMELINE_PAGE = rf"timeline:(?P<page>\d{{1,4}}):(?P<as_of>\d{{0,14}}):{SLUG}"
PEOPLE_PAGE = rf"people:(?P<page>\d{{1,4}}):{SLUG}"
WISH = rf"wish:(?P<wish>{'|'.join(Wish)})"
NO_WISHES = r"no-wishes:(?P<page>\d)"
WISHES_PAGE = r"wishes:(?P<page>\d)"
PLACE = "place"
PLACE_MODE = r"place:(?P<place>\d{1,20})"
PROPOSAL = rf"ask:(?P<ruling>{'|'.join(Ruling)}):(?P<message>\d{{1,20}}):{SLUG}"
IMPORT = r"import:(?P<token>[0-9a-f]{16})"
NO_IMPORT = r"no-import:(?P<token>[0-9a-f]{16})"
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


def no_wishes(page: int) -> str:
    """Return the custom_id of the button that goes back to the defaults and shows a page."""
    return f"no-wishes:{page}"


def wishes_page(page: int) -> str:
    """Return the custom_id of the button that turns to a page of the settings."""
    return f"wishes:{page}"


def place_mode(place: int) -> str:
    """Return the custom_id of the list from which a channel's or category's mode is picked."""
    return f"place:{place}"


def proposal(ruling: Ruling, message_id: int, slug: str) -> str:
    """Return the custom_id of a button by which a moderator rules about a message."""
    return f"ask:{ruling}:{message_id}:{slug}"


def import_file(token: str) -> str:
    """Return the custom_id of the button that imports a file as it was compared."""
    return f"import:{token}"


def no_import(token: str) -> str:
    """Return the custom_id of the button that leaves a file alone."""
    return f"no-import:{token}"


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"
