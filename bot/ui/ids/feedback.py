"""What people say about a note, and what a wrong match stops."""

from __future__ import annotations

from bot.ui.ids.patterns import MESSAGE, SLUG

WRONG_MATCH = rf"wrong:{SLUG}"
HELPFUL = rf"helpful:{SLUG}"
# Both are about a claim's note under a message, which stays known after the note has gone.
MATCH_AGAIN = rf"again:{MESSAGE}:{SLUG}"
NEVER_MATCH = rf"never:{MESSAGE}:{SLUG}"
RESTORE_WORDING = rf"restore:{SLUG}"
SWARM_VOICES = rf"swarm:{MESSAGE}"


def wrong_match(slug: str) -> str:
    """Return the custom_id of a note's Wrong match button."""
    return f"wrong:{slug}"


def helpful(slug: str) -> str:
    """Return the custom_id of a note's Helpful button."""
    return f"helpful:{slug}"


def match_again(message_id: int, slug: str) -> str:
    """Return the custom_id that lets match again what was stopped with a note."""
    return f"again:{message_id}:{slug}"


def never_match(message_id: int, slug: str) -> str:
    """Return the custom_id that teaches a claim never to match texts like a message."""
    return f"never:{message_id}:{slug}"


def restore_wording(slug: str) -> str:
    """Return the custom_id of the list of what is stopped for a claim."""
    return f"restore:{slug}"


def swarm_voices(message_id: int) -> str:
    """Return the custom_id that tells what the voices about a swarmed note come to."""
    return f"swarm:{message_id}"
