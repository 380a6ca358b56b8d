"""The claims that members suggest."""

from __future__ import annotations

from bot.ui.ids.patterns import NUMBER

APPROVE = rf"tip:approve:{NUMBER}"
EDIT = rf"tip:edit:{NUMBER}"
ATTACH = rf"tip:attach:{NUMBER}"
REJECT = rf"tip:reject:{NUMBER}"
ASSIGN = rf"tip:assign:{NUMBER}"
RELEASE = rf"tip:release:{NUMBER}"
TAKE_OVER = rf"tip:take-over:{NUMBER}"
SNOOZE = rf"tip:snooze:{NUMBER}"
SUGGEST_ANYWAY = rf"tip:anyway:{NUMBER}"


def tip(deed: str, number: int) -> str:
    """Return the custom_id of a button of a suggested claim's card; `deed` is as in the templates above."""
    return f"tip:{deed}:{number}"
