"""A claim's own life: what /desk has for editing, withdrawing, linking and merging, and the buttons of it."""

from __future__ import annotations

from collections.abc import Awaitable

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor
from bot.replies import whisper
from bot.rollouts import tell_rollout
from bot.ui.editing import TYPED, AlikeSheet, EditForm, MergeSheet
from bot.ui.ids import editing as editing_ids
from bot.ui.sheet import LONGEST_TEXT, TextSheet
from claims.drafts import NewClaim
from claims.editing import Edit
from claims.errors import Invalid, NotFound, claim_not_found
from claims.model import Claim, Relation
from claims.recording import Alike
from cogs.choices import claim_choices
from cogs.panel import show_panel

ClaimName = app_commands.Range[str, 1, 60]
_RECORDED = "✅ Recorded."


class EditCommands(commands.Cog):
    """Commands that /desk takes in; no cog by itself, for Discord knows a group of commands as one."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def edit(self, interaction: discord.Interaction[CaveatBot], claim: ClaimName) -> None:
        """Change a claim's own words: what is said, who says so, and since when.

        Args:
            claim: Start typing and pick one.
        """
        actor, services = await to_actor(interaction), self.bot.services
        actor.must_moderate()
        found = await services.claims.claim(actor.guild_id, claim)

        async def edited(answered: discord.Interaction[CaveatBot], edit: Edit) -> None:
            saved = await services.editing.edit(await to_actor(answered), claim, edit, found.revision)
            await _show(answered, saved)

        await interaction.response.send_modal(EditForm(found, edited))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def withdraw(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: ClaimName,
        why: app_commands.Range[str, 1, 500],
    ) -> None:
        """Take a claim out of use; its notes go, and it can be restored.

        Args:
            claim: Start typing and pick one.
            why: The reason, shown to those who look the claim up.
        """
        actor, desk = await to_actor(interaction), self.bot.services.editing
        await _show(interaction, await desk.withdraw(actor, claim, why))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices)
    async def restore(self, interaction: discord.Interaction[CaveatBot], claim: ClaimName) -> None:
        """Take a withdrawn claim into use again; notes that went do not come back.

        Args:
            claim: Start typing and pick one.
        """
        await _show(interaction, await self.bot.services.editing.restore(await to_actor(interaction), claim))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices, other=claim_choices)
    async def link(
        self,
        interaction: discord.Interaction[CaveatBot],
        claim: ClaimName,
        other: ClaimName,
        relation: Relation | None = None,
        remove: bool = False,
    ) -> None:
        """Say how a claim is related to another, or take that back.

        Args:
            claim: Start typing and pick one.
            other: The other claim.
            relation: The first claim is … the other one.
            remove: Take the link between the two away instead.
        """
        actor, desk = await to_actor(interaction), self.bot.services.editing
        actor.must_moderate()
        if remove:
            await _show(interaction, await desk.unlink(actor, claim, other))
        elif relation is None:
            raise Invalid("Pick how the two are related, or “remove” to take their link away.")
        else:
            await _show(interaction, await desk.link(actor, claim, relation, other))

    @app_commands.command()
    @app_commands.autocomplete(claim=claim_choices, into=claim_choices)
    async def merge(
        self, interaction: discord.Interaction[CaveatBot], claim: ClaimName, into: ClaimName
    ) -> None:
        """Make two claims one: wordings, sources, links and notes go to the other; you are asked first.

        Args:
            claim: The claim that is given up.
            into: The claim that stands for both.
        """
        plan = await self.bot.services.editing.plan_merge(await to_actor(interaction), claim, into)
        await whisper(interaction, MergeSheet(plan))


class MergeControl(Control, template=editing_ids.MERGE):
    """Merges two claims as they were shown."""

    async def press(self, interaction: Interaction) -> None:
        """Merge them, unless somebody changed one of them meanwhile, and show the one that is left."""
        actor, services = await to_actor(interaction), interaction.client.services
        actor.must_moderate()
        await interaction.response.defer(ephemeral=True, thinking=True)
        source = await _named(interaction, self.found["digest"])
        seen = (int(self.found["from"]), int(self.found["to"]))
        await _show(interaction, await services.editing.merge(actor, source, self.found["slug"], seen))


class RecordAnywayControl(Control, template=editing_ids.RECORD_ANYWAY):
    """Records what was typed as a claim of its own."""

    async def press(self, interaction: Interaction) -> None:
        """Record it and show it in place of the question."""
        desk = interaction.client.services.recording
        await _recorded(interaction, desk.record_anyway(await to_actor(interaction), self.found["token"]))


class RecordAsControl(Control, template=editing_ids.RECORD_AS):
    """Makes what was typed a wording of a recorded claim."""

    async def press(self, interaction: Interaction) -> None:
        """Add the wording and show the claim in place of the question."""
        desk, slug = interaction.client.services.recording, self.found["slug"]
        recording = desk.record_as_wording(await to_actor(interaction), self.found["token"], slug)
        await _recorded(interaction, recording)


async def record(interaction: Interaction, new: NewClaim) -> None:
    """Record a claim and show it, or ask whether it is one of those that are much like it."""
    # Comparing with all claims may take longer than the three seconds that an answer may take.
    await interaction.response.defer(ephemeral=True, thinking=True)
    actor = await to_actor(interaction)
    recorded = await interaction.client.services.recording.record(actor, new)
    if isinstance(recorded, Alike):
        await whisper(interaction, AlikeSheet(recorded, may_word=actor.may_moderate))
    else:
        await show_panel(interaction, recorded, _RECORDED)


async def _recorded(interaction: Interaction, recording: Awaitable[Claim]) -> None:
    """Show what was recorded in place of the question, or hand back what was typed when it is not kept."""
    try:
        saved = await recording
    except NotFound as gone:
        typed = _typed(interaction.message)
        await whisper(interaction, TextSheet(f"{gone}\n{typed}"[:LONGEST_TEXT]))
        return
    await show_panel(interaction, saved, _RECORDED)


def _typed(message: discord.Message | None) -> str:
    """Return what was typed, as the question shows it."""
    waiting: list[object] = [*message.components] if message else []
    while waiting:
        component = waiting.pop()
        if isinstance(component, discord.TextDisplay) and component.content.startswith(TYPED):
            return component.content
        waiting += getattr(component, "children", ())
    return ""


async def _named(interaction: Interaction, digest: str) -> str:
    """Return the claim that a button names by its digest."""
    claims = await interaction.client.services.claims.claims((await to_actor(interaction)).guild_id)
    for claim in claims:
        if editing_ids.digest(claim.slug) == digest:
            return claim.slug
    raise claim_not_found("?")


async def _show(interaction: Interaction, claim: Claim) -> None:
    """Show a changed claim, and how far its earlier notes have got."""
    await show_panel(interaction, claim)
    await tell_rollout(interaction, claim)


class Editing(AnsweringCog):
    """The buttons under what moderators are asked before something is recorded or merged."""

    controls = (MergeControl, RecordAnywayControl, RecordAsControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Editing(bot))
