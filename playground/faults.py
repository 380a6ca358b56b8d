"""What can go wrong on the way to Discord, made to happen on purpose."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playground import gateway as opcodes
from playground.gateway import Gateway
from playground.payloads import Json
from playground.permissions import Permission
from playground.services import Services


class Held:
    """A request that stands still: `reached` once it has come."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()
        self._released = asyncio.Event()

    @asynccontextmanager
    async def reached_within(self, patience_s: float) -> AsyncGenerator[None]:
        """Wait for the request, and let it go at the end; it fails. Raises TimeoutError when none comes."""
        async with asyncio.timeout(patience_s):
            await self.reached.wait()
        try:
            yield
        finally:
            self._released.set()

    async def stand_still(self) -> None:
        """Wait to be released."""
        self.reached.set()
        await self._released.wait()


_CODES = {400: 0, 401: 0, 403: 50013, 404: 0, 500: 0, 502: 0, 503: 0}


@dataclass
class RestFault:
    """An answer waiting for the next requests that match."""

    method: str
    path: re.Pattern[str]
    status: int
    times: int
    code: int = 0
    retry_after_s: float = 1.0
    swallowed: bool = False
    """Carried out, but the connection breaks before the answer."""
    held: Held | None = None
    """Stands still, before it is carried out or, if swallowed, after."""


class Faults:
    """Breaks REST answers, gateway sockets, intents and permissions, one method for each."""

    def __init__(self, services: Services, gateway: Gateway) -> None:
        self._services = services
        self._gateway = gateway
        self._rest: list[RestFault] = []

    def fail_rest(
        self,
        status: int,
        *,
        method: str = "",
        path: str = "",
        times: int = 1,
        code: int | None = None,
        retry_after_s: float = 1.0,
    ) -> None:
        """Answer the next `times` requests of this method whose path matches with an HTTP status.

        Args:
            status: 429, 500, 502, 403 or any other; a 429 tells to come back in `retry_after_s`.
            method: "GET", "POST" and so on, or every method.
            path: a regular expression searched in the path after /api/v10.
            times: how many requests to answer so.
            code: Discord's JSON error code, the usual one of the status unless told.
            retry_after_s: seconds a 429 asks to wait.
        """
        chosen = _CODES.get(status, 0) if code is None else code
        self._rest.append(RestFault(method, re.compile(path), status, times, chosen, retry_after_s))

    def lose_answer(self, *, method: str = "", path: str = "", times: int = 1) -> None:
        """Carry out the next matching requests, then break the connection instead of answering."""
        self._rest.append(RestFault(method, re.compile(path), 0, times, swallowed=True))

    def hold(self, *, method: str = "", path: str = "", carried_out: bool) -> Held:
        """Let the next matching request stand still, before it is carried out or before it is answered."""
        held = Held()
        fault = RestFault(method, re.compile(path), 504, 1, swallowed=carried_out, held=held)
        self._rest.append(fault)
        return held

    def take(self, method: str, path: str) -> RestFault | None:
        """Return the fault waiting for this request, if any, and count it down."""
        for fault in self._rest:
            if fault.method in ("", method) and fault.path.search(path):
                fault.times -= 1
                if fault.times <= 0:
                    self._rest.remove(fault)
                return fault
        return None

    def clear_rest(self) -> None:
        """Forget the faults still waiting."""
        self._rest.clear()

    def drop_gateway(self, code: int = 4000) -> None:
        """Close the bot's sockets with a code; its sessions can be resumed."""
        self._gateway.close_all(code)

    def repeat_events(self, most: int) -> None:
        """Send up to so many events again that the bot has had, at its next RESUME, before what it missed."""
        self._gateway.events_to_repeat = most

    def refuse_gateway(self, times: int = 1) -> None:
        """Answer the next websocket handshakes with 503."""
        self._gateway.handshakes_to_refuse = times

    def ask_reconnect(self) -> None:
        """Send op 7: the bot is to reconnect and resume."""
        self._gateway.send_all(opcodes.RECONNECT)

    def invalidate_session(self, *, resumable: bool = False) -> None:
        """Send op 9; unless `resumable`, the session is gone."""
        if not resumable:
            self._gateway.forget_sessions()
        self._gateway.send_all(opcodes.INVALID_SESSION, resumable)

    def forget_sessions(self) -> None:
        """Lose the sessions without a word: the next RESUME is refused."""
        self._gateway.forget_sessions()

    def withhold_intent(self, intent: int) -> None:
        """Switch a privileged intent off in the application's settings: asking for it closes with 4014."""
        self._services.approved_intents &= ~intent

    def grant_intent(self, intent: int) -> None:
        """Switch a privileged intent on again."""
        self._services.approved_intents |= intent

    def take_permission(self, channel: str | Json, permission: Permission) -> None:
        """Deny the bot a permission in a channel by an overwrite of its own."""
        self._overwrite(channel, lambda allow, deny: (allow & ~permission, deny | permission))

    def give_permission(self, channel: str | Json, permission: Permission) -> None:
        """Allow the bot a permission in a channel by an overwrite of its own."""
        self._overwrite(channel, lambda allow, deny: (allow | permission, deny & ~permission))

    def _overwrite(self, channel: str | Json, change: Callable[[int, int], tuple[int, int]]) -> None:
        world = self._services.world
        place = world.find_channel(channel)
        bot_id = world.bot["id"]
        others = [one for one in place["permission_overwrites"] if one["id"] != bot_id]
        own = [one for one in place["permission_overwrites"] if one["id"] == bot_id]
        before = own[0] if own else {"allow": "0", "deny": "0"}
        allow, deny = change(int(before["allow"]), int(before["deny"]))
        mine = {"id": bot_id, "type": 1, "allow": str(int(allow)), "deny": str(int(deny))}
        world.change_channel(place, {"permission_overwrites": [*others, mine]})
