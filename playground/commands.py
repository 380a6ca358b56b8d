"""The bot's application commands: registering, looking up, who may use them."""

from collections.abc import Sequence

from playground import command_rules
from playground.errors import unknown
from playground.payloads import Json, is_direct
from playground.permissions import Permission
from playground.world import World

_DIRECT = 1
GLOBAL = ""
"""The scope of commands that every guild sees; any other scope is a guild's id."""


class CommandBook:
    """Commands by scope and id, in the order they were registered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._scopes: dict[str, dict[str, Json]] = {}

    def all(self, scope: str) -> list[Json]:
        """Return the commands of a scope."""
        return list(self._scopes.get(scope, {}).values())

    def get(self, scope: str, command_id: str) -> Json:
        """Return one command; raises the 404 Unknown application command."""
        found = self._scopes.get(scope, {}).get(command_id)
        if found is None:
            raise unknown("application command")
        return found

    def replace(self, scope: str, bodies: Sequence[Json]) -> list[Json]:
        """Register exactly these commands; those of the same name and kind keep their ids."""
        command_rules.check_all(bodies)
        before = {(c["name"], c["type"]): c["id"] for c in self.all(scope)}
        made = [self._made(scope, body, before.get((body["name"], body.get("type", 1)))) for body in bodies]
        self._scopes[scope] = {command["id"]: command for command in made}
        self._changed()
        return made

    def add(self, scope: str, body: Json) -> tuple[Json, bool]:
        """Register a command, over one of the same name and kind; returns it and whether it is new."""
        command_rules.check(body)
        same = [c for c in self.all(scope) if (c["name"], c["type"]) == (body["name"], body.get("type", 1))]
        others = [c for c in self.all(scope) if c not in same]
        command_rules.check_count([*others, body])
        made = self._made(scope, body, same[0]["id"] if same else None)
        self._scopes.setdefault(scope, {})[made["id"]] = made
        self._changed()
        return made, not same

    def change(self, scope: str, command_id: str, body: Json) -> Json:
        """Change the fields named in `body`."""
        merged = {**self.get(scope, command_id), **body}
        command_rules.check(merged)
        made = self._made(scope, merged, command_id)
        self._scopes[scope][command_id] = made
        self._changed()
        return made

    def remove(self, scope: str, command_id: str) -> None:
        """Take a command away."""
        self.get(scope, command_id)
        del self._scopes[scope][command_id]
        self._changed()

    def usable_by(self, user_id: str, channel: Json) -> list[Json]:
        """Return the commands the client offers this person in this channel."""
        held = self.world.permissions(user_id, channel)
        if not held & Permission.USE_APPLICATION_COMMANDS:
            return []
        if is_direct(channel):
            return [command for command in self.all(GLOBAL) if _works_in_direct(command)]
        here = [*self.all(self.world.guild["id"]), *self.all(GLOBAL)]
        return [command for command in here if _may_use(command, held)]

    def _made(self, scope: str, body: Json, command_id: str | None) -> Json:
        made = {
            "type": 1,
            "description": "",
            "options": [],
            "default_member_permissions": None,
            "nsfw": False,
            "name_localizations": None,
            "description_localizations": None,
            "integration_types": [0],
            "contexts": None,
            **{key: value for key, value in body.items() if value is not None},
            "id": command_id or self.world.ids.next(),
            "application_id": self.world.bot["id"],
            "version": self.world.ids.next(),
        }
        # discord.py sends the permissions as a number; Discord answers with text.
        if made["default_member_permissions"] is not None:
            made["default_member_permissions"] = str(made["default_member_permissions"])
        return made if scope == GLOBAL else {**made, "guild_id": scope}

    def _changed(self) -> None:
        self.world.events.publish("COMMANDS", {})


def _works_in_direct(command: Json) -> bool:
    """`contexts` names where a command works, 1 being direct messages; `dm_permission` is its older form."""
    if command["contexts"] is not None:
        return _DIRECT in command["contexts"]
    return bool(command.get("dm_permission", True))


def _may_use(command: Json, held: Permission) -> bool:
    """`default_member_permissions` asks for all of its bits; "0" leaves the command to administrators."""
    if command["default_member_permissions"] is None or held & Permission.ADMINISTRATOR:
        return True
    needed = int(command["default_member_permissions"])
    return needed != 0 and int(held) & needed == needed
