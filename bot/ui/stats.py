"""How well notes fit, in numbers that a phone can show."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui import custom_ids
from bot.ui.pages import PagedView
from claims.tallies import FEWEST_NOTES, Tally, most_often_wrong, together

_NO_NOTES = "I have not posted a note here yet."
_FEW = f"No claim has had {FEWEST_NOTES} notes yet; of fewer a share says little."
_FOOTER = f"most often wrong first; claims with fewer than {FEWEST_NOTES} notes count in the total only"


class StatsView(PagedView):
    """What became of a server's notes: all together, then claim by claim."""

    def __init__(self, tallies: Sequence[Tally], page: int) -> None:
        found = most_often_wrong(tallies)
        total = tally_lines(together(tallies)) or [_NO_NOTES]
        super().__init__(
            "\n".join(["How well notes fit", *total]),
            [_entry(each) for each in found] or [_FEW],
            page,
            custom_ids.stats_page,
            footer=_FOOTER if found else "",
        )


def tally_lines(tally: Tally | None) -> list[str]:
    """Return the counts in one small line; none while there are no notes."""
    return [f"-# {_counts(tally)}"] if tally is not None and tally.notes else []


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
