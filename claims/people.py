"""Who is acting, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from claims.errors import NotAllowed


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
