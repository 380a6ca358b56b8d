"""Buttons that outlive a restart: a pattern of custom_ids, and what a press does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui

from bot.errors import answer_error

if TYPE_CHECKING:
    from bot.client import CaveatBot


class Control(ui.DynamicItem[ui.Button[Any]], template=r"$^"):
    """Answers presses of every button whose custom_id fits the template; `found` holds its groups."""

    def __init__(self, item: ui.Button[Any], found: dict[str, str]) -> None:
        super().__init__(item)
        self.found = found

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the pressed button."""
        if not isinstance(item, ui.Button):
            raise TypeError(type(item))
        return cls(item, match.groupdict())

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the press; a DynamicItem has no error door of its own, so it leads to ours."""
        try:
            await self.press(interaction)
        except Exception as error:
            await answer_error(interaction, error)

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Do what the button says."""
        raise NotImplementedError
