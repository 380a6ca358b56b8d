"""What moderators are asked about a message before, or instead of, a note under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.notes import Note, NoteState
from claims.settings import Mode

LONGEST_EXCERPT = 300


class Ruling(StrEnum):
    """What a moderator says of a proposal.

    In shadow mode a note would have been right or wrong. Elsewhere it is posted, left out here, or wrong.
    """

    RIGHT = "right"
    WRONG = "wrong"
    POST = "post"
    LEAVE = "leave"


class Doubt(StrEnum):
    """Why the bot does not note a message by itself: it names nobody, or has too little in common."""

    NONE = "none"
    NOBODY_NAMED = "nobody_named"
    UNLIKELY = "unlikely"


RULINGS = {Mode.SHADOW: (Ruling.RIGHT, Ruling.WRONG), Mode.SUGGEST: (Ruling.POST, Ruling.LEAVE, Ruling.WRONG)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that a message repeats, shown to the moderators.

    Attributes:
        mode: shadow asks whether a note would be right, suggest whether to post one.
        score: the match's calibrated probability in 0..1.
        wording: the claim's own text that the message was nearest to.
        digest: of what the message says of it (claims.notes.digest_of).
        doubt: what keeps the bot from noting it by itself.
        ruling: what a moderator said, once one has.
        lapsed: whether the message was deleted, or edited so that it no longer says the claim, before or
            after a ruling.
    """

    guild_id: int
    channel_id: int
    message_id: int
    slug: str
    mode: Mode
    score: float
    proposed_at: datetime
    wording: str = ""
    digest: str = ""
    doubt: Doubt = Doubt.NONE
    ruling: Ruling | None = None
    ruled_by: int | None = None
    lapsed: bool = False

    @property
    def open(self) -> bool:
        """Whether nobody has ruled yet, and there is still something to rule about."""
        return self.ruling is None and not self.lapsed

    def note(self, claim_revision: int, at: datetime) -> Note:
        """Return the note that is posted when a moderator says so."""
        return Note(
            guild_id=self.guild_id,
            channel_id=self.channel_id,
            message_id=self.message_id,
            slug=self.slug,
            claim_revision=claim_revision,
            state=NoteState.RESERVED,
            reserved_at=at,
            wording=self.wording,
            digest=self.digest,
        )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words of a message that moderators are shown until an instant, where the guild wishes so."""

    author_id: int
    text: str
    kept_until: datetime
