"""Answers a moderator who judged a claim: with the card and the progress, or that another must second it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.cards import CardView
from bot.ui.seconding import proposed_text
from bot.ui.sheet import TextSheet
from claims.model import Claim
from claims.seconding import Pending

if TYPE_CHECKING:
    from bot.edge import Interaction


async def answer_judged(interaction: Interaction, saved: Claim | Pending) -> None:
    """Show what became of a judgement."""
    if isinstance(saved, Pending):
        await whisper(interaction, TextSheet(proposed_text(saved)))
        interaction.client.dispatcher.wake()
        return
    await whisper(interaction, CardView(saved))
    await tell_rollout(interaction, saved)
