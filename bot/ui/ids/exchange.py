"""Files of claims: those that are handed out, and those that are shown before they are imported."""

from __future__ import annotations

from bot.ui.ids.patterns import HELD
from claims.exchange import Format

EXPORT = rf"export:(?P<format>{Format.PACK}|{Format.CSV}|{Format.CLAIMREVIEW}|{Format.EVERYTHING})"
# The form to choose a file in.
CHOOSE = "import-file"
IMPORT = rf"import:{HELD}"
NO_IMPORT = rf"no-import:{HELD}"


def export(format: Format) -> str:
    """Return the custom_id of the button that takes claims out as a file."""
    return f"export:{format}"


def import_file(token: str) -> str:
    """Return the custom_id of the button that imports a file as it was compared."""
    return f"import:{token}"


def no_import(token: str) -> str:
    """Return the custom_id of the button that leaves a file alone."""
    return f"no-import:{token}"
