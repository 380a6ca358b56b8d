"""A claim's panel: everything moderators do about a claim, a button each."""

from __future__ import annotations

from collections.abc import Sequence

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import turn, whisper
from bot.rollouts import tell_rollout
from bot.ui.claim_panel import ClaimPanel
from bot.ui.editing import EditForm, WithdrawForm
from bot.ui.forms import WordingForm
from bot.ui.ids import panel as panel_ids
from bot.ui.reviews import still_so_text
from bot.ui.trail import TrailView
from bot.ui.wordings import WordingsPanel, taught_text
from claims.editing import Edit
from claims.model import Claim
from claims.people import Actor, Role
from claims.trail import Selection
from cogs.backtest import begin_backtest

_PAUSED = "⏸️ Its notes are paused: it gets no new ones. Those that stand stay."
_RESUMED = "▶️ It gets notes again."
_EDITED = "✅ Saved."
_WITHDRAWN = "🗑️ Withdrawn: its notes go. **Restore** takes it back into use."
_RESTORED = "✅ Restored. Notes that went do not come back."


async def show_panel(
    interaction: Interaction, claim: Claim, done: str = "", others: Sequence[Claim] = ()
) -> None:
    """Show a claim's panel as it is now, in place of the sheet that led there."""
    actor, services = await to_actor(interaction), interaction.client.services
    actor.must_be(Role.VIEWER)
    kin = await services.editing.kin(actor.guild_id, claim.slug, drafts=True)
    tally = await services.tallies.of_claim(actor.guild_id, claim.slug)
    await turn(interaction, ClaimPanel(claim, tally, kin, done=done, others=others))


async def claim_of(interaction: Interaction, slug: str) -> tuple[Actor, Claim]:
    """Return who presses and the claim; raise NotAllowed for members, NotFound without the claim."""
    actor = await to_actor(interaction)
    actor.must_be(Role.VIEWER)
    return actor, await interaction.client.services.claims.claim(actor.guild_id, slug)


class ClaimControl(Control, template=panel_ids.CLAIM):
    """Shows the panel."""

    async def press(self, interaction: Interaction) -> None:
        """Show it as things are now."""
        _, claim = await claim_of(interaction, self.found["slug"])
        await show_panel(interaction, claim)


class FoundChoice(Choice, template=panel_ids.FOUND):
    """Shows the panel of another claim that was found."""

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        _, claim = await claim_of(interaction, self.pick)
        await show_panel(interaction, claim)


class StillSoControl(Control, template=panel_ids.STILL_SO):
    """Takes a moderator's word that nothing is new."""

    async def press(self, interaction: Interaction) -> None:
        """Record it, and bring the claim's notes up to date."""
        desk, seen = interaction.client.services.reviews, int(self.found["judgements"])
        saved = await desk.recheck(await to_actor(interaction), self.found["slug"], judgements=seen)
        await show_panel(interaction, saved, still_so_text(saved))
        await tell_rollout(interaction, saved)


class EditControl(Control, template=panel_ids.EDIT):
    """Changes what is claimed, who says so and since when."""

    async def press(self, interaction: Interaction) -> None:
        """Ask, save, and show the panel again."""
        actor, claim = await claim_of(interaction, self.found["slug"])
        actor.must_moderate()

        async def edited(answered: Interaction, edit: Edit) -> None:
            desk = answered.client.services.editing
            saved = await desk.edit(await to_actor(answered), claim.slug, edit, claim.revision)
            await show_panel(answered, saved, _EDITED)
            await tell_rollout(answered, saved)

        await interaction.response.send_modal(EditForm(claim, edited))


class WordingsControl(Control, template=panel_ids.WORDINGS):
    """Shows what messages are held against."""

    async def press(self, interaction: Interaction) -> None:
        """Show all of it, and what is stopped."""
        desk = interaction.client.services.feedback
        await turn(
            interaction, WordingsPanel(*await desk.stopped(await to_actor(interaction), self.found["slug"]))
        )


class WordControl(Control, template=panel_ids.WORD):
    """Teaches how people say the claim."""

    counter = False

    async def press(self, interaction: Interaction) -> None:
        """Ask, save, and show all the wordings."""
        actor, claim = await claim_of(interaction, self.found["slug"])
        actor.must_moderate()

        async def worded(answered: Interaction, wordings: tuple[str, ...]) -> None:
            services, teacher = answered.client.services, await to_actor(answered)
            saved = await services.claims.word(teacher, claim.slug, wordings, counter=self.counter)
            told = taught_text(saved, counter=self.counter)
            await turn(
                answered, WordingsPanel(*await services.feedback.stopped(teacher, claim.slug), f"✅ {told}")
            )

        await interaction.response.send_modal(WordingForm(claim, worded, counter=self.counter))


class NeverControl(WordControl, template=panel_ids.NEVER):
    """Teaches what must never match it."""

    counter = True


class BacktestControl(Control, template=panel_ids.BACKTEST):
    """Tries wordings out on past messages."""

    async def press(self, interaction: Interaction) -> None:
        """Ask which."""
        await begin_backtest(interaction, self.found["slug"])


class PauseControl(Control, template=panel_ids.PAUSE):
    """Stops automatic notes for the claim."""

    paused, told = True, _PAUSED

    async def press(self, interaction: Interaction) -> None:
        """Stop, or start, them, and show it."""
        desk, actor = interaction.client.services.claims, await to_actor(interaction)
        saved = await desk.pause(actor, self.found["slug"], paused=self.paused)
        await show_panel(interaction, saved, self.told)


class ResumeControl(PauseControl, template=panel_ids.RESUME):
    """Starts them again."""

    paused, told = False, _RESUMED


class WithdrawControl(Control, template=panel_ids.WITHDRAW):
    """Takes the claim out of use."""

    async def press(self, interaction: Interaction) -> None:
        """Ask why, and withdraw it."""
        actor, claim = await claim_of(interaction, self.found["slug"])
        actor.must_moderate()

        async def withdrawn(answered: Interaction, why: str) -> None:
            desk = answered.client.services.editing
            saved = await desk.withdraw(await to_actor(answered), claim.slug, why)
            await show_panel(answered, saved, _WITHDRAWN)
            await tell_rollout(answered, saved)

        await interaction.response.send_modal(WithdrawForm(claim, withdrawn))


class RestoreControl(Control, template=panel_ids.RESTORE):
    """Takes the claim into use again."""

    async def press(self, interaction: Interaction) -> None:
        """Restore it and show it."""
        desk = interaction.client.services.editing
        saved = await desk.restore(await to_actor(interaction), self.found["slug"])
        await show_panel(interaction, saved, _RESTORED)


class ChangesControl(Control, template=panel_ids.CHANGES):
    """Shows who changed the claim, and when."""

    async def press(self, interaction: Interaction) -> None:
        """Answer beside the panel with the first page."""
        selection, desk = Selection(claim=self.found["slug"]), interaction.client.services.trail
        page = await desk.page(await to_actor(interaction), selection)
        await whisper(interaction, TrailView(page, selection))


class Panel(AnsweringCog):
    """Answers the panel's buttons; family, sources and judging have cogs of their own."""

    controls = (
        ClaimControl,
        FoundChoice,
        StillSoControl,
        EditControl,
        WordingsControl,
        WordControl,
        NeverControl,
        BacktestControl,
        PauseControl,
        ResumeControl,
        WithdrawControl,
        RestoreControl,
        ChangesControl,
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Panel(bot))
