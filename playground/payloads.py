"""The JSON shapes of Discord's objects, each made whole in one place."""

from typing import Any

Json = dict[str, Any]

TEXT_CHANNEL, DIRECT_CHANNEL, PUBLIC_THREAD, FORUM_CHANNEL = 0, 1, 11, 15
DEFAULT_MESSAGE, PIN_NOTICE, REPLY, COMMAND_ANSWER, CONTEXT_MENU_ANSWER = 0, 6, 19, 20, 23
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15


def user(user_id: str, name: str, *, bot: bool = False, color: int | None = None) -> Json:
    """Return a user; `color` is the accent colour the page draws the avatar with."""
    return {
        "id": user_id,
        "username": name if bot else name.lower(),
        "global_name": None if bot else name,
        "discriminator": "0001" if bot else "0",
        "avatar": None,
        "bot": bot,
        "system": False,
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": color,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }


def own_user(bot: Json) -> Json:
    """Return the bot's user as it sees itself in READY and /users/@me."""
    return {
        **bot,
        "verified": True,
        "mfa_enabled": False,
        "email": None,
        "locale": "en-US",
        "premium_type": 0,
    }


def role(role_id: str, name: str, permissions: int, position: int, color: int = 0) -> Json:
    """Return a role with its permissions as Discord's decimal string."""
    return {
        "id": role_id,
        "name": name,
        "permissions": str(permissions),
        "position": position,
        "color": color,
        "colors": {"primary_color": color, "secondary_color": None, "tertiary_color": None},
        "hoist": position > 0,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def member(who: Json, roles: list[str], joined_at: str) -> Json:
    """Return the guild's view of a user."""
    return {
        "user": who,
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": roles,
        "joined_at": joined_at,
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }


def guild(guild_id: str, name: str, owner_id: str) -> Json:
    """Return a community guild without roles."""
    nothing = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id "
        "system_channel_id widget_channel_id vanity_url_code rules_channel_id safety_alerts_channel_id "
        "public_updates_channel_id incidents_data max_presences"
    )
    zero = (
        "system_channel_flags verification_level default_message_notifications mfa_level "
        "explicit_content_filter premium_tier premium_subscription_count nsfw_level"
    )
    return {
        **dict.fromkeys(nothing.split()),
        **dict.fromkeys(zero.split(), 0),
        "id": guild_id,
        "name": name,
        "owner_id": owner_id,
        "features": ["COMMUNITY"],
        "region": "us-east",
        "preferred_locale": "en-US",
        "afk_timeout": 300,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "widget_enabled": False,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "roles": [],
        "emojis": [],
        "stickers": [],
    }


def channel(channel_id: str, guild_id: str, name: str, kind: int, position: int, topic: str | None) -> Json:
    """Return a text or forum channel."""
    made: Json = {
        "id": channel_id,
        "guild_id": guild_id,
        "name": name,
        "type": kind,
        "position": position,
        "permission_overwrites": [],
        "parent_id": None,
        "nsfw": False,
        "topic": topic,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }
    if kind == FORUM_CHANNEL:
        made |= {
            "available_tags": [],
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return made


def direct_channel(channel_id: str, recipient: Json) -> Json:
    """Return the channel of the direct messages between the bot and a person, as the bot sees it."""
    return {
        "id": channel_id,
        "type": DIRECT_CHANNEL,
        "last_message_id": None,
        "recipients": [recipient],
        "flags": 0,
    }


def is_direct(channel: Json) -> bool:
    """Tell whether a channel is one of direct messages, and so of no guild."""
    return bool(channel["type"] == DIRECT_CHANNEL)


def called(channel: Json) -> str:
    """Return what people call a channel."""
    return "their direct messages" if is_direct(channel) else f"#{channel['name']}"


def thread(thread_id: str, parent: Json, owner_id: str, name: str, created_at: str) -> Json:
    """Return a public thread of a text channel, or a post of a forum."""
    return {
        "id": thread_id,
        "guild_id": parent["guild_id"],
        "parent_id": parent["id"],
        "owner_id": owner_id,
        "name": name,
        "type": PUBLIC_THREAD,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "total_message_sent": 0,
        "member_count": 1,
        "flags": 0,
        "applied_tags": [],
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": created_at,
            "locked": False,
            "create_timestamp": created_at,
        },
    }


def message(message_id: str, channel_id: str, author: Json, sent_at: str, fields: Json) -> Json:
    """Return a message; `fields` overrides the defaults of an empty one."""
    return {
        "id": message_id,
        "channel_id": channel_id,
        "type": DEFAULT_MESSAGE,
        "author": author,
        "content": "",
        "timestamp": sent_at,
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
        **fields,
    }


def reaction(emoji: str, givers: list[str], bot_id: str) -> Json:
    """Return the count of one emoji under a message, as the bot sees it."""
    return {
        "emoji": {"id": None, "name": emoji},
        "count": len(givers),
        "count_details": {"normal": len(givers), "burst": 0},
        "burst_colors": [],
        "me": bot_id in givers,
        "me_burst": False,
    }


def withheld(told: Json) -> Json:
    """Return a message as an application without the message content intent receives it."""
    bare: Json = {**told, "content": "", "embeds": [], "attachments": [], "components": []}
    if told.get("referenced_message"):
        bare["referenced_message"] = withheld(told["referenced_message"])
    if "message_snapshots" in told:
        bare["message_snapshots"] = [{"message": withheld(s["message"])} for s in told["message_snapshots"]]
    return bare


def without_user(of_guild: Json) -> Json:
    """Return a member as it rides along on a message, where the author is already named."""
    return {key: value for key, value in of_guild.items() if key != "user"}
