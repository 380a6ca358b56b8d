"""Which messages were read with which words, so that an update that changes nothing is not read again.

Discord tells some things twice, and old ones after new ones, when a session is resumed.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime
from hashlib import blake2b

from claims.notes import Post

_MOST = 20_000
_NEVER = datetime.min.replace(tzinfo=UTC)
_Version = tuple[bytes, datetime]


class LastRead:
    """Remembers digests of the messages met last, never their words."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._met: OrderedDict[int, _Version] = OrderedDict()

    def is_new(self, post: Post) -> bool:
        """Return whether a message is met for the first time; remember what it says."""
        return post.message_id not in self._met and self.is_news(post)

    def is_news(self, post: Post, edited_at: datetime | None = None) -> bool:
        """Return whether a message says something else than when it was last met; remember what it says.

        What it said before its last edit is no news. A link preview comes without being an edit.
        """
        digest = blake2b(post.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._met.pop(post.message_id, None)
        version = digest, edited_at or _NEVER
        if known is not None and version[1] < known[1]:
            version = known
        self._met[post.message_id] = version
        while len(self._met) > self._most:
            self._met.popitem(last=False)
        return known is None or version[0] != known[0]
