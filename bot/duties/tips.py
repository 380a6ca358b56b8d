"""Shows moderators the claims that members suggest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.duties.cards import CardDuty
from bot.ui.sheet import Sheet
from bot.ui.tips import TipCard
from claims.jobs import Job
from claims.tips import TipState

if TYPE_CHECKING:
    from bot.client import CaveatBot


def tip_duty(bot: CaveatBot) -> CardDuty:
    """Return who shows moderators a suggested claim, who works on it, and what was decided."""

    async def draw(job: Job) -> Sheet | None:
        found = await bot.services.tips.to_show(job)
        if found is None:
            return None
        if found[0].state is not TipState.OPEN and not await _may_be_there(job):
            return None
        return TipCard(*found)

    async def _may_be_there(job: Job) -> bool:
        # What was decided, or erased, before anyone saw a card of it needs none.
        return job.attempts > 1 or await bot.services.cards.card(job) is not None

    return CardDuty(bot, bot.services.cards, draw)
