"""Following a claim, and the digests for those who do."""

from __future__ import annotations

from bot.ui.ids.patterns import SLUG

_GUILD = r"(?P<guild>\d{1,20})"
FOLLOW = rf"follow:{SLUG}"
STOP_FOLLOWING = rf"unfollow:{SLUG}"
# Outside a server a button must name its own; the stamp tells one digest of a person from another.
STOP_HERE = rf"stop:{_GUILD}:{SLUG}"
STOP_ALL_HERE = rf"stop-all:{_GUILD}:(?P<stamp>\d{{1,20}})"


def follow(slug: str) -> str:
    """Return the custom_id of the button that follows a claim."""
    return f"follow:{slug}"


def stop_following(slug: str) -> str:
    """Return the custom_id of the button that stops following a claim."""
    return f"unfollow:{slug}"


def stop_here(guild_id: int, slug: str) -> str:
    """Return the custom_id of a digest's button that stops following a claim."""
    return f"stop:{guild_id}:{slug}"


def stop_all_here(guild_id: int, stamp: int) -> str:
    """Return the custom_id of a digest's button that stops following all claims, with the digest's stamp."""
    return f"stop-all:{guild_id}:{stamp}"
