"""/desk backtest: what new wordings would have hit in messages of the past, before they are armed."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.backtests import results
from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.ui.backtest import ChoosingView, ProgressView
from bot.ui.forms import BacktestForm
from bot.ui.ids import backtest as backtest_ids
from bot.ui.sheet import TextSheet
from bot.ui.wordings import armed_text
from claims.backtest import Listing
from cogs.choices import claim_choices

_DISCARDED = "Discarded: the claim stays as it is, and I have forgotten what I found."


class BacktestCommand(commands.Cog):
    """A part of the /desk commands."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def backtest(
        self, interaction: discord.Interaction[CaveatBot], claim: app_commands.Range[str, 1, 60]
    ) -> None:
        """See what new wordings would have hit in past messages, before you arm them.

        Args:
            claim: Start typing and pick one.
        """
        await begin_backtest(interaction, claim)


async def begin_backtest(interaction: Interaction, slug: str) -> None:
    """Ask what is to be tried out; whoever has one being read is shown how far it is."""
    services, actor = interaction.client.services, await to_actor(interaction)
    desk = services.backtests
    actor.must_moderate()
    if (reading := desk.reading(actor)) is not None:
        await whisper(interaction, ProgressView(reading, desk.progress(reading)))
        return
    found = await services.claims.claim(actor.guild_id, slug)

    async def asked(answered: Interaction, texts: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        opened = await desk.open(await to_actor(answered), slug, *texts)
        await whisper(answered, ChoosingView(opened))

    await interaction.response.send_modal(BacktestForm(found, asked))


class ChannelsChoice(Choice, template=backtest_ids.CHANNELS):
    """Picks the channels."""

    async def press(self, interaction: Interaction) -> None:
        """Keep the pick, and show it."""
        desk, channels = interaction.client.services.backtests, self.pick.split(",") if self.pick else []
        chosen = desk.choose(await to_actor(interaction), self.found["token"], channels=map(int, channels))
        await interaction.response.edit_message(view=ChoosingView(chosen))


class SizeChoice(Choice, template=backtest_ids.SIZE):
    """Picks how many messages."""

    async def press(self, interaction: Interaction) -> None:
        """Keep the pick, and show it."""
        desk = interaction.client.services.backtests
        chosen = desk.choose(await to_actor(interaction), self.found["token"], size=int(self.pick))
        await interaction.response.edit_message(view=ChoosingView(chosen))


class StartControl(Control, template=backtest_ids.START):
    """Starts reading."""

    async def press(self, interaction: Interaction) -> None:
        """Read to the end, showing how far it is."""
        await interaction.client.backtests.run(interaction, self.found["token"])


class CancelControl(Control, template=backtest_ids.CANCEL):
    """Stops reading."""

    async def press(self, interaction: Interaction) -> None:
        """Stop, and show what was found until now."""
        bot, token = interaction.client, self.found["token"]
        found = bot.services.backtests.find(await to_actor(interaction), token)
        await bot.backtests.cancel(found)
        await interaction.response.edit_message(view=results(interaction, found))


class ListingChoice(Choice, template=backtest_ids.LISTING):
    """Picks which findings are listed."""

    async def press(self, interaction: Interaction) -> None:
        """Show the first page of the list."""
        found = interaction.client.services.backtests.find(await to_actor(interaction), self.found["token"])
        await interaction.response.edit_message(view=results(interaction, found, Listing(self.pick)))


class PageControl(Control, template=backtest_ids.PAGE):
    """Turns the pages of a list."""

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        found = interaction.client.services.backtests.find(await to_actor(interaction), self.found["token"])
        listing, page = Listing(self.found["listing"]), int(self.found["page"])
        await interaction.response.edit_message(view=results(interaction, found, listing, page))


class ArmControl(Control, template=backtest_ids.ARM):
    """Teaches the claim what was tested."""

    async def press(self, interaction: Interaction) -> None:
        """Save it and say so."""
        desk = interaction.client.services.backtests
        saved = await desk.arm(await to_actor(interaction), self.found["token"])
        await interaction.response.edit_message(view=TextSheet(armed_text(saved)))


class DiscardControl(Control, template=backtest_ids.DISCARD):
    """Forgets a backtest."""

    async def press(self, interaction: Interaction) -> None:
        """Forget it and say so."""
        interaction.client.services.backtests.discard(await to_actor(interaction), self.found["token"])
        await interaction.response.edit_message(view=TextSheet(_DISCARDED))


class BacktestsCog(AnsweringCog, name="Backtests"):
    """The controls of backtests; it also forgets those whose time is over."""

    controls = (
        ChannelsChoice,
        SizeChoice,
        StartControl,
        CancelControl,
        ListingChoice,
        PageControl,
        ArmControl,
        DiscardControl,
    )

    async def cog_load(self) -> None:
        """Answer every control; what an earlier start knew is gone, and is told to be."""
        await super().cog_load()
        self.forgetting.start()

    async def cog_unload(self) -> None:
        """Stop reading and answering."""
        self.forgetting.cancel()
        self.bot.backtests.close()
        await super().cog_unload()

    @tasks.loop(minutes=1)
    async def forgetting(self) -> None:
        """Forget what is old, also where nobody presses anything."""
        self.bot.services.backtests.forget_old()


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(BacktestsCog(bot))
