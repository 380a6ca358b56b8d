"""The controls that every card which waits has in common, and what all its forms begin with."""

from __future__ import annotations

from typing import Any

import discord

from bot.controls import Choice, Control
from bot.edge import Interaction, to_actor
from bot.queue_cards import card_of
from bot.replies import whisper
from bot.ui.assignments import TakeOverSheet
from bot.ui.ids import assignments as assignment_ids
from claims.assignments import Matter, Occupied, Snooze
from claims.people import Actor


class OnCard(Control, template=r"$^"):
    """A button of a card; while another moderator works on the matter, it offers to take it over."""

    async def press(self, interaction: Interaction) -> None:
        """Act, or say who is at work."""
        try:
            await self.act(interaction, await to_actor(interaction))
        except Occupied as occupied:
            await whisper(interaction, TakeOverSheet(occupied.assignment))

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Do what the button says."""
        raise NotImplementedError


class AssignControl(OnCard, template=assignment_ids.ASSIGN):
    """Has the presser work on a matter."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Record it; the card shows it."""
        matter = assignment_ids.matter(self.found)
        await interaction.client.services.assignments.begin(actor, matter)
        await _show(interaction, matter)


class ReleaseControl(OnCard, template=assignment_ids.RELEASE):
    """Lets others work on a matter again."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Record it; the card shows it."""
        matter = assignment_ids.matter(self.found)
        await interaction.client.services.assignments.release(actor, matter)
        await _show(interaction, matter)


class TakeOverControl(OnCard, template=assignment_ids.TAKE_OVER):
    """Has the presser work on a matter in place of whoever does."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Record it, and show the card right here."""
        matter = assignment_ids.matter(self.found)
        await interaction.client.services.assignments.begin(actor, matter, over=True)
        await _show(interaction, matter)


class SnoozeChoice(Choice, template=assignment_ids.SNOOZE):
    """Puts a matter aside for a while."""

    async def press(self, interaction: Interaction) -> None:
        """Record for how long; the card shows it."""
        desk, matter = interaction.client.services.assignments, assignment_ids.matter(self.found)
        try:
            await desk.snooze(await to_actor(interaction), matter, Snooze(self.pick))
        except Occupied as occupied:
            await whisper(interaction, TakeOverSheet(occupied.assignment))
        else:
            await _show(interaction, matter)


CONTROLS: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    AssignControl,
    ReleaseControl,
    TakeOverControl,
    SnoozeChoice,
)


async def begin(interaction: Interaction, actor: Actor, matter: Matter) -> None:
    """Have a moderator work on the matter whose form they open, so that others see it."""
    await interaction.client.services.assignments.begin(actor, matter)
    interaction.client.dispatcher.wake()


async def _show(interaction: Interaction, matter: Matter) -> None:
    """Show a changed matter: the moderators' channel has its card edited by a job, an answer has none."""
    interaction.client.dispatcher.wake()
    if interaction.message is not None and interaction.message.flags.ephemeral:
        card = await card_of(interaction.client.services, interaction.guild_id or 0, matter)
        await interaction.response.edit_message(view=card)
    else:
        await interaction.response.defer()
