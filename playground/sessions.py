"""Gateway sessions, which outlive their sockets."""

import json
import secrets
from collections import deque

from playground.connection import Connection
from playground.payloads import Json

REPLAY_LIMIT = 1000


class Session:
    """What an IDENTIFY began: numbered events, kept for a RESUME."""

    def __init__(self, intents: int, shard: tuple[int, int], connection: Connection) -> None:
        self.id = secrets.token_hex(16)
        self.intents = intents
        self.shard = shard
        self.connection: Connection | None = connection
        self._sequence = self._welcomed = 0
        self._sent: deque[tuple[int, str]] = deque(maxlen=REPLAY_LIMIT)

    def has_guild(self, guild_id: str) -> bool:
        """Tell whether this shard serves the guild: (id >> 22) % number of shards."""
        number, count = self.shard
        return (int(guild_id) >> 22) % count == number

    def dispatch(self, name: str, payload: Json) -> None:
        """Number an event, keep it, and send it if a socket is there."""
        self._sequence += 1
        # Written down now: the objects may have changed by the time of a replay.
        text = json.dumps({"op": 0, "t": name, "s": self._sequence, "d": payload})
        self._sent.append((self._sequence, text))
        if self.connection:
            self.connection.send_text(text)

    def welcomed(self) -> None:
        """Note that what came until now told the bot who and where it is."""
        self._welcomed = self._sequence

    def can_replay(self, after: int) -> bool:
        """Tell whether every event after this number is still kept."""
        oldest_kept = self._sent[0][0] if self._sent else 1
        return oldest_kept - 1 <= after <= self._sequence

    def replay(self, after: int, connection: Connection, again: int = 0) -> None:
        """Go on over a new socket: what was missed, then RESUMED.

        `again` sends that many of the events before `after` once more, as they were, but never the welcome.
        """
        self.connection = connection
        for number, text in self._sent:
            if number > max(after - again, min(after, self._welcomed)):
                connection.send_text(text)
        self.dispatch("RESUMED", {"_trace": []})
