"""Recording a claim, and merging one into another."""

from __future__ import annotations

from hashlib import blake2b

from bot.ui.ids.patterns import HELD, SLUG
from claims.merges import Merge

MERGE = rf"merge:(?P<digest>[0-9a-f]{{12}}):(?P<from>\d{{1,9}}):(?P<to>\d{{1,9}}):{SLUG}"
RECORD_ANYWAY = rf"record:{HELD}"
RECORD_AS = rf"record:{HELD}:{SLUG}"


def merge(plan: Merge) -> str:
    """Return the custom_id of the button that merges claims as they were shown; two names would not fit."""
    merged, into = plan.merged, plan.into
    return f"merge:{digest(merged.slug)}:{merged.revision}:{into.revision}:{into.slug}"


def digest(slug: str) -> str:
    """Return what stands for a claim's name in a custom_id that has no room for it."""
    return blake2b(slug.encode(), digest_size=6).hexdigest()


def record_anyway(token: str) -> str:
    """Return the custom_id of the button that records what was typed as a claim of its own."""
    return f"record:{token}"


def record_as(token: str, slug: str) -> str:
    """Return the custom_id of the button that makes what was typed a wording of a claim."""
    return f"record:{token}:{slug}"
