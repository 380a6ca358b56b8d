"""Keeps a card in the moderators' channel for each thing they decide: posted once, edited ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from zlib import crc32

import discord
import structlog

from bot.duties.reach import Postable, missing_permissions, reach
from bot.logs import job_ids
from bot.ui.sheet import Sheet
from claims.cards import Card
from claims.jobs import Job
from claims.ports.jobs import CardStore

if TYPE_CHECKING:
    from bot.client import CaveatBot

_CARDS_LOOKED_THROUGH = 100

log = structlog.get_logger(__name__)


class Draw(Protocol):
    """Draws the card a job is about, as it is to look now; None where there is nothing to show."""

    async def __call__(self, job: Job) -> Sheet | None:
        """Return the card."""
        ...


class CardDuty:
    """Makes one card show what is so; without a moderators' channel there is nobody to show it to."""

    def __init__(self, bot: CaveatBot, cards: CardStore, draw: Draw) -> None:
        self._bot = bot
        self._cards = cards
        self._draw = draw

    async def carry_out(self, job: Job, guild: discord.Guild) -> None:
        """Post the card, or edit the one that is there."""
        card, sheet = await self._cards.card(job), await self._draw(job)
        if sheet is None:
            await self._cards.put(job, card)
            return
        try:
            await self._cards.put(job, await self._shown(job, guild, card, sheet))
        except (discord.NotFound, discord.Forbidden) as refusal:
            log.warning("card refused", **job_ids(job), status=refusal.status, code=refusal.code)
            await self._cards.put(job, card)

    async def _shown(self, job: Job, guild: discord.Guild, card: Card | None, sheet: Sheet) -> Card | None:
        channel_id = card.channel_id if card else await self._moderators_channel(guild)
        channel = await reach(self._bot, guild, channel_id) if channel_id else None
        if not isinstance(channel, Postable) or missing_permissions(channel):
            log.warning("card not shown", **job_ids(job), moderators_channel=channel_id)
            return card
        mark = sheet.children[0].id = _mark(job)
        if card is None and job.attempts > 1:
            card = await self._find(channel, mark)
        if card is None:
            return await self._post(job, channel, sheet)
        await channel.get_partial_message(card.message_id).edit(view=sheet)
        return card

    async def _moderators_channel(self, guild: discord.Guild) -> int | None:
        return (await self._bot.services.notes.settings(guild.id)).moderators_channel

    async def _post(self, job: Job, channel: Postable, sheet: Sheet) -> Card:
        posted = await channel.send(view=sheet, nonce=f"{job.kind.value[:4]}-{job.subject:x}")
        return Card(channel.id, posted.id)

    async def _find(self, channel: Postable, mark: int) -> Card | None:
        """Return the card an earlier attempt may have posted, by its mark."""
        async for message in channel.history(limit=_CARDS_LOOKED_THROUGH):
            if message.author == self._bot.user and mark in {
                getattr(part, "id", None) for part in message.components
            }:
                return Card(channel.id, message.id)
        return None


def _mark(job: Job) -> int:
    """Return a number to know a card by: its component's id (Discord: Anatomy of a Component, 32 bits)."""
    return crc32(f"{job.kind}:{job.subject}".encode()) & 0x7FFFFFFF
