"""Evidence: what was published that bears on a claim, for or against it, and how far it is to be trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from claims.checks import MAX_PUBLISHER, MAX_TITLE, check_instant, check_text, check_url
from claims.errors import Invalid

_SHA256 = re.compile(r"[0-9a-f]{64}")


class EvidenceStance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Grade:
    """The Admiralty code: the source's reliability A-F, the information's credibility 1-6 (AJP-2.1)."""

    source: str
    information: int

    def __post_init__(self) -> None:
        if self.source not in "ABCDEF" or len(self.source) != 1 or not 1 <= self.information <= 6:
            raise Invalid("A grade is a letter A-F and a digit 1-6, for example B2.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "B2"; raise Invalid for anything else."""
        if not re.fullmatch(r"[A-F][1-6]", text):
            raise Invalid("A grade is a letter A-F and a digit 1-6, for example B2.")
        return cls(text[0], int(text[1]))

    def __str__(self) -> str:
        return f"{self.source}{self.information}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something published that bears on a claim."""

    title: str
    publisher: str = ""
    url: str | None = None
    published_at: datetime | None = None
    captured_at: datetime | None = None
    archive_url: str | None = None
    content_sha256: str | None = None
    stance: EvidenceStance = EvidenceStance.CONTEXT
    grade: Grade | None = None

    def __post_init__(self) -> None:
        check_text("A source's title", self.title, MAX_TITLE)
        check_text("A publisher's name", self.publisher, MAX_PUBLISHER, empty=True)
        for url in (self.url, self.archive_url):
            if url is not None:
                check_url(url)
        if self.content_sha256 is not None and not _SHA256.fullmatch(self.content_sha256):
            raise Invalid("A content hash is 64 hexadecimal digits (SHA-256).")
        for instant in (self.published_at, self.captured_at):
            if instant is not None:
                check_instant("A source's date", instant)
