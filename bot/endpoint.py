"""Every touch of discord.py's private parts: where Discord is, and whether it was ever reached."""

from __future__ import annotations

from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def send_rest_to(url: str) -> None:
    """Send REST requests to another base address, such as a loopback Discord or a shared proxy.

    Call it before logging in; the bot's token goes there.
    """
    Route.BASE = f"{url}/api/v10"
    discord.Asset.BASE = f"{url}/cdn"


async def follow_gateway(client: discord.Client) -> None:
    """Open websockets where GET /gateway/bot says; discord.py itself only knows Discord's own address."""
    _, gateway, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


def never_connected(client: discord.Client) -> bool:
    """Return whether no websocket was ever opened.

    discord.py 2.7.1 raises AttributeError instead of retrying when the very first handshake fails
    (`Client.connect` reads `self.ws.sequence` while `ws` is still None).
    """
    socket: Any = client.ws
    return socket is None
