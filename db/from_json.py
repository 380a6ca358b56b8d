"""Domain values read back from the trail's JSON: the inverse of `db.audit.as_json`."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from claims.evidence import Grade

T = TypeVar("T")

_SIMPLE: dict[type, Callable[[Any], Any]] = {
    datetime: lambda text: datetime.fromisoformat(text).astimezone(UTC),
    time: time.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
    Grade: Grade.parse,
    int: int,
    float: float,
}


def from_json(kind: type[T], text: str) -> T:
    """Return the value that `as_json` wrote; fields that an older record lacks have their defaults.

    Fields that this release does not know are left out.

    Raises:
        Invalid: the record breaks a rule of the domain that came later.
        ValueError: a value is none of its kind.
    """
    value: T = _read(kind, json.loads(text))
    return value


def _read(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if plain is None else _read(_present(kind), plain)
    if origin is not None:
        return _collected(origin, get_args(kind), plain)
    if kind in _SIMPLE:
        return _SIMPLE[kind](plain)
    if issubclass(kind, StrEnum):
        return kind(plain)
    return _filled(kind, plain) if is_dataclass(kind) else plain


def _filled(kind: Any, plain: Mapping[str, Any]) -> Any:
    known = {name: hint for name, hint in _hints(kind).items() if name in plain}
    return kind(**{name: _read(hint, plain[name]) for name, hint in known.items()})


def _collected(origin: Any, inner: tuple[Any, ...], plain: Any) -> Any:
    if issubclass(origin, Mapping):
        return {_read(inner[0], key): _read(inner[1], value) for key, value in plain.items()}
    return origin(_read(inner[0], each) for each in plain)


def _present(kind: Any) -> Any:
    """Return what an optional value is when it is there."""
    [present] = [each for each in get_args(kind) if each is not types.NoneType]
    return present


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}
