"""The forms of the evidence ledger: what was published, and how it is kept and trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import discord
from discord import ui

from bot.ui.choices import stance_options
from bot.ui.fields import InstantField, line_field
from bot.ui.forms import Form, Handler
from bot.ui.words import CREDIBILITY, RELIABILITY
from claims.checks import MAX_PUBLISHER, MAX_TITLE, MAX_URL
from claims.citations import Appraisal, Citation
from claims.errors import Invalid
from claims.evidence import Evidence, EvidenceStance, Grade

_LONGEST_HASH = 66
_NOT_GRADED = "-"
_LIKE = "Like 2023-06-24 02:00 (UTC)"


class CitationForm(Form):
    """Says what was published: of a new source, or anew of one that is there."""

    def __init__(self, title: str, handle: Handler, piece: Evidence | None = None) -> None:
        super().__init__(title, handle)
        self._url: ui.TextInput[Self] = line_field(
            "url", MAX_URL, default=piece.url or "" if piece else "", example="https://…"
        )
        self._title: ui.TextInput[Self] = line_field("title", MAX_TITLE, default=piece.title if piece else "")
        self._publisher: ui.TextInput[Self] = line_field(
            "publisher", MAX_PUBLISHER, default=piece.publisher if piece else ""
        )
        self._published = InstantField("published", piece.published_at if piece else None)
        self._stance: ui.Select[Self] = ui.Select(
            custom_id="stance", options=stance_options(piece.stance if piece else EvidenceStance.CONTEXT)
        )
        self.ask("Address", self._url, "The page itself; an address at web.archive.org tells both.")
        self.ask("Title", self._title, "What it is called there. Left empty, the name of the site.")
        self.ask("Who published it", self._publisher)
        self.ask("Published", self._published, f"{_LIKE}; empty if you do not know.")
        self.ask("What it does to the claim", self._stance)

    def answers(self) -> Citation:
        """Return what was published; raise Invalid for a time that cannot be read."""
        return Citation(
            url=self._url.value,
            title=self._title.value,
            publisher=self._publisher.value,
            published_at=self._published.instant,
            stance=EvidenceStance(self._stance.values[0]),
        )


class AppraisalForm(Form):
    """Says where a copy of a source is kept and how far the source is trusted."""

    def __init__(self, slug: str, handle: Handler, piece: Evidence) -> None:
        super().__init__(f"Archive and grade: {slug}", handle)
        grade = piece.grade
        self._archive: ui.TextInput[Self] = line_field(
            "archive", MAX_URL, default=piece.archive_url or "", example="https://web.archive.org/web/…"
        )
        self._captured = InstantField("captured", piece.captured_at)
        self._hash: ui.TextInput[Self] = line_field(
            "sha256", _LONGEST_HASH, default=piece.content_sha256 or ""
        )
        self._reliability: ui.Select[Self] = ui.Select(
            custom_id="reliability", options=_scale(RELIABILITY, grade.source if grade else None)
        )
        self._credibility: ui.Select[Self] = ui.Select(
            custom_id="credibility", options=_scale(CREDIBILITY, grade.information if grade else None)
        )
        self.ask("Archived copy", self._archive, "Its address, in case the page changes or goes.")
        self.ask("Captured", self._captured, f"{_LIKE}; empty: as the copy says, or now.")
        self.ask("SHA-256 of what was captured", self._hash, "64 digits, if you made a file of it.")
        self.ask("The source is", self._reliability, "Admiralty code, A to F.")
        self.ask("What it says is", self._credibility, "Admiralty code, 1 to 6.")

    def answers(self) -> Appraisal:
        """Return how it is kept and graded; raise Invalid for half a grade or an unreadable time."""
        letter, digit = self._reliability.values[0], self._credibility.values[0]
        if (letter == _NOT_GRADED) is not (digit == _NOT_GRADED):
            raise Invalid("A grade has two parts: how reliable the source is, and how credible what it says.")
        grade = None if letter == _NOT_GRADED else Grade(letter, int(digit))
        return Appraisal(self._archive.value, self._captured.instant, self._hash.value, grade)


def _scale(words: Mapping[Any, str], chosen: object) -> list[discord.SelectOption]:
    graded = [
        discord.SelectOption(label=f"{step} · {word}", value=str(step), default=step == chosen)
        for step, word in words.items()
    ]
    return [discord.SelectOption(label="Not graded", value=_NOT_GRADED, default=chosen is None), *graded]
