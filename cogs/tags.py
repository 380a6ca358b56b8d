"""/caveat tag: which verdict shows as which tag of a forum post."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.client import CaveatBot
from bot.edge import to_actor
from bot.replies import whisper
from bot.ui.sheet import TextSheet
from bot.ui.tags import tags_text
from bot.ui.words import LOOKS
from claims.model import Verdict
from claims.settings import LONGEST_TAG
from cogs.choices import MOST_CHOICES

_GROUP = "caveat"
_VERDICTS = [
    app_commands.Choice(name=f"{look.symbol} {look.word}", value=verdict.value)
    for verdict, look in LOOKS.items()
]


async def tag_choices(
    interaction: discord.Interaction[CaveatBot], typed: str
) -> list[app_commands.Choice[str]]:
    """Offer the names of the guild's forum tags, each once."""
    names = sorted({name for name in _offered(_forums(interaction)) if typed.casefold() in name.casefold()})
    return [app_commands.Choice(name=name, value=name) for name in names[:MOST_CHOICES]]


@app_commands.command()
@app_commands.choices(verdict=_VERDICTS)
@app_commands.autocomplete(tag=tag_choices)
async def tag(
    interaction: discord.Interaction[CaveatBot],
    verdict: str,
    tag: app_commands.Range[str, 1, LONGEST_TAG] | None = None,
) -> None:
    """Show a verdict as a tag of the forum posts I put notes under.

    Args:
        verdict: Which verdict.
        tag: The name of a tag that your forums have; leave empty to show it as none.
    """
    actor = await to_actor(interaction)
    settings = await interaction.client.services.tags.choose(actor, Verdict(verdict), tag or "")
    forums = _forums(interaction)
    lacking = [forum.mention for forum in forums if not forum.permissions_for(forum.guild.me).manage_threads]
    await whisper(interaction, TextSheet(tags_text(settings.tags, _offered(forums), lacking)))


def _forums(interaction: discord.Interaction[CaveatBot]) -> Sequence[discord.ForumChannel]:
    return interaction.guild.forums if interaction.guild is not None else ()


def _offered(forums: Sequence[discord.ForumChannel]) -> list[str]:
    return [each.name for forum in forums for each in forum.available_tags]


async def setup(bot: CaveatBot) -> None:
    """Add the command to /caveat, which cogs.setup has made."""
    _group(bot).add_command(tag)


async def teardown(bot: CaveatBot) -> None:
    """Take it away again."""
    _group(bot).remove_command(tag.name)


def _group(bot: CaveatBot) -> app_commands.Group:
    group = bot.tree.get_command(_GROUP)
    if not isinstance(group, app_commands.Group):
        raise TypeError(f"/{_GROUP} is no group; cogs.setup comes first")
    return group
