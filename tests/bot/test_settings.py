import re
from pathlib import Path

import pytest

from bot.settings import Settings, variables
from claims.errors import Invalid

EXAMPLE = Path(".env.example")


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / "none.env")


def test_every_setting_is_explained_in_the_example_and_nothing_else_is() -> None:
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(named) == sorted(variables())


def test_the_example_is_itself_a_valid_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Settings.model_config, "env_file", EXAMPLE)
    assert Settings.load() == Settings()


def test_every_setting_is_in_the_operators_guide() -> None:
    guide = Path("docs/operating.md").read_text(encoding="utf-8")
    assert [name for name in variables() if f"`{name}`" not in guide] == []


@pytest.mark.parametrize(
    "url", ["http://example.org", "ftp://127.0.0.1", "https://", "127.0.0.1:80", "http://10.0.0.1"]
)
def test_the_token_is_not_sent_in_the_clear_to_another_machine(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("CAVEAT_DISCORD_URL", url)
    with pytest.raises(Invalid, match="CAVEAT_DISCORD_URL"):
        Settings.load()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9", "https://proxy.example.org/"]
)
def test_a_loopback_or_encrypted_address_may_have_it(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CAVEAT_DISCORD_URL", url)
    assert Settings.load().discord_url == url.rstrip("/")


def test_every_wrong_setting_is_named_at_once_and_no_secret_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    monkeypatch.setenv("CAVEAT_THREADS", "0")
    monkeypatch.setenv("CAVEAT_LOG", "loud")
    with pytest.raises(Invalid) as problem:
        Settings.load()
    assert "CAVEAT_THREADS" in str(problem.value)
    assert "CAVEAT_LOG" in str(problem.value)
    assert "very-secret" not in str(problem.value)


def test_the_token_does_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(Settings.load())


def test_an_env_file_in_another_encoding_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=é", encoding="utf-16")
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    with pytest.raises(Invalid, match="UTF-8"):
        Settings.load()
