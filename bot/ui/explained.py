"""Why Caveat speaks or keeps silent: the answers of /desk test and of a note's Why? button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.ui.cards import standing
from bot.ui.sheet import LONGEST_TEXT, Sheet
from bot.ui.words import LOOKS, plain, shorten
from claims.accounts import Line, MatchAccount, Trial, Why
from claims.explaining import why_silent, would
from claims.model import Claim
from claims.notes import NoteState, Outcome, Reason

_SYMBOLS = {Outcome.NOTE: "📝", Outcome.SUGGEST: "✋", Outcome.SILENT: "🔇"}
_LONGEST_LINE = 320
_LONGEST_STATEMENT = 400
_LONGEST_OTHER = 110
_LONGEST_LABEL = 24
_MOST_OTHERS = 3
_BESIDE_MATCHES = 1400
_TRIED = (
    "-# Nothing was posted and nothing was stored. `/desk wording` teaches me how people say a claim; its "
    "`never_match`, what only looks like one."
)
_ONLY_IF_MENTIONED = "⚠️ I run without the Message Content intent: I read a message only when it mentions me."

MESSAGE_GONE = "The message this note stood under is gone, so I cannot show which of its words I went by."
MESSAGE_OUT_OF_REACH = (
    "I may not read the message this note stands under any more, so I cannot show which of its words I went "
    "by. A moderator can give me View Channel and Read Message History here."
)
_WRONG_MATCH = "-# If the message says something else, press **Wrong match** under the note."


class TrialSheet(Sheet):
    """What would be done about a text in this channel, and why."""

    def __init__(self, trial: Trial, missing: Sequence[str], *, message_content: bool) -> None:
        """Lay the answer out.

        Args:
            trial: What would be done.
            missing: The permissions that the bot lacks in this channel, in Discord's words.
            message_content: Whether the bot may read messages that do not mention it.
        """
        account = trial.account
        share = (LONGEST_TEXT - _BESIDE_MATCHES) // max(1, len(account.decisive))
        matches = (_match_text(each, trial.claims[each.match.slug], share) for each in account.decisive)
        texts = [_headline(trial, missing, message_content=message_content), *matches, _others(trial), _TRIED]
        items: list[ui.Item[Any]] = []
        for text in filter(None, texts):
            items += [ui.Separator(), ui.TextDisplay(text)]
        super().__init__(ui.Container(*items[1:]))


def why_text(why: Why, *, edited: bool, moderator: bool) -> str:
    """Return why a note stands where it stands; only moderators read how sure the match is."""
    lines = [_standing(why), *_changes(why, edited=edited)]
    if why.account is not None:
        told = why.account.lines if moderator else (*_kept_back(why.account), *why.account.facts)
        lines += _written(told, _LONGEST_LINE)
    return "\n".join([*lines, _WRONG_MATCH])


def _headline(trial: Trial, missing: Sequence[str], *, message_content: bool) -> str:
    decision = trial.account.decision
    lacking = f"I lack **{', '.join(missing)}** in this channel"
    if trial.paused is not None:
        lines = _hindered(trial, why_silent(trial.paused))
    elif missing and decision.outcome is Outcome.NOTE:
        lines = _hindered(trial, lacking)
    else:
        lines = [f"### {_SYMBOLS[decision.outcome]} {trial.account.sentence}"]
    if not message_content:
        lines.append(_ONLY_IF_MENTIONED)
    return "\n".join(lines)


def _hindered(trial: Trial, hindrance: str) -> list[str]:
    decision = trial.account.decision
    if decision.outcome is Outcome.SILENT:
        besides = f"Without that it would stay silent too: {why_silent(decision.reason)}."
    else:
        besides = f"Without that it would {would(decision)}."
    return [f"### {_SYMBOLS[Outcome.SILENT]} Caveat would stay silent: {hindrance}.", besides]


def _match_text(account: MatchAccount, claim: Claim, longest: int) -> str:
    look = LOOKS[claim.verdict]
    nearest = "Nearest claim: " if account.reason is Reason.NO_CLAIM else ""
    heading = [
        f"**{nearest}{shorten(plain(claim.statement), min(_LONGEST_STATEMENT, longest // 3))}**",
        f"-# {look.symbol} {look.word} · `{claim.slug}`",
        *standing(claim),
    ]
    room = (longest - len("\n".join(heading))) // len(account.lines) - _LONGEST_LABEL
    return "\n".join([*heading, *_written(account.lines, min(_LONGEST_LINE, room))])


def _others(trial: Trial) -> str:
    others = trial.account.others[:_MOST_OTHERS]
    return "\n".join(["Also considered:", *(_other(each) for each in others)]) if others else ""


def _other(account: MatchAccount) -> str:
    statement = shorten(plain(account.statement), _LONGEST_OTHER).removesuffix(".")
    because = "".join(f": {plain(line.text)}" for line in _kept_back(account))
    return f"- {statement}{shorten(because, _LONGEST_OTHER)}"


def _kept_back(account: MatchAccount) -> tuple[Line, ...]:
    return (account.kept_back,) if account.kept_back else ()


def _written(lines: Sequence[Line], longest: int) -> list[str]:
    return [
        f"**{line.label}:** {shorten(plain(line.text), longest)}"
        if line.label
        else shorten(plain(line.text), longest)
        for line in lines
    ]


def _standing(why: Why) -> str:
    statement = shorten(plain(why.claim.statement), _LONGEST_STATEMENT)
    if why.account is None:
        return f"**Read again now, the message does not repeat this claim:** {statement}"
    if why.account.outcome is Outcome.NOTE:
        return f"**This note is here because the message repeats a recorded claim:** {statement}"
    return f"**Read again now, the message would not get this note:** {statement}"


def _changes(why: Why, *, edited: bool) -> list[str]:
    facts = [
        "The message was edited after the note was posted." if edited else "",
        "The claim was changed after the note was posted." if why.claim_changed else "",
        "The note has been taken back." if why.note and why.note.state is NoteState.WITHDRAWN else "",
    ]
    return [*(fact for fact in facts if fact), *standing(why.claim)]
