"""Draws the cards on which moderators are asked about messages, and forgets words whose time is over."""

from __future__ import annotations

import discord

from bot.ui.proposals import ProposalCard
from bot.ui.sheet import Sheet
from claims.jobs import Job
from claims.proposal_desk import ProposalDesk


class ProposalDrawing:
    """Draws the card about one message."""

    def __init__(self, desk: ProposalDesk) -> None:
        self._desk = desk

    async def __call__(self, job: Job) -> Sheet | None:
        """Return the card as it is to look now."""
        asked = await self._desk.asked(job.guild_id, job.subject)
        return ProposalCard(asked) if asked.claims else None


class ForgettingDuty:
    """Deletes the words of a message when their time is over."""

    def __init__(self, desk: ProposalDesk) -> None:
        self._desk = desk

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Forget the words; the card is shown without them by a job of its own."""
        await self._desk.forget(job)
