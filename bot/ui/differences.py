"""What an import would change, or has changed, as moderators and the command line are shown it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeAlias

import discord
from discord import ui

from bot.ui.forms import Form, Handler
from bot.ui.ids import exchange as exchange_ids
from bot.ui.sheet import LONGEST_TEXT, Sheet, button
from bot.ui.words import plain, shorten
from claims.comparing import Difference, ShownStep
from claims.exchange import Format, Wish

_AS_NAMED, _AS_USUAL, _AT_ONCE = "as-named", "as-usual", "at-once"
_FORMATS = {
    _AS_NAMED: "What its name says",
    Format.PACK: "A pack (.yaml, .json)",
    Format.CSV: "A table (.csv)",
    Format.CLAIMREVIEW: "ClaimReview (.jsonld)",
    Format.NOTES: "Notes of X (.tsv), as leads",
}
_PUBLISHING = {
    _AS_USUAL: "Drafts; those of a pack are published",
    _AT_ONCE: "All are published, and get notes at once",
    "drafts": "All become drafts",
}
_SHOWN = 10

# A file, its format where it was told, and how it is wished to be imported.
Chosen: TypeAlias = tuple[discord.Attachment, Format | None, Wish]
_LONGEST_LINE = 240


class DifferenceSheet(Sheet):
    """A comparison, with the buttons that import the file or leave it alone where a token is given."""

    def __init__(self, name: str, difference: Difference, token: str | None = None) -> None:
        lines = [f"### Import of {plain(name)}", *_plain_lines(difference)]
        if token is not None:
            lines.append("-# Nothing is imported yet. The buttons work for 10 minutes.")
        items: list[ui.Item[Any]] = [ui.TextDisplay(_fitting(lines))]
        if token is not None:
            items.append(_row(difference, token))
        super().__init__(ui.Container(*items))


class ImportForm(Form):
    """Takes a file, and how it is wished to be imported."""

    def __init__(self, handle: Handler) -> None:
        super().__init__("Import a file", handle)
        self._file: ui.FileUpload[Self] = ui.FileUpload(custom_id="file", max_values=1)
        self._format: ui.Select[Self] = ui.Select(custom_id="format", options=_options(_FORMATS))
        self._publish: ui.Select[Self] = ui.Select(custom_id="publish", options=_options(_PUBLISHING))
        self.ask("The file", self._file, "Up to 8 MB. You are shown first what it would change.")
        self.ask("What it is", self._format)
        self.ask("What its claims become", self._publish)

    def answers(self) -> Chosen:
        """Return the file, its format where it was told, and whether its claims are published."""
        format, publish = self._format.values[0], self._publish.values[0]
        wish = Wish(None, None if publish == _AS_USUAL else publish == _AT_ONCE)
        return self._file.values[0], None if format == _AS_NAMED else Format(format), wish


class ImportedSheet(Sheet):
    """What an import has changed."""

    def __init__(self, name: str, difference: Difference) -> None:
        lines = [f"### Imported {plain(name)}", *_plain_lines(difference)]
        if difference.drafts:
            lines.append("-# Drafts get no notes until they are published.")
        super().__init__(ui.Container(ui.TextDisplay(_fitting(lines))))


def _options(words: Mapping[str, str]) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=word, value=value, default=not place)
        for place, (value, word) in enumerate(words.items())
    ]


def difference_lines(difference: Difference, shown: int) -> list[str]:
    """Return the difference in words, with at most so many claims and so many things that are wrong."""
    lines = [summary(difference)]
    if difference.refused:
        places = "1 place is" if difference.refused == 1 else f"{difference.refused} places are"
        lines.append(f"{places} wrong, so nothing is imported:")
        lines += [f"• {refusal}" for refusal in difference.refusals[:shown]]
        return lines + _more(difference.refused, len(difference.refusals[:shown]))
    lines += [_line(step) for step in difference.steps[:shown]]
    return lines + _more(difference.added + difference.changed, len(difference.steps[:shown]))


def summary(difference: Difference) -> str:
    """Return the difference in one sentence."""
    drafts = f" ({difference.drafts} as drafts)" if difference.drafts else ""
    parts = [
        f"{difference.added} new{drafts}",
        f"{difference.changed} changed",
        f"{difference.unchanged} as they are",
    ]
    event = f"; {difference.event}" if difference.event else ""
    return f"Claims: {', '.join(parts)}{event}."


def _plain_lines(difference: Difference) -> list[str]:
    return [shorten(plain(line), _LONGEST_LINE) for line in difference_lines(difference, _SHOWN)]


def _fitting(lines: Sequence[str]) -> str:
    return shorten("\n".join(lines), LONGEST_TEXT)


def _line(step: ShownStep) -> str:
    if step.what:
        return f"~ {step.slug}: {'; '.join(step.what)}"
    return f"+ {step.slug}: {step.statement}"


def _more(total: int, shown: int) -> list[str]:
    return [f"… and {total - shown} more."] if total > shown else []


def _row(difference: Difference, token: str) -> ui.ActionRow[Any]:
    count = difference.added + difference.changed
    label = "Import 1 claim" if count == 1 else f"Import {count} claims" if count else "Import the event"
    return ui.ActionRow(
        button(label, exchange_ids.import_file(token), style=discord.ButtonStyle.success),
        button("Cancel", exchange_ids.no_import(token)),
    )
