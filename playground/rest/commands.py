"""Registering application commands, for every guild or for one."""

from playground.commands import GLOBAL
from playground.errors import missing_access
from playground.payloads import Json
from playground.rest.routes import Answer, Call, Created, Routes

routes = Routes()

_EVERYWHERE = "/applications/{application_id}/commands"
_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _scope(call: Call) -> str:
    if call.params["application_id"] != call.world.bot["id"]:
        raise missing_access()
    scope = call.params.get("guild_id", GLOBAL)
    if scope not in (GLOBAL, call.world.guild["id"]):
        raise missing_access()
    return scope


@routes.on("GET", _IN_GUILD)
@routes.on("GET", _EVERYWHERE)
def all_commands(call: Call) -> list[Json]:
    """GET .../commands."""
    return call.services.commands.all(_scope(call))


@routes.on("PUT", _IN_GUILD, takes_list=True)
@routes.on("PUT", _EVERYWHERE, takes_list=True)
def replace_commands(call: Call) -> list[Json]:
    """PUT .../commands: exactly these from now on."""
    return call.services.commands.replace(_scope(call), call.body)


@routes.on("POST", _IN_GUILD)
@routes.on("POST", _EVERYWHERE)
def add_command(call: Call) -> Answer:
    """POST .../commands: 201 for a new one, 200 for one of the same name."""
    made, is_new = call.services.commands.add(_scope(call), call.body)
    return Created(made) if is_new else made


@routes.on("GET", _IN_GUILD + "/{command_id}")
@routes.on("GET", _EVERYWHERE + "/{command_id}")
def command(call: Call) -> Json:
    """GET .../commands/{command_id}."""
    return call.services.commands.get(_scope(call), call.params["command_id"])


@routes.on("PATCH", _IN_GUILD + "/{command_id}")
@routes.on("PATCH", _EVERYWHERE + "/{command_id}")
def change_command(call: Call) -> Json:
    """PATCH .../commands/{command_id}."""
    return call.services.commands.change(_scope(call), call.params["command_id"], call.body)


@routes.on("DELETE", _IN_GUILD + "/{command_id}")
@routes.on("DELETE", _EVERYWHERE + "/{command_id}")
def remove_command(call: Call) -> None:
    """DELETE .../commands/{command_id}."""
    call.services.commands.remove(_scope(call), call.params["command_id"])
