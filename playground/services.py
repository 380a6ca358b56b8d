"""What the REST routes, the gateway and the people of one run share."""

from dataclasses import dataclass, field

from playground.commands import CommandBook
from playground.interactions import Interactions
from playground.nonces import Nonces
from playground.permissions import Permission
from playground.world import World

GUILD_MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT


@dataclass
class Services:
    """The parts of one run. `url` is set once the port is known."""

    world: World
    commands: CommandBook
    interactions: Interactions
    nonces: Nonces
    token: str
    url: str = ""
    approved_intents: int = field(default=PRIVILEGED)
    """The privileged intents switched on in the application's settings."""

    @property
    def gateway_url(self) -> str:
        """The address of the gateway's websocket."""
        return self.url.replace("http://", "ws://", 1) + "/gateway"

    @property
    def application_flags(self) -> int:
        """The application's flags, which name its approved intents (the "limited" bits below 100 guilds)."""
        flags = {PRESENCES: 1 << 13, GUILD_MEMBERS: 1 << 15, MESSAGE_CONTENT: 1 << 19}
        return sum(flag for intent, flag in flags.items() if self.approved_intents & intent)

    def bot_may(self, permission: Permission, channel_id: str) -> bool:
        """Tell whether the bot holds a permission in a channel or thread."""
        granted = self.world.permissions(self.world.bot["id"], self.world.channel(channel_id))
        return granted & permission == permission
