"""The evidence ledger: its pages, and what adds to it and corrects it."""

from __future__ import annotations

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Control
from bot.edge import Interaction, to_actor
from bot.replies import turn
from bot.rollouts import tell_rollout
from bot.ui.ids import ledger as ledger_ids
from bot.ui.ledger import LedgerView, page_with
from bot.ui.ledger_forms import AppraisalForm, CitationForm
from claims.citations import Appraisal, Citation
from claims.ledger import Entry, mark_of
from claims.model import Claim

_ADDED = "✅ Added. Notes that show its verdict show it, too."
_SAVED = "✅ Saved."
_CITED = "✅ The latest judgement rests on it, too."
_REMOVED = "🗑️ Removed. `/desk undo` brings it back."


class LedgerControl(Control, template=ledger_ids.OPEN):
    """Opens a claim's ledger."""

    async def press(self, interaction: Interaction) -> None:
        """Show its first page."""
        desk = interaction.client.services.ledger
        claim = await desk.ledger(await to_actor(interaction), self.found["slug"])
        await turn(interaction, LedgerView(claim))


class LedgerPage(Control, template=ledger_ids.PAGE):
    """Turns its pages."""

    async def press(self, interaction: Interaction) -> None:
        """Look again and show the page."""
        desk = interaction.client.services.ledger
        claim = await desk.ledger(await to_actor(interaction), self.found["slug"])
        await turn(interaction, LedgerView(claim, int(self.found["page"])))


class AddControl(Control, template=ledger_ids.ADD):
    """Adds a source."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for it."""
        actor, slug = await to_actor(interaction), self.found["slug"]
        actor.must_moderate()

        async def cited(answered: Interaction, citation: Citation) -> None:
            desk = answered.client.services.ledger
            saved = await desk.add(await to_actor(answered), slug, citation)
            await _show(answered, saved, _ADDED, page_with(saved, mark_of(saved.current.evidence[-1])))

        await interaction.response.send_modal(CitationForm(f"Add a source: {slug}", cited))


class EditControl(Control, template=ledger_ids.EDIT):
    """Corrects what was published."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for all of it, filled in."""
        slug, mark, desk = self.found["slug"], self.found["mark"], interaction.client.services.ledger
        page, entry = await _found(interaction, slug, mark)

        async def corrected(answered: Interaction, citation: Citation) -> None:
            saved = await desk.correct(await to_actor(answered), slug, mark, citation)
            await _show(answered, saved, _SAVED, page)

        await interaction.response.send_modal(
            CitationForm(f"Edit the source: {slug}", corrected, entry.piece)
        )


class AppraiseControl(Control, template=ledger_ids.APPRAISE):
    """Says how a source is kept and graded."""

    async def press(self, interaction: Interaction) -> None:
        """Ask for it, filled in."""
        slug, mark, desk = self.found["slug"], self.found["mark"], interaction.client.services.ledger
        page, entry = await _found(interaction, slug, mark)

        async def appraised(answered: Interaction, appraisal: Appraisal) -> None:
            saved = await desk.appraise(await to_actor(answered), slug, mark, appraisal)
            await _show(answered, saved, _SAVED, page)

        await interaction.response.send_modal(AppraisalForm(slug, appraised, entry.piece))


class CiteAgainControl(Control, template=ledger_ids.CITE_AGAIN):
    """Rests the latest judgement on a source of an earlier one."""

    async def press(self, interaction: Interaction) -> None:
        """Save that and show it."""
        desk, mark = interaction.client.services.ledger, self.found["mark"]
        saved = await desk.cite_again(await to_actor(interaction), self.found["slug"], mark)
        await _show(interaction, saved, _CITED, page_with(saved, mark))


class RemoveControl(Control, template=ledger_ids.REMOVE):
    """Takes a source out."""

    async def press(self, interaction: Interaction) -> None:
        """Take it out and show what is left."""
        slug, mark, desk = self.found["slug"], self.found["mark"], interaction.client.services.ledger
        page, _ = await _found(interaction, slug, mark)
        await _show(interaction, await desk.remove(await to_actor(interaction), slug, mark), _REMOVED, page)


async def _found(interaction: Interaction, slug: str, mark: str) -> tuple[int, Entry]:
    """Return an entry that is about to be changed, and the page it is on, where it stays."""
    actor, desk = await to_actor(interaction), interaction.client.services.ledger
    entry = await desk.entry(actor, slug, mark)
    return page_with(await desk.ledger(actor, slug), mark), entry


async def _show(interaction: Interaction, claim: Claim, done: str, page: int) -> None:
    """Show a page of the changed ledger, and how far earlier notes have got."""
    await turn(interaction, LedgerView(claim, page, done))
    await tell_rollout(interaction, claim)


class Ledger(AnsweringCog):
    """Answers the ledger's buttons."""

    controls = (
        LedgerControl,
        LedgerPage,
        AddControl,
        EditControl,
        AppraiseControl,
        CiteAgainControl,
        RemoveControl,
    )


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Ledger(bot))
