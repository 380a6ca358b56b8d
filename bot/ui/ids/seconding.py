"""Judgements that wait for a second moderator."""

from __future__ import annotations

from bot.ui.ids.patterns import NUMBER

SECOND = rf"second:{NUMBER}"
DECLINE = rf"decline:{NUMBER}"


def second(number: int) -> str:
    """Return the custom_id that seconds a proposed judgement."""
    return f"second:{number}"


def decline(number: int) -> str:
    """Return the custom_id that turns a proposed judgement down."""
    return f"decline:{number}"
