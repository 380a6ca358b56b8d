"""A claim in full: what `/claim show` answers."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.ui.following import follow_button
from bot.ui.ids import notes as notes_ids
from bot.ui.sheet import Sheet, button
from bot.ui.stats import tally_lines
from bot.ui.words import CONFIDENCE, LOOKS, TAGS, at, counted, headline, plain, shorten
from claims.kinship import Tie
from claims.model import Claim, Lifecycle, Relation
from claims.tallies import Tally

_MOST_LINKS = 6
_LONGEST_PARAGRAPH = 700
_LONGEST_REASON = 200
RELATIONS = {
    Relation.NARROWER: "Narrower than",
    Relation.WIDER: "Wider than",
    Relation.SUPERSEDES: "Supersedes",
    Relation.CONTRADICTS: "Contradicts",
}
INVERSES = {
    Relation.NARROWER: "Wider than",
    Relation.WIDER: "Narrower than",
    Relation.SUPERSEDES: "Superseded by",
    Relation.CONTRADICTS: "Contradicted by",
}


class CardView(Sheet):
    """The claim, its verdict and why, its family and the way to its sources and history."""

    def __init__(self, claim: Claim, tally: Tally | None = None, kin: Sequence[Tie] = ()) -> None:
        """Lay the card out; `kin` are the links of other claims to this one."""
        super().__init__(
            ui.Container(
                ui.TextDisplay(card_heading(claim)),
                ui.Separator(),
                ui.TextDisplay("\n".join([card_body(claim, kin), *tally_lines(tally)])),
                ui.ActionRow(
                    button("Sources", notes_ids.sources(claim.slug)),
                    button("History", notes_ids.history(claim.slug)),
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
        why = claim.withdrawn_because if claim.lifecycle is Lifecycle.WITHDRAWN else ""
        told = f": {shorten(plain(why), _LONGEST_REASON)}" if why else "."
        sentences.append(f"This claim is {claim.lifecycle.value.replace('_', ' ')}{told}")
    if not claim.auto_note:
        sentences.append("Automatic notes are paused for this claim.")
    return sentences


def card_heading(claim: Claim) -> str:
    """Return what is claimed, the verdict with its time, and what is unusual about its use."""
    judgement = claim.current
    first = headline(judgement.verdict, judgement.as_of, needs_check=claim.needs_check)
    lines = [f"### {plain(claim.statement)}", f"{first} · {CONFIDENCE[judgement.confidence]}"]
    if judgement.reason_tags:
        lines.append("-# " + ", ".join(sorted(TAGS[tag] for tag in judgement.reason_tags)))
    return "\n".join([*lines, *(f"-# {sentence}" for sentence in standing(claim))])


def card_body(claim: Claim, kin: Sequence[Tie]) -> str:
    """Return who says it, what is known and what is not, why, and its family."""
    judgement = claim.current
    lines = [f"**Said by** {plain(claim.said_by)}{_first_said(claim)}"] if claim.said_by else []
    lines.append(f"**Known:** {_paragraph(judgement.known) or 'nothing recorded yet.'}")
    lines.append(f"**Not known:** {_paragraph(judgement.unknown) or 'nothing recorded.'}")
    if judgement.reason:
        lines.append(f"**Why:** {_paragraph(judgement.reason)}")
    lines += [f"-# {told}" for told in _family(claim, kin)[:_MOST_LINKS]]
    lines.append(f"-# `{claim.slug}` · {counted(len(claim.judgements), 'judgement')}{_next_check(claim)}")
    return "\n".join(lines)


def _family(claim: Claim, kin: Sequence[Tie]) -> list[str]:
    """Return how the claim is related to others, what superseded it first."""
    own = [f"{RELATIONS[link.relation]} `{link.slug}`" for link in claim.links]
    told = [f"{INVERSES[link.relation]} `{slug}`" for slug, link in kin]
    return sorted((*own, *told), key=lambda line: not line.startswith(INVERSES[Relation.SUPERSEDES]))


def _paragraph(text: str) -> str:
    return shorten(plain(text), _LONGEST_PARAGRAPH)


def _first_said(claim: Claim) -> str:
    return f", {at(claim.first_said_at)}" if claim.first_said_at else ""


def _next_check(claim: Claim) -> str:
    due = claim.review_by if claim.lifecycle is Lifecycle.PUBLISHED else None
    return f" · to be checked again {at(due, 'R')}" if due else ""
