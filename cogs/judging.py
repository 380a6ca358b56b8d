"""Judging from a button: what can be picked on a sheet, then the form for the words."""

from __future__ import annotations

from dataclasses import replace

from bot.client import CaveatBot
from bot.controls import AnsweringCog, Choice, Control
from bot.edge import Interaction, to_actor
from bot.replies import turn, whisper
from bot.rollouts import tell_rollout
from bot.ui.ids import judging as judging_ids
from bot.ui.ids.judging import Picks
from bot.ui.judging import CHANGED, JudgingForm, JudgingSheet
from bot.ui.seconding import proposed_text
from bot.ui.sheet import TextSheet
from claims.drafts import NewJudgement
from claims.freshness import CheckAgain, seen_at
from claims.model import Claim, Confidence, ReasonTag, Verdict
from claims.seconding import Pending
from cogs.panel import show_panel

_JUDGED = "✅ Judged."


class JudgeControl(Control, template=judging_ids.OPEN):
    """Opens the sheet."""

    async def press(self, interaction: Interaction) -> None:
        """Show it with what holds now."""
        claim = await _claim(interaction, self.found["slug"])
        await whisper(interaction, JudgingSheet(claim, Picks.of(claim)))


class _OnSheet(Choice, template=r"$^"):
    """A list of the sheet."""

    async def press(self, interaction: Interaction) -> None:
        """Show the sheet with what was picked, and say if the claim was changed meanwhile."""
        claim = await _claim(interaction, self.found["slug"])
        picks = self.picked(Picks.read(self.found["picks"]))
        told = "" if _is_as_seen(claim, self.found) else CHANGED
        await interaction.response.edit_message(view=JudgingSheet(claim, picks, told))

    def picked(self, picks: Picks) -> Picks:
        """Return the picks with this one."""
        raise NotImplementedError


class VerdictChoice(_OnSheet, template=judging_ids.VERDICT):
    """Picks the verdict."""

    def picked(self, picks: Picks) -> Picks:
        """Return the picks with the verdict."""
        return replace(picks, verdict=Verdict(self.pick))


class ConfidenceChoice(_OnSheet, template=judging_ids.CONFIDENCE):
    """Picks how sure the moderators are."""

    def picked(self, picks: Picks) -> Picks:
        """Return the picks with the confidence."""
        return replace(picks, confidence=Confidence(self.pick))


class TagsChoice(_OnSheet, template=judging_ids.TAGS):
    """Picks why the claim misleads."""

    def picked(self, picks: Picks) -> Picks:
        """Return the picks with the tags, which may be none."""
        return replace(picks, tags=frozenset(ReasonTag(tag) for tag in self.pick.split(",") if tag))


class CheckAgainChoice(_OnSheet, template=judging_ids.CHECK_AGAIN):
    """Picks when the claim is to be checked again."""

    def picked(self, picks: Picks) -> Picks:
        """Return the picks with the time."""
        again = CheckAgain(self.pick) if self.pick in set(CheckAgain) else None
        return replace(picks, again=again)


class WriteControl(Control, template=judging_ids.WRITE):
    """Asks for the words, and saves the judgement."""

    async def press(self, interaction: Interaction) -> None:
        """Show the form, or the sheet anew if the claim was changed since it was shown."""
        claim, picks = await _claim(interaction, self.found["slug"]), Picks.read(self.found["picks"])
        if not _is_as_seen(claim, self.found):
            await interaction.response.edit_message(view=JudgingSheet(claim, picks, CHANGED))
            return

        async def judged(answered: Interaction, new: NewJudgement) -> None:
            desk = answered.client.services.claims
            saved = await desk.judge(await to_actor(answered), claim.slug, new, claim.revision)
            await show_judged(answered, saved)

        await interaction.response.send_modal(JudgingForm(claim, picks, judged))


async def _claim(interaction: Interaction, slug: str) -> Claim:
    actor = await to_actor(interaction)
    actor.must_moderate()
    return await interaction.client.services.claims.claim(actor.guild_id, slug)


async def show_judged(interaction: Interaction, saved: Claim | Pending) -> None:
    """Show what became of a judgement, in place of the sheet it was picked on."""
    if isinstance(saved, Pending):
        await turn(interaction, TextSheet(proposed_text(saved)))
        interaction.client.dispatcher.wake()
    else:
        await show_panel(interaction, saved, _JUDGED)
        await tell_rollout(interaction, saved)


def _is_as_seen(claim: Claim, found: dict[str, str]) -> bool:
    return claim.revision == seen_at(claim, int(found["revision"]))


class Judging(AnsweringCog):
    """Answers the sheet."""

    controls = (JudgeControl, VerdictChoice, ConfidenceChoice, TagsChoice, CheckAgainChoice, WriteControl)


async def setup(bot: CaveatBot) -> None:
    """Add the cog."""
    await bot.add_cog(Judging(bot))
