"""What Caveat stores, in general and about whoever asks, and the buttons that change it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.ui.ids import privacy as privacy_ids
from bot.ui.sheet import Sheet, button
from bot.ui.words import at
from claims.people import Kept

OPTED_OUT = (
    "✅ From now on I do not read your messages here. Notes that stand already stay, because I do not store "
    "who wrote a message: press **Wrong match** under one to object to it, or delete your message and its "
    "note goes too."
)
OPTED_IN = "✅ I read your messages here again, and the record of your wish is erased."
NOTHING_ERASED = "Nothing was erased."
_NOTHING_LEFT = "✅ There was nothing of yours left to erase."

_WISH_STAYS = (
    "Your wish not to be read stays: without it I would read you again. “Read my messages again” erases it."
)
_STORED = """## Privacy
**What I store in this server**
- for a note and its repeats: the ids of message, channel and my reply, and which claim it is about; not who \
wrote the message
- for a “Wrong match” or “Helpful”: the id of who pressed it, and when
- for a source you suggest: your id, when, what you wrote, and what became of it; an accepted one stays with \
the claim, without your id
- for a claim you suggest: your id, when, what you wrote, from which message, and what became of it; the \
claim that moderators make of it stays, without your id
- for a member whose suggestions are not taken: their id, since when and by whom, also in the audit trail
- for a claim someone follows: their id, since when, which verdict they were last told and when, and since \
when no message of mine reaches them
- for what a moderator changes, judges, proposes, seconds or works on: their id, with it and in an audit trail
- for a wish not to be read: the id of who made it, and when
- for a message that moderators are asked about: its first words, for a while, only where the server wishes so
No other message text: I read messages in memory only. A message that someone checks by hand (**Check this \
message**, **Why?**) is read for that answer alone."""


class PrivacyView(Sheet):
    """What is stored about one person, for their eyes only, after what was just done about it."""

    def __init__(self, kept: Kept, done: str = "") -> None:
        if kept.opted_out_since is None:
            reading = button("Do not read my messages", privacy_ids.STOP_READING)
        else:
            reading = button("Read my messages again", privacy_ids.READ_AGAIN)
        erasing = button(
            "Erase what is stored about me",
            privacy_ids.ERASE,
            style=discord.ButtonStyle.danger,
            disabled=not kept.erasable,
        )
        parts: list[ui.Item[Any]] = [ui.TextDisplay(done), ui.Separator()] if done else []
        parts += [ui.TextDisplay(privacy_text(kept)), ui.ActionRow(reading, erasing)]
        super().__init__(ui.Container(*parts))


class EraseView(Sheet):
    """Asks once more before anything is erased."""

    def __init__(self, kept: Kept) -> None:
        row = ui.ActionRow[Any](
            button("Erase for good", privacy_ids.ERASE_FOR_SURE, style=discord.ButtonStyle.danger),
            button("Keep everything", privacy_ids.ERASE_NOTHING),
        )
        super().__init__(ui.Container(ui.TextDisplay(erase_text(kept)), row))


def privacy_text(kept: Kept) -> str:
    """Return what is stored in general and about one person."""
    lines = [_STORED, "", "**What I store about you here**", f"- {_reading(kept)}"]
    lines.append(f"- {_objections(kept.objections).capitalize()} (“Wrong match”).")
    if kept.excerpts:
        lines.append(f"- {_excerpts(kept.excerpts).capitalize()}, which moderators see for a while.")
    lines += [f"- {thing}." for thing in _others(kept)]
    lines.append(f"- {_follows(kept)}")
    if kept.blocked_since is not None:
        lines.append(
            f"- Since {at(kept.blocked_since)} moderators take no suggestions from you; they can undo it."
        )
    if kept.audit_records:
        lines.append(f"- {_records(kept)}")
    if kept.opted_out_since is not None and not kept.erasable:
        lines.append("-# “Read my messages again” erases the record of your wish.")
    return "\n".join(lines)


def erase_text(kept: Kept) -> str:
    """Return what erasing would take away, and what it would leave."""
    lines = [f"**Erase what is stored about you here?** This deletes {_belongings(kept)}."]
    if kept.opted_out_since is not None:
        lines.append(_WISH_STAYS)
    if kept.audit_records:
        lines.append(_records(kept))
    return "\n".join(lines)


def erased_text(erased: Kept, kept: Kept) -> str:
    """Return what was erased, and why a wish not to be read was not."""
    done = f"✅ Erased {_belongings(erased)}." if erased.erasable else _NOTHING_LEFT
    return done if kept.opted_out_since is None else f"{done} {_WISH_STAYS}"


def _reading(kept: Kept) -> str:
    if kept.opted_out_since is None:
        return "I may read your messages; you did not ask me to stop."
    return f"Since {at(kept.opted_out_since)} I do not read your messages, as you asked."


def _others(kept: Kept) -> list[str]:
    return [
        *([f"{kept.helpful} “Helpful” of yours"] if kept.helpful else []),
        *([_suggestions(kept.suggestions)] if kept.suggestions else []),
        *([_tips(kept.tips)] if kept.tips else []),
    ]


def _suggestions(number: int) -> str:
    return f"{number} {'source that you suggested' if number == 1 else 'sources that you suggested'}"


def _tips(number: int) -> str:
    return f"{number} {'claim that you suggested' if number == 1 else 'claims that you suggested'}"


def _objections(number: int) -> str:
    return f"{number or 'no'} {'objection' if number == 1 else 'objections'} of yours"


def _excerpts(number: int) -> str:
    return f"words of {number} {'message' if number == 1 else 'messages'} of yours"


def _belongings(kept: Kept) -> str:
    """Return all that a person can have erased."""
    parts = [
        *([_objections(kept.objections)] if kept.objections else []),
        *_others(kept),
        *([_excerpts(kept.excerpts)] if kept.excerpts else []),
        *([f"the record that you follow {_claims(kept.follows)}"] if kept.follows else []),
    ]
    return ", ".join(parts) or _objections(0)


def _follows(kept: Kept) -> str:
    following = f"You follow {_claims(kept.follows)}."
    if kept.unreachable_since is None:
        return following
    closed = f"Since {at(kept.unreachable_since)} Discord lets no direct message of mine through to you"
    return f"{following} {closed}: allow them in this server's privacy settings, then press **Follow** again."


def _claims(number: int) -> str:
    return f"{number or 'no'} {'claim' if number == 1 else 'claims'}"


def _records(kept: Kept) -> str:
    return (
        f"Records of what you did as a moderator, in the audit trail: {kept.audit_records}. They stay: "
        "the trail is sealed, and without one of them the rest no longer holds."
    )
