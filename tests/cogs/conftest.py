"""A community in process: the bot with its real database and matcher, and people to act as."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
import simcord

from bot.app import open_services
from bot.client import CaveatBot
from bot.services import Services
from bot.settings import Settings
from claims.events import Dossier
from claims.people import Actor, Role
from interchange.pack import write_pack
from matching.semantic import Encoder
from tests import fakes
from tests.mutiny import MUTINY
from tests.small_pack import NAME, small_pack


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the bot as long as it takes: reading a pack's wordings takes seconds on a busy machine."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.simcord(settle_timeout=120.0))


@dataclass
class Community:
    env: simcord.Env
    services: Services
    guild: simcord.GuildHandle
    news: simcord.ChannelHandle
    mira: simcord.MemberActor
    sam: simcord.MemberActor
    clock: fakes.Ticking

    @property
    def sams_actor(self) -> Actor:
        return Actor(self.guild.id, self.sam.id, Role.LEAD)

    async def load(self, dossier: Dossier = MUTINY) -> None:
        await self.services.events.load(self.sams_actor, dossier)

    def last_note(self) -> discord.Message | None:
        last = self.news.last_message
        return last if last is not None and last.author.bot else None


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder.open()


@pytest.fixture
def services_packs(tmp_path: Path) -> Path:
    """The folder of packs, with the one that comes along, made shorter."""
    folder = tmp_path / "packs"
    folder.mkdir()
    write_pack(small_pack(), folder / f"{NAME}.yaml")
    return folder


@pytest.fixture
def clock() -> fakes.Ticking:
    return fakes.Ticking()


@pytest.fixture
async def services(
    tmp_path: Path, services_packs: Path, encoder: Encoder, clock: fakes.Ticking
) -> AsyncIterator[Services]:
    settings = Settings(database=f"sqlite:///{tmp_path}/caveat.db", packs=services_packs)
    async with open_services(settings, clock, lambda: encoder) as opened:
        yield opened


@pytest.fixture
def simcord_bot(services: Services) -> CaveatBot:
    return CaveatBot(services)


@pytest.fixture
async def empty_community(simcord_env: simcord.Env, services: Services, clock: fakes.Ticking) -> Community:
    guild = simcord_env.create_guild("Frontline Watch")
    news = guild.create_text_channel("breaking-news")
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_messages=True, manage_guild=True)
    )
    mira = guild.add_member(simcord_env.create_user("mira"))
    sam = guild.add_member(simcord_env.create_user("sam"), roles=[moderators])
    return Community(simcord_env, services, guild, news, mira, sam, clock)


@pytest.fixture
async def community(empty_community: Community) -> Community:
    await empty_community.load()
    return empty_community
