"""A card in the moderators' channel: one message about one thing they are to decide."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """Where a card was posted; ids are Discord's."""

    channel_id: int
    message_id: int
