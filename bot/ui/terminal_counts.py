"""A server's statistics, as the command line prints them."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from bot.ui.counts import rows, silence_rows, span_words
from claims.statistics import Statistics, most_repeated

_MOST_CLAIMS = 10


def counts_table(guild_id: int, statistics: Statistics) -> RenderableType:
    """Return the numbers of one server as tables."""
    repeated = most_repeated(statistics.claims)[:_MOST_CLAIMS]
    return Group(
        Text(f"Server {guild_id}, {span_words(statistics.span)} (UTC)", style="bold"),
        _table("Notes", rows(statistics)),
        _table("Most often repeated", [(each.slug, f"{each.said:,}") for each in repeated]),
        _table("Messages without a note", silence_rows(statistics)),
    )


def _table(title: str, each: list[tuple[str, str]]) -> Table:
    table = Table(title, "", box=SIMPLE_HEAD)
    table.columns[1].justify = "right"
    for name, number in each or [("none", "")]:
        table.add_row(Text(name), number)
    return table
