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
    if host != socket.gethostname() or int(number) == os.getpid():
        return host == socket.gethostname()
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
