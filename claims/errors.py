"""What can go wrong, in sentences a person can act on.

ClaimError                 every text here may be shown to whoever met it
├── Invalid                a value breaks a rule of the domain
├── NotFound               no such claim, event or pack
├── AlreadyThere           it exists; change it instead
├── Changed                someone else saved first
├── NotAllowed             the person lacks the permission
├── PackProblem            a pack or claims file cannot be read
└── StoreProblem           the database cannot be used
    └── StoreTooNew        it was written by a later release
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime


class ClaimError(Exception):
    """Base of all errors whose text is meant for people."""


class Invalid(ClaimError):
    """A value breaks a rule of the domain."""


class NotFound(ClaimError):
    """Nothing goes by that name."""


class AlreadyThere(ClaimError):
    """The thing exists already."""


class Changed(ClaimError):
    """Someone else saved a newer revision first."""


class NotAllowed(ClaimError):
    """The person lacks the permission."""


class PackProblem(ClaimError):
    """A pack, or another file of claims, cannot be read."""


class StoreProblem(ClaimError):
    """The database cannot be opened, read or written."""


class StoreTooNew(StoreProblem):
    """The database was written by a later release of the bot."""


def claim_not_found(slug: str) -> NotFound:
    """Return the error for an unknown claim."""
    return NotFound(f"There is no claim “{slug}”. Try /claim search with a few words of it.")


def not_known_yet(slug: str, first_at: datetime) -> NotFound:
    """Return the error for a claim that nobody had judged by the time asked for."""
    return NotFound(f"Nothing was recorded about “{slug}” by then. It begins {first_at:%d %b %Y %H:%M} UTC.")


def event_not_found(slug: str) -> NotFound:
    """Return the error for an unknown event."""
    return NotFound(f"There is no event “{slug}”. Pick one from the list, or load a pack with /caveat setup.")


def claim_changed(slug: str, what: Sequence[str] = ()) -> Changed:
    """Return the error for a save that came second; `what` is what the first one changed, in words."""
    told = f": {', '.join(what)}" if what else ""
    return Changed(
        f"“{slug}” was changed by someone else a moment ago{told}. Look again, then repeat your change."
    )


def claim_retired(slug: str, *, withdrawn: bool) -> Invalid:
    """Return the error for a change of a claim that is out of use."""
    if withdrawn:
        return Invalid(f"“{slug}” was withdrawn. Bring it back with /desk restore first.")
    return Invalid(f"“{slug}” was merged into another claim. Change that one; /claim show names it.")
