"""custom_ids of what moderators do with all that waits: take it on, leave it, put it aside, correct it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ui.ids.patterns import SLUG
from claims.assignments import ASSIGNED, Matter
from claims.queue import WaitingKind

_MATTER = rf"(?P<kind>{'|'.join(ASSIGNED)}):(?P<number>\d{{1,18}}):(?P<slug>[a-z0-9-]{{0,60}})"
ASSIGN = rf"work:assign:{_MATTER}"
RELEASE = rf"work:release:{_MATTER}"
TAKE_OVER = rf"work:take-over:{_MATTER}"
SNOOZE = rf"work:snooze:{_MATTER}"
EDIT_SOURCE = r"source:edit:(?P<number>\d{1,18})"
ATTACH_SOURCE = r"source:attach:(?P<number>\d{1,18})"
EDIT_DRAFT = rf"draft:edit:{SLUG}"
ATTACH_DRAFT = rf"draft:attach:{SLUG}"
JUDGE_DRAFT = rf"draft:judge:{SLUG}"


def assignment(deed: str, of: Matter) -> str:
    """Return the custom_id of a control of any card; `deed` is as in the templates above."""
    return f"work:{deed}:{of.kind}:{of.number}:{of.slug}"


def matter(found: Mapping[str, str]) -> Matter:
    """Return the matter that such a custom_id names."""
    return Matter(WaitingKind(found["kind"]), int(found["number"]), found["slug"])


def source(deed: str, number: int) -> str:
    """Return the custom_id of a button of a suggested source's card; `deed` is as in the templates above."""
    return f"source:{deed}:{number}"


def draft(deed: str, slug: str) -> str:
    """Return the custom_id of a button of a draft's card; `deed` is as in the templates above."""
    return f"draft:{deed}:{slug}"
