"""The digest: the direct message that tells a follower which verdicts changed."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import following as following_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import LOOKS, headline, plain, shorten
from claims.following import Digest, Turnaround

_LONGEST_PARAGRAPH = 400
_BESIDE_CLAIMS = 400


class DigestSheet(Sheet):
    """Every changed claim with the way to stop following it; the last button stops them all."""

    def __init__(self, digest: Digest, server: str) -> None:
        parts: list[ui.Item[Any]] = [ui.TextDisplay(_heading(digest, server))]
        for each in digest.turnarounds:
            parts += [ui.Separator(), _section(digest, each)]
        if digest.left_for_later:
            parts.append(ui.TextDisplay(_later(digest.left_for_later)))
        parts.append(ui.ActionRow(button("Stop following all", stop_all_id(digest))))
        super().__init__(ui.Container(*parts, accent_colour=_colour(digest)))


def stop_all_id(digest: Digest) -> str:
    """Return the custom_id by which a posted digest is known again: no other digest has it."""
    return following_ids.stop_all_here(digest.job.guild_id, digest.stamp)


def turnaround_text(turnaround: Turnaround, longest: int = LONGEST_TEXT) -> str:
    """Return a claim with its old and new verdict and why, in at most `longest` characters (400 at least)."""
    claim, paragraph = turnaround.claim, min(_LONGEST_PARAGRAPH, longest // 3)
    look, judgement = LOOKS[turnaround.before], claim.current
    lines = [
        f"**{shorten(plain(claim.statement), paragraph)}**",
        f"~~{look.symbol} {look.word}~~ → {headline(judgement.verdict, judgement.as_of)}",
    ]
    if why := judgement.reason or judgement.known:
        lines.append(f"**Why:** {shorten(plain(why), paragraph)}")
    return "\n".join(lines)


def _section(digest: Digest, turnaround: Turnaround) -> ui.Section[Any]:
    longest = (LONGEST_TEXT - _BESIDE_CLAIMS) // len(digest.turnarounds)
    custom_id = following_ids.stop_here(digest.job.guild_id, turnaround.claim.slug)
    return ui.Section(turnaround_text(turnaround, longest), accessory=button("Stop following", custom_id))


def _heading(digest: Digest, server: str) -> str:
    claims = "a claim" if len(digest.turnarounds) == 1 else "claims"
    return (
        f"### What changed in {plain(server)}\n-# You get this because you follow {claims} there. "
        "I write at most once an hour."
    )


def _later(number: int) -> str:
    more = "One more claim has" if number == 1 else f"{number} more claims have"
    return f"-# {more} a new verdict; that follows in a message of its own."


def _colour(digest: Digest) -> discord.Colour | None:
    verdicts = {each.claim.verdict for each in digest.turnarounds}
    return LOOKS[verdicts.pop()].colour if len(verdicts) == 1 else None
