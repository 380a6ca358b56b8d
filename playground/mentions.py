"""Whom a message pings, under the author's `allowed_mentions`."""

import re

from playground.errors import invalid_form
from playground.payloads import Json
from playground.world import World

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(everyone|here)\b")
_ALL: Json = {"parse": ["users", "roles", "everyone"], "replied_user": True}


def resolve(world: World, text: str, allowed: Json | None, replied_to: Json | None = None) -> Json:
    """Return `mentions`, `mention_roles` and `mention_everyone` of a message.

    Without `allowed` every mention in the text counts, and a reply pings whom it answers.

    Raises:
        ApiError: 50035 when a kind is both parsed and listed.
    """
    rules: Json = _ALL if allowed is None else allowed
    _check(rules)
    users = _permitted(_USER.findall(text), rules, "users")
    if replied_to and rules.get("replied_user"):
        users.append(replied_to["author"]["id"])
    roles = {role["id"] for role in world.guild["roles"]}
    return {
        "mentions": [world.users[one] for one in dict.fromkeys(users) if one in world.users],
        "mention_roles": [one for one in _permitted(_ROLE.findall(text), rules, "roles") if one in roles],
        "mention_everyone": "everyone" in rules.get("parse", []) and bool(_EVERYONE.search(text)),
    }


def _check(rules: Json) -> None:
    for kind in ("users", "roles"):
        if rules.get(kind) and kind in rules.get("parse", []):
            raise invalid_form(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )


def _permitted(found: list[str], rules: Json, kind: str) -> list[str]:
    if kind in rules.get("parse", []):
        return list(dict.fromkeys(found))
    listed = {str(one) for one in rules.get(kind) or []}
    return [one for one in dict.fromkeys(found) if one in listed]
