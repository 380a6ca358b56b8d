"""How well notes fit, in numbers that a phone can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.counts import lines, rows, silence_rows, span_words
from bot.ui.ids import stats as stats_ids
from bot.ui.pages import position, turning_row
from bot.ui.sheet import Sheet
from bot.ui.words import counted, shorten
from claims.statistics import Statistics, most_repeated
from claims.tallies import FEWEST_NOTES, Tally, most_often_wrong

CHART = "stats.png"
_NO_NOTES = "I have not posted a note here in that time."
_FEW = f"No claim has had {FEWEST_NOTES} notes in that time; of fewer a share says little."
_FOOTER = f"claims with fewer than {FEWEST_NOTES} notes count in the total only"
_PER_PAGE = 6
_MOST_REPEATED = 5
_LONGEST_TABLE = 2000
# Discord: 1,024 characters (Media Gallery Item, description).
_LONGEST_ALT = 1000


class StatsView(Sheet):
    """What became of a server's notes: all together with a chart, then claim by claim.

    The chart is the attachment `CHART`, to be sent along.
    """

    def __init__(self, statistics: Statistics, page: int, theme: str) -> None:
        found = most_often_wrong(statistics.claims)
        last = max(0, (len(found) - 1) // _PER_PAGE)
        page = min(page, last)
        shown = found[page * _PER_PAGE : (page + 1) * _PER_PAGE]
        items: list[ui.Item[Any]] = [
            ui.TextDisplay(_table(statistics)),
            ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{CHART}", description=alt(statistics))),
            ui.TextDisplay(_claims(statistics, shown, position(page, last))),
        ]
        if last:
            span = statistics.span.key
            items.append(turning_row(page, last, lambda to: stats_ids.page(to, theme, span)))
        super().__init__(ui.Container(*items))


def tally_lines(tally: Tally | None) -> list[str]:
    """Return the counts in one small line; none while there are no notes."""
    return [f"-# {_counts(tally)}"] if tally is not None and tally.notes else []


def alt(statistics: Statistics) -> str:
    """Return what the chart shows, for those who cannot see it."""
    total, silences = statistics.total, silence_rows(statistics)
    notes = f"{total.notes} posted, {total.wrong} of them called wrong"
    silent = ", ".join(f"{name} {count}" for name, count in silences) or "none"
    text = f"Two charts, {span_words(statistics.span)}. Notes: {notes}. Messages without a note: {silent}."
    return shorten(text, _LONGEST_ALT)


def _table(statistics: Statistics) -> str:
    table = lines(rows(statistics)) if statistics.total.notes or statistics.asked else [_NO_NOTES]
    silences = lines(silence_rows(statistics)) or ["none so far"]
    text = "\n".join([*table, "", "Messages without a note", *silences])
    return f"### Notes, {span_words(statistics.span)}\n```\n{shorten(text, _LONGEST_TABLE)}\n```"


def _claims(statistics: Statistics, often_wrong: Sequence[Tally], where: str) -> str:
    parts = [
        f"{counted(each.said, 'time')} `{each.slug}`"
        for each in most_repeated(statistics.claims)[:_MOST_REPEATED]
    ]
    if parts:
        parts.insert(0, "**Most often repeated**")
    if often_wrong:
        parts += ["**Most often wrong**", *map(_entry, often_wrong)]
    parts.append(f"-# {' · '.join(part for part in (_FOOTER if often_wrong else _FEW, where) if part)}")
    return "\n".join(parts)


def _entry(tally: Tally) -> str:
    return f"`{tally.slug}`\n-# {_counts(tally)}"


def _counts(tally: Tally) -> str:
    facts = [f"{tally.notes} {'note' if tally.notes == 1 else 'notes'}"]
    if tally.wrong:
        facts.append(f"{tally.wrong} taken back as wrong ({tally.wrong_share:.0%})".replace("%", " %"))
    else:
        facts.append("none taken back as wrong")
    if tally.helpful:
        facts.append(f"{tally.helpful} found one helpful")
    return ", ".join(facts)
