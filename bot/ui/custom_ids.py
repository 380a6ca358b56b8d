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
HELPFUL = rf"helpful:{SLUG}"
ADD_EVIDENCE = rf"evidence:{SLUG}"
# Both are about a claim's note under a message, which stays known after the note has gone.
MATCH_AGAIN = rf"again:(?P<message>\d{{1,20}}):{SLUG}"
NEVER_MATCH = rf"never:(?P<message>\d{{1,20}}):{SLUG}"
RESTORE_WORDING = rf"restore:{SLUG}"
ACCEPT_EVIDENCE = r"accept:(?P<number>\d{1,18})"
DECLINE_EVIDENCE = r"decline:(?P<number>\d{1,18})"
EVIDENCE_PAGE = r"evidence-page:(?P<page>\d{1,4})"
STATS_PAGE = r"stats:(?P<page>\d{1,4})"
SWARM_VOICES = r"swarm:(?P<message>\d{1,20})"
SEARCH_PAGE = r"search:(?P<page>\d{1,4}):(?P<query>.{0,80})"
TIMELINE_PAGE = rf"timeline:(?P<page>\d{{1,4}}):(?P<as_of>\d{{0,14}}):{SLUG}"
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


def helpful(slug: str) -> str:
    """Return the custom_id of a note's Helpful button."""
    return f"helpful:{slug}"


def add_evidence(slug: str) -> str:
    """Return the custom_id of a note's Add evidence button."""
    return f"evidence:{slug}"


def match_again(message_id: int, slug: str) -> str:
    """Return the custom_id that lets match again what was stopped with a note."""
    return f"again:{message_id}:{slug}"


def never_match(message_id: int, slug: str) -> str:
    """Return the custom_id that teaches a claim never to match texts like a message."""
    return f"never:{message_id}:{slug}"


def restore_wording(slug: str) -> str:
    """Return the custom_id of the list of what is stopped for a claim."""
    return f"restore:{slug}"


def accept_evidence(number: int) -> str:
    """Return the custom_id that accepts a suggested source."""
    return f"accept:{number}"


def decline_evidence(number: int) -> str:
    """Return the custom_id that declines a suggested source."""
    return f"decline:{number}"


def evidence_page(page: int) -> str:
    """Return the custom_id that turns to a page of suggested sources."""
    return f"evidence-page:{page}"


def stats_page(page: int) -> str:
    """Return the custom_id that turns to a page of the statistics."""
    return f"stats:{page}"


def swarm_voices(message_id: int) -> str:
    """Return the custom_id that tells what the voices about a swarmed note come to."""
    return f"swarm:{message_id}"


def wish(of: Wish) -> str:
    """Return the custom_id of the list a guild's wish is picked from."""
    return f"wish:{of}"


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"
