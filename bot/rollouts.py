"""Tells a moderator how far a changed claim has got with the notes that were posted before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
import structlog

from bot.ui.rollouts import RolloutSheet
from claims.model import Claim
from claims.notes import Rollout

if TYPE_CHECKING:
    from bot.edge import Interaction

# An interaction can be answered for 15 minutes (Discord: Receiving and Responding, Followup Messages).
_LONGEST_WATCH_S = 14 * 60
_STEP_S = 2.0

log = structlog.get_logger(__name__)


async def tell_rollout(interaction: Interaction, claim: Claim) -> None:
    """Start the work on a claim's earlier notes, and show its progress until it is done."""
    bot, guild_id = interaction.client, interaction.guild_id or 0
    bot.dispatcher.wake()
    rollout = await bot.services.notes.rollout(guild_id, claim.slug, claim.revision)
    if rollout is None:
        return
    sheet = RolloutSheet(rollout, claim.slug, claim.revision)
    shown = await interaction.followup.send(view=sheet, ephemeral=True, wait=True)
    try:
        await _watch(interaction, claim, rollout, shown)
    except discord.HTTPException as refusal:
        log.warning("progress not shown", claim=claim.slug, status=refusal.status)


async def _watch(
    interaction: Interaction, claim: Claim, rollout: Rollout, shown: discord.WebhookMessage
) -> None:
    notes, guild_id = interaction.client.services.notes, interaction.guild_id or 0
    for _ in range(int(_LONGEST_WATCH_S / _STEP_S)):
        if not rollout.waiting:
            return
        await asyncio.sleep(_STEP_S)
        now = await notes.rollout(guild_id, claim.slug, claim.revision)
        if now is not None and now != rollout:
            rollout = now
            await shown.edit(view=RolloutSheet(rollout, claim.slug, claim.revision))
