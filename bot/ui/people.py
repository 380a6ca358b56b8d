"""Who may do what at the desk, and whose messages are passed over: the third page of a server's settings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from discord import ui

from bot.ui.ids import settings as settings_ids
from bot.ui.wish_lists import PEOPLE_PAGE, Panel, holders, part, role_list, some
from claims.people import Role
from claims.settings import GuildSettings, SecondRule
from claims.wishes import Wish

_LISTS = {Role.LEAD: Wish.LEADS, Role.MODERATOR: Wish.MODERATORS, Role.CONTRIBUTOR: Wish.CONTRIBUTORS}
_LISTS[Role.VIEWER] = Wish.VIEWERS
_MAY = {
    Role.LEAD: "**Leads** settle everything here. So does everyone who manages the server{}.",
    Role.MODERATOR: "**Moderators** judge, decide and pause. So does everyone who manages messages{}.",
    Role.CONTRIBUTOR: "**Contributors** record claims as drafts, which moderators publish{}.",
    Role.VIEWER: "**Viewers** read what moderators read, and change nothing{}.",
}
_SECOND = {
    SecondRule.NEVER: "One moderator is enough for “confirmed” and “false”, in breaking mode, too.",
    SecondRule.BREAKING: "In breaking mode a second moderator must agree to “confirmed” and “false”.",
    SecondRule.ALWAYS: "A second moderator must always agree to “confirmed” and “false”.",
}


class PeoplePanel(Panel):
    """Which roles make a member what, whose messages are not read, and the two-person rule."""

    def __init__(self, settings: GuildSettings, known: Collection[int] = ()) -> None:
        """Lay the page out; `known` are the ids of the server's roles."""
        parts: list[list[ui.Item[Any]]] = [
            [
                ui.TextDisplay(_may(settings, role)),
                ui.ActionRow(role_list(settings_ids.wish(wish), holders(settings, role), known, "No role")),
            ]
            for role, wish in _LISTS.items()
        ]
        passed_over = sorted(settings.ignored_roles)
        of = settings_ids.wish(Wish.IGNORED_ROLES)
        ignored = role_list(of, passed_over, known, "No role is passed over")
        super().__init__(
            settings,
            PEOPLE_PAGE,
            [
                *parts,
                [ui.TextDisplay(_ignored(settings)), ui.ActionRow(ignored)],
                part(settings, f"**Two-person rule**\n{_SECOND[settings.second]}", Wish.SECOND),
            ],
        )


def _may(settings: GuildSettings, role: Role) -> str:
    told = [f"<@&{each}>" for each in holders(settings, role)]
    return _MAY[role].format(f": {', '.join(some(told))}" if told else "")


def _ignored(settings: GuildSettings) -> str:
    if not settings.ignored_roles:
        return "**Roles passed over**\nNone: I read the messages of all who did not ask me to stop."
    roles = some([f"<@&{role}>" for role in sorted(settings.ignored_roles)])
    return f"**Roles passed over**\nI do not read messages of {', '.join(roles)}."
