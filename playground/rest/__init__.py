"""Discord's REST API, version 10: one module for each family of routes."""

from playground.rest import (
    channels,
    commands,
    gateway,
    guilds,
    interactions,
    messages,
    pins,
    reactions,
    threads,
    users,
    webhooks,
)
from playground.rest.routes import Routes

ALL: tuple[Routes, ...] = (
    users.routes,
    gateway.routes,
    guilds.routes,
    commands.routes,
    channels.routes,
    pins.routes,
    messages.routes,
    reactions.routes,
    threads.routes,
    interactions.routes,
    webhooks.routes,
)
