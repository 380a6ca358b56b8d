"""/desk queue: all that waits for moderators."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.services import Services
from bot.ui.evidence import EvidenceCard
from bot.ui.ids import queue as queue_ids
from bot.ui.proposals import ProposalCard
from bot.ui.queue import ALL, DraftCard, QueueView
from bot.ui.seconding import SecondCard
from bot.ui.sheet import Sheet, TextSheet
from bot.ui.tips import TipCard
from claims.people import Actor
from claims.queue import WaitingKind

_DECIDED = "Nothing is left of this to show. Open /desk queue again."


class QueueCommands(commands.Cog):
    """A part of the desk; `cogs.desk` takes its commands into the group."""

    bot: CaveatBot

    @app_commands.command()
    async def queue(self, interaction: Interaction) -> None:
        """See all that waits for moderators, the oldest first, and decide about it."""
        page = await self.bot.services.waiting.page(await to_actor(interaction))
        await whisper(interaction, QueueView(page))


class QueuePageControl(Control, template=queue_ids.PAGE):
    """Turns the pages of what waits."""

    async def press(self, interaction: Interaction) -> None:
        """Look again and show the page."""
        kind = WaitingKind(self.found["kind"]) if self.found["kind"] else None
        page = await interaction.client.services.waiting.page(
            await to_actor(interaction), kind, int(self.found["page"])
        )
        await interaction.response.edit_message(view=QueueView(page))


class QueueKindChoice(Choice, template=queue_ids.KIND):
    """Shows one kind of what waits, or all."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page."""
        kind = None if self.pick == ALL else WaitingKind(self.pick)
        page = await interaction.client.services.waiting.page(await to_actor(interaction), kind)
        await interaction.response.edit_message(view=QueueView(page))


class QueueCardControl(Control, template=queue_ids.CARD):
    """Shows the card of one thing that waits."""

    async def press(self, interaction: Interaction) -> None:
        """Answer with the card, whose buttons work as in the moderators' channel."""
        actor, found = await to_actor(interaction), self.found
        actor.must_moderate()
        kind, subject = WaitingKind(found["kind"]), int(found["subject"])
        card = await _card(interaction.client.services, actor, kind, subject, found["slug"])
        await whisper(interaction, card or TextSheet(_DECIDED))


class PublishControl(Control, template=queue_ids.PUBLISH_DRAFT):
    """Lets a draft get notes."""

    async def press(self, interaction: Interaction) -> None:
        """Publish it and show it so."""
        desk, revision = interaction.client.services.drafts, int(self.found["revision"])
        claim = await desk.publish(await to_actor(interaction), self.found["slug"], revision)
        await interaction.response.edit_message(view=DraftCard(claim))


class DeclineDraftControl(Control, template=queue_ids.DECLINE_DRAFT):
    """Puts a draft away."""

    async def press(self, interaction: Interaction) -> None:
        """Withdraw it and show it so."""
        desk, revision = interaction.client.services.drafts, int(self.found["revision"])
        claim = await desk.decline(await to_actor(interaction), self.found["slug"], revision)
        await interaction.response.edit_message(view=DraftCard(claim))


async def _card(services: Services, actor: Actor, kind: WaitingKind, subject: int, slug: str) -> Sheet | None:
    guild_id = actor.guild_id
    match kind:
        case WaitingKind.CLAIM:
            return TipCard(*await services.tips.with_claim(await services.tips.tip(guild_id, subject)))
        case WaitingKind.EVIDENCE:
            found = await services.evidence.suggestion(guild_id, subject)
            return EvidenceCard(*found) if found else None
        case WaitingKind.PROPOSAL:
            asked = await services.proposals.asked(guild_id, subject)
            return ProposalCard(asked) if asked.claims else None
        case WaitingKind.JUDGEMENT:
            return SecondCard(*await services.seconding.pending(guild_id, subject))
        case WaitingKind.DRAFT:
            return DraftCard(await services.claims.claim(guild_id, slug))


class Queue(AnsweringCog):
    """The buttons of the queue and of drafts."""

    controls = (QueuePageControl, QueueKindChoice, QueueCardControl, PublishControl, DeclineDraftControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Queue(bot))
