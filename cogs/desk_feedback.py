"""The /desk commands about what people say: suggested sources, stopped wordings."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.edge import to_actor
from bot.replies import whisper
from bot.ui.evidence import EvidencePanel
from bot.ui.ledger import LedgerView
from bot.ui.wordings import WordingsPanel
from cogs.choices import claim_choices


class DeskFeedback(commands.Cog):
    """A part of the desk; `cogs.desk` takes its commands into the group."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def evidence(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: app_commands.Range[str, 1, 60] | None = None,
    ) -> None:
        """See the sources that members suggest, or all the sources of a claim, to add to and correct.

        Args:
            claim: Its sources; left empty, what members suggest.
        """
        if claim is not None:
            ledger = await self.bot.services.ledger.ledger(await to_actor(interaction), claim)
            await whisper(interaction, LedgerView(ledger))
            return
        found = await self.bot.services.evidence.open_ones(await to_actor(interaction))
        await whisper(interaction, EvidencePanel(found, 0))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def wordings(
        self, interaction: discord.Interaction[CaveatBot], claim: app_commands.Range[str, 1, 60]
    ) -> None:
        """See what I go by for a claim and what is stopped, and let it match again.

        Args:
            claim: Start typing and pick one.
        """
        found = await self.bot.services.feedback.stopped(await to_actor(interaction), claim)
        await whisper(interaction, WordingsPanel(*found))
