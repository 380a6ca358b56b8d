"""Files that were compared and may be imported by a press, for some minutes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

import discord

from bot.duties.reach import LOST
from claims.errors import Invalid
from claims.exchange import Format, Wish

VALID_FOR = timedelta(minutes=10)
OVER = "That comparison is over. Give me the file again with /desk import."
FETCHED_WITHIN_S = 60.0
_GONE = "Discord does not have that file any more. Attach it again with /desk import."
_CUT_OFF = "Discord did not hand me the whole file. Attach it again with /desk import, perhaps in a minute."
_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that was compared; it is not kept, but read again from where Discord has it."""

    file: discord.Attachment
    format: Format | None
    wish: Wish
    guild_id: int
    asked_at: datetime


async def fetched(file: discord.Attachment) -> bytes:
    """Return what is in a file that somebody attached; raise Invalid where Discord does not hand it over."""
    try:
        async with asyncio.timeout(FETCHED_WITHIN_S):
            return await file.read()
    except (discord.NotFound, discord.Forbidden):
        raise Invalid(_GONE) from None
    except (discord.HTTPException, *LOST):
        raise Invalid(_CUT_OFF) from None


class PendingImports:
    """The comparisons whose buttons still work: the latest, for some minutes each."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Pending] = OrderedDict()

    def put(self, pending: Pending) -> str:
        """Remember a comparison, and return the token its buttons carry."""
        token = token_hex(8)
        self._kept[token] = pending
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return token

    def take(self, token: str, guild_id: int, now: datetime) -> Pending:
        """Return a comparison and forget it; raise Invalid when there is none any more."""
        pending = self._kept.pop(token, None)
        if pending is None or pending.guild_id != guild_id or now - pending.asked_at > VALID_FOR:
            raise Invalid(OVER)
        return pending
