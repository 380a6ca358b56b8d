"""Who is acting, what they may do, and what is stored about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from claims.errors import NotAllowed

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a guild at the moment they act; ids are Discord's."""

    guild_id: int
    user_id: int
    may_moderate: bool = False

    def must_moderate(self) -> None:
        """Raise NotAllowed unless the person is a moderator."""
        if not self.may_moderate:
            raise NotAllowed("That is for moderators: it needs the Manage Messages permission here.")


def joined_discord_at(user_id: int) -> datetime:
    """Return when an account was made; its id tells it in milliseconds since 2015 (Discord: Snowflakes)."""
    return _DISCORD_EPOCH + timedelta(milliseconds=user_id >> 22)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a guild's records hold about one person.

    Attributes:
        opted_out_since: since when their messages are not read, at their wish; None when they may be.
        objections: how many matches they called wrong.
        excerpts: of how many of their messages the moderators are shown words.
        audit_records: how many records of the audit trail name them as who made a change.
        helpful: how many notes they called helpful.
        suggestions: how many sources they suggested.
        tips: how many claims they suggested.
        follows: how many claims they follow.
        unreachable_since: since when Discord lets no digest through to them.
        blocked_since: since when moderators take no suggestions from them.
    """

    opted_out_since: datetime | None = None
    objections: int = 0
    audit_records: int = 0
    helpful: int = 0
    suggestions: int = 0
    tips: int = 0
    excerpts: int = 0
    follows: int = 0
    unreachable_since: datetime | None = None
    blocked_since: datetime | None = None

    @property
    def erasable(self) -> int:
        """How many things of theirs `erase` would delete."""
        spoken = self.objections + self.helpful + self.suggestions + self.tips
        return spoken + self.excerpts + self.follows
