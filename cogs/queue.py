"""/desk queue: all that waits for moderators."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.queue_cards import card_of
from bot.replies import whisper
from bot.ui.ids import queue as queue_ids
from bot.ui.queue import ALL, QueueView
from bot.ui.sheet import TextSheet
from claims.assignments import Matter
from claims.queue import WaitingKind
from cogs.assignments import CONTROLS as ASSIGNMENT_CONTROLS
from cogs.drafts import DRAFT_CONTROLS

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
        matter = Matter(WaitingKind(found["kind"]), int(found["subject"]), found["slug"])
        card = await card_of(interaction.client.services, actor.guild_id, matter)
        await whisper(interaction, card or TextSheet(_DECIDED))


class Queue(AnsweringCog):
    """The buttons of the queue, of drafts, and those that all cards which wait have in common."""

    controls = (QueuePageControl, QueueKindChoice, QueueCardControl, *DRAFT_CONTROLS, *ASSIGNMENT_CONTROLS)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Queue(bot))
