"""`caveat demo`: the playground and the unmodified bot, side by side, each in its own process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console

from claims.errors import ClaimError

_PACK = "wagner-mutiny-2023"
_STOP_WITHIN_S = 5
_TOLD = "Caveat knows what a news report told by then, and nothing later."
_TRY = "BREAKING: Wagner just shot down a Russian military helicopter"

_console = Console(highlight=False, soft_wrap=True)


class DemoProblem(ClaimError):
    """The playground or the bot did not start, or ended by itself."""


async def play(port: int, as_of: datetime | None) -> None:
    """Run the demo until Ctrl-C, SIGTERM, or the end of one of its processes.

    Raises:
        DemoProblem: a process ended by itself; what it said is on standard error.
    """
    told_to_stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told_to_stop.set)
    with tempfile.TemporaryDirectory(prefix="caveat-demo-", ignore_cleanup_errors=True) as folder:
        async with _process("playground", "--port", str(port), *_banner(as_of)) as playground:
            addresses = await _addresses(playground)
            environment = _environment(addresses, Path(folder) / "demo.db", as_of)
            async with _process("bot", "run", environment=environment) as bot:
                _welcome(addresses["Page"], as_of)
                await _until_one_ends(told_to_stop, playground, bot)


@asynccontextmanager
async def _process(
    module: str, *arguments: str, environment: dict[str, str] | None = None
) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE, env=environment
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await _ended(process)


async def _ended(process: asyncio.subprocess.Process) -> None:
    try:
        async with asyncio.timeout(_STOP_WITHIN_S):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _addresses(playground: asyncio.subprocess.Process) -> dict[str, str]:
    """Read "Page:", "URL:" and "Token:" from the playground's first lines."""
    found: dict[str, str] = {}
    assert playground.stdout is not None  # noqa: S101 - it was opened as a pipe
    while not {"Page", "URL", "Token"} <= found.keys():
        line = (await playground.stdout.readline()).decode()
        if not line:
            raise DemoProblem("The playground did not start; the lines above say why.")
        name, _, value = line.partition(":")
        found[name] = value.strip()
    return found


def _environment(addresses: dict[str, str], database: Path, as_of: datetime | None) -> dict[str, str]:
    return {
        **os.environ,
        "DISCORD_TOKEN": addresses["Token"],
        "CAVEAT_DISCORD_URL": addresses["URL"],
        "CAVEAT_DATABASE": f"sqlite:///{database}",
        "CAVEAT_MESSAGE_CONTENT": "true",
        "CAVEAT_PRELOAD": _PACK,
        "CAVEAT_PRELOAD_AS_OF": as_of.isoformat() if as_of else "",
        "CAVEAT_METRICS_PORT": "",
    }


def _banner(as_of: datetime | None) -> tuple[str, ...]:
    return ("--banner", f"It is the night of {as_of:%d %B %Y, %H:%M} UTC: {_TOLD}") if as_of else ()


def _welcome(page: str, as_of: datetime | None) -> None:
    known = f"what was known on {as_of:%d %B %Y at %H:%M} UTC" if as_of else "all that is known by now"
    lines = (
        f"[bold]Caveat's playground[/]: open [bold cyan]{page}[/]",
        f"Caveat joins in a few seconds and knows {known}. Say: [bold]{_TRY}[/]",
        "Try /event brief and /claim search, or speak as the moderator, Sam, and try /desk home.",
        "Everything runs on this machine and is forgotten when you stop it with Ctrl-C.",
    )
    for line in lines:
        _console.print(line)


async def _until_one_ends(told_to_stop: asyncio.Event, *processes: asyncio.subprocess.Process) -> None:
    stopping = asyncio.create_task(told_to_stop.wait())
    ending = [asyncio.create_task(process.wait()) for process in processes]
    try:
        await asyncio.wait([stopping, *ending], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (stopping, *ending):
            task.cancel()
    if not told_to_stop.is_set():
        raise DemoProblem("The demo ended because one of its parts did; the lines above say why.")
