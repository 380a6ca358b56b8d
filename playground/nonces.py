"""Messages by the nonce they were sent with, so that a repeated request does not post twice."""

from playground.payloads import Json
from playground.snowflake import Clock

# "within the last few minutes": https://docs.discord.com/developers/resources/message#create-message
REMEMBERED_FOR_S = 180.0


class Nonces:
    """Remembers the nonce of each author's messages for a few minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, str]] = {}

    def message_id(self, author_id: str, nonce: str) -> str | None:
        """Return the id of the message this author sent with this nonce lately, or None."""
        sent_at, message_id = self._seen.get((author_id, nonce), (0.0, None))
        return message_id if self._clock() - sent_at <= REMEMBERED_FOR_S else None

    def remember(self, message: Json, nonce: str) -> None:
        """Keep the nonce a message was sent with."""
        self._seen[message["author"]["id"], nonce] = (self._clock(), message["id"])
