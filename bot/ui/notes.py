"""The note under a message: what is known first, then what is not, then the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.ui.ids import evidence as evidence_ids
from bot.ui.ids import feedback as feedback_ids
from bot.ui.ids import notes as notes_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import LOOKS, headline, plain, shorten, source
from claims.model import Claim, Judgement
from claims.settling import Standing

_MOST_SOURCES = 2
_LONGEST_PARAGRAPH = 400
_MARGIN = 40


class NoteView(Sheet):
    """One container per claim; its buttons outlive restarts."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        share = LONGEST_TEXT // len(standing)
        super().__init__(*(_note(each, share) for each in standing))


def note_text(standing: Standing, longest: int = LONGEST_TEXT) -> str:
    """Return the words of a claim's note, in at most `longest` characters (800 at least).

    After a change of verdict the note says what it said before, and why that changed.
    """
    claim, before = standing.claim, standing.before
    judgement, paragraph = claim.current, min(_LONGEST_PARAGRAPH, longest // 5)
    first = headline(judgement.verdict, judgement.as_of, needs_check=claim.needs_check)
    lines = [first, shorten(_known(claim), paragraph)]
    if before is not None:
        look = LOOKS[before.verdict]
        lines[0] = f"~~{look.symbol} {look.word}~~ → {lines[0]}"
        if judgement.reason:
            lines.append(f"**Why it changed:** {shorten(plain(judgement.reason), paragraph)}")
    if judgement.unknown:
        lines.append(f"**Not known:** {shorten(plain(judgement.unknown), paragraph)}")
    room = longest - len("\n".join(lines))
    return "\n".join([*lines, f"-# {_sources(judgement, room)}"])


def _note(standing: Standing, longest: int) -> ui.Container[Any]:
    claim = standing.claim
    return ui.Container(
        ui.TextDisplay(note_text(standing, longest)),
        ui.ActionRow(
            button("Sources", notes_ids.sources(claim.slug)),
            button("Why?", notes_ids.why(claim.slug)),
            button("Helpful", feedback_ids.helpful(claim.slug)),
            button("Wrong match", feedback_ids.wrong_match(claim.slug)),
            button("Add evidence", evidence_ids.add(claim.slug)),
        ),
        accent_colour=LOOKS[claim.verdict].colour,
    )


def _known(claim: Claim) -> str:
    if claim.current.known:
        return plain(claim.current.known)
    said = f"{plain(claim.said_by)}: " if claim.said_by else "It is being said that: "
    return said + plain(claim.statement)


def _sources(judgement: Judgement, room: int) -> str:
    """Name the first sources that fit, and count the others."""
    if not judgement.evidence:
        return "No source recorded yet."
    named: list[str] = []
    for evidence in judgement.evidence[:_MOST_SOURCES]:
        if sum(map(len, named)) + len(source(evidence)) + _MARGIN <= room:
            named.append(source(evidence))
    if more := len(judgement.evidence) - len(named):
        named.append(f"{more} more" if named else f"{more} under “Sources”")
    return ("Sources: " if len(judgement.evidence) > 1 else "Source: ") + " · ".join(named)
