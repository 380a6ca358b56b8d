"""The environment and `.env`, read once into frozen settings."""

from __future__ import annotations

import ipaddress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from claims.errors import Invalid
from claims.times import parse_instant

_SQLITE = "sqlite:///"
PACKS = Path(__file__).resolve().parent.parent / "packs"


class LogLevel(StrEnum):
    """How much is logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """How a log line looks."""

    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """Everything an operator can set; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_prefix="CAVEAT_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    discord_token: SecretStr | None = Field(None, validation_alias="DISCORD_TOKEN")
    database: str = "sqlite:///caveat.db"
    discord_url: str | None = None
    message_content: bool = True
    packs: Path = PACKS
    preload: str | None = None
    preload_as_of: datetime | None = None
    encoder: Path | None = None
    vectors: Path | None = None
    threads: int = Field(1, ge=1, le=64)
    log: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.TEXT
    metrics_port: int | None = Field(None, ge=1, le=65535)

    @property
    def kept_vectors(self) -> Path | None:
        """The file that remembers what claims mean; none for an encoder of the operator's own."""
        if self.encoder is not None:
            return None
        beside = self.database.removeprefix(_SQLITE)
        return self.vectors or (Path(f"{beside}.vectors") if beside != self.database else None)

    @model_validator(mode="before")
    @classmethod
    def _blank_means_unset(cls, values: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in values.items() if value != ""}

    @field_validator("discord_url")
    @classmethod
    def _keep_the_token_safe(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
        if not safe or not parts.hostname:
            raise ValueError(
                "the bot's token goes there, so it must be https://…, or http:// on this machine"
            )
        return url.rstrip("/")

    @field_validator("preload_as_of", mode="before")
    @classmethod
    def _read_instant(cls, text: object) -> object:
        try:
            return parse_instant(text) if isinstance(text, str) else text
        except Invalid as problem:
            raise ValueError(str(problem)) from None

    @classmethod
    def load(cls) -> Self:
        """Read the environment and `.env`; raise Invalid with one line per wrong setting."""
        try:
            return cls()  # type: ignore[call-arg]  # every field comes from the environment
        except ValidationError as problem:
            lines = [
                f"{_variable(str(e['loc'][0]))}: {e['msg']}." for e in problem.errors(include_input=False)
            ]
            raise Invalid("\n".join(lines)) from None
        except UnicodeDecodeError:
            raise Invalid(".env is not UTF-8 text. Save it as UTF-8.") from None


def variables() -> list[str]:
    """Return the name of every environment variable that is read."""
    return [_variable(name) for name in Settings.model_fields]


def _variable(field: str) -> str:
    field = field.lower()
    return "DISCORD_TOKEN" if field == "discord_token" else f"CAVEAT_{field.removeprefix('caveat_')}".upper()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
