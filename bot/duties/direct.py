"""Direct messages: whom they reach, and what a refusal means."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

import discord

# "Cannot send messages to this user", also for want of a common server, and "opening direct messages too
# fast" (Discord: JSON Error Codes).
CLOSED, _TOO_FAST = frozenset({50007, 50278}), 40003


async def member_of(guild: discord.Guild, user_id: int) -> discord.Member | None:
    """Fetch a member, of whom the gateway does not tell without its privileged intent; None when gone."""
    with suppress(discord.NotFound):
        return await guild.fetch_member(user_id)
    return None


def is_too_soon(refusal: discord.HTTPException) -> bool:
    """Return whether Discord may let a message through later."""
    return refusal.code == _TOO_FAST or refusal.status == HTTPStatus.TOO_MANY_REQUESTS
