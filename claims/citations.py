"""A source as a moderator hands it in: what was published, and how it is kept and trusted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from claims.addresses import located, normalised
from claims.errors import Invalid
from claims.evidence import Evidence, EvidenceStance, Grade


@dataclass(frozen=True, slots=True)
class Citation:
    """What was published, where and when; without a title it goes by the name of its site."""

    url: str = ""
    title: str = ""
    publisher: str = ""
    published_at: datetime | None = None
    stance: EvidenceStance = EvidenceStance.CONTEXT

    def on(self, old: Evidence | None = None) -> Evidence:
        """Return the source it makes, of an old one what it does not tell.

        An address in a web archive gives the page's own, the copy's, and when that was made.

        Raises:
            Invalid: it names nothing, a text is too long, or an address cannot be opened.
        """
        place = located(self.url) if self.url.strip() else None
        title = " ".join(self.title.split()) or (place and urlsplit(place.url).hostname) or ""
        if not title:
            raise Invalid("Name the source: by its address, by its title, or by both.")
        piece = replace(
            old or Evidence(title),
            title=title,
            publisher=" ".join(self.publisher.split()),
            url=place.url if place else None,
            published_at=self.published_at,
            stance=self.stance,
        )
        if place is None or place.archive_url is None:
            return piece
        return replace(piece, archive_url=place.archive_url, captured_at=place.captured_at)


@dataclass(frozen=True, slots=True)
class Appraisal:
    """How a source is kept, and how far it is to be trusted."""

    archive_url: str = ""
    captured_at: datetime | None = None
    content_sha256: str = ""
    grade: Grade | None = None

    def on(self, piece: Evidence, now: datetime) -> Evidence:
        """Return the source so kept and graded; a copy was made when its address says so, else now.

        Raises:
            Invalid: the archive's address cannot be opened, or the hash is none.
        """
        archive_url = normalised(self.archive_url) if self.archive_url.strip() else None
        captured_at = self.captured_at
        if archive_url is not None and captured_at is None:
            captured_at = located(archive_url).captured_at or now
        return replace(
            piece,
            archive_url=archive_url,
            captured_at=captured_at,
            content_sha256=self.content_sha256.strip().lower() or None,
            grade=self.grade,
        )
