"""A claim's record in words: every source, and every judgement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, pairwise

from discord import ui

from bot.ui.following import follow_button
from bot.ui.ids import notes as notes_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import LOOKS, STANCES, address, at, plain, shorten, source
from claims.evidence import Evidence
from claims.model import Claim, Judgement

_MOST_SOURCES = 10
_MOST_JUDGEMENTS = 12
_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class SourcesSheet(Sheet):
    """Every source of a claim, and the way to its history."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(
            ui.Container(
                ui.TextDisplay(shorten(sources_text(claim), LONGEST_TEXT)),
                ui.ActionRow(button("History", notes_ids.history(claim.slug)), follow_button(claim.slug)),
            )
        )


def sources_text(claim: Claim) -> str:
    """Return every source of the claim, latest first, or a sentence that there is none."""
    evidence = claim.evidence
    if not evidence:
        return f"No source is recorded for “{plain(claim.statement)}” yet."
    lines = [f"**Sources** · {plain(claim.statement)}", *(_source_line(e) for e in evidence[:_MOST_SOURCES])]
    if len(evidence) > _MOST_SOURCES:
        lines.append(f"-# and {len(evidence) - _MOST_SOURCES} older")
    return "\n".join(lines)


def history_text(claim: Claim) -> str:
    """Return the claim's judgements, latest first, each with what it replaced."""
    kept = [list(same) for _, same in groupby(claim.judgements, key=_said)]
    lines = [_judgement_line(kept[0], None)]
    lines += [_judgement_line(new, old[0]) for old, new in pairwise(kept)]
    shown = lines[-_MOST_JUDGEMENTS:]
    return "\n".join([f"**History** · {plain(claim.statement)}", *reversed(shown)])


def _source_line(evidence: Evidence) -> str:
    facts = [STANCES[evidence.stance]]
    if evidence.published_at:
        facts.append(f"published {at(evidence.published_at, 'd')}")
    if evidence.grade:
        facts.append(f"grade {evidence.grade}")
    if evidence.archive_url:
        facts.append(f"[archived]({address(evidence.archive_url)})")
    return f"- {source(evidence)} · {' · '.join(facts)}"


def _said(judgement: Judgement) -> Judgement:
    """Return what a judgement says, whenever and by whomever: checking it again says the same."""
    return replace(judgement, as_of=_ANY_TIME, judged_by=None)


def _judgement_line(same: Sequence[Judgement], before: Judgement | None) -> str:
    judgement, latest = same[0], same[-1]
    look = LOOKS[judgement.verdict]
    verdict = f"{look.symbol} **{look.word}**"
    if before and before.verdict is not judgement.verdict:
        verdict = f"~~{LOOKS[before.verdict].word}~~ → {verdict}"
    why = shorten(plain(judgement.reason or judgement.known), 160)
    checked = f" · checked again {at(latest.as_of)}, nothing new" if len(same) > 1 else ""
    return f"- {at(judgement.as_of)} · {verdict}" + (f" · {why}" if why else "") + checked
