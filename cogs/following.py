"""Following claims: the buttons of cards and answers, and those of the digests in direct messages."""

from __future__ import annotations

import discord

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import to_actor, to_actor_of
from bot.replies import whisper
from bot.ui.following import STOPPED_ALL, STOPPED_BEFORE, FollowableSheet, FollowingSheet, stopped_text
from bot.ui.ids import following as following_ids
from bot.ui.sheet import TextSheet


class FollowControl(Control, template=following_ids.FOLLOW):
    """Follows a claim; who follows it already is offered to stop."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Record it and say what will happen."""
        desk, actor = interaction.client.services.following, await to_actor(interaction)
        await whisper(interaction, FollowingSheet(await desk.follow(actor, self.found["slug"])))


class StopFollowingControl(Control, template=following_ids.STOP_FOLLOWING):
    """Stops following a claim; it stands in answers that one person alone sees."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Stop, and offer to follow again."""
        services, actor, slug = interaction.client.services, await to_actor(interaction), self.found["slug"]
        stopped = await services.following.stop(actor, slug)
        claim = await services.claims.claim(actor.guild_id, slug)
        await interaction.response.edit_message(view=FollowableSheet(stopped_text(claim, stopped), slug))


class StopHereControl(Control, template=following_ids.STOP_HERE):
    """Stops following a claim, from a direct message."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Stop, in the server that the button names."""
        services, slug = interaction.client.services, self.found["slug"]
        actor = to_actor_of(interaction, int(self.found["guild"]))
        stopped = await services.following.stop(actor, slug)
        claim = await services.claims.claim(actor.guild_id, slug)
        await whisper(interaction, TextSheet(stopped_text(claim, stopped)))


class StopAllHereControl(Control, template=following_ids.STOP_ALL_HERE):
    """Stops following every claim of a server, from a direct message."""

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Stop, in the server that the button names."""
        actor = to_actor_of(interaction, int(self.found["guild"]))
        stopped = await interaction.client.services.following.stop(actor)
        await whisper(interaction, TextSheet(STOPPED_ALL if stopped else STOPPED_BEFORE))


class Following(AnsweringCog):
    """Nothing but buttons: who follows a claim does so from where it is shown."""

    controls = (FollowControl, StopFollowingControl, StopHereControl, StopAllHereControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Following(bot))
