"""The whole command tree, held to Discord's limits and to our own manners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import simcord
from discord import app_commands

from bot.client import CaveatBot
from bot.ui.help import help_text

GUIDES = "".join(Path(name).read_text(encoding="utf-8") for name in ("README.md", "docs/moderating.md"))
PERMISSIONS = {
    "desk": "manage_messages",
    "blocklist": "manage_messages",
    "Record as claim": "manage_messages",
    "Use as wording": "manage_messages",
    "caveat": "manage_guild",
}


def tree(env: simcord.Env) -> Any:
    assert isinstance(env.bot, CaveatBot)
    return env.bot.tree


def written(part: dict[str, Any]) -> int:
    """Count the characters of names, descriptions and values, as Discord does (Application Commands)."""
    texts = (part.get("name", ""), part.get("description", ""), str(part.get("value", "")))
    inner = (*part.get("options", ()), *(part.get("choices") or ()))
    return sum(map(len, texts)) + sum(map(written, inner))


def commands(env: simcord.Env) -> Iterator[app_commands.Command[Any, ..., Any]]:
    return (c for c in tree(env).walk_commands() if isinstance(c, app_commands.Command))


async def test_every_command_and_option_says_what_it_does(simcord_env: simcord.Env) -> None:
    for command in commands(simcord_env):
        assert 10 <= len(command.description) <= 100, command.qualified_name
        assert command.description.endswith("."), command.qualified_name
        for option in command.parameters:
            described = 10 <= len(str(option.description)) <= 100
            assert described, f"{command.qualified_name} {option.name}"


async def test_commands_work_in_servers_only(simcord_env: simcord.Env) -> None:
    assert all(command.guild_only for command in tree(simcord_env).get_commands())


async def test_only_the_moderators_commands_are_hidden_from_members(simcord_env: simcord.Env) -> None:
    hidden = {
        command.name: [name for name, on in command.default_permissions if on]
        for command in tree(simcord_env).get_commands()
        if command.default_permissions
    }
    assert hidden == {name: [permission] for name, permission in PERMISSIONS.items()}


async def test_every_claim_event_and_pack_option_completes(simcord_env: simcord.Env) -> None:
    for command in commands(simcord_env):
        for option in command.parameters:
            asked = {"claim", "other", "into", "event", "pack", "number", "span"} | (
                {"tag"} if command.qualified_name == "caveat tag" else set()
            )
            assert option.autocomplete == (option.name in asked), command.qualified_name


async def test_the_tree_fits_discords_limits(simcord_env: simcord.Env) -> None:
    for command in tree(simcord_env).get_commands():
        assert written(command.to_dict(tree(simcord_env))) < 8000, command.name
    assert len(tree(simcord_env).get_commands()) <= 100


async def test_every_command_is_in_the_help_and_in_the_guides(simcord_env: simcord.Env) -> None:
    told = help_text(moderator=True)
    for command in commands(simcord_env):
        group, _, name = command.qualified_name.partition(" ")
        if name:
            assert f"/{group} {name}" in told, command.qualified_name
            assert f"/{group}" in GUIDES, command.qualified_name
            assert f"`{name}`" in GUIDES or f"/{group} {name}" in GUIDES, command.qualified_name
