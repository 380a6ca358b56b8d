"""Where Caveat works in a server and for how long: the second page of its settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.ui.ids import settings as settings_ids
from bot.ui.sheet import Sheet
from bot.ui.wish_lists import CHOICES, PLACES_PAGE, Panel, part, some, span_of
from claims.settings import GuildSettings, Mode
from claims.wishes import NONE, Wish

_MODES = {
    Mode.ON: "I put notes under messages that repeat a claim.",
    Mode.SUGGEST: "I ask in the moderators' channel before every note.",
    Mode.SHADOW: "I put no notes. In the moderators' channel I show what I would do.",
    Mode.OFF: "I read no messages.",
}
_SHORT = {Mode.ON: "on", Mode.SUGGEST: "suggest", Mode.SHADOW: "shadow", Mode.OFF: "off"}
_CHANNELS = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]


class PlacesPanel(Panel):
    """The modes, the moderators' channel, and how long things are kept."""

    def __init__(
        self, settings: GuildSettings, known: Collection[int] = (), missing: Sequence[str] = ()
    ) -> None:
        """Lay the page out.

        Args:
            settings: What holds.
            known: The ids of the server's channels; Discord shows no others as picked.
            missing: The permissions that the bot lacks in the moderators' channel, in Discord's words.
        """
        super().__init__(
            settings,
            PLACES_PAGE,
            [
                part(settings, _mode(settings), Wish.MODE),
                [ui.TextDisplay(_places(settings)), ui.ActionRow(_place_list())],
                [
                    ui.TextDisplay(_moderators(settings, missing)),
                    ui.ActionRow(_desk_list(settings, known)),
                ],
                part(settings, _excerpts(settings), Wish.EXCERPTS_KEPT),
                part(settings, _stale(settings), Wish.STALE_AFTER),
                [ui.TextDisplay(_pauses(settings))],
            ],
        )


class PlaceSheet(Sheet):
    """Asks for the mode of one channel or category."""

    def __init__(self, settings: GuildSettings, place: int) -> None:
        mode = settings.places.get(place)
        options = [discord.SelectOption(label="As the server", value=NONE, default=mode is None)]
        options += [
            discord.SelectOption(label=label, value=value, default=mode is not None and value == mode)
            for value, label in CHOICES[Wish.MODE].items()
        ]
        held = "as everywhere in the server" if mode is None else f"**{_SHORT[mode]}**"
        text = f"In <#{place}>, and in all it holds, the mode is {held}."
        choice = ui.Select[Any](custom_id=settings_ids.place_mode(place), options=options)
        super().__init__(ui.Container(ui.TextDisplay(text), ui.ActionRow(choice)))


def _place_list() -> ui.ChannelSelect[Any]:
    kinds = [*_CHANNELS, discord.ChannelType.category, discord.ChannelType.voice]
    return ui.ChannelSelect(
        custom_id=settings_ids.PLACE,
        channel_types=kinds,
        placeholder="Another mode for a channel or category",
    )


def _desk_list(settings: GuildSettings, known: Collection[int]) -> ui.ChannelSelect[Any]:
    chosen = () if settings.moderators_channel is None else (settings.moderators_channel,)
    of = settings_ids.wish(Wish.MODERATORS_CHANNEL)
    return channel_list(of, chosen, known, [discord.ChannelType.text], "No moderators' channel")


def channel_list(
    custom_id: str,
    chosen: Iterable[int],
    known: Collection[int],
    kinds: list[discord.ChannelType],
    placeholder: str,
    most: int = 1,
) -> ui.ChannelSelect[Any]:
    """Return a list of channels of which none need be picked; those picked are shown where they are known."""
    kind = discord.SelectDefaultValueType.channel
    shown = [discord.SelectDefaultValue(id=each, type=kind) for each in sorted(chosen) if each in known]
    return ui.ChannelSelect(
        custom_id=custom_id,
        channel_types=kinds,
        default_values=shown[:most],
        min_values=0,
        max_values=most,
        placeholder=placeholder,
    )


def _mode(settings: GuildSettings) -> str:
    return f"**Mode of the server: {_SHORT[settings.mode]}**\n{_MODES[settings.mode]}"


def _places(settings: GuildSettings) -> str:
    if not settings.places:
        return "**Channels and categories**\nEvery one is as the server is."
    told = [f"<#{place}> {_SHORT[mode]}" for place, mode in sorted(settings.places.items())]
    return f"**Channels and categories**\n{' · '.join(some(told))}; all others are as the server is."


def _moderators(settings: GuildSettings, missing: Sequence[str]) -> str:
    if settings.moderators_channel is None:
        return (
            "**Moderators' channel**\nNone. With one I ask there about messages I am not sure of, and modes "
            "shadow and suggest work."
        )
    lines = [f"**Moderators' channel**\n<#{settings.moderators_channel}>: I ask there, and do not read it."]
    if missing:
        lines.append(f"⚠️ I lack **{', '.join(missing)}** there, so I cannot ask.")
    return "\n".join(lines)


def _excerpts(settings: GuildSettings) -> str:
    if not settings.excerpts_kept:
        return "**Words on cards**\nCards link to messages and show no words of them."
    return (
        f"**Words on cards**\nCards show the first words of a message for {span_of(settings.excerpts_kept)}; "
        "then they are deleted. Authors can have them erased with `/privacy`."
    )


def _stale(settings: GuildSettings) -> str:
    if settings.stale_after is None:
        return "**Overdue reviews**\nA claim brings notes however long its review is overdue."
    if not settings.stale_after:
        return "**Overdue reviews**\nA claim brings no new notes once its review is due."
    return (
        f"**Overdue reviews**\nA claim brings no new notes {span_of(settings.stale_after)} after its review "
        "was due."
    )


def _pauses(settings: GuildSettings) -> str:
    if settings.paused:
        return "**Paused**\n⏸️ Automatic notes are paused in the whole server; `/desk resume` starts them."
    if not settings.paused_channels:
        return "**Paused**\nNo channel is; `/desk pause` stops automatic notes in one, or everywhere."
    channels = some([f"<#{channel}>" for channel in sorted(settings.paused_channels)])
    return f"**Paused**\n⏸️ Automatic notes are paused in {', '.join(channels)}; `/desk resume` starts them."
