"""Draws the card of a judgement that waits for a second moderator."""

from __future__ import annotations

from bot.duties.cards import Draw
from bot.ui.seconding import SecondCard
from bot.ui.sheet import Sheet
from claims.jobs import Job
from claims.second_desk import SecondDesk


def second_card(desk: SecondDesk) -> Draw:
    """Return what draws the card of a proposed judgement."""

    async def draw(job: Job) -> Sheet | None:
        return SecondCard(*await desk.pending(job.guild_id, job.subject))

    return draw
