"""A file of claims, shown before it is imported."""

from __future__ import annotations

from bot.ui.ids.patterns import HELD

IMPORT = rf"import:{HELD}"
NO_IMPORT = rf"no-import:{HELD}"


def import_file(token: str) -> str:
    """Return the custom_id of the button that imports a file as it was compared."""
    return f"import:{token}"


def no_import(token: str) -> str:
    """Return the custom_id of the button that leaves a file alone."""
    return f"no-import:{token}"
