"""Turns YAML or JSON text into plain lists and mappings, refusing what a pack never needs.

YAML is read with the words of its version 1.2: `no`, `on` and dates are text, only `true` and
`false` are truth values. Anchors, aliases and tags are refused, so that a small file stays small.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _SafeLoader
except ImportError:  # PyYAML built without libyaml: the same, ten times slower
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

MOST_LEVELS = 20
_TOO_DEEP = f"is nested more than {MOST_LEVELS} levels deep. A pack needs fewer than ten."


class Malformed(Exception):
    """The text is no YAML or JSON of the kind read here; the message is the end of a sentence."""


class _PackLoader(_SafeLoader):
    """Reads plain values only and refuses a key given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping; raise Malformed for a key that is no text or is there twice."""
        keys: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise Malformed(f"has a key that is not text, in line {line}. Put it in quotes.")
            if key.value in keys:
                raise Malformed(f"has the key “{_short(key.value)}” twice, in line {line}. Keep one of them.")
            keys.add(key.value)
        return super().construct_mapping(node, deep=deep)


# Each pattern reads less than YAML 1.1 does: what PyYAML writes without quotes comes back as text.
_PLAIN = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?$", "-+0123456789"),
)
_PackLoader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in _PLAIN:
    _PackLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(_pattern), list(_first))


def yaml_tree(text: str) -> Any:
    """Return what the YAML text holds; raise Malformed for anything but one plain document."""
    try:
        _check_events(text)
        return yaml.load(text, Loader=_PackLoader)  # noqa: S506 - a safe loader with fewer types
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Malformed(f"is not valid YAML{where}: {error.problem or error.context}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Malformed(f"is not valid YAML: {_first_line(error)}.") from None


def json_tree(text: str) -> Any:
    """Return what the JSON text holds; raise Malformed for bad JSON, NaN or a key given twice."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Malformed(f"is not valid JSON, {where}: {error.msg}.") from None
    except RecursionError:
        raise Malformed(_TOO_DEEP) from None
    except ValueError as error:
        raise Malformed(f"is not valid JSON: {_first_line(error)}.") from None


def _check_events(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_PackLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise Malformed(f"has an anchor or alias (& or *) in line {line}. Write the text out instead.")
        if getattr(event, "tag", None) is not None:
            raise Malformed(f"has a tag (!) in line {line}. Remove it, or put the text in quotes.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_LEVELS:
            raise Malformed(_TOO_DEEP)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key, value in pairs:
        if key in tree:
            raise Malformed(f"has the key “{_short(key)}” twice in one place. Keep one of them.")
        tree[key] = value
    return tree


def _no_constant(name: str) -> None:
    raise Malformed(f"holds {name}, which is no number in JSON. Remove it.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["it cannot be read"])[0].rstrip(".")
