"""The card on which moderators are asked about a message: what it repeats, and what they say of it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import proposals as proposals_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import LOOKS, at, plain, shorten
from claims.model import Claim, Lifecycle
from claims.proposal_desk import Asked
from claims.proposals import RULINGS, Doubt, Excerpt, Proposal, Ruling
from claims.settings import Mode

_LONGEST_STATEMENT = 300
_LONGEST_WORDING = 200
_HEADINGS = {
    Mode.SHADOW: "### 👁️ Shadow: I would put a note here",
    Mode.SUGGEST: "### ✋ Shall I put a note here?",
}
_LABELS = {
    Ruling.RIGHT: "Would be right",
    Ruling.WRONG: "Wrong match",
    Ruling.POST: "Post the note",
    Ruling.LEAVE: "No note here",
}
_STYLES = {Ruling.POST: discord.ButtonStyle.success}
_RULED = {
    Ruling.RIGHT: "✅ Would be right",
    Ruling.WRONG: "❌ Wrong match",
    Ruling.POST: "📝 Note posted",
    Ruling.LEAVE: "🔇 No note",
}
_DOUBTS = {
    Doubt.NONE: "The message repeats this ({percent} % sure).",
    Doubt.NOBODY_NAMED: "It reads like this claim, but names nobody who did it.",
    Doubt.UNLIKELY: "It may repeat this; I am not sure enough to say so by myself ({percent} %).",
}
_LAPSED = "-# Nothing to decide any more: the message was deleted, or edited so that it no longer says this."
_MERGED = (
    "-# Nothing to decide any more: this was merged into a claim that is asked about, or has its note, here."
)


class ProposalCard(Sheet):
    """One message and each claim it repeats, with the moderators' answers."""

    def __init__(self, asked: Asked) -> None:
        first = asked.proposals[0]
        items: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(_heading(first, asked.excerpt)))]
        for proposal in asked.proposals:
            claim = asked.claims.get(proposal.slug)
            if claim is not None:
                items += [ui.Separator(), *_part(proposal, claim)]
        super().__init__(ui.Container(*items))


def _heading(proposal: Proposal, excerpt: Excerpt | None) -> list[str]:
    lines = [_HEADINGS[proposal.mode]]
    if excerpt is not None:
        lines.append(f"> {plain(excerpt.text)}")
    url = f"https://discord.com/channels/{proposal.guild_id}/{proposal.channel_id}/{proposal.message_id}"
    lines.append(f"[Read the message]({url}) in <#{proposal.channel_id}> · {at(proposal.proposed_at, 'R')}")
    if excerpt is not None:
        lines.append(f"-# These words go from here {at(excerpt.kept_until, 'R')}.")
    return lines


def _part(proposal: Proposal, claim: Claim) -> list[ui.Item[Any]]:
    look = LOOKS[claim.verdict]
    lines = [
        f"**{shorten(plain(claim.statement), _LONGEST_STATEMENT)}**",
        f"{look.symbol} {look.word} · `{claim.slug}`",
        _DOUBTS[proposal.doubt].format(percent=min(99, round(proposal.score * 100))),
    ]
    if proposal.wording and proposal.wording != claim.statement:
        lines.append(f"-# Nearest wording: {shorten(plain(proposal.wording), _LONGEST_WORDING)}")
    if proposal.ruling is not None:
        lines.append(f"{_RULED[proposal.ruling]} · <@{proposal.ruled_by}>")
    elif proposal.lapsed:
        lines.append(_MERGED if claim.lifecycle is Lifecycle.SUPERSEDED else _LAPSED)
    text: ui.TextDisplay[Any] = ui.TextDisplay("\n".join(lines))
    return [text, _row(proposal)] if proposal.open else [text]


def _row(proposal: Proposal) -> ui.ActionRow[Any]:
    return ui.ActionRow(
        *(
            button(
                _LABELS[ruling],
                proposals_ids.proposal(ruling, proposal.message_id, proposal.slug),
                style=_STYLES.get(ruling, discord.ButtonStyle.secondary),
            )
            for ruling in RULINGS[proposal.mode]
        )
    )
