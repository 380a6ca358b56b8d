from __future__ import annotations

from datetime import UTC, datetime

from bot.ui.setup import SetUpPanel
from bot.ui.setup_check import check_lines
from claims.events import Event
from claims.setting_up import Reached, SetUp, Survey
from claims.settings import GuildSettings, Mode

LONG = 10**18


def channel(number: int, *lacks: str) -> Reached:
    return Reached(LONG + number, lacks, ("Pin Messages", "Manage Threads", "Add Reactions"))


def test_the_worst_server_fits_on_one_panel() -> None:
    begins = datetime(2023, 6, 24, tzinfo=UTC)
    needed = ("Send Messages", "Send Messages in Threads", "Read Message History")
    channels = [channel(n, *needed) for n in range(300)] + [
        channel(n, "View Channel") for n in range(300, 499)
    ]
    settings = GuildSettings(
        paused=True,
        mode=Mode.OFF,
        places={LONG + number: Mode.SHADOW for number in range(25)},
        moderators_channel=LONG + 600,
    )
    state = SetUp(settings, tuple(Event(f"e{n}", "*" * 100, "", begins) for n in range(30)), "*" * 400)
    found = Survey((*channels, channel(499)), Reached(LONG + 600, ("View Channel", *needed)), reads_all=False)
    panel = SetUpPanel(state, found, {f"p{n}": "t" * 200 for n in range(40)}, (), "d" * 3000)
    assert panel.content_length() <= 4000
    assert panel.total_children_count <= 33
    assert "In 300 of 500 channels" in str(panel.to_components())


def test_an_empty_shelf_leaves_the_way_to_start_empty() -> None:
    panel = SetUpPanel(SetUp(GuildSettings()), Survey(()), {})
    drawn = str(panel.to_components())
    assert "Load a pack'" not in drawn
    assert "Start empty" in drawn
    assert "no text channel" in drawn


def test_what_is_missing_everywhere_is_not_listed_channel_by_channel() -> None:
    found = Survey((channel(1, "Send Messages"), channel(2, "Send Messages")))
    lines = check_lines(SetUp(GuildSettings()), found)
    assert lines[0] == "⚠️ In all 2 channels I read I cannot write: give me **Send Messages** there."


def test_without_the_intent_it_says_so_and_who_can_mend_it() -> None:
    lines = check_lines(SetUp(GuildSettings()), Survey((channel(1),), reads_all=False))
    assert "Message Content intent" in lines[0]
    assert "Developer Portal" in lines[0]
    assert not any(line.startswith("✅") and "intent" in line for line in lines)
