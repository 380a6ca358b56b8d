"""A claim in full: what `/claim show` answers."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.ui import custom_ids
from bot.ui.following import follow_button
from bot.ui.sheet import Sheet, button
from bot.ui.stats import tally_lines
from bot.ui.words import CONFIDENCE, LOOKS, TAGS, at, headline, plain, shorten
from claims.model import Claim, Lifecycle, Relation
from claims.tallies import Tally

_MOST_LINKS = 6
_LONGEST_PARAGRAPH = 750
_RELATIONS = {
    Relation.NARROWER: "Narrower than",
    Relation.WIDER: "Wider than",
    Relation.SUPERSEDES: "Supersedes",
    Relation.CONTRADICTS: "Contradicts",
}


class CardView(Sheet):
    """The claim, its verdict and why, its family and the way to its sources and history."""

    def __init__(self, claim: Claim, tally: Tally | None = None) -> None:
        super().__init__(
            ui.Container(
                ui.TextDisplay(f"### {plain(claim.statement)}\n{_summary(claim)}"),
                ui.Separator(),
                ui.TextDisplay("\n".join([_body(claim), *tally_lines(tally)])),
                ui.ActionRow(
                    button("Sources", custom_ids.sources(claim.slug)),
                    button("History", custom_ids.history(claim.slug)),
                    follow_button(claim.slug),
                ),
                accent_colour=LOOKS[claim.verdict].colour,
            )
        )


def standing(claim: Claim) -> list[str]:
    """Return what is unusual about how the claim is used: not published, or paused."""
    sentences = []
    if claim.needs_check:
        sentences.append("This claim should be checked again.")
    elif claim.lifecycle is not Lifecycle.PUBLISHED:
        sentences.append(f"This claim is {claim.lifecycle.value.replace('_', ' ')}.")
    if not claim.auto_note:
        sentences.append("Automatic notes are paused for this claim.")
    return sentences


def _summary(claim: Claim) -> str:
    judgement = claim.current
    first = headline(judgement.verdict, judgement.as_of, needs_check=claim.needs_check)
    lines = [f"{first} · {CONFIDENCE[judgement.confidence]}"]
    if judgement.reason_tags:
        lines.append("-# " + ", ".join(sorted(TAGS[tag] for tag in judgement.reason_tags)))
    return "\n".join([*lines, *(f"-# {sentence}" for sentence in standing(claim))])


def _body(claim: Claim) -> str:
    judgement = claim.current
    lines = [f"**Said by** {plain(claim.said_by)}{_first_said(claim)}"] if claim.said_by else []
    lines.append(f"**Known:** {_paragraph(judgement.known) or 'nothing recorded yet.'}")
    lines.append(f"**Not known:** {_paragraph(judgement.unknown) or 'nothing recorded.'}")
    if judgement.reason:
        lines.append(f"**Why:** {_paragraph(judgement.reason)}")
    lines += [f"-# {_RELATIONS[link.relation]} `{link.slug}`" for link in claim.links[:_MOST_LINKS]]
    lines.append(f"-# `{claim.slug}` · {_count(claim.judgements, 'judgement')}{_next_check(claim)}")
    return "\n".join(lines)


def _paragraph(text: str) -> str:
    return shorten(plain(text), _LONGEST_PARAGRAPH)


def _first_said(claim: Claim) -> str:
    return f", {at(claim.first_said_at)}" if claim.first_said_at else ""


def _next_check(claim: Claim) -> str:
    due = claim.review_by if claim.lifecycle is Lifecycle.PUBLISHED else None
    return f" · to be checked again {at(due, 'R')}" if due else ""


def _count(things: Sequence[object], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
