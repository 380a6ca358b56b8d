"""Interactions from opening to answer: the three seconds, the one answer, the fifteen minutes."""

import asyncio
import secrets

from playground import answering
from playground.errors import ApiError, unknown
from playground.interaction import Interaction, Kind
from playground.payloads import LOADING, Json
from playground.world import World

# https://docs.discord.com/developers/interactions/receiving-and-responding
ANSWER_WITHIN_S = 3.0
TOKEN_LIFETIME_S = 15 * 60


class Interactions:
    """All interactions of this run, by token."""

    def __init__(self, world: World, answer_within_s: float = ANSWER_WITHIN_S) -> None:
        self.world = world
        self.answer_within_s = answer_within_s
        self._by_token: dict[str, Interaction] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def open(
        self,
        kind: Kind,
        user: Json,
        channel: Json,
        data: Json,
        source: Json | None = None,
        asked_by: Interaction | None = None,
    ) -> Interaction:
        """Send an interaction to the bot and start its clock."""
        made = Interaction(
            id=self.world.ids.next(),
            token=secrets.token_urlsafe(48),
            kind=kind,
            user=user,
            channel=channel,
            data=data,
            source=source,
            opened_at=self.world.clock(),
            asked_by=asked_by,
        )
        self._by_token[made.token] = made
        loop = asyncio.get_running_loop()
        self._timers[made.id] = loop.call_later(self.answer_within_s, self._expire, made)
        self.world.events.publish("INTERACTION_CREATE", answering.announcement(self.world, made))
        return made

    def by_id(self, interaction_id: str) -> Interaction:
        """Return an interaction of this run; raises the 404 Unknown interaction."""
        for one in self._by_token.values():
            if one.id == interaction_id:
                return one
        raise unknown("interaction")

    def answer(self, interaction_id: str, token: str, body: Json) -> Interaction:
        """Take the bot's first answer.

        Raises:
            ApiError: 10062 for an unknown or late one, 40060 for a second answer, 50035 for a bad body.
        """
        one = self._by_token.get(token)
        if one is None or one.id != interaction_id or self._is_late(one):
            raise unknown("interaction")
        # Counted as answered only after `take`: a body that is turned down may be sent again.
        if one.answer_kind:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        answering.take(self.world, one, body)
        self._timers.pop(one.id).cancel()
        self._announce(one)
        return one

    def for_webhook(self, token: str) -> Interaction:
        """Return the answered interaction a follow-up belongs to.

        Raises:
            ApiError: 10015 before any answer, 50027 for a token unknown or older than 15 minutes.
        """
        one = self._by_token.get(token)
        if one is None or self.world.clock() - one.opened_at > TOKEN_LIFETIME_S:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        if one.answer_kind in (None, "choices"):
            raise unknown("webhook")
        return one

    def close(self) -> None:
        """Stop all clocks."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def is_loading(self, one: Interaction) -> bool:
        """Tell whether the answer is still the "thinking" placeholder."""
        if one.original_id is None or one.answer_kind != "deferred":
            return False
        try:
            return bool(self.world.find_message(one.original_id)["flags"] & LOADING)
        except ApiError:  # deleted while it was waiting
            return False

    def _is_late(self, one: Interaction) -> bool:
        return one.failed or self.world.clock() - one.opened_at > self.answer_within_s

    def _expire(self, one: Interaction) -> None:
        self._timers.pop(one.id, None)
        one.failed = True
        notice = {"interaction_id": one.id, "message": "The application did not respond"}
        self.world.events.publish("INTERACTION_FAILED", notice, one.user["id"])

    def _announce(self, one: Interaction) -> None:
        if one.modal:
            form = {"interaction_id": one.id, "modal": one.modal}
            self.world.events.publish("MODAL", form, one.user["id"])
        self.world.events.publish("INTERACTION_DONE", {"interaction_id": one.id}, one.user["id"])
