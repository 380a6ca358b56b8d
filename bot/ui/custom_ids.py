"""What the controls' custom_ids look like: written here, and read back by the controls in `cogs`.

Discord allows 100 characters (Component Object, custom_id).
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from claims.merges import Merge
from claims.proposals import Ruling
from claims.trail import Selection
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
_OF = r"(?P<since>\d{0,10}):(?P<by>\d{0,19}):(?P<slug>[a-z0-9-]{0,60})"
TRAIL_PAGE = rf"log:(?P<page>\d{{1,4}}):{_OF}"
TRAIL_FILE = rf"save:{_OF}"
CHANGE = "change"
UNDO = r"undo:(?P<number>\d{1,18}):(?P<seen>\d{1,18})"
MERGE = rf"merge:(?P<digest>[0-9a-f]{{12}}):(?P<from>\d{{1,9}}):(?P<to>\d{{1,9}}):{SLUG}"
RECORD_ANYWAY = r"record:(?P<token>[0-9a-f]{16})"
RECORD_AS = rf"record:(?P<token>[0-9a-f]{{16}}):{SLUG}"
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


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"


def trail_page(page: int, selection: Selection) -> str:
    """Return the custom_id that turns to a page of the audit trail."""
    return f"log:{page}:{_of(selection)}"


def trail_file(selection: Selection) -> str:
    """Return the custom_id of the button that hands the audit trail out as a file."""
    return f"save:{_of(selection)}"


def selection(found: dict[str, str]) -> Selection:
    """Return the selection that a custom_id of the audit trail holds."""
    since, by = found["since"], found["by"]
    return Selection(
        claim=found["slug"] or None,
        moderator=int(by) if by else None,
        since=datetime.fromtimestamp(int(since), UTC) if since else None,
    )


def undo(number: int, seen: int) -> str:
    """Return the custom_id of a button that undoes a change, all that followed up to `seen` being known."""
    return f"undo:{number}:{seen}"


def merge(plan: Merge) -> str:
    """Return the custom_id of the button that merges claims as they were shown; two names would not fit."""
    merged, into = plan.merged, plan.into
    return f"merge:{digest(merged.slug)}:{merged.revision}:{into.revision}:{into.slug}"


def digest(slug: str) -> str:
    """Return what stands for a claim's name in a custom_id that has no room for it."""
    return blake2b(slug.encode(), digest_size=6).hexdigest()


def record_anyway(token: str) -> str:
    """Return the custom_id of the button that records what was typed as a claim of its own."""
    return f"record:{token}"


def record_as(token: str, slug: str) -> str:
    """Return the custom_id of the button that makes what was typed a wording of a claim."""
    return f"record:{token}:{slug}"


def _of(selection: Selection) -> str:
    since = int(selection.since.timestamp()) if selection.since else ""
    return f"{since}:{selection.moderator or ''}:{selection.claim or ''}"
