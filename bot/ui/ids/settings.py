"""What a server wishes, and the modes of its channels."""

from __future__ import annotations

from claims.wishes import Wish

WISH = rf"wish:(?P<wish>{'|'.join(Wish)})"
WISHES_PAGE = r"wishes:(?P<page>\d)"
NO_WISHES = "no-wishes"
PLACE = "place"
PLACE_MODE = r"place:(?P<place>\d{1,20})"


def wish(of: Wish) -> str:
    """Return the custom_id of the list a guild's wish is picked from."""
    return f"wish:{of}"


def wishes_page(page: int) -> str:
    """Return the custom_id of the button that turns to a page of the settings."""
    return f"wishes:{page}"


def place_mode(place: int) -> str:
    """Return the custom_id of the list from which a channel's or category's mode is picked."""
    return f"place:{place}"
