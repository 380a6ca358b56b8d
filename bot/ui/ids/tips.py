"""The claims that members suggest."""

from __future__ import annotations

from bot.ui.ids.patterns import NUMBER

APPROVE = rf"tip:approve:{NUMBER}"
EDIT = rf"tip:edit:{NUMBER}"
ATTACH = rf"tip:attach:{NUMBER}"
REJECT = rf"tip:reject:{NUMBER}"
SUGGEST_ANYWAY = rf"tip:anyway:{NUMBER}"


def tip(deed: str, number: int) -> str:
    """Return the custom_id of a button of a suggested claim's card; `deed` is as in the templates above."""
    return f"tip:{deed}:{number}"
