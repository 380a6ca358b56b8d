"""Which messages were read with which words, so that an update that changes nothing is not read again."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b

from claims.notes import Post

_MOST = 20_000


class LastRead:
    """Remembers digests of the messages met last, never their words."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._digests: OrderedDict[int, bytes] = OrderedDict()

    def is_news(self, post: Post) -> bool:
        """Return whether a message says something else than when it was last met; remember what it says."""
        digest = blake2b(post.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._digests.pop(post.message_id, None)
        self._digests[post.message_id] = digest
        while len(self._digests) > self._most:
            self._digests.popitem(last=False)
        return digest != known
