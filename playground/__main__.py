"""Starts the playground alone, to try any bot against it."""

import argparse
import asyncio
import contextlib
import sys

from playground.server import Playground


async def _serve(port: int, banner: str | None) -> None:
    async with Playground(port) as playground:
        playground.world.show_banner(banner)
        sys.stdout.write(
            f"Page:  {playground.page_url}\nURL:   {playground.url}\nToken: {playground.token}\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> int:
    """Serve until interrupted; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--banner", help="a line to show on top of the page")
    chosen = parser.parse_args()
    port = chosen.port
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(port, chosen.banner))
    except OSError as error:
        sys.stderr.write(f"Port {port} cannot be used ({error.strerror}); choose another with --port.\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
