"""All that the bot sends to Discord, and what none of it may hold, whatever people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from simcord.http import router

MOST_COMPONENTS, MOST_TEXT = 40, 4000
_LONGEST = {"label": 100, "custom_id": 100, "title": 45, "placeholder": 150, "description": 1024, "name": 100}
# What a backslash takes out of the text, and code, in which nothing is read.
_NOT_READ = re.compile(r"\\[^a-zA-Z0-9\s]|```\n.*?\n```|`[^`\n]+`", re.DOTALL)
_MENTION = re.compile(r"@everyone|@here|<@[!&]?1>|<#1>")
_LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]*)\)")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STRUCK = re.compile(r"~~[^~\n]*~~ (?:→|~)")


class Outgoing:
    """The bodies of the bot's requests, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bodies: list[Any] = []
        dispatch = router.dispatch

        def kept(backend: Any, method: str, path: str, **asked: Any) -> Any:
            if "/commands" not in path and asked.get("json"):
                self.bodies.append(asked["json"])
            return dispatch(backend, method, path, **asked)

        monkeypatch.setattr(router, "dispatch", kept)

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Messages and forms, however they were sent."""
        bodies = (body.get("data", body) for body in self.bodies if isinstance(body, dict))
        return [body for body in bodies if "components" in body or "content" in body or "choices" in body]


def texts(message: Any) -> Iterator[str]:
    """Yield what a message says in its own words, where markdown is read."""
    for part in parts(message):
        if part.get("type") == 10:
            yield part["content"]
    if message.get("content"):
        yield message["content"]


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Yield every component of a message or form."""
    if isinstance(node, list):
        for each in node:
            yield from parts(each)
    elif isinstance(node, dict):
        yield from [node] if isinstance(node.get("type"), int) else []
        for each in node.values():
            yield from parts(each)


def troubles(message: dict[str, Any], sources: str) -> Iterator[str]:
    """Yield what is wrong with a message: what pings, leads elsewhere, breaks out or is too much.

    Args:
        message: As it was sent.
        sources: A pattern of the addresses that may be linked.
    """
    said = list(texts(message))
    pinged = {each: may for each, may in message.get("allowed_mentions", {}).items() if may}
    if pinged:
        yield f"it may ping: {pinged}"
    if sum(map(len, said)) > MOST_TEXT:
        yield f"it has {sum(map(len, said))} characters"
    if len(list(parts(message))) > MOST_COMPONENTS:
        yield f"it has {len(list(parts(message)))} components"
    for part in (*parts(message), *message.get("choices", ())):
        yield from _too_long(part)
    for text in said:
        yield from _alive(text, sources)


def _too_long(part: dict[str, Any]) -> Iterator[str]:
    for field, value in part.items():
        if isinstance(value, str) and field != "value":
            if len(value) > _LONGEST.get(field, 4000):
                yield f"{field} has {len(value)} characters: {value}"
            # In code a line is shown by itself.
            if _TURNS.search(_NOT_READ.sub("", value)):
                yield f"{field} turns words round: {value!a}"


def _alive(text: str, sources: str) -> Iterator[str]:
    if "Something broke" in text:
        yield text
    read = _NOT_READ.sub("·", text)
    if found := _MENTION.search(read):
        yield f"{found.group()} lives in {text!r}"
    for found in _LINK.finditer(read):
        if not re.fullmatch(sources, found.group(1)):
            yield f"{found.group()} lives in {text!r}"
    left = _STRUCK.sub("", _LINK.sub("", read))
    if found := re.search(
        r"\|\||~~|`|javascript:alert\(1\)\)\]|^ *(?:#{1,3}|>|-#) *HERE", left, re.MULTILINE
    ):
        yield f"{found.group()} lives in {text!r}"
    if left.count("**") % 2:
        yield f"a bold that never ends in {text!r}"
