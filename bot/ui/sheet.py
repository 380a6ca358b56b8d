"""The paper everything is written on: a layout whose controls are answered elsewhere."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.words import shorten

# 4,000 characters of text in one layout (Discord's limit for components V2), less a margin.
LONGEST_TEXT = 3900


class Sheet(ui.LayoutView):
    """A layout discord.py need not remember: its buttons carry their state in the custom_id.

    A stopped view is sent like any other but not kept, so a thousand notes cost no memory and every
    button works the same before and after a restart.
    """

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


class TextSheet(Sheet):
    """A few paragraphs in a container."""

    def __init__(self, text: str) -> None:
        super().__init__(ui.Container(ui.TextDisplay(shorten(text, LONGEST_TEXT))))


def button(
    label: str,
    custom_id: str,
    *,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> ui.Button[Any]:
    """Return a button whose press a registered control answers."""
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=disabled)
