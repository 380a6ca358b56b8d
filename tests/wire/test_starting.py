"""What an operator sees when something is not right at the start, and that commands are not sent twice."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from db.stores import open_stores
from playground.server import Playground
from tests.wire.conftest import PATIENCE_S, BotProcess
from tests.wire.test_notes import SAID

MESSAGE_CONTENT = 1 << 15

pytestmark = pytest.mark.wire


async def run(folder: Path, **environment: str) -> tuple[int | None, str]:
    """Run `caveat run` in an empty folder and return its exit status and what it said."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("CAVEAT_", "DISCORD_"))}
    python_path = str(Path.cwd())
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        stderr=asyncio.subprocess.PIPE,
        cwd=folder,
        env={**inherited, "PYTHONPATH": python_path, **environment},
    )
    _, said = await process.communicate()
    return process.returncode, said.decode()


async def test_without_a_token_it_says_what_to_do_and_exits_2(tmp_path: Path) -> None:
    status, said = await run(tmp_path)
    assert status == 2
    assert said.count("\n") == 1
    assert "DISCORD_TOKEN" in said


async def test_a_wrong_token_is_said_in_words_and_never_shown(
    playground: Playground, bot: BotProcess, tmp_path: Path
) -> None:
    wrong = {**bot.environment, "DISCORD_TOKEN": "bm90LW1lLWF0LWFsbA.secret.part-of-it"}
    status, said = await run(tmp_path, **wrong)
    assert status == 2
    assert "Discord refused the token" in said
    assert "part-of-it" not in said
    assert "Traceback" not in said


async def test_a_withheld_intent_is_said_in_words(
    playground: Playground, bot: BotProcess, tmp_path: Path
) -> None:
    playground.faults.withhold_intent(MESSAGE_CONTENT)
    status, said = await run(tmp_path, **bot.environment)
    assert status == 2
    assert "Message Content intent" in said
    assert "CAVEAT_MESSAGE_CONTENT=false" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("CAVEAT_DATABASE", "sqlite:////nowhere/at/all/caveat.db", "does not exist"),
        ("CAVEAT_DATABASE", "mysql://x", "sqlite:///"),
        ("CAVEAT_THREADS", "many", "CAVEAT_THREADS"),
        ("CAVEAT_DISCORD_URL", "http://example.org", "CAVEAT_DISCORD_URL"),
        ("CAVEAT_PRELOAD_AS_OF", "yesterday", "2023-06-24 02:00"),
        ("CAVEAT_PRELOAD", "no-such-pack", "On the shelf: wagner-mutiny-2023."),
    ],
)
async def test_a_wrong_setting_is_named(tmp_path: Path, setting: str, value: str, told: str) -> None:
    status, said = await run(tmp_path, **{"DISCORD_TOKEN": "x.y.z", setting: value})
    assert status == 2
    assert told in said
    assert "Traceback" not in said


async def test_a_database_of_a_later_release_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/caveat.db"
    async with open_stores(url):
        pass
    with sqlite3.connect(tmp_path / "caveat.db") as later:
        later.execute("INSERT INTO caveat_migrations (version) VALUES (9999)")
    later.close()
    status, said = await run(tmp_path, DISCORD_TOKEN="x.y.z", CAVEAT_DATABASE=url)
    assert status == 2
    assert "9999" in said


async def test_a_gateway_that_refuses_at_first_is_tried_again(
    playground: Playground, bot: BotProcess
) -> None:
    playground.faults.refuse_gateway(1)
    await bot.connect()
    assert "gateway not reached" in bot.log


async def test_without_the_intent_only_mentions_are_read(playground: Playground, bot: BotProcess) -> None:
    playground.faults.withhold_intent(MESSAGE_CONTENT)
    bot.environment["CAVEAT_MESSAGE_CONTENT"] = "false"
    await bot.connect()
    unread = await playground.people.say("mira", "general", SAID)
    asked = await playground.people.say("mira", "general", f"<@{playground.world.bot['id']}> {SAID}")
    await playground.world.wait_until(lambda: playground.world.replies_to(asked), PATIENCE_S)
    assert playground.world.replies_to(unread) == []
    assert "BREAKING" not in bot.log


async def test_commands_are_synced_once_and_not_at_every_start(
    playground: Playground, bot: BotProcess
) -> None:
    await bot.connect()
    assert len(playground.log.find("PUT", "/commands")) == 1
    await bot.stop()
    await playground.world.wait_until(lambda: not playground.world.bot_online, PATIENCE_S)
    await bot.connect()
    assert len(playground.log.find("PUT", "/commands")) == 1


async def test_a_pack_named_by_the_operator_is_loaded_before_the_first_message_is_read(
    playground: Playground, bot: BotProcess, tmp_path: Path
) -> None:
    bot.environment |= {
        "CAVEAT_DATABASE": f"sqlite:///{tmp_path}/empty.db",
        "CAVEAT_PRELOAD": "wagner-mutiny-2023",
        "CAVEAT_PRELOAD_AS_OF": "2023-06-24 02:00",
    }
    await bot.connect()
    message = await playground.people.say("mira", "general", SAID)
    await playground.world.wait_until(lambda: playground.world.replies_to(message), PATIENCE_S)
