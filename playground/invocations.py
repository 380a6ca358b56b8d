"""How a person sets off an interaction: a command, a context menu, a component, a form."""

from collections.abc import Mapping, Sequence
from typing import Any

from playground import components as kinds
from playground import option_values
from playground.command_rules import CHAT_INPUT, MESSAGE_MENU, SUBCOMMAND
from playground.commands import CommandBook
from playground.errors import Refused
from playground.form_values import fill, resolved_files
from playground.interaction import Interaction, Kind
from playground.interactions import Interactions
from playground.payloads import Json, called
from playground.permissions import Permission
from playground.world import World


class Invocations:
    """Checks what the Discord client checks, then opens the interaction.

    Every verb returns at once; the outcome is on the interaction and in the world's events.
    """

    def __init__(self, world: World, commands: CommandBook, interactions: Interactions) -> None:
        self.world = world
        self.commands = commands
        self.interactions = interactions

    def slash(
        self, user: Json, channel: Json, command: str, path: Sequence[str], options: Mapping[str, Any]
    ) -> Interaction:
        """Send a slash command; `command` is its name or id, `path` its subcommands."""
        found = self._command(user, channel, command, CHAT_INPUT)
        leaf = _leaf(found, path)
        values, resolved = option_values.typed(self.world, leaf.get("options") or [], options)
        data = _command_data(found, path, values)
        return self.interactions.open(Kind.COMMAND, user, channel, data | resolved)

    def autocomplete(
        self,
        user: Json,
        channel: Json,
        command: str,
        path: Sequence[str],
        options: Mapping[str, Any],
        focused: str,
    ) -> Interaction:
        """Ask for choices while a person types the option `focused`."""
        found = self._command(user, channel, command, CHAT_INPUT)
        leaf = _leaf(found, path)
        values = option_values.half_typed(leaf.get("options") or [], options, focused)
        return self.interactions.open(Kind.AUTOCOMPLETE, user, channel, _command_data(found, path, values))

    def menu(self, user: Json, channel: Json, command: str, message: Json) -> Interaction:
        """Use a message context menu; the bot gets the message whole, whatever its intents."""
        found = self._command(user, channel, command, MESSAGE_MENU)
        data = _command_data(found, (), []) | {
            "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }
        return self.interactions.open(Kind.COMMAND, user, channel, data)

    def click(self, user: Json, message: Json, custom_id: str) -> Interaction:
        """Press a button."""
        button = self._component(user, message, custom_id, {kinds.BUTTON})
        return self._use(user, message, button, {})

    def select(self, user: Json, message: Json, custom_id: str, values: Sequence[str]) -> Interaction:
        """Choose from a select menu."""
        menu = self._component(user, message, custom_id, kinds.SELECTS)
        option_values.check_selection(menu, values)
        chosen = {"values": list(values)} | option_values.resolved_entities(self.world, menu, values)
        return self._use(user, message, menu, chosen)

    def submit(self, user: Json, interaction_id: str, values: Mapping[str, Any]) -> Interaction:
        """Send the form an earlier interaction was answered with."""
        asked = self.interactions.by_id(interaction_id)
        if asked.modal is None or asked.user["id"] != user["id"]:
            raise Refused("There is no form open here.")
        filled = fill(asked.modal["components"], values)
        data = {"custom_id": asked.modal["custom_id"], "components": filled}
        data |= resolved_files(self.world, filled)
        return self.interactions.open(Kind.MODAL_SUBMIT, user, asked.channel, data, asked.source, asked)

    def _command(self, user: Json, channel: Json, command: str, kind: int) -> Json:
        for one in self.commands.usable_by(user["id"], channel):
            if one["type"] == kind and command in (one["id"], one["name"]):
                return one
        sign = "/" if kind == CHAT_INPUT else ""
        raise Refused(f"{user['username']} has no command {sign}{command} in {called(channel)}.")

    def _component(self, user: Json, message: Json, custom_id: str, fitting: set[int]) -> Json:
        found = kinds.find(message["components"], custom_id)
        if found is None or found["type"] not in fitting:
            raise Refused(f"The message has no such control: {custom_id}.")
        if found.get("disabled"):
            raise Refused("This control is switched off.")
        if self.world.seen_only_by(message["id"]) not in (None, user["id"]):
            raise Refused(f"{user['username']} does not see this message.")
        channel = self.world.channel(message["channel_id"])
        if not self.world.permissions(user["id"], channel) & Permission.VIEW_CHANNEL:
            raise Refused(f"{user['username']} cannot see {called(channel)}.")
        return found

    def _use(self, user: Json, message: Json, component: Json, extra: Json) -> Interaction:
        data = {
            "component_type": component["type"],
            "custom_id": component["custom_id"],
            "id": component["id"],
            **extra,
        }
        channel = self.world.channel(message["channel_id"])
        return self.interactions.open(Kind.COMPONENT, user, channel, data, message)


def _leaf(command: Json, path: Sequence[str]) -> Json:
    """Return the subcommand at the end of `path`, or the command itself; raises Refused."""
    leaf = command
    for step in path:
        inner = {option["name"]: option for option in leaf.get("options") or []}
        if step not in inner or inner[step]["type"] > 2:
            raise Refused(f"/{command['name']} has no subcommand {step}.")
        leaf = inner[step]
    if any(option["type"] <= 2 for option in leaf.get("options") or []):
        raise Refused(f"/{' '.join([command['name'], *path])} needs a subcommand.")
    return leaf


def _command_data(command: Json, path: Sequence[str], values: list[Json]) -> Json:
    for depth, step in enumerate(reversed(path)):
        values = [{"type": SUBCOMMAND + min(depth, 1), "name": step, "options": values}]
    data = {"id": command["id"], "name": command["name"], "type": command["type"], "options": values}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})
