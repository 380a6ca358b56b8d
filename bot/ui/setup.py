"""The set-up of a server: four steps on one panel, each showing what is done and what is not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import discord
from discord import ui

from bot.ui.forms import Form, Handler
from bot.ui.ids import setup as setup_ids
from bot.ui.places import channel_list
from bot.ui.setup_check import check_lines
from bot.ui.setup_words import begin_text, channels_text, desk_text, events_text
from bot.ui.sheet import Sheet, button
from bot.ui.wish_lists import holders, role_list
from bot.ui.words import at, one_line, plain, shorten
from claims.events import Dossier
from claims.people import Role
from claims.setting_up import SetUp, Survey
from claims.settings import Mode

_MOST_OPTIONS = 25
_LONGEST_LABEL = 100
_LONGEST_TITLE = 100
_LONGEST_DONE = 400
_INTRODUCTION = (
    "## Set me up\n-# Each step is saved and recorded at once. Come back any time: `/caveat setup`."
)
_BEGIN = {Mode.SHADOW: "Begin in shadow mode", Mode.SUGGEST: "Suggest", Mode.ON: "On"}
_READABLE = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.category,
]


class SetUpPanel(Sheet):
    """Where a server's set-up stands, with a control for each step."""

    def __init__(
        self,
        state: SetUp,
        survey: Survey,
        packs: Mapping[str, str],
        known: Collection[int] = (),
        done: str = "",
    ) -> None:
        """Lay the panel out.

        Args:
            state: How far the server is set up.
            survey: What the bot may do there.
            packs: The packs' titles by their names.
            known: The ids of the server's roles and channels; Discord shows no others as picked.
            done: What was just done, to be said first.
        """
        parts = [
            _check(state, survey),
            _where(state, survey, known),
            _who(state, known),
            _what(state, packs),
            _begin(state, survey),
        ]
        said = shorten(done, _LONGEST_DONE)
        items: list[ui.Item[Any]] = [ui.TextDisplay(f"{said}\n{_INTRODUCTION}" if said else _INTRODUCTION)]
        for part in parts:
            items += [ui.Separator(), *part]
        super().__init__(ui.Container(*items))


class EmptyEventForm(Form):
    """Asks what an event without a pack is called."""

    def __init__(self, handle: Handler) -> None:
        super().__init__("Start empty", handle)
        self._title: ui.TextInput[Any] = ui.TextInput(custom_id="title", max_length=_LONGEST_TITLE)
        self.ask("What is it about?", self._title, "A short title, such as “Flood on the Ahr”.")

    def answers(self) -> str:
        """Return the title."""
        return self._title.value


def loaded_text(dossier: Dossier) -> str:
    """Return what was loaded, in a few words."""
    counts = (
        f"{len(dossier.claims)} claims, {len(dossier.timeline)} timeline entries, {len(dossier.terms)} names"
    )
    latest = max((claim.current.as_of for claim in dossier.claims), default=None)
    until = f", as known {at(latest)}" if latest else ""
    return f"Loaded **{plain(dossier.event.title)}**: {counts}{until}."


def greeting_text() -> str:
    """Return what a server is told that has just invited the bot."""
    return (
        "Hello, I am Caveat. When a message repeats a claim on your record, I put a short note under it: "
        "what is known, what is not, and as of when. I do nothing yet: whoever manages this server begins "
        "with `/caveat setup`."
    )


def _check(state: SetUp, survey: Survey) -> list[ui.Item[Any]]:
    heading = _heading(1, "Check", done=survey.sound)
    again = button("Check again", setup_ids.CHECK)
    return [ui.TextDisplay("\n".join([heading, *check_lines(state, survey)])), ui.ActionRow(again)]


def _where(state: SetUp, survey: Survey, known: Collection[int]) -> list[ui.Item[Any]]:
    desk = state.settings.moderators_channel
    chosen = () if desk is None else (desk,)
    heading = _heading(2, "Where", done=desk is not None or state.mode is not None)
    asked = channel_list(
        setup_ids.DESK, chosen, known, [discord.ChannelType.text], "Pick the moderators' channel"
    )
    read = channel_list(
        setup_ids.CHANNELS, state.chosen, known, _READABLE, "All channels", most=_MOST_OPTIONS
    )
    return [
        ui.TextDisplay(f"{heading}\n{desk_text(state)}"),
        ui.ActionRow(asked),
        ui.TextDisplay(channels_text(state)),
        ui.ActionRow(read),
    ]


def _who(state: SetUp, known: Collection[int]) -> list[ui.Item[Any]]:
    """Return the part about roles."""
    text = (
        "**Who**\nWhoever may **Manage Messages** moderates, and so do the roles picked first. Messages of "
        "the roles picked second are not read, such as a news feed's."
    )
    of = holders(state.settings, Role.MODERATOR)
    moderators = role_list(setup_ids.MODERATORS, of, known, "No role moderates besides")
    passed_over = sorted(state.settings.ignored_roles)
    ignored = role_list(setup_ids.PASSED_OVER, passed_over, known, "No role is passed over")
    return [ui.TextDisplay(text), ui.ActionRow(moderators), ui.ActionRow(ignored)]


def _what(state: SetUp, packs: Mapping[str, str]) -> list[ui.Item[Any]]:
    text = f"{_heading(3, 'What', done=bool(state.events))}\n{events_text(state)}"
    options = [
        discord.SelectOption(label=shorten(one_line(title), _LONGEST_LABEL), value=name)
        for name, title in packs.items()
        # Discord takes no longer value; `/caveat setup` does neither.
        if len(name) <= _LONGEST_LABEL
    ][:_MOST_OPTIONS]
    shelf = ui.Select[Any](custom_id=setup_ids.PACK, options=options, placeholder="Load a pack")
    rows = [ui.ActionRow[Any](shelf)] if options else []
    return [ui.TextDisplay(text), *rows, ui.ActionRow(button("Start empty", setup_ids.EMPTY))]


def _begin(state: SetUp, survey: Survey) -> list[ui.Item[Any]]:
    heading = _heading(4, "Begin", done=state.mode is not None)
    buttons = [
        button(
            label,
            setup_ids.begin(mode),
            style=_style(state, mode),
            disabled=state.obstacle(mode, survey) is not None,
        )
        for mode, label in _BEGIN.items()
    ]
    return [ui.TextDisplay(f"{heading}\n{begin_text(state, survey)}"), ui.ActionRow(*buttons)]


def _style(state: SetUp, mode: Mode) -> discord.ButtonStyle:
    if mode is state.mode:
        return discord.ButtonStyle.success
    recommended = mode is Mode.SHADOW and state.mode is None
    return discord.ButtonStyle.primary if recommended else discord.ButtonStyle.secondary


def _heading(number: int, name: str, *, done: bool) -> str:
    return f"{'✅' if done else '▫️'} **{number} · {name}**"
