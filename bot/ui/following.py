"""Following a claim: the row that offers it, and what its buttons answer."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.ui.ids import following as following_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import at, plain, shorten
from claims.following import Following
from claims.model import Claim

_LONGEST_STATEMENT = 300
_WHAT_HAPPENS = (
    "I send you a direct message when its verdict changes: about ten minutes later, so that several changes "
    "make one message, and at most one every hour. It arrives silently."
)
_CLOSED = (
    "⚠️ On {when} Discord did not let me write to you. Allow direct messages in this server's privacy "
    "settings: in about ten minutes I try again with what you missed."
)
STOPPED_ALL = "You follow no claim of that server any more."
STOPPED_BEFORE = "You did not follow that any more."


class FollowableSheet(Sheet):
    """A few paragraphs about a claim, and the way to follow it."""

    def __init__(self, text: str, slug: str) -> None:
        row: ui.ActionRow[Any] = ui.ActionRow(follow_button(slug))
        super().__init__(ui.Container(ui.TextDisplay(shorten(text, LONGEST_TEXT)), row))


class FollowingSheet(Sheet):
    """That a person follows a claim, what will happen, and the way out."""

    def __init__(self, following: Following) -> None:
        slug = following.claim.slug
        row: ui.ActionRow[Any] = ui.ActionRow(button("Stop following", following_ids.stop_following(slug)))
        super().__init__(ui.Container(ui.TextDisplay(following_text(following)), row))


def follow_button(slug: str) -> ui.Button[Any]:
    """Return the button that follows a claim, and offers to stop when one does."""
    return button("Follow", following_ids.follow(slug))


def following_text(following: Following) -> str:
    """Return what following a claim brings, and what stands in its way."""
    which = _named(following.claim)
    lines = [f"✅ You follow {which} now." if following.fresh else f"You follow {which} already."]
    lines.append(_WHAT_HAPPENS)
    if following.unreachable_since is not None:
        lines.append(_CLOSED.format(when=at(following.unreachable_since)))
    return "\n".join(lines)


def stopped_text(claim: Claim, stopped: int) -> str:
    """Return that a person does not follow a claim any more."""
    return f"You no longer follow {_named(claim)}." if stopped else f"You did not follow {_named(claim)}."


def _named(claim: Claim) -> str:
    return f"“{shorten(plain(claim.statement), _LONGEST_STATEMENT).removesuffix('.')}”"
