"""Many new accounts that spoke up about one note at once, as moderators are told of them."""

from __future__ import annotations

from discord import ui

from bot.ui.ids import feedback as feedback_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at
from claims.voices import Swarm, Voices


class SwarmCard(Sheet):
    """What was noticed, where, and that it changed nothing."""

    def __init__(self, swarm: Swarm, voices: Voices) -> None:
        row = ui.ActionRow(button("Voices by now", feedback_ids.swarm_voices(swarm.message_id)))
        super().__init__(ui.Container(ui.TextDisplay(swarm_text(swarm, voices)), row))


def swarm_text(swarm: Swarm, voices: Voices) -> str:
    """Return what moderators read of a swarm."""
    note = f"https://discord.com/channels/{swarm.guild_id}/{swarm.channel_id}/{swarm.message_id}"
    return "\n".join(
        [
            "### 🐝 Many new accounts at one note",
            f"{at(swarm.noticed_at)}: within a minute, at least five accounts younger than a week pressed a "
            f"button under the note about `{swarm.slug}` at [this message]({note}).",
            "Their voices do not count, so nothing has changed and nothing needs doing. If the note is wrong "
            "all the same, press **Wrong match** under it.",
            f"-# {voices_text(voices)}",
        ]
    )


def voices_text(voices: Voices) -> str:
    """Return what the voices about a note come to."""
    return (
        f"Voices: {voices.wrong} “Wrong match”, {voices.helpful} “Helpful”; besides {voices.young} of "
        "accounts younger than a week, which do not count."
    )
