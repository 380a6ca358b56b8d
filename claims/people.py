"""Who is acting, what they may do, and what is stored about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from claims.errors import NotAllowed

_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class Role(IntEnum):
    """What a person may do in the newsroom; each may do what those before may.

    A member looks claims up. A viewer reads what moderators read. A contributor records drafts. A moderator
    judges, decides and pauses. A lead settles how Caveat behaves and who may do what.
    """

    MEMBER = 0
    VIEWER = 1
    CONTRIBUTOR = 2
    MODERATOR = 3
    LEAD = 4


_BY = "it needs the Manage Messages permission here, or a role that a lead gives in /caveat settings."
_NEEDED = {
    Role.VIEWER: f"That is for moderators and viewers: {_BY}",
    Role.CONTRIBUTOR: f"That is for moderators and contributors: {_BY}",
    Role.MODERATOR: f"That is for moderators: {_BY}",
    Role.LEAD: "That is for leads: it needs the Manage Server permission, or a leads' role. Ask one of them.",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a guild at the moment they act; ids are Discord's."""

    guild_id: int
    user_id: int
    role: Role = Role.MEMBER

    @property
    def may_moderate(self) -> bool:
        """Whether they are a moderator or a lead."""
        return self.role >= Role.MODERATOR

    @property
    def sees_drafts(self) -> bool:
        """Whether they have any role at the desk."""
        return self.role >= Role.VIEWER

    def must_be(self, role: Role) -> None:
        """Raise NotAllowed unless the person has that role, or one above it."""
        if self.role < role:
            raise NotAllowed(_NEEDED[role])

    def must_moderate(self) -> None:
        """Raise NotAllowed unless the person is a moderator."""
        self.must_be(Role.MODERATOR)


def role_of(
    role_ids: Iterable[int], roles: Mapping[int, Role], *, manages_messages: bool, manages_server: bool
) -> Role:
    """Return what a person may do: by Discord's permissions, or by their roles where those give more."""
    granted = Role.LEAD if manages_server else Role.MODERATOR if manages_messages else Role.MEMBER
    return max([granted, *(roles[each] for each in role_ids if each in roles)])


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
