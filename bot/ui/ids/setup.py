"""Setting a server up."""

from __future__ import annotations

from claims.settings import Mode

CHECK = "setup:check"
DESK = "setup:desk"
CHANNELS = "setup:channels"
PASSED_OVER = "setup:passed-over"
MODERATORS = "setup:moderators"
PACK = "setup:pack"
EMPTY = "setup:empty"
BEGIN = rf"setup:begin:(?P<mode>{Mode.SHADOW}|{Mode.SUGGEST}|{Mode.ON})"


def begin(mode: Mode) -> str:
    """Return the custom_id of the button that begins in a mode."""
    return f"setup:begin:{mode}"
