"""A claim as moderators work on it: what is known, how it is used, and everything they can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.cards import card_body, card_heading
from bot.ui.choices import claim_options
from bot.ui.ids import home as home_ids
from bot.ui.ids import judging as judging_ids
from bot.ui.ids import ledger as ledger_ids
from bot.ui.ids import panel as panel_ids
from bot.ui.ids import queue as queue_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.stats import tally_lines
from bot.ui.words import LOOKS, counted, shorten
from claims.kinship import Tie
from claims.listing import Listed
from claims.model import Claim, Lifecycle
from claims.queue import WaitingKind
from claims.tallies import Tally


class ClaimPanel(Sheet):
    """The claim's card with the buttons of the desk, three rows of them."""

    def __init__(
        self,
        claim: Claim,
        tally: Tally | None = None,
        kin: Sequence[Tie] = (),
        *,
        done: str = "",
        others: Sequence[Claim] = (),
    ) -> None:
        """Lay the panel out.

        Args:
            claim: The claim.
            tally: What became of its notes.
            kin: The links of other claims to it.
            done: What was just done about it.
            others: What a search found besides, to choose from.
        """
        heading, facts = card_heading(claim), "\n".join([*tally_lines(tally), _texts(claim)])
        room = LONGEST_TEXT - len(heading) - len(done) - len(facts)
        before: list[ui.Item[Any]] = [ui.TextDisplay(done), ui.Separator()] if done else []
        if others:
            picked = ui.ActionRow(claim_list(panel_ids.FOUND, others, "Another claim that fits …"))
            before = [picked, *before]
        super().__init__(
            ui.Container(
                *before,
                ui.TextDisplay(heading),
                ui.TextDisplay(f"{shorten(card_body(claim, kin), room)}\n{facts}"),
                *(_out_of_use(claim) if claim.retired else _in_use(claim)),
                accent_colour=LOOKS[claim.verdict].colour,
            )
        )


def claim_list(custom_id: str, claims: Sequence[Claim | Listed], placeholder: str) -> ui.Select[Any]:
    """Return a list to pick a claim from, by its verdict and statement."""
    return ui.Select(custom_id=custom_id, options=claim_options(claims), placeholder=placeholder)


def _texts(claim: Claim) -> str:
    """Return how many texts messages are held against, in one small line."""
    counts = [counted(len(claim.wordings), "wording"), f"{len(claim.counter_wordings)} that never match"]
    counts += [f"{len(claim.stopped_wordings)} stopped"] if claim.stopped_wordings else []
    return f"-# {', '.join(counts)} · {counted(len(claim.evidence), 'source')}"


def _in_use(claim: Claim) -> list[ui.ActionRow[Any]]:
    slug = claim.slug
    return [
        ui.ActionRow(
            button("Judge", judging_ids.open_sheet(slug), style=discord.ButtonStyle.primary),
            _draft_card(slug) if claim.is_draft else _still_so(claim),
            button("Sources", ledger_ids.open_ledger(slug)),
            button("Wordings", panel_ids.to("wordings", slug)),
            button("Edit", panel_ids.to("edit", slug)),
        ),
        ui.ActionRow(
            button("Family", panel_ids.to("family", slug)),
            button("Merge", panel_ids.to("merge", slug)),
            button("Backtest", panel_ids.to("backtest", slug)),
            button("Changes", panel_ids.to("changes", slug)),
        ),
        ui.ActionRow(
            _pause(claim),
            button("Withdraw", panel_ids.to("withdraw", slug), style=discord.ButtonStyle.danger),
            _look_again(slug),
            _back(),
        ),
    ]


def _out_of_use(claim: Claim) -> list[ui.ActionRow[Any]]:
    slug, withdrawn = claim.slug, claim.lifecycle is Lifecycle.WITHDRAWN
    return [
        ui.ActionRow(
            button("Restore", panel_ids.to("restore", slug), disabled=not withdrawn),
            button("Changes", panel_ids.to("changes", slug)),
            _look_again(slug),
            _back(),
        )
    ]


def _draft_card(slug: str) -> ui.Button[Any]:
    return button("Publish or decline", queue_ids.card(WaitingKind.DRAFT, 0, slug))


def _still_so(claim: Claim) -> ui.Button[Any]:
    return button("Checked, still so", panel_ids.still_so(len(claim.judgements), claim.slug))


def _pause(claim: Claim) -> ui.Button[Any]:
    label, where = ("Pause notes", "pause") if claim.auto_note else ("Resume notes", "resume")
    return button(label, panel_ids.to(where, claim.slug))


def _look_again(slug: str) -> ui.Button[Any]:
    return button("Look again", panel_ids.claim(slug))


def _back() -> ui.Button[Any]:
    return button("The desk", home_ids.HOME)
