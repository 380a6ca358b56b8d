"""What a person sees of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord
from simcord import InteractionResult, MemberActor


def words(answer: InteractionResult) -> str:
    """Return all the text of an answer, deferred or not."""
    messages = [message for message in (answer.response, *answer.followups) if message is not None]
    return "\n".join(text for message in messages for text in _texts(message.components))


def words_of(message: discord.Message) -> str:
    """Return all the text of a message."""
    return "\n".join(_texts([component.to_dict() for component in message.components]))


def buttons(message: Any) -> dict[str, dict[str, Any]]:
    """Return a message's buttons by their labels."""
    return {part["label"]: part for part in _parts(message.components) if part.get("type") == 2}


def _texts(components: Any) -> Iterator[str]:
    return (part["content"] for part in _parts(components) if "content" in part)


def _parts(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        part = component if isinstance(component, dict) else component.to_dict()
        yield part
        yield from _parts(part.get("components", []))


def picked(message: Any, custom_id: str) -> list[str]:
    """Return the values that a message's list shows as picked."""
    (found,) = [part for part in _parts(message.components) if part.get("custom_id") == custom_id]
    return [option["value"] for option in found["options"] if option.get("default")]


def custom_ids(message: Any) -> list[str]:
    """Return the custom_ids of a message's buttons and lists, from the top."""
    return [part["custom_id"] for part in _parts(message.components) if "custom_id" in part]


async def pick(actor: MemberActor, sheet: Any, prefix: str, *values: str) -> None:
    """Pick from the list of a message whose custom_id begins so; what else it holds may change."""
    (found,) = [each for each in custom_ids(sheet.message) if each.startswith(prefix)]
    await actor.select(sheet, custom_id=found, values=[str(value) for value in values])
