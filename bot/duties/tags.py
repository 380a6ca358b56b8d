"""Sets the tags of a forum post to the verdicts of the claims that are noted under it."""

from __future__ import annotations

from collections.abc import Mapping

import discord
import structlog

from bot.duties.reach import LOST, Postable
from bot.duties.threads import kept_open, was_just_archived
from bot.logs import job_ids
from claims.settling import Settlement
from claims.tagging import retagged, wanted_names

log = structlog.get_logger(__name__)


async def show_verdicts(settlement: Settlement, channel: Postable) -> None:
    """Give a post the tags its notes call for; a note elsewhere, or no choice of tags, changes nothing.

    What Discord refuses is logged: the note is what counts. What it leaves unanswered is raised, so that the
    job is done again.
    """
    forum, chosen = _forum_of(settlement, channel), settlement.tags
    if forum is None or not chosen or not isinstance(channel, discord.Thread):
        return
    verdicts = [each.claim.verdict for each in settlement.standing]
    known = {tag.name: tag for tag in reversed(forum.available_tags)}
    applied = [tag.name for tag in channel.applied_tags]
    tags = retagged(applied, [*known], chosen, verdicts, required=forum.flags.require_tag)
    lacking = set(wanted_names(chosen, verdicts)) - {name.casefold() for name in tags}
    if lacking:
        log.info("tag not shown", **job_ids(settlement.job), why=_why(lacking, known))
    if set(tags) != set(applied):
        await _set(settlement, channel, [known[name] for name in tags])


def _forum_of(settlement: Settlement, channel: Postable) -> discord.ForumChannel | None:
    """Return the forum, where the note stands under a post's first message, which has the post's id."""
    if not isinstance(channel, discord.Thread) or channel.id != settlement.job.subject:
        return None
    return channel.parent if isinstance(channel.parent, discord.ForumChannel) else None


def _why(lacking: set[str], known: Mapping[str, discord.ForumTag]) -> str:
    there = {name.casefold() for name in known}
    return "the post has five other tags" if lacking <= there else "the forum has no such tag"


async def _set(settlement: Settlement, thread: discord.Thread, tags: list[discord.ForumTag]) -> None:
    if not thread.permissions_for(thread.guild.me).manage_threads:
        log.info("tags not set", **job_ids(settlement.job), missing=["Manage Threads"])
        return
    try:
        async with kept_open(thread) as opened:
            await opened.edit(applied_tags=tags)
    except LOST:
        raise
    except discord.HTTPException as refusal:
        if refusal.status == 429 or was_just_archived(refusal):
            raise TimeoutError(thread.id) from refusal
        log.warning("tags refused", **job_ids(settlement.job), status=refusal.status, code=refusal.code)
    else:
        log.info("tags set", **job_ids(settlement.job), tags=[tag.id for tag in tags])
