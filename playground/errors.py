"""Discord's error answers, and the refusals a person meets in the client."""

from typing import Any


class ApiError(Exception):
    """A REST request that Discord turns down: HTTP status, JSON error code, message."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


class Refused(ValueError):
    """Something the Discord client would not let a person do, said in one sentence."""


# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
_UNKNOWN = {
    "channel": (10003, "Unknown Channel"),
    "guild": (10004, "Unknown Guild"),
    "member": (10007, "Unknown Member"),
    "message": (10008, "Unknown Message"),
    "role": (10011, "Unknown Role"),
    "user": (10013, "Unknown User"),
    "emoji": (10014, "Unknown Emoji"),
    "webhook": (10015, "Unknown Webhook"),
    "interaction": (10062, "Unknown interaction"),
    "application command": (10063, "Unknown application command"),
}


def unknown(kind: str) -> ApiError:
    """Return the 404 for an id that names no `kind` (a key such as "channel")."""
    code, message = _UNKNOWN[kind]
    return ApiError(404, code, message)


def missing_access() -> ApiError:
    """Return the 403 for a channel the bot cannot see."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """Return the 403 for an action the bot lacks a permission for."""
    return ApiError(403, 50013, "Missing Permissions")


def unreachable(*, shares_guild: bool) -> ApiError:
    """Return the 403 for a direct message to a person who takes none, or who shares no guild with the bot."""
    if shares_guild:
        return ApiError(403, 50007, "Cannot send messages to this user")
    return ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def invalid_form(path: str, code: str, message: str) -> ApiError:
    """Return the 400 for a body whose field at the dotted `path` breaks a rule."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    for step in reversed(path.split(".")):
        errors = {step: errors}
    return ApiError(400, 50035, "Invalid Form Body", errors)


def bad_length(path: str, low: int, high: int) -> ApiError:
    """Return the 400 for a text or list whose length is not between `low` and `high`."""
    return invalid_form(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")


def too_long(path: str, limit: int) -> ApiError:
    """Return the 400 for a text longer than `limit` characters."""
    return invalid_form(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")


def required(path: str) -> ApiError:
    """Return the 400 for a field that must be there."""
    return invalid_form(path, "BASE_TYPE_REQUIRED", "This field is required")
