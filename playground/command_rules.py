"""What Discord accepts as an application command.

Figures from https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from playground.errors import ApiError, bad_length, invalid_form
from playground.payloads import Json

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
MAX_OF_KIND = {CHAT_INPUT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
MAX_OPTIONS, MAX_CHARACTERS = 25, 8000

_NAME = re.compile(r"[-_'\w]{1,32}")


def check_all(bodies: Sequence[Json]) -> None:
    """Check a whole set of commands.

    Raises:
        ApiError: 50035 naming the offending field, 30032 for too many commands.
    """
    for index, body in enumerate(bodies):
        if not isinstance(body, dict):
            raise invalid_form(str(index), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        check(body, f"{index}.")
    check_count(bodies)
    names = Counter((body["name"], body.get("type", CHAT_INPUT)) for body in bodies)
    if any(count > 1 for count in names.values()):
        raise invalid_form(
            "name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
        )


def check_count(bodies: Sequence[Json]) -> None:
    """Check how many commands of each kind there are; raises ApiError 30032."""
    for kind, count in Counter(body.get("type", CHAT_INPUT) for body in bodies).items():
        if count > MAX_OF_KIND.get(kind, 1):
            limit = MAX_OF_KIND.get(kind, 1)
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({limit})")


def check(body: Json, path: str = "") -> None:
    """Check one command; `path` is put before the names of fields in errors."""
    if body.get("type", CHAT_INPUT) == CHAT_INPUT:
        _check_named(body, path)
        _check_options(body.get("options") or [], path)
    else:
        _check_length(body.get("name"), f"{path}name", 32)
        if body.get("description"):
            raise invalid_form(
                f"{path}description",
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
                "Context menus have none",
            )
    if _characters(body) > MAX_CHARACTERS:
        raise invalid_form(
            f"{path}name", "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({MAX_CHARACTERS})"
        )


def _check_named(body: Json, path: str) -> None:
    name = body.get("name")
    _check_length(name, f"{path}name", 32)
    if not _NAME.fullmatch(str(name)) or name != str(name).lower():
        raise invalid_form(f"{path}name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    _check_length(body.get("description"), f"{path}description", 100)


def _check_length(text: Any, path: str, limit: int) -> None:
    if not isinstance(text, str) or not 1 <= len(text) <= limit:
        raise bad_length(path, 1, limit)


def _check_options(options: list[Json], path: str) -> None:
    if len(options) > MAX_OPTIONS:
        raise bad_length(f"{path}options", 0, MAX_OPTIONS)
    optional_before = False
    for index, option in enumerate(options):
        where = f"{path}options.{index}."
        _check_named(option, where)
        _check_option(option, where)
        if option.get("required") and optional_before:
            raise invalid_form(
                f"{path}options.{index}",
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional_before = optional_before or not option.get("required")
    if len({option["name"] for option in options}) < len(options):
        raise invalid_form(
            f"{path}options", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option name already exists"
        )


def _check_option(option: Json, path: str) -> None:
    if option.get("type") in (SUBCOMMAND, GROUP):
        _check_options(option.get("options") or [], path)
        return
    choices = option.get("choices") or []
    if len(choices) > MAX_OPTIONS:
        raise bad_length(f"{path}choices", 0, MAX_OPTIONS)
    if choices and option.get("autocomplete"):
        raise invalid_form(
            f"{path}autocomplete",
            "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
            "Options with choices cannot have autocomplete",
        )
    for index, choice in enumerate(choices):
        _check_length(choice.get("name"), f"{path}choices.{index}.name", 100)
        if isinstance(choice.get("value"), str):
            _check_length(choice["value"], f"{path}choices.{index}.value", 100)


def _characters(body: Json) -> int:
    """Count names, descriptions and values through all levels, as the limit of 8000 does."""
    own = len(body.get("name") or "") + len(body.get("description") or "")
    values = sum(len(c["name"]) + len(str(c["value"])) for c in body.get("choices") or [])
    return own + values + sum(_characters(option) for option in body.get("options") or [])
