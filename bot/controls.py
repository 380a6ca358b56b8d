"""Buttons and lists that outlive a restart: a pattern of custom_ids, and what a press or a pick does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.errors import answer_error

if TYPE_CHECKING:
    from bot.client import CaveatBot

ItemT = TypeVar("ItemT", bound=ui.Item[Any])


class _Answering(ui.DynamicItem[ItemT], template=r"$^"):
    """Answers the use of every item whose custom_id fits the template; `found` holds its groups."""

    kind: ClassVar[type[ui.Item[Any]] | tuple[type[ui.Item[Any]], ...]]

    def __init__(self, item: ItemT, found: dict[str, str]) -> None:
        super().__init__(item)
        self.found = found

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Rebuild the item that was used."""
        if not isinstance(item, cls.kind):
            raise TypeError(type(item))
        return cls(item, match.groupdict())  # type: ignore[arg-type]  # of that kind, as just seen

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer; a DynamicItem has no error door of its own, so it leads to ours."""
        try:
            await self.press(interaction)
        except Exception as error:
            await answer_error(interaction, error)

    async def press(self, interaction: discord.Interaction[CaveatBot]) -> None:
        """Do what the item says."""
        raise NotImplementedError


class Control(_Answering[ui.Button[Any]], template=r"$^"):
    """Answers presses of buttons."""

    kind = ui.Button


class Choice(_Answering[ui.Select[Any]], template=r"$^"):
    """Answers picks from lists: of words, of channels or of roles."""

    kind = (ui.Select, ui.ChannelSelect, ui.RoleSelect)

    @property
    def pick(self) -> str:
        """Return what was picked, ids and values alike, joined by commas; empty for nothing."""
        return ",".join(str(getattr(value, "id", value)) for value in self.item.values)


class AnsweringCog(commands.Cog):
    """A cog that answers its controls, also of what was posted before this start, and offers its menus.

    Attributes:
        controls: what it answers.
        menus: what it offers on messages; a cog that has some makes them with itself.
    """

    controls: ClassVar[Sequence[type[ui.DynamicItem[Any]]]] = ()
    menus: Sequence[app_commands.ContextMenu] = ()

    def __init__(self, bot: CaveatBot) -> None:
        self.bot = bot

    async def cog_load(self) -> None:
        """Add the menus, and begin to answer."""
        for menu in self.menus:
            self.bot.tree.add_command(menu)
        self.bot.add_dynamic_items(*self.controls)

    async def cog_unload(self) -> None:
        """Take the menus away, and stop answering."""
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)
        self.bot.remove_dynamic_items(*self.controls)
