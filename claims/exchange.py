"""Bringing claims in and taking them out: what a file can be, and what is wanted of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.checks import check_text, check_url


class Format(StrEnum):
    """What a file of claims can be; notes come in only, everything goes out only."""

    PACK = "pack"
    CSV = "csv"
    CLAIMREVIEW = "claimreview"
    NOTES = "notes"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Wish:
    """How a moderator wants a file imported: which event, and whether its claims may get notes at once."""

    event: str | None = None
    publish: bool | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes reviews, and on which page, each under the claim's short name (“…#slug”)."""

    name: str
    page: str = ""

    def __post_init__(self) -> None:
        check_text("The publisher's name", self.name, 120)
        if self.page:
            check_url(self.page)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out: all events or one, in which format, published by whom, under which name."""

    name: str
    format: Format
    publisher: Publisher
    event: str | None = None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as it is exported: ids, states and times, no words."""

    channel_id: int
    message_id: int
    reply_id: int | None
    slug: str
    state: str
    revision: int
    reserved_at: datetime
