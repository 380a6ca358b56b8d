"""Archived threads: opened for as long as something in them is changed, and archived again."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TypeVar

import discord
import structlog

from bot.duties.reach import LOST, Postable

PostableT = TypeVar("PostableT", discord.Thread, Postable)

log = structlog.get_logger(__name__)

_THREAD_ARCHIVED = 50083


def was_just_archived(refusal: discord.HTTPException) -> bool:
    """Return whether a thread was archived in the moment before; in a locked one the same code is a 403."""
    return refusal.status == 400 and refusal.code == _THREAD_ARCHIVED


@asynccontextmanager
async def kept_open(channel: PostableT) -> AsyncGenerator[PostableT]:
    """Yield the channel; an archived thread, in which nothing can be changed, is opened and archived again.

    Opening takes Send Messages in Threads, archiving Manage Threads (Discord: Modify Channel); where that is
    missing the thread stays open until Discord archives it, as it does by itself.

    Raises:
        discord.Forbidden: it may not be opened.
    """
    if not isinstance(channel, discord.Thread) or not channel.archived:
        yield channel
        return
    opened = await channel.edit(archived=False)
    try:
        yield opened
    finally:
        await _archive(opened)


async def _archive(thread: discord.Thread) -> None:
    if not thread.permissions_for(thread.guild.me).manage_threads:
        log.info("thread left open", guild=thread.guild.id, channel=thread.id, missing=["Manage Threads"])
        return
    try:
        await thread.edit(archived=True)
    except (*LOST, discord.HTTPException) as failure:
        # The note is shown; doing all of it again would open the thread again.
        log.warning(
            "thread left open", guild=thread.guild.id, channel=thread.id, error=type(failure).__name__
        )
