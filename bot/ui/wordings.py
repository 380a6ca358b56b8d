"""All that messages are held against for a claim, and what is stopped: the panel of /desk wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.ids import feedback as feedback_ids
from bot.ui.ids import panel as panel_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import one_line, plain, shorten
from claims.model import Claim
from claims.notes import digest_of
from claims.stopping import StoppedPassage

# What the list offers besides wordings, which it tells by their digests.
PASSAGES = "passages"
_MOST_OPTIONS = 25
_LONGEST_LABEL = 100
_LONGEST_LIST = 750


class WordingsPanel(Sheet):
    """What is stopped first, with the list that lets it match again."""

    def __init__(self, claim: Claim, passages: Sequence[StoppedPassage], done: str = "") -> None:
        parts = [*([done] if done else []), *wordings_texts(claim, passages)]
        items: list[ui.Item[Any]] = [ui.TextDisplay(text) for text in parts]
        if options := list(_options(claim, passages)):
            picked: ui.Select[Any] = ui.Select(
                custom_id=feedback_ids.restore_wording(claim.slug),
                placeholder="Let match again …",
                options=options[:_MOST_OPTIONS],
            )
            items.append(ui.ActionRow(picked))
        items.append(_ways_on(claim.slug))
        super().__init__(ui.Container(*items))


def wordings_texts(claim: Claim, passages: Sequence[StoppedPassage]) -> list[str]:
    """Return the panel's paragraphs."""
    alone = len(_alone(passages))
    stopped = [*_listed("**Stopped**: each brought a wrong match", claim.stopped_wordings)]
    if alone:
        stopped.append(
            f"-# {_texts(alone)} stopped besides; I keep no words of messages, so I cannot show them."
        )
    return [
        f"### {plain(claim.statement)}\n-# `{claim.slug}`",
        "\n".join(stopped) or "Nothing is stopped.",
        "\n".join(_listed("**Ways of saying it**", claim.wordings)) or "Only the statement itself matches.",
        *filter(None, ["\n".join(_listed("**Never match**", claim.counter_wordings))]),
    ]


def taught_text(claim: Claim, *, counter: bool) -> str:
    """Return what a claim has after someone taught it more."""
    kept = claim.counter_wordings if counter else claim.wordings
    what = "texts that never match it" if counter else "ways of saying it"
    return f"Saved. `{claim.slug}` now has {len(kept)} {what}."


def armed_text(claim: Claim) -> str:
    """Return what a claim has after a backtest was armed."""
    ways, never = len(claim.wordings), len(claim.counter_wordings)
    return (
        f"Armed. `{claim.slug}` now has {'1 way' if ways == 1 else f'{ways} ways'} of saying it besides its "
        f"statement, and {_texts(never)} that must never match. The next message is read with them."
    )


def _ways_on(slug: str) -> ui.ActionRow[Any]:
    return ui.ActionRow(
        button("Add wordings", panel_ids.to("word", slug), style=discord.ButtonStyle.primary),
        button("Never match …", panel_ids.to("never", slug)),
        button("The claim", panel_ids.claim(slug)),
    )


def _options(claim: Claim, passages: Sequence[StoppedPassage]) -> Iterator[discord.SelectOption]:
    if alone := len(_alone(passages)):
        yield discord.SelectOption(label=f"{_texts(alone)} stopped without a wording", value=PASSAGES)
    for wording in claim.stopped_wordings:
        yield discord.SelectOption(
            label=shorten(one_line(wording) or "…", _LONGEST_LABEL), value=digest_of(wording)
        )


def _alone(passages: Iterable[StoppedPassage]) -> list[StoppedPassage]:
    return [each for each in passages if not each.wording]


def _texts(number: int) -> str:
    return "1 text" if number == 1 else f"{number} texts"


def _listed(heading: str, wordings: Sequence[str]) -> list[str]:
    """Return a heading and as many wordings as fit, and say how many do not."""
    if not wordings:
        return []
    lines = [heading]
    for number, wording in enumerate(wordings):
        line = f"- {plain(wording)}"
        if sum(map(len, lines)) + len(line) > _LONGEST_LIST:
            return [*lines, f"-# and {len(wordings) - number} more"]
        lines.append(line)
    return lines
