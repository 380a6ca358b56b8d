"""How much memory this process holds."""

from __future__ import annotations

from pathlib import Path

from evals.loading import give_up

STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    """Return what is resident now, in MB of 2**20 bytes."""
    return _status("VmRSS")


def peak_mb() -> float:
    """Return the most that was ever resident, in MB of 2**20 bytes."""
    return _status("VmHWM")


def _status(field: str) -> float:
    if not STATUS.is_file():
        give_up("Memory is measured on Linux only: there is no /proc/self/status.")
    for line in STATUS.read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name == field:
            return int(value.split()[0]) / 1024
    return give_up(f"The kernel does not tell {field}.")
