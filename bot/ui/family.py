"""How a claim is related to others, at the desk: the panel, and the forms that pick another claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.ui.cards import INVERSES, RELATIONS
from bot.ui.choices import MOST_OPTIONS
from bot.ui.forms import Handler
from bot.ui.ids import panel as panel_ids
from bot.ui.picking import PickForm
from bot.ui.sheet import Sheet, button
from bot.ui.words import plain, shorten
from claims.kinship import Tie
from claims.listing import Listed
from claims.model import Claim, Relation

_MOST_SHOWN = 40
_NO_FAMILY = "It is linked to no other claim. Link those that a reader could take for each other."


class FamilyView(Sheet):
    """What a claim is linked to, whichever of the two says so, and the way to change that."""

    def __init__(self, claim: Claim, kin: Sequence[Tie], done: str = "") -> None:
        """Lay the panel out; `kin` are the links of other claims to this one."""
        lines = [f"- {RELATIONS[link.relation]} `{link.slug}`" for link in claim.links]
        lines += [f"- {INVERSES[link.relation]} `{slug}`" for slug, link in kin]
        heading = f"### Family · {shorten(plain(claim.statement), 200)}\n-# `{claim.slug}`"
        text = "\n".join([*([done] if done else []), heading, *(lines[:_MOST_SHOWN] or [_NO_FAMILY])])
        items: list[ui.Item[Any]] = [ui.TextDisplay(text)]
        linked = [*dict.fromkeys([*(link.slug for link in claim.links), *(slug for slug, _ in kin)])]
        if linked:
            items.append(ui.ActionRow(_unlink(claim.slug, linked)))
        items.append(
            ui.ActionRow(
                button(
                    "Link to a claim", panel_ids.to("link", claim.slug), style=discord.ButtonStyle.primary
                ),
                button("The claim", panel_ids.claim(claim.slug)),
            )
        )
        super().__init__(ui.Container(*items))


class LinkForm(PickForm):
    """Says how a claim is related to another."""

    def __init__(self, claim: Claim, claims: Sequence[Listed], handle: Handler) -> None:
        super().__init__(
            f"Link: {claim.slug}", "The one it is related to; the likeliest first.", claims, handle
        )
        words = {relation: f"This claim is {word.lower()} the other" for relation, word in _SAID.items()}
        self._relation: ui.Select[Self] = ui.Select(
            custom_id="relation",
            options=[
                discord.SelectOption(label=word, value=relation, default=relation is Relation.NARROWER)
                for relation, word in words.items()
            ],
        )
        self.ask("How they are related", self._relation)

    def answers(self) -> tuple[Relation, str]:
        """Return the relation and the other claim's short name."""
        return Relation(self._relation.values[0]), self.picked


_SAID = {
    Relation.NARROWER: "narrower than",
    Relation.WIDER: "wider than",
    Relation.SUPERSEDES: "a later form of",
    Relation.CONTRADICTS: "the contrary of",
}


def _unlink(slug: str, linked: Sequence[str]) -> ui.Select[Any]:
    return ui.Select(
        custom_id=panel_ids.to("unlink", slug),
        options=[discord.SelectOption(label=each, value=each) for each in linked[:MOST_OPTIONS]],
        placeholder="Take a link away …",
    )
