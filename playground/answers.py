"""What a person sees of the bot's answer to an interaction."""

from dataclasses import dataclass, field
from typing import Any

from playground import components
from playground.interaction import Interaction
from playground.payloads import EPHEMERAL, LOADING, Json
from playground.world import World


class NoAnswer(TimeoutError):
    """The bot did not answer in time: "The application did not respond"."""


@dataclass(frozen=True)
class Answer:
    """The outcome of an interaction.

    `kind` is message, update, modal, choices or, where nothing but an acknowledgement came, deferred.
    `deferred` tells whether the bot asked for time first.
    """

    kind: str
    interaction_id: str
    message: Json | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    followups: list[Json] = field(default_factory=list)
    deferred: bool = False

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the message."""
        return bool(self.message and self.message["flags"] & EPHEMERAL)

    @property
    def text(self) -> str:
        """All words of the message: content, text displays, embeds."""
        return text_of(self.message) if self.message else ""

    @property
    def custom_ids(self) -> list[str]:
        """The custom ids of the controls in the message or modal, in order."""
        parts = (self.modal or self.message or {}).get("components", [])
        return [one["custom_id"] for _, one in components.walk(parts) if "custom_id" in one]


def text_of(message: Json) -> str:
    """Return all words a person reads in a message, a line for each part."""
    lines = [message["content"], *components.texts(message["components"])]
    for embed in message["embeds"]:
        lines += _embed_lines(embed)
    return "\n".join(line for line in lines if line)


def _embed_lines(embed: dict[str, Any]) -> list[str]:
    fields = [f"{one['name']}\n{one['value']}" for one in embed.get("fields") or []]
    footer = (embed.get("footer") or {}).get("text") or ""
    return [embed.get("title") or "", embed.get("description") or "", *fields, footer]


def seen(world: World, one: Interaction) -> Answer:
    """Return how an answered interaction looks now."""
    shown = {**world.messages.get(one.channel["id"], {}), **{k: m for k, (_, m) in world.whispers.items()}}
    message = shown.get(one.original_id or "")
    return Answer(
        kind=_kind(one, message),
        interaction_id=one.id,
        message=message,
        modal=one.modal,
        choices=one.choices,
        followups=[shown[followup] for followup in one.followup_ids if followup in shown],
        deferred=one.answer_kind == "deferred",
    )


def _kind(one: Interaction, message: Json | None) -> str:
    """A placeholder that was filled is a message; a control that was only acknowledged stays deferred."""
    kind = one.answer_kind or "none"
    on_its_source = one.source is not None and one.original_id == one.source["id"]
    if kind != "deferred" or on_its_source or message is None:
        return kind
    return "deferred" if message["flags"] & LOADING else "message"
