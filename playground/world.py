"""The one guild there is: its people, channels and messages, and every change to them."""

from collections.abc import Callable

from playground import payloads, permissions
from playground.errors import unknown
from playground.events import Bus, Event, T
from playground.payloads import Json
from playground.permissions import Permission
from playground.snowflake import Clock, Snowflakes, isoformat

HAS_THREAD = 1 << 5


class World:
    """Keeps Discord's own JSON objects. Changes are synchronous: state and event change as one.

    A changed message is a new object, so that one handed out earlier stays what it was.
    """

    guild: Json
    bot: Json

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ids = Snowflakes(clock)
        self.events = Bus()
        self.users: dict[str, Json] = {}
        self.members: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.directs: dict[str, Json] = {}
        """Channels of direct messages with the bot by id; they belong to no guild."""
        self.closed_to_directs: set[str] = set()
        """The people, by id, who take no direct messages."""
        self.messages: dict[str, dict[str, Json]] = {}
        self.whispers: dict[str, tuple[str, Json]] = {}
        """Ephemeral messages by id, each with the one person who sees it."""
        self.files: dict[str, tuple[str, bytes]] = {}
        """Attachments by id: content type and bytes."""
        self.handed_over: dict[str, Json] = {}
        """Attachments by id that a person may give to a command."""
        self.reactions: dict[tuple[str, str], list[str]] = {}
        """Who reacted, by message id and emoji."""
        self.bot_online = False
        self.banner: str | None = None

    def now(self) -> str:
        """Return the present as Discord writes it."""
        return isoformat(self.clock())

    # Looking up

    def channel(self, channel_id: str) -> Json:
        """Return a channel, thread or direct channel; raises the 404 Unknown Channel."""
        found = self.channels.get(channel_id) or self.directs.get(channel_id)
        if found is None:
            raise unknown("channel")
        return found

    def member(self, user_id: str) -> Json:
        """Return a member; raises the 404 Unknown Member."""
        if user_id not in self.members:
            raise unknown("member")
        return self.members[user_id]

    def message(self, channel_id: str, message_id: str) -> Json:
        """Return a message all may see; raises the 404 Unknown Message."""
        found = self.messages.get(channel_id, {}).get(message_id)
        if found is None:
            raise unknown("message")
        return found

    def find_message(self, message_id: str) -> Json:
        """Return a message wherever it is, ephemeral ones too; raises the 404 Unknown Message."""
        if message_id in self.whispers:
            return self.whispers[message_id][1]
        for of_channel in self.messages.values():
            if message_id in of_channel:
                return of_channel[message_id]
        raise unknown("message")

    def seen_only_by(self, message_id: str) -> str | None:
        """Return the one person an ephemeral message is shown to, or None for a message all may see."""
        return self.whispers[message_id][0] if message_id in self.whispers else None

    def history(self, channel: str | Json) -> list[Json]:
        """Return a channel's messages, oldest first; `channel` is an object, an id or a name."""
        return list(self.messages.get(self.find_channel(channel)["id"], {}).values())

    def replies_to(self, message: Json) -> list[Json]:
        """Return the messages that answer this one, oldest first."""
        return [
            other
            for other in self.messages.get(message["channel_id"], {}).values()
            if other.get("message_reference", {}).get("message_id") == message["id"]
        ]

    def find_channel(self, channel: str | Json) -> Json:
        """Return a channel named by object, id or name; raises the 404 Unknown Channel."""
        if isinstance(channel, dict):
            return self.channel(channel["id"])
        by_name = (c for c in self.channels.values() if c["name"] == channel)
        return self.channels.get(channel) or next(by_name, None) or self.channel(channel)

    def find_user(self, who: str | Json) -> Json:
        """Return a user named by object, id or user name; raises the 404 Unknown User."""
        name = who["id"] if isinstance(who, dict) else who
        for user in self.users.values():
            if name in (user["id"], user["username"]):
                return user
        raise unknown("user")

    def direct_messages(self, who: str | Json) -> list[Json]:
        """Return the direct messages between the bot and a person, oldest first."""
        channel = self._direct_of(self.find_user(who))
        return self.history(channel) if channel else []

    def _direct_of(self, user: Json) -> Json | None:
        shared = (one for one in self.directs.values() if one["recipients"][0]["id"] == user["id"])
        return next(shared, None)

    def guild_of(self, channel: Json) -> Json:
        """Return how events and references name the guild of a channel: not at all in direct messages."""
        return {} if payloads.is_direct(channel) else {"guild_id": self.guild["id"]}

    def permissions(self, user_id: str, channel: Json) -> Permission:
        """Return what a person may do in a channel; a thread goes by its parent."""
        if payloads.is_direct(channel):
            both = {self.bot["id"], *(one["id"] for one in channel["recipients"])}
            return permissions.IN_DIRECT if user_id in both else Permission(0)
        # A thread has no overwrites of its own.
        home = self.channels[channel["parent_id"]] if "thread_metadata" in channel else channel
        return permissions.in_channel(self.guild, self.member(user_id), home)

    # People and places

    def add_user(self, name: str, *, bot: bool = False, color: int | None = None) -> Json:
        """Add a user who is in no guild yet."""
        made = payloads.user(self.ids.next(), name, bot=bot, color=color)
        self.users[made["id"]] = made
        return made

    def add_role(self, name: str, granted: Permission, color: int = 0, role_id: str | None = None) -> Json:
        """Add a role above those there are."""
        position = len(self.guild["roles"])
        made = payloads.role(role_id or self.ids.next(), name, granted, position, color)
        self.guild["roles"].append(made)
        return made

    def add_member(self, user: Json, *roles: Json) -> Json:
        """Let a user join the guild with these roles."""
        made = payloads.member(user, [role["id"] for role in roles], self.now())
        self.members[user["id"]] = made
        self.events.publish("GUILD_MEMBER_ADD", {**made, "guild_id": self.guild["id"]})
        return made

    def take_roles(self, user: Json) -> Json:
        """Take all roles from a member; raises the 404 Unknown Member."""
        changed = {**self.member(user["id"]), "roles": []}
        self.members[user["id"]] = changed
        self.events.publish("GUILD_MEMBER_UPDATE", {**changed, "guild_id": self.guild["id"]})
        return changed

    def remove_member(self, user: Json) -> None:
        """Let a member leave the guild; raises the 404 Unknown Member."""
        gone = self.member(user["id"])
        del self.members[user["id"]]
        self.events.publish("GUILD_MEMBER_REMOVE", {"guild_id": self.guild["id"], "user": gone["user"]})

    def open_direct(self, user: Json) -> Json:
        """Return the channel of a person's direct messages with the bot, opened where there is none yet."""
        known = self._direct_of(user)
        if known is not None:
            return known
        made = payloads.direct_channel(self.ids.next(), user)
        self.directs[made["id"]] = made
        self.messages[made["id"]] = {}
        self.events.publish("DIRECT_OPENED", made)
        return made

    def add_channel(self, name: str, kind: int = payloads.TEXT_CHANNEL, topic: str | None = None) -> Json:
        """Add a text or forum channel below those there are."""
        made = payloads.channel(
            self.ids.next(), self.guild["id"], name, kind, position=len(self.channels), topic=topic
        )
        self._keep_channel(made)
        self.events.publish("CHANNEL_CREATE", made)
        return made

    def change_channel(self, channel: Json, changes: Json) -> Json:
        """Change a channel or thread and tell everyone."""
        channel.update(changes)
        kind = "THREAD_UPDATE" if "thread_metadata" in channel else "CHANNEL_UPDATE"
        self.events.publish(kind, channel)
        return channel

    def change_thread(self, thread: Json, metadata: Json, changes: Json | None = None) -> Json:
        """Archive, open, lock or unlock a thread, and change what else is given."""
        before = thread["thread_metadata"]
        after = before | metadata
        if after["archived"] != before["archived"]:
            after["archive_timestamp"] = self.now()
        return self.change_channel(thread, {**(changes or {}), "thread_metadata": after})

    def open_thread(self, parent: Json, owner_id: str, name: str, starter: Json | None = None) -> Json:
        """Open a thread, from a message where `starter` is given; the two then share one id."""
        thread_id = starter["id"] if starter else self.ids.next()
        made = payloads.thread(thread_id, parent, owner_id, name, self.now())
        self._keep_channel(made)
        self.events.publish("THREAD_CREATE", {**made, "newly_created": True})
        if starter:
            self.edit(starter["id"], {"thread": made, "flags": starter["flags"] | HAS_THREAD}, stamp=False)
        return made

    def open_post(
        self, forum: Json, author: Json, name: str, fields: Json, tags: list[str]
    ) -> tuple[Json, Json]:
        """Open a forum post; returns the thread and its first message, which share one id."""
        made = payloads.thread(self.ids.next(), forum, author["id"], name, self.now())
        made["applied_tags"] = tags
        self._keep_channel(made)
        self.events.publish("THREAD_CREATE", {**made, "newly_created": True})
        return made, self.post(made, author, fields, message_id=made["id"])

    def _keep_channel(self, made: Json) -> None:
        self.channels[made["id"]] = made
        self.messages.setdefault(made["id"], {})

    # Messages

    def post(
        self,
        channel: Json,
        author: Json,
        fields: Json,
        *,
        only_for: str | None = None,
        message_id: str | None = None,
    ) -> Json:
        """Add a message with checked `fields`; `only_for` makes it one person's."""
        made = payloads.message(message_id or self.ids.next(), channel["id"], author, self.now(), fields)
        if only_for:
            self.whispers[made["id"]] = (only_for, made)
        else:
            self.messages[channel["id"]][made["id"]] = made
            channel["last_message_id"] = made["id"]
            self._count_in_thread(channel)
        self.events.publish("MESSAGE_CREATE", made, only_for)
        return made

    def _count_in_thread(self, channel: Json) -> None:
        if "thread_metadata" not in channel:
            return
        channel["message_count"] += 1
        channel["total_message_sent"] += 1
        if channel["thread_metadata"]["archived"]:
            self.change_thread(channel, {"archived": False})

    def edit(self, message_id: str, changes: Json, *, stamp: bool = True) -> Json:
        """Change a message; without `stamp` it does not count as edited (previews, pins, threads)."""
        edited = {**self.find_message(message_id), **changes}
        if stamp:
            edited["edited_timestamp"] = self.now()
        only_for = self.seen_only_by(message_id)
        if only_for:
            self.whispers[message_id] = (only_for, edited)
        else:
            self.messages[edited["channel_id"]][message_id] = edited
        self.events.publish("MESSAGE_UPDATE", edited, only_for)
        return edited

    def delete(self, message_id: str) -> None:
        """Remove a message; raises the 404 Unknown Message."""
        gone = self.find_message(message_id)
        only_for = self.seen_only_by(message_id)
        if only_for:
            del self.whispers[message_id]
        else:
            del self.messages[gone["channel_id"]][message_id]
        notice = {"id": message_id, "channel_id": gone["channel_id"]}
        notice |= self.guild_of(self.channel(gone["channel_id"]))
        self.events.publish("MESSAGE_DELETE", notice, only_for)

    # Telling and waiting

    def set_online(self, online: bool, *, anew: bool = False) -> None:
        """Note whether the bot has a session on the gateway; tell so when that changes, or `anew`."""
        if anew or online != self.bot_online:
            self.bot_online = online
            self.events.publish("BOT_STATUS", {"online": online})

    def show_banner(self, text: str | None) -> None:
        """Show a line above the channels of the page, or take it away."""
        self.banner = text
        self.events.publish("BANNER", {"banner": text})

    async def wait_for(self, predicate: Callable[[Event], bool], timeout_s: float = 5.0) -> Event:
        """Return the next event that satisfies `predicate`; see `Bus.wait_for`."""
        return await self.events.wait_for(predicate, timeout_s)

    async def wait_until(self, condition: Callable[[], T], timeout_s: float = 5.0) -> T:
        """Return the first truthy value of `condition`; see `Bus.wait_until`."""
        return await self.events.wait_until(condition, timeout_s)
