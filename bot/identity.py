"""How processes that share a database tell each other apart, and which of them are gone."""

from __future__ import annotations

import os
import secrets
import socket


def own_name() -> str:
    """Return a name for this process: its host, its number, and something by chance."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """Return whether a process is known to have ended: one of this host whose number nobody has."""
    host, number, _ = name.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    # A number that is ours now was an earlier process's, as in a container that was started again.
    return int(number) == os.getpid() or not _is_alive(int(number))


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
