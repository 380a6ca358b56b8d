"""A claim's evidence ledger: every source with its dates, its archived copy and its grade."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import ledger as ledger_ids
from bot.ui.ids import panel as panel_ids
from bot.ui.pages import position
from bot.ui.sheet import Sheet, button
from bot.ui.words import (
    CREDIBILITY,
    LOOKS,
    RELIABILITY,
    STANCES,
    address,
    at,
    counted,
    plain,
    shorten,
    source,
)
from claims.evidence import Evidence
from claims.ledger import Entry, entries
from claims.model import Claim

_PER_PAGE = 4
_LONGEST_STATEMENT = 200
_LONGEST_ENTRY = 700
_NOTHING = "No source is recorded yet. A verdict other than “unverified” needs one."


class LedgerView(Sheet):
    """A page of the ledger, the sources of the latest judgement first, each with what corrects it."""

    def __init__(self, claim: Claim, page: int = 0, done: str = "") -> None:
        """Lay the page out; `done` is what was just done."""
        ledger = entries(claim)
        last = max(0, (len(ledger) - 1) // _PER_PAGE)
        page = min(page, last)
        items: list[ui.Item[Any]] = [ui.TextDisplay(_heading(claim, ledger, done))]
        for number, each in enumerate(
            ledger[page * _PER_PAGE : (page + 1) * _PER_PAGE], page * _PER_PAGE + 1
        ):
            items += [ui.TextDisplay(entry_text(each, number)), _buttons(each, claim.slug)]
        if last:
            items.append(ui.TextDisplay(f"-# {position(page, last)}"))
        items.append(_ways_on(claim.slug, page, last))
        super().__init__(ui.Container(*items, accent_colour=LOOKS[claim.verdict].colour))


def page_with(claim: Claim, mark: str) -> int:
    """Return the page an entry is on, the first where there is none of it."""
    marks = [each.mark for each in entries(claim)]
    return marks.index(mark) // _PER_PAGE if mark in marks else 0


def entry_text(entry: Entry, number: int) -> str:
    """Return an entry in words: what it is, then how it is kept and trusted."""
    piece = entry.piece
    lines = [f"**{number}.** {source(piece)} · {STANCES[piece.stance]}"]
    facts = [] if entry.current else ["cited by earlier judgements only"]
    facts += [f"published {at(piece.published_at, 'd')}"] if piece.published_at else []
    facts += [_copy(piece)] if piece.archive_url or piece.captured_at else []
    facts.append(_grade(piece))
    facts += [f"SHA-256 `{piece.content_sha256[:12]}…`"] if piece.content_sha256 else []
    return shorten("\n".join([*lines, f"-# {' · '.join(facts)}"]), _LONGEST_ENTRY)


def _copy(piece: Evidence) -> str:
    word = f"[archived]({address(piece.archive_url)})" if piece.archive_url else "captured"
    return f"{word} {at(piece.captured_at)}" if piece.captured_at else word


def _grade(piece: Evidence) -> str:
    if piece.grade is None:
        return "not graded"
    return (
        f"grade **{piece.grade}**: {RELIABILITY[piece.grade.source].lower()}, "
        f"{CREDIBILITY[piece.grade.information].lower()}"
    )


def _heading(claim: Claim, ledger: tuple[Entry, ...], done: str) -> str:
    count = counted(len(ledger), "source")
    lines = [
        f"### Sources · {shorten(plain(claim.statement), _LONGEST_STATEMENT)}",
        f"-# `{claim.slug}` · {LOOKS[claim.verdict].symbol} {LOOKS[claim.verdict].word} · {count}",
    ]
    return "\n".join([*([done] if done else []), *lines, *([] if ledger else [_NOTHING])])


def _buttons(entry: Entry, slug: str) -> ui.ActionRow[Any]:
    row: ui.ActionRow[Any] = ui.ActionRow(
        button("Edit", ledger_ids.edit(entry.mark, slug)),
        button("Archive and grade", ledger_ids.appraise(entry.mark, slug)),
    )
    if not entry.current:
        row.add_item(button("Cite again", ledger_ids.cite_again(entry.mark, slug)))
    return row.add_item(button("Remove", ledger_ids.remove(entry.mark, slug)))


def _ways_on(slug: str, page: int, last: int) -> ui.ActionRow[Any]:
    row: ui.ActionRow[Any] = ui.ActionRow(
        button("Add a source", ledger_ids.add(slug), style=discord.ButtonStyle.primary)
    )
    if last:
        row.add_item(button("← Back", ledger_ids.page(max(0, page - 1), slug), disabled=page == 0))
        row.add_item(button("Next →", ledger_ids.page(page + 1, slug), disabled=page == last))
    return row.add_item(button("The claim", panel_ids.claim(slug)))
