"""Backtests."""

from __future__ import annotations

from bot.ui.ids.patterns import PAGE_NUMBER
from claims.backtest import Listing

# A backtest lives as long as the process at most, and its token is no other's.
_BACKTEST = r"(?P<token>[0-9a-f]{8})"
CHANNELS = rf"backtest:channels:{_BACKTEST}"
SIZE = rf"backtest:size:{_BACKTEST}"
START = rf"backtest:start:{_BACKTEST}"
CANCEL = rf"backtest:cancel:{_BACKTEST}"
LISTING = rf"backtest:list:{_BACKTEST}"
PAGE = rf"backtest:page:{PAGE_NUMBER}:(?P<listing>{'|'.join(Listing)}):{_BACKTEST}"
ARM = rf"backtest:arm:{_BACKTEST}"
DISCARD = rf"backtest:discard:{_BACKTEST}"


def control(what: str, token: str) -> str:
    """Return the custom_id of a backtest's control: channels, size, start, cancel, list, arm or discard."""
    return f"backtest:{what}:{token}"


def page(page: int, listing: Listing, token: str) -> str:
    """Return the custom_id that turns to a page of a backtest's list."""
    return f"backtest:page:{page}:{listing}:{token}"
