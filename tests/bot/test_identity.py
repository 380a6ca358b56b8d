from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.identity import is_gone, own_name

HERE = socket.gethostname()


@pytest.fixture
def living() -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs until its input ends."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_program_of_this_host_that_has_ended_is_gone() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert is_gone(f"{HERE}:{ended.pid}:0a1b2c3d")


def test_a_program_of_this_host_that_lives_is_not_gone(living: subprocess.Popen[bytes]) -> None:
    assert not is_gone(f"{HERE}:{living.pid}:0a1b2c3d")


def test_a_program_is_not_gone_for_want_of_the_right_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_pid: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert not is_gone(f"{HERE}:4242:0a1b2c3d")


def test_of_another_host_nothing_is_known() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not is_gone(f"another-{HERE}:{ended.pid}:0a1b2c3d")
    assert not is_gone(f"another-{HERE}:{os.getpid()}:0a1b2c3d")


def test_who_had_this_programs_number_before_it_is_gone() -> None:
    assert is_gone(f"{HERE}:{os.getpid()}:0a1b2c3d")


def test_two_names_of_one_program_differ_and_tell_where_it_runs() -> None:
    first, second = own_name(), own_name()
    assert first != second
    assert first.startswith(f"{HERE}:{os.getpid()}:")


def test_a_host_whose_name_has_colons_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "fe80::1")
    assert is_gone(own_name())
    assert not is_gone("fe80:1:0a1b2c3d")
