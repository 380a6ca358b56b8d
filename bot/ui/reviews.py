"""The claims that somebody should check again, and when that may be."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import judging as judging_ids
from bot.ui.ids import reviews as reviews_ids
from bot.ui.pages import desk_row, position, turning_row
from bot.ui.sheet import Sheet, button
from bot.ui.words import at, headline, plain, shorten
from claims.freshness import CheckAgain, CheckList
from claims.model import Claim

CHECK_AGAIN = {
    CheckAgain.SIX_HOURS: "in 6 hours",
    CheckAgain.DAY: "in 1 day",
    CheckAgain.THREE_DAYS: "in 3 days",
    CheckAgain.WEEK: "in 1 week",
    CheckAgain.MONTH: "in 1 month",
    CheckAgain.NEVER: "never",
}
_LONGEST_STATEMENT = 320
_NOTHING = (
    "✅ No claim is past its review, and none is due within a day.\n-# `check_again` of /desk judge and "
    "/desk recheck says when a claim is to be checked again."
)


class CheckListView(Sheet):
    """A page of the list; every claim with the buttons that settle it."""

    def __init__(self, checklist: CheckList, done: str = "") -> None:
        """Lay the page out.

        Args:
            checklist: The claims.
            done: What was just done about one of them.
        """
        parts: list[ui.Item[Any]] = [ui.TextDisplay(done), ui.Separator()] if done else []
        parts.append(ui.TextDisplay("### Claims to check" if checklist.claims else _NOTHING))
        for claim in checklist.claims:
            parts += [ui.TextDisplay(_entry(claim, checklist)), _buttons(claim, checklist.page)]
        last = checklist.pages - 1
        if last:
            parts.append(ui.TextDisplay(f"-# {position(checklist.page, last)}"))
            parts.append(turning_row(checklist.page, last, reviews_ids.check_list))
        parts.append(desk_row())
        super().__init__(ui.Container(*parts))


def still_so_text(claim: Claim) -> str:
    """Return what “Checked, still so” has done."""
    following = f"I ask again {at(claim.review_by, 'R')}." if claim.review_by else "I do not ask again."
    return f"✅ Checked: {shorten(plain(claim.statement), _LONGEST_STATEMENT)} {following}"


def _entry(claim: Claim, checklist: CheckList) -> str:
    first = headline(claim.verdict, claim.checked_at, needs_check=claim.needs_check)
    facts = [f"`{claim.slug}`"]
    if claim.review_by is not None:
        facts.append(f"to be checked {at(claim.review_by, 'R')}")
    if checklist.is_stale(claim):
        facts.append("no new notes until then")
    return f"{first}\n{shorten(plain(claim.statement), _LONGEST_STATEMENT)}\n-# {' · '.join(facts)}"


def _buttons(claim: Claim, page: int) -> ui.ActionRow[Any]:
    still_so = reviews_ids.still_so(page, len(claim.judgements), claim.slug)
    return ui.ActionRow(
        button("Checked, still so", still_so, style=discord.ButtonStyle.success),
        button("Judge", judging_ids.open_sheet(claim.slug)),
    )
