"""What happens in the world, told to everyone who listens and awaited without sleeping."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from playground.payloads import Json

T = TypeVar("T")


@dataclass(frozen=True)
class Event:
    """One occurrence, named as the gateway names it.

    Names the gateway does not have belong to the page: COMMANDS, BOT_STATUS, BANNER, DIRECT_OPENED, MODAL,
    INTERACTION_FAILED, INTERACTION_DONE. `only_for` is the one person an ephemeral message is shown to.
    """

    name: str
    payload: Json
    only_for: str | None = None


Listener = Callable[[Event], None]


class Bus:
    """Hands each event to every listener at once, in the order of publishing."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def publish(self, name: str, payload: Json, only_for: str | None = None) -> None:
        """Tell all listeners."""
        event = Event(name, payload, only_for)
        for listener in list(self._listeners):
            listener(event)

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Call `listener` with each event for as long as the block runs."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    async def wait_for(self, predicate: Callable[[Event], bool], timeout_s: float = 5.0) -> Event:
        """Return the next event that satisfies `predicate`.

        Raises:
            TimeoutError: nothing of the kind happened within `timeout_s` seconds.
        """
        found: asyncio.Future[Event] = asyncio.get_running_loop().create_future()

        def check(event: Event) -> None:
            if found.done():
                return
            try:
                if predicate(event):
                    found.set_result(event)
            except Exception as error:  # the fault of whoever waits, not of whoever publishes
                found.set_exception(error)

        with self.listening(check):
            async with asyncio.timeout(timeout_s):
                return await found

    async def wait_until(self, condition: Callable[[], T], timeout_s: float = 5.0) -> T:
        """Return the first truthy value of `condition`, asked now and after each event.

        Raises:
            TimeoutError: the condition did not hold within `timeout_s` seconds.
        """
        if value := condition():
            return value
        await self.wait_for(lambda _: bool(condition()), timeout_s)
        return condition()
