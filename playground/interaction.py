"""One interaction: who did what where, and what the bot has answered so far."""

from dataclasses import dataclass, field
from enum import IntEnum

from playground.payloads import Json


class Kind(IntEnum):
    """Why an interaction was sent."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


@dataclass
class Interaction:
    """One act of a person that the bot is to answer."""

    id: str
    token: str
    kind: Kind
    user: Json
    channel: Json
    data: Json
    source: Json | None
    """The message whose component was used, or that the modal came from."""
    opened_at: float
    asked_by: "Interaction | None" = None
    """The interaction whose form this one submits."""
    answer_kind: str | None = None
    """message, deferred, update, choices or modal, once answered."""
    original_id: str | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    followup_ids: list[str] = field(default_factory=list)
    failed: bool = False
