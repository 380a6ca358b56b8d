"""The one door by which an exception becomes words for the person who met it."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

import discord
import structlog
from discord import app_commands

from bot import metrics
from bot.replies import whisper
from bot.ui.sheet import TextSheet
from bot.ui.words import shorten
from claims.errors import ClaimError

log = structlog.get_logger(__name__)

_LONGEST_KEPT = 700


def explain(error: BaseException) -> str | None:
    """Return what to tell the person, or None when the fault is ours."""
    match error:
        case app_commands.CommandInvokeError(original=original):
            return explain(original)
        case app_commands.TransformerError(__cause__=ClaimError() as cause):
            return str(cause)
        case ClaimError():
            return str(error)
        case app_commands.NoPrivateMessage():
            return "I work in servers only. Use this command in a channel of one."
        case app_commands.CheckFailure():
            return "You can't use that here."
        case discord.Forbidden():
            return "Discord does not let me do that here. Check my permissions with /caveat setup."
        case _:
            return None


async def answer_error(
    interaction: discord.Interaction[Any], error: BaseException, keep: Mapping[str, str] | None = None
) -> None:
    """Tell the person what went wrong; log what was not their doing.

    Args:
        interaction: What the person did.
        error: What came of it.
        keep: What they had typed, by question, to be handed back to them.
    """
    text = explain(error)
    if text is None:
        incident = report(error, command=_name(interaction))
        text = f"Something broke on my side. If it happens again, report incident `{incident}`."
    else:
        metrics.ERRORS.labels("told").inc()
    try:
        await whisper(interaction, TextSheet(text + _kept(keep or {})))
    except discord.HTTPException as unreachable:
        # The interaction expired, or Discord is down: there is nobody left to tell.
        log.warning("error not delivered", command=_name(interaction), status=unreachable.status)


def report(error: BaseException, **ids: object) -> str:
    """Log an unexpected error under a new incident id and return the id; only ids go along, never text."""
    incident = token_hex(4)
    metrics.ERRORS.labels("incident").inc()
    log.error("incident", incident=incident, **ids, exc_info=error)
    return incident


def _kept(answers: Mapping[str, str]) -> str:
    return "".join(f"\n-# {question}, as you wrote it:\n{_block(text)}" for question, text in answers.items())


def _block(text: str) -> str:
    # Three backticks in an answer would end the code block it is shown in.
    shown = shorten(text, _LONGEST_KEPT).replace("```", "'''")
    return f"```\n{shown}\n```"


def _name(interaction: discord.Interaction[Any]) -> str:
    if interaction.command is not None:
        return interaction.command.qualified_name
    data: Any = interaction.data or {}
    return str(data.get("custom_id", "?"))
