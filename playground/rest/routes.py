"""How a route is declared, and what its handler is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.attachments import Upload
from playground.errors import missing_access, missing_permissions
from playground.payloads import Json
from playground.permissions import Permission
from playground.services import Services
from playground.world import World


@dataclass(frozen=True)
class Call:
    """One request, read and allowed in."""

    services: Services
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    uploads: list[Upload] = field(default_factory=list)

    @property
    def world(self) -> World:
        """The world the request is about."""
        return self.services.world

    def channel(self, *needed: Permission) -> Json:
        """Return the channel of the path, once the bot may see it and holds what is needed.

        Raises:
            ApiError: 10003, 50001 or 50013.
        """
        found = self.world.channel(self.params["channel_id"])
        if not self.services.bot_may(Permission.VIEW_CHANNEL, found["id"]):
            raise missing_access()
        for permission in needed:
            if not self.services.bot_may(permission, found["id"]):
                raise missing_permissions()
        return found

    def message(self) -> Json:
        """Return the message of the path; raises ApiError 10008."""
        return self.world.message(self.params["channel_id"], self.params["message_id"])


@dataclass(frozen=True)
class Created:
    """An answer with status 201."""

    body: Json


Answer = Json | list[Json] | Created | None
"""None is answered with 204 and no body."""

Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """A handler with the method and the path template it serves."""

    method: str
    template: str
    handle: Handler
    open_to_all: bool
    """Whether it goes by a token in its path instead of the bot's (interactions, webhooks)."""
    takes_list: bool
    """Whether its body is a list instead of an object."""


class Routes:
    """The routes of one family, in the order in which they are tried."""

    def __init__(self, *, open_to_all: bool = False) -> None:
        self.declared: list[Route] = []
        self._open_to_all = open_to_all

    def on(self, method: str, template: str, *, takes_list: bool = False) -> Callable[[Handler], Handler]:
        """Declare the decorated function as the handler of a route."""

        def declare(handler: Handler) -> Handler:
            self.declared.append(Route(method, template, handler, self._open_to_all, takes_list))
            return handler

        return declare
