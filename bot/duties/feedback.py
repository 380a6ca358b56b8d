"""Shows moderators, on cards, the sources that members suggest and the swarms that were noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.duties.cards import CardDuty
from bot.ui.evidence import EvidenceCard
from bot.ui.sheet import Sheet
from bot.ui.swarms import SwarmCard
from claims.jobs import Job
from claims.suggestions import SuggestionState

if TYPE_CHECKING:
    from bot.client import CaveatBot


def evidence_duty(bot: CaveatBot) -> CardDuty:
    """Return who shows moderators a suggested source, and what was decided about it."""

    async def draw(job: Job) -> Sheet | None:
        found = await bot.services.evidence.suggestion(job.guild_id, job.subject)
        if found is None:
            return None
        if found[0].state is not SuggestionState.OPEN and not await _may_be_there(job):
            return None
        return EvidenceCard(*found)

    async def _may_be_there(job: Job) -> bool:
        # What was decided, or erased, before anyone saw a card of it needs none.
        return job.attempts > 1 or await bot.services.cards.card(job) is not None

    return CardDuty(bot, bot.services.cards, draw)


def swarm_duty(bot: CaveatBot) -> CardDuty:
    """Return who tells moderators of many new accounts that spoke up about a note at once."""

    async def draw(job: Job) -> Sheet | None:
        found = await bot.services.feedback.swarm(job.guild_id, job.subject)
        return None if found is None else SwarmCard(*found)

    return CardDuty(bot, bot.services.cards, draw)
