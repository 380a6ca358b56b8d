"""What the pages of a server's settings are made of: wishes in words, the lists they are picked from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Any

import discord
from discord import ui

from bot.ui.ids import settings as settings_ids
from bot.ui.sheet import Sheet, button
from claims.people import Role
from claims.settings import GuildSettings, Mode, OnRepeat, SecondRule
from claims.wishes import NONE, Wish, picked, without_wishes

_HOURS = tuple(f"{hour:02}:00" for hour in range(24))
# What each wish can be, by the picks of claims.wishes.
CHOICES: dict[Wish, dict[str, str]] = {
    Wish.COOL_DOWN: {
        "0": "Every repeat gets a note",
        "10": "No other note for 10 minutes",
        "30": "No other note for 30 minutes",
        "120": "No other note for 2 hours",
        "1440": "No other note for 1 day",
    },
    Wish.ON_REPEAT: {
        OnRepeat.NOTHING: "Later repeats get nothing",
        OnRepeat.REACTION: "Later repeats get a 📝 reaction",
        OnRepeat.LINK: "Later repeats get a line with a link",
    },
    Wish.QUIET_BEGINS: {NONE: "No quiet hours", **{hour: f"Quiet from {hour} UTC" for hour in _HOURS}},
    Wish.QUIET_ENDS: {NONE: "No quiet hours", **{hour: f"Quiet until {hour} UTC" for hour in _HOURS}},
    Wish.ANSWERS_QUESTIONS: {"no": "No, leave questions alone", "yes": "Yes, questions get notes"},
    Wish.NOTES_UNPROVEN: {"no": "No, the message says it already", "yes": "Yes, doubtful reports get notes"},
    Wish.VOICES: {
        "0": "Only a moderator takes notes away",
        "2": "2 members take a note away",
        "3": "3 members take a note away",
        "5": "5 members take a note away",
        "10": "10 members take a note away",
    },
    Wish.SILENT: {"no": "No, post notes as usual messages", "yes": "Yes, post notes silently"},
    Wish.MODE: {
        Mode.ON: "On: I put notes under messages",
        Mode.SUGGEST: "Suggest: moderators decide first",
        Mode.SHADOW: "Shadow: only moderators see it",
        Mode.OFF: "Off: I read nothing",
    },
    Wish.EXCERPTS_KEPT: {
        "0": "No words of messages on cards",
        "24": "The message's words, for 1 day",
        "72": "The message's words, for 3 days",
        "168": "The message's words, for 7 days",
    },
    Wish.STALE_AFTER: {
        "0": "Stop when a review is due",
        "24": "Stop 1 day after it was due",
        "168": "Stop 7 days after it was due",
        "720": "Stop 30 days after it was due",
        NONE: "Never stop for that",
    },
    Wish.SECOND: {
        SecondRule.NEVER: "No: one moderator decides",
        SecondRule.BREAKING: "While their event is in breaking mode",
        SecondRule.ALWAYS: "Always",
    },
    Wish.NOTE_AGE: {
        "7": "Notes of the last 7 days",
        "30": "Notes of the last 30 days",
        "90": "Notes of the last 90 days",
        "365": "Notes of the last 365 days",
    },
}


_MOST_SHOWN = 15
# Discord: Select Menu Structure.
_MOST_ROLES = 25
NOTES_PAGE, PLACES_PAGE, PEOPLE_PAGE = 0, 1, 2
_TITLES = {
    NOTES_PAGE: "How notes behave",
    PLACES_PAGE: "Where, and for how long",
    PEOPLE_PAGE: "Who may do what",
}
_PAGES = {
    PLACES_PAGE: {Wish.MODE, Wish.MODERATORS_CHANNEL, Wish.EXCERPTS_KEPT, Wish.STALE_AFTER},
    PEOPLE_PAGE: {
        Wish.LEADS,
        Wish.MODERATORS,
        Wish.CONTRIBUTORS,
        Wish.VIEWERS,
        Wish.IGNORED_ROLES,
        Wish.SECOND,
    },
}


def page_of(wish: Wish) -> int:
    """Return the page on which a wish is."""
    return next((page for page, wishes in _PAGES.items() if wish in wishes), NOTES_PAGE)


class Panel(Sheet):
    """One page of the settings, with the way to the others."""

    def __init__(self, settings: GuildSettings, page: int, parts: Sequence[Sequence[ui.Item[Any]]]) -> None:
        heading = f"## Settings: {_TITLES[page].lower()}\n-# A change is saved and recorded at once."
        items: list[ui.Item[Any]] = [ui.TextDisplay(heading)]
        for each in (*parts, _last_row(settings, page)):
            items += [ui.Separator(), *each]
        super().__init__(ui.Container(*items))


def _last_row(settings: GuildSettings, page: int) -> list[ui.Item[Any]]:
    others = [
        button(title, settings_ids.wishes_page(each)) for each, title in _TITLES.items() if each != page
    ]
    if page != NOTES_PAGE:
        return [ui.ActionRow[Any](*others)]
    at_defaults = settings == without_wishes(settings)
    back = button("Back to the defaults", settings_ids.NO_WISHES, disabled=at_defaults)
    return [ui.ActionRow[Any](*others, back), ui.TextDisplay("-# The defaults are for this page alone.")]


def role_list(
    custom_id: str, chosen: Iterable[int], known: Collection[int], nobody: str
) -> ui.RoleSelect[Any]:
    """Return a list of roles of which none need be picked; those picked are shown where they are known."""
    kind = discord.SelectDefaultValueType.role
    shown = [discord.SelectDefaultValue(id=each, type=kind) for each in chosen if each in known]
    return ui.RoleSelect(
        custom_id=custom_id,
        default_values=shown[:_MOST_ROLES],
        min_values=0,
        max_values=_MOST_ROLES,
        placeholder=nobody,
    )


def holders(settings: GuildSettings, role: Role) -> list[int]:
    """Return which of Discord's roles make a member something at the desk."""
    return [each for each, may in sorted(settings.roles.items()) if may is role]


def some(told: list[str]) -> list[str]:
    """Return the first of many things in words, and how many more there are."""
    more = len(told) - _MOST_SHOWN
    return [*told[:_MOST_SHOWN], f"{more} more"] if more > 0 else told


def part(settings: GuildSettings, text: str, *wishes: Wish) -> list[ui.Item[Any]]:
    """Return a wish in words with the lists it is picked from."""
    return [ui.TextDisplay(text), *(ui.ActionRow(_list(settings, wish)) for wish in wishes)]


def _list(settings: GuildSettings, wish: Wish) -> ui.Select[Any]:
    current, default = picked(settings, wish), picked(GuildSettings(), wish)
    options = [
        discord.SelectOption(
            label=label,
            value=value,
            description="The default" if value == default else None,
            default=value == current,
        )
        for value, label in CHOICES[wish].items()
    ]
    # A value that is none of the choices shows in the words above, and nothing as picked.
    return ui.Select(custom_id=settings_ids.wish(wish), options=options, placeholder="Something else")


def span_of(span: timedelta) -> str:
    """Return a span in its largest whole unit: 30 minutes, 2 hours, 1 day."""
    for name, unit in (("day", timedelta(days=1)), ("hour", timedelta(hours=1))):
        if span % unit == timedelta(0):
            return count(span // unit, name)
    return count(span // timedelta(minutes=1), "minute")


def count(number: int, name: str) -> str:
    """Return a number of things in words: 1 note, 2 notes."""
    return f"{number} {name}{'' if number == 1 else 's'}"
