"""Which verdict shows as which forum tag, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.ui.words import LOOKS, plain
from claims.model import Verdict


def tags_text(chosen: Mapping[Verdict, str], offered: Collection[str], lacking: Collection[str]) -> str:
    """Return the choices, and what keeps them from being shown.

    Args:
        chosen: the guild's choices.
        offered: the names of all tags of the guild's forums.
        lacking: the mentions of forums whose posts the bot may not tag.
    """
    if not chosen:
        return "No verdict is shown as a forum tag. Choose one with /caveat tag."
    there = {name.casefold() for name in offered}
    lines = ["When a note under a forum post is posted, changes or goes, the post's tags follow:"]
    lines += [_line(verdict, chosen[verdict], there) for verdict in Verdict if verdict in chosen]
    if lacking:
        lines.append(
            f"⚠️ Give me **Manage Threads** in {', '.join(lacking)}: without it I cannot set tags there."
        )
    return "\n".join(lines)


def _line(verdict: Verdict, name: str, there: Collection[str]) -> str:
    look = LOOKS[verdict]
    missing = "" if name.casefold() in there else " (no forum here has this tag yet: add it there)"
    return f"{look.symbol} {look.word} → **{plain(name)}**{missing}"
