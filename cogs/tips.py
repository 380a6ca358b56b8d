"""Claims that members suggest: the command, the message menu, and the moderators' cards."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor, to_text
from bot.replies import whisper
from bot.ui.ids import tips as tips_ids
from bot.ui.picking import PickForm
from bot.ui.queue_forms import ReasonForm
from bot.ui.sheet import TextSheet
from bot.ui.tip_forms import EditForm, TipForm
from bot.ui.tips import LikeView, attached_text, rejected_text, thanks_text
from claims.assignments import Matter
from claims.checks import MAX_STATEMENT, storable_part
from claims.drafts import NewClaim
from claims.model import Claim
from claims.people import Actor
from claims.tips import NewTip, Tip
from cogs.assignments import OnCard, begin
from cogs.choices import event_choices
from cogs.panel import show_panel
from cogs.picking import claims_to_pick

_SUGGEST_MENU = "Suggest as claim"


class SuggestCommands(commands.Cog):
    """What /claim has for those who suggest; `cogs.lookup` takes it into the group."""

    bot: CaveatBot

    @app_commands.command()
    @app_commands.autocomplete(event=event_choices)
    async def suggest(
        self, interaction: Interaction, event: app_commands.Range[str, 1, 60] | None = None
    ) -> None:
        """Suggest a claim that people repeat; moderators decide whether to record it.

        Args:
            event: Which event it belongs to; you can pick one in the form, too.
        """
        await _ask(interaction, event=event)


class SuggestAnywayControl(Control, template=tips_ids.SUGGEST_ANYWAY):
    """Hands moderators a tip that is much like a recorded claim."""

    async def press(self, interaction: Interaction) -> None:
        """Store it for good, and say so in place of the claim's card."""
        desk = interaction.client.services.tips
        tip = await desk.suggest_anyway(await to_actor(interaction), int(self.found["number"]))
        interaction.client.dispatcher.wake()
        await interaction.response.edit_message(view=TextSheet(thanks_text(tip)))


class ApproveControl(OnCard, template=tips_ids.APPROVE):
    """Records a tip as it is."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Record it and show the claim."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        number = int(self.found["number"])
        await _approved(interaction, await interaction.client.services.tips.approve(actor, number))


class EditControl(OnCard, template=tips_ids.EDIT):
    """Records a tip in other words."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Show the form for a claim, filled in; what comes back is approved."""
        tip = await _begun(interaction, actor, int(self.found["number"]))
        services = interaction.client.services
        event = await services.events.event(actor.guild_id, tip.event)

        async def edited(answered: Interaction, new: NewClaim) -> None:
            await _approved(answered, await services.tips.approve(await to_actor(answered), tip.number, new))

        await interaction.response.send_modal(EditForm(event, tip, edited))


class AttachControl(OnCard, template=tips_ids.ATTACH):
    """Makes a tip a wording of a claim."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask which claim, the likeliest first."""
        tip = await _begun(interaction, actor, int(self.found["number"]))
        claims = await claims_to_pick(interaction, tip.statement)

        async def attached(answered: Interaction, slug: str) -> None:
            desk = answered.client.services.tips
            claim = await desk.attach(await to_actor(answered), tip.number, slug)
            answered.client.dispatcher.wake()
            await whisper(answered, TextSheet(attached_text(tip.number, claim)))

        title = f"Attach suggested claim {tip.number}"
        hint = "Its words become a wording of that claim."
        await interaction.response.send_modal(PickForm(title, hint, claims, attached))


class RejectControl(OnCard, template=tips_ids.REJECT):
    """Leaves a tip, with a reason."""

    async def act(self, interaction: Interaction, actor: Actor) -> None:
        """Ask for the reason."""
        tip = await _begun(interaction, actor, int(self.found["number"]))

        async def rejected(answered: Interaction, reason: str) -> None:
            desk = answered.client.services.tips
            left = await desk.reject(await to_actor(answered), tip.number, reason)
            answered.client.dispatcher.wake()
            await whisper(answered, TextSheet(rejected_text(left)))

        hint = "Whoever suggested it reads this." if tip.tell_me else "Stays on the card."
        title = f"Reject suggested claim {tip.number}"
        await interaction.response.send_modal(ReasonForm(title, hint, rejected))


async def _ask(
    interaction: Interaction, *, event: str | None = None, message: discord.Message | None = None
) -> None:
    """Show the form, unless no suggestions are taken from the person."""
    actor, services = await to_actor(interaction), interaction.client.services
    await services.blocks.must_be_heard(actor)
    latest = await services.events.event(actor.guild_id, event)
    events = [latest] if event else await services.events.events(actor.guild_id)
    said = storable_part(" ".join(to_text(message).split())) if message else ""
    place = (message.channel.id, message.id) if message else None
    form = TipForm(events, _suggested, statement=said[:MAX_STATEMENT], message=place)
    await interaction.response.send_modal(form)


async def _suggested(interaction: Interaction, new: NewTip) -> None:
    # Whether a claim like it is recorded may take longer than Discord waits for an answer.
    await interaction.response.defer(ephemeral=True, thinking=True)
    tip, like = await interaction.client.services.tips.suggest(await to_actor(interaction), new)
    interaction.client.dispatcher.wake()
    await whisper(interaction, LikeView(tip, like) if like else TextSheet(thanks_text(tip)))


async def _begun(interaction: Interaction, actor: Actor, number: int) -> Tip:
    """Have a moderator work on the tip whose form they open, and return it."""
    await begin(interaction, actor, Matter.tip(number))
    return await interaction.client.services.tips.tip(actor.guild_id, number)


async def _approved(interaction: Interaction, claim: Claim) -> None:
    interaction.client.dispatcher.wake()
    await show_panel(interaction, claim, "✅ Recorded.")


class Tips(AnsweringCog):
    """The message menu, and the buttons of every card."""

    controls = (SuggestAnywayControl, ApproveControl, EditControl, AttachControl, RejectControl)

    def __init__(self, bot: CaveatBot) -> None:
        super().__init__(bot)
        menu = app_commands.ContextMenu(name=_SUGGEST_MENU, callback=self.suggest_message)
        menu.guild_only = True
        self.menus = (menu,)

    async def suggest_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Suggest what a message says."""
        guild_id = (await to_actor(interaction)).guild_id
        if await self.bot.services.privacy.may_read(guild_id, message.author.id):
            await _ask(interaction, message=message)
        else:
            # Whoever is not to be read is not quoted either; the member's own words will do.
            await _ask(interaction)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Tips(bot))
