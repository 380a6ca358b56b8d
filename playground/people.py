"""Acting as a person: what the page's buttons do and what tests call."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from playground import drafts, reactions
from playground.answers import Answer, NoAnswer, seen
from playground.errors import Refused
from playground.interaction import Interaction
from playground.interactions import Interactions
from playground.invocations import Invocations
from playground.payloads import FORUM_CHANNEL, REPLY, Json, called
from playground.permissions import Permission, to_send
from playground.world import World

Named = str | Json
"""A person by name, id or user object; a channel by name, id or channel object."""

_FORWARD = 1
_SNAPSHOT_FIELDS = (
    "type",
    "content",
    "embeds",
    "attachments",
    "timestamp",
    "edited_timestamp",
    "flags",
    "mentions",
    "mention_roles",
    "components",
)


class People:
    """Verbs of the people in the world. Each raises Refused where the Discord client would not let them."""

    def __init__(
        self,
        world: World,
        invoke: Invocations,
        interactions: Interactions,
        caught_up: Callable[[], Awaitable[None]],
    ) -> None:
        self.world = world
        self.invoke = invoke
        self._interactions = interactions
        self._caught_up = caught_up

    # Writing

    async def say(self, who: Named, channel: Named, text: str, reply_to: Json | None = None) -> Json:
        """Write a message and return it."""
        user, place = self._in(who, channel)
        self._need(user, place, to_send(place), "write")
        if place.get("thread_metadata", {}).get("locked"):
            self._need(user, place, Permission.MANAGE_THREADS, "write in a locked thread")
        if place["type"] == FORUM_CHANNEL:
            raise Refused("A forum takes posts, not messages.")
        fields = self._written(text, reply_to)
        if reply_to:
            reference = {"type": 0, "channel_id": place["id"], "message_id": reply_to["id"]}
            fields |= {
                "type": REPLY,
                "message_reference": reference | self.world.guild_of(place),
                "referenced_message": self.world.find_message(reply_to["id"]),
            }
        return self.world.post(place, user, fields)

    async def edit(self, who: Named, message: Json, text: str) -> Json:
        """Change the words of one's own message and return it."""
        user = self.world.find_user(who)
        current = self._found(message)
        if current["author"]["id"] != user["id"]:
            raise Refused("Only its author can edit a message.")
        return self.world.edit(current["id"], {**self._written(text, None), "flags": current["flags"]})

    async def delete(self, who: Named, message: Json) -> None:
        """Delete one's own message, or as a moderator anyone's; an ephemeral one is dismissed."""
        current = self._found(message)
        user, place = self._in(who, current["channel_id"])
        is_own = user["id"] in (current["author"]["id"], self.world.seen_only_by(current["id"]))
        if not is_own:
            self._need(user, place, Permission.MANAGE_MESSAGES, "delete others' messages")
        self.world.delete(current["id"])

    async def post(self, who: Named, forum: Named, name: str, text: str, tags: Sequence[str] = ()) -> Json:
        """Open a forum post; `tags` are names or ids. Returns the thread; its first message shares its id."""
        user, place = self._in(who, forum)
        self._need(user, place, Permission.SEND_MESSAGES, "post")
        if place["type"] != FORUM_CHANNEL:
            raise Refused(f"#{place['name']} is no forum.")
        if not 1 <= len(name.strip()) <= 100:
            raise Refused("A post needs a title of at most 100 characters.")
        known = {one: tag["id"] for tag in place["available_tags"] for one in (tag["id"], tag["name"])}
        if unknown := [tag for tag in tags if tag not in known]:
            raise Refused(f"The forum has no tag {unknown[0]}.")
        chosen = [known[tag] for tag in tags]
        opened, _ = self.world.open_post(place, user, name.strip(), self._written(text, None), chosen)
        return opened

    async def thread(self, who: Named, message: Json, name: str) -> Json:
        """Open a thread from a message and return it."""
        current = self._found(message)
        user, place = self._in(who, current["channel_id"])
        self._need(user, place, Permission.CREATE_PUBLIC_THREADS, "open threads")
        if "thread" in current:
            raise Refused("This message has a thread already.")
        return self.world.open_thread(place, user["id"], name.strip()[:100] or "Thread", current)

    async def close(self, who: Named, thread: Json, *, lock: bool = False) -> Json:
        """Archive a thread: one's own, or as a moderator anyone's; locking it takes a moderator."""
        user, place = self._in(who, thread)
        if lock or place["owner_id"] != user["id"]:
            self._need(user, place, Permission.MANAGE_THREADS, "close others' threads")
        locked = lock or place["thread_metadata"]["locked"]
        return self.world.change_thread(place, {"archived": True, "locked": locked})

    async def forward(self, who: Named, message: Json, channel: Named) -> Json:
        """Forward a message to a channel: a message without words that carries a snapshot."""
        user, place = self._in(who, channel)
        self._need(user, place, to_send(place), "write")
        current = self._found(message)
        snapshot = {key: current[key] for key in _SNAPSHOT_FIELDS}
        reference = {"type": _FORWARD, "channel_id": current["channel_id"], "message_id": current["id"]}
        fields = {
            "message_reference": reference | self.world.guild_of(self.world.channel(current["channel_id"])),
            "message_snapshots": [{"message": snapshot}],
            "flags": 1 << 14,
        }
        return self.world.post(place, user, fields)

    async def react(self, who: Named, message: Json, emoji: str) -> None:
        """Put an emoji under a message."""
        current = self._found(message)
        user, place = self._in(who, current["channel_id"])
        self._need(user, place, Permission.ADD_REACTIONS, "react")
        reactions.add(self.world, current, user, emoji)

    async def unfurl(self, message: Json, url: str, title: str, description: str = "") -> Json:
        """Add a link preview to a message, as Discord does some moments after it was sent."""
        preview = {"type": "link", "url": url, "title": title, "description": description}
        current = self._found(message)
        return self.world.edit(current["id"], {"embeds": [*current["embeds"], preview]}, stamp=False)

    # One's own settings

    async def take_direct_messages(self, who: Named, *, taken: bool) -> None:
        """Open or close one's direct messages, as in the privacy settings of the server."""
        change = self.world.closed_to_directs.discard if taken else self.world.closed_to_directs.add
        change(self.world.find_user(who)["id"])

    async def leave(self, who: Named) -> None:
        """Leave the guild."""
        self.world.remove_member(self.world.find_user(who))

    # Asking the bot

    async def commands(self, who: Named, channel: Named) -> list[Json]:
        """Return the commands this person is offered in a channel."""
        user, place = self._in(who, channel)
        return self.invoke.commands.usable_by(user["id"], place)

    async def slash(self, who: Named, channel: Named, command: str, /, **options: Any) -> Answer:
        """Use a slash command such as "claim show" and return the bot's answer.

        Raises:
            NoAnswer: the bot let the deadline pass.
        """
        user, place = self._in(who, channel)
        name, *path = command.split()
        return await self.outcome(self.invoke.slash(user, place, name, path, options))

    async def autocomplete(
        self, who: Named, channel: Named, command: str, focused: str, text: str = "", /, **options: Any
    ) -> list[Json]:
        """Type `text` into the option `focused` and return the choices offered."""
        user, place = self._in(who, channel)
        name, *path = command.split()
        asked = self.invoke.autocomplete(user, place, name, path, {**options, focused: text}, focused)
        return (await self.outcome(asked)).choices

    async def menu(self, who: Named, command: str, message: Json) -> Answer:
        """Use a context menu on a message and return the bot's answer."""
        current = self._found(message)
        user, place = self._in(who, current["channel_id"])
        return await self.outcome(self.invoke.menu(user, place, command, current))

    async def click(self, who: Named, message: Json, custom_id: str) -> Answer:
        """Press a button and return the bot's answer."""
        user = self.world.find_user(who)
        return await self.outcome(self.invoke.click(user, self._found(message), custom_id))

    async def select(self, who: Named, message: Json, custom_id: str, *values: str) -> Answer:
        """Choose from a select menu and return the bot's answer."""
        user = self.world.find_user(who)
        return await self.outcome(self.invoke.select(user, self._found(message), custom_id, values))

    async def submit(self, who: Named, form: Answer, /, **values: Any) -> Answer:
        """Send the form of an answer of kind modal, with values by custom id, and return the bot's answer."""
        return await self.outcome(await self.hand_in(who, form.interaction_id, values))

    async def hand_in(self, who: Named, interaction_id: str, values: Mapping[str, Any]) -> Interaction:
        """Send a form, not before the bot knows that it was shown: nobody fills one in faster than that."""
        await self._caught_up()
        return self.invoke.submit(self.world.find_user(who), interaction_id, values)

    async def outcome(self, asked: Interaction, patience_s: float = 15.0) -> Answer:
        """Wait for the answer, and where the bot asked for time, up to `patience_s` for its message."""
        limit_s = self._interactions.answer_within_s + 1
        await self.world.wait_until(lambda: asked.answer_kind or asked.failed, limit_s)
        if asked.failed:
            raise NoAnswer("The application did not respond")
        await self.world.wait_until(lambda: not self._interactions.is_loading(asked), patience_s)
        return seen(self.world, asked)

    # Checks of the client

    def _in(self, who: Named, channel: Named) -> tuple[Json, Json]:
        user, place = self.world.find_user(who), self.world.find_channel(channel)
        self._need(user, place, Permission.VIEW_CHANNEL, "look")
        return user, place

    def _need(self, user: Json, place: Json, permission: Permission, verb: str) -> None:
        if not self.world.permissions(user["id"], place) & permission:
            raise Refused(f"{user['username']} may not {verb} in {called(place)}.")

    def _found(self, message: Json) -> Json:
        return self.world.find_message(message["id"])

    def _written(self, text: str, reply_to: Json | None) -> Json:
        words = text.strip()
        if not words:
            raise Refused("Write something first.")
        if len(words) > drafts.MAX_CONTENT:
            raise Refused(
                f"A message holds at most {drafts.MAX_CONTENT:,} characters; this has {len(words):,}."
            )
        return drafts.compose(self.world, {"content": words}, replied_to=reply_to)
