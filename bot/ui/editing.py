"""A claim's own life in words and forms: editing it, merging it, and asking whether it is a new one."""

from __future__ import annotations

from typing import Any, Self

import discord
from discord import ui

from bot.ui.fields import InstantField, line_field, text_field
from bot.ui.forms import Form, Handler
from bot.ui.ids import editing as editing_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import LOOKS, counted, plain, shorten
from claims.checks import MAX_STATEMENT
from claims.drafts import NewClaim
from claims.editing import Edit
from claims.merges import Merge
from claims.model import Claim
from claims.recording import Alike

_LONGEST_STATEMENT = 120
_LONGEST_WHY = 500
_LONGEST_LABEL = 80
TYPED = "-# As you wrote it:"
# What was typed must be read again when nothing else remembers it; all of it fits into one message.
_KEPT = {"wordings": 900, "source": 500}


class EditForm(Form):
    """Changes what is claimed, who says so and since when."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Edit: {claim.slug}", handle)
        self._statement: ui.TextInput[Self] = text_field(
            "statement", MAX_STATEMENT, default=claim.statement, required=True
        )
        self._said_by: ui.TextInput[Self] = line_field("said_by", MAX_STATEMENT, default=claim.said_by)
        self._first_said = InstantField("first_said", claim.first_said_at)
        self.ask("The claim", self._statement, "One sentence that is either true or not.")
        self.ask("Who says so", self._said_by)
        self.ask("First said", self._first_said, "Like 2023-06-24 02:00 (UTC); empty if nobody knows.")

    def answers(self) -> Edit:
        """Return the claim's fields; raise Invalid for a time that cannot be read."""
        return Edit(self._statement.value, self._said_by.value, self._first_said.instant)


class WithdrawForm(Form):
    """Asks why a claim is taken out of use."""

    def __init__(self, claim: Claim, handle: Handler) -> None:
        super().__init__(f"Withdraw: {claim.slug}", handle)
        self._why: ui.TextInput[Self] = text_field("why", _LONGEST_WHY, required=True)
        self.ask("Why", self._why, "Shown to those who look the claim up; its notes go.")

    def answers(self) -> str:
        """Return the reason."""
        return self._why.value


class MergeSheet(Sheet):
    """What a merge would do, and the button that does it."""

    def __init__(self, merge: Merge) -> None:
        press = button("Merge", editing_ids.merge(merge), style=discord.ButtonStyle.danger)
        super().__init__(ui.Container(ui.TextDisplay(merge_text(merge)), ui.ActionRow(press)))


class AlikeSheet(Sheet):
    """Asks whether a new claim is one of those recorded, and shows what was typed."""

    def __init__(self, alike: Alike, *, may_word: bool) -> None:
        """Lay the question out; `may_word` tells whether the person may add wordings."""
        lines = ["### Is it one of these?", *(_claim_line(claim) for claim in alike.claims)]
        lines.append("Nothing is recorded until you press; in a quarter of an hour I forget what you typed.")
        rows: list[ui.Item[Any]] = [
            ui.ActionRow(
                button(
                    shorten(f"Add as a wording of {claim.slug}", _LONGEST_LABEL),
                    editing_ids.record_as(alike.token, claim.slug),
                )
            )
            for claim in (alike.claims if may_word else ())
        ]
        anyway = button("Record anyway", editing_ids.record_anyway(alike.token))
        super().__init__(
            ui.Container(
                ui.TextDisplay("\n".join(lines)),
                *rows,
                ui.ActionRow(anyway),
                ui.TextDisplay(typed_text(alike.new)),
            )
        )


def merge_text(merge: Merge) -> str:
    """Return what a merge would do, in sentences."""
    merged, into = merge.merged, merge.into
    lines = [
        f"### Merge `{merged.slug}` into `{into.slug}`?",
        f"- {_statement(merged)}\n- into: {_statement(into)}",
        f"`{into.slug}` keeps its verdict and gets {counted(merge.wordings, 'wording')} and "
        f"{counted(merge.evidence, 'source')}. `{merged.slug}` is superseded; its notes become those of "
        f"`{into.slug}`, and say what is known of that. Who follows it follows that one, and what waits "
        "about it waits about that one.",
    ]
    if merged.verdict is not into.verdict:
        lines.append(
            f"⚠️ Their verdicts differ: {_verdict(merged)} and {_verdict(into)}. Notes will say the second."
        )
    if merge.left_out:
        lines.append(f"⚠️ {counted(merge.left_out, 'text')} stay behind: the other claim says the opposite.")
    if merge.others:
        names = ", ".join(f"`{claim.slug}`" for claim in merge.others[:5])
        lines.append(f"Linked to `{into.slug}` from then on: {names}.")
    lines.append("-# `/desk undo` takes all of it back together.")
    return shorten("\n".join(lines), LONGEST_TEXT)


def typed_text(new: NewClaim) -> str:
    """Return what was typed into the form, to be read and copied."""
    typed = {
        "The claim": new.statement,
        "Who says so": new.said_by,
        "How people say it": shorten("\n".join(new.wordings), _KEPT["wordings"]),
        "What is known": new.known,
        "Source": shorten(new.source, _KEPT["source"]),
    }
    blocks = (f"-# {question}\n{_block(text)}" for question, text in typed.items() if text)
    return "\n".join([TYPED, *blocks])


def _claim_line(claim: Claim) -> str:
    return f"- {_verdict(claim)} · {_statement(claim)} · `{claim.slug}`"


def _statement(claim: Claim) -> str:
    return shorten(plain(claim.statement), _LONGEST_STATEMENT)


def _verdict(claim: Claim) -> str:
    look = LOOKS[claim.verdict]
    return f"{look.symbol} {look.word}"


def _block(text: str) -> str:
    # Three backticks in an answer would end the code block it is shown in.
    return "```\n{}\n```".format(text.replace("```", "'''"))
