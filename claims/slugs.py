"""Short names for new claims, made from their own words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from itertools import count

_LONGEST = 48
_FILLERS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "had", "has", "have", "in"}
    | {"is", "it", "its", "of", "on", "or", "that", "the", "to", "was", "were"}
)


def free_slug(statement: str, taken: Collection[str], otherwise: str = "claim") -> str:
    """Return a slug not taken yet: the first telling words, `otherwise` where none are in Latin letters."""
    base = _spell(statement) or otherwise
    if base not in taken:
        return base
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)


def stable_slug(statement: str, key: str) -> str:
    """Return a slug from the statement's words that is the same again for the same key, and for no other."""
    return f"{_spell(statement)}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def _spell(statement: str) -> str:
    plain = unicodedata.normalize("NFKD", statement).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _FILLERS] or words
    slug = ""
    for word in telling[:6]:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug
