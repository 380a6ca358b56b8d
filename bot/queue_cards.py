"""The card of anything that waits for moderators, as it is now."""

from __future__ import annotations

from bot.services import Services
from bot.ui.evidence import EvidenceCard
from bot.ui.proposals import ProposalCard
from bot.ui.queue import DraftCard
from bot.ui.seconding import SecondCard
from bot.ui.sheet import Sheet
from bot.ui.tips import TipCard
from claims.assignments import Matter
from claims.queue import WaitingKind


async def card_of(services: Services, guild_id: int, matter: Matter) -> Sheet | None:
    """Return the card, None where nothing is left to show; raise NotFound for what was never there."""
    number = matter.number
    match matter.kind:
        case WaitingKind.CLAIM:
            return TipCard(*await services.tips.carded(await services.tips.tip(guild_id, number)))
        case WaitingKind.EVIDENCE:
            found = await services.evidence.suggestion(guild_id, number)
            return EvidenceCard(*found) if found else None
        case WaitingKind.PROPOSAL:
            asked = await services.proposals.asked(guild_id, number)
            return ProposalCard(asked) if asked.claims else None
        case WaitingKind.JUDGEMENT:
            return SecondCard(*await services.seconding.pending(guild_id, number))
        case WaitingKind.DRAFT:
            return DraftCard(*await services.drafts.draft(guild_id, matter.slug))
