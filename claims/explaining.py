"""Why Caveat speaks or keeps silent, in words a tired moderator understands at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from claims.accounts import Account, Line, MatchAccount
from claims.notes import (
    MOST_CLAIMS_IN_A_NOTE,
    Considered,
    Decision,
    Outcome,
    Reason,
    Repeatable,
    Thresholds,
    Wishes,
    consider_each,
)
from claims.reading import Match, Reading, Stance

_SILENT = {
    Reason.NOTHING_TO_READ: "there are no words to read",
    Reason.NO_CLAIM: "it repeats no recorded claim",
    Reason.ASKS: "it reads as a question",
    Reason.DENIES: "it reads as a denial",
    Reason.MENTIONS: "it only mentions a claim",
    Reason.SAYS_UNPROVEN: "it says itself that nobody has confirmed this",
    Reason.COUNTER_WORDING: "it is nearer to a text that must never match",
    Reason.OTHER_NUMBER: "it gives another number than the claim",
    Reason.OTHER_ACTOR: "it says that someone else did it",
    Reason.SWAPPED_ROLES: "it tells the other way round who did it to whom",
    Reason.ELSEWHERE: "it names another place than the claim",
    Reason.STOPPED: "it says the same as a message whose note was called wrong here",
    Reason.CLAIM_SILENT: "the claim it repeats gets no automatic notes at present",
    Reason.STALE: "nobody has checked the claim it repeats for too long",
    Reason.CHANNEL_PAUSED: "automatic notes are paused in this channel",
    Reason.GUILD_PAUSED: "automatic notes are paused in the whole server",
    Reason.OFF: "I am switched off in this channel",
    Reason.MODERATORS_DECIDE: "the moderators decide here whether a note is posted",
    Reason.SHADOW: "in shadow mode only the moderators are shown the note I would post",
    Reason.IGNORED_ROLE: "its author has a role whose messages I do not read",
    Reason.OPTED_OUT: "its author asked me not to read their messages",
    Reason.QUIET_HOURS: "these are the server's quiet hours",
    Reason.COOLING_DOWN: "this channel had a note about the claim a short while ago",
    Reason.ALREADY_NOTED: "it has its note already",
}
_KEPT_BACK = {
    Reason.NO_CLAIM: "too little in common",
    Reason.SAYS_UNPROVEN: "the message says itself that nobody has confirmed it",
    Reason.COUNTER_WORDING: "nearer to a text that must never match",
    Reason.OTHER_NUMBER: "another number",
    Reason.OTHER_ACTOR: "someone else did it",
    Reason.SWAPPED_ROLES: "who did it to whom is the other way round",
    Reason.ELSEWHERE: "another place",
    Reason.STOPPED: "its note under the same words was called wrong here",
    Reason.CLAIM_SILENT: "this claim gets no automatic notes at present",
    Reason.STALE: "nobody has checked this claim for too long",
}
_LEFT = {
    Reason.UNSURE: "not sure enough for a note",
    Reason.BREAKING: "not sure enough for a note while its event is in breaking mode",
}
_VERY_SURE = 0.9
_STANCES = {
    Stance.ASSERTS: "a statement",
    Stance.REPORTS: "a report of what someone says",
    Stance.ASKS: "a question",
    Stance.DENIES: "a denial",
    Stance.MENTIONS: "a mere mention",
}
_BY_STANCE = {Reason.ASKS, Reason.DENIES, Reason.MENTIONS}


class Explainable(Repeatable, Protocol):
    """What an account needs of a claim."""

    @property
    def statement(self) -> str:
        """The claim in one sentence."""
        ...

    @property
    def checked_at(self) -> datetime | None:
        """As of when somebody last looked at what is known."""
        ...


def explain(
    reading: Reading,
    decision: Decision,
    claims: Mapping[str, Explainable],
    thresholds: Thresholds,
    wishes: Wishes | None = None,
) -> Account:
    """Return the account of a decision that was made with the same claims, thresholds and wishes."""
    considered = consider_each(reading, claims, thresholds, wishes)
    known = [each for each in considered if each.match.slug in claims]
    needed = {each.match.slug: (wishes or Wishes()).thresholds(each.match.slug, thresholds) for each in known}
    matches = tuple(_account(each, decision, claims, needed[each.match.slug]) for each in known)
    return Account(decision, f"Caveat would {would(decision)}.", thresholds, matches)


def would(decision: Decision) -> str:
    """Return what is done, to follow "would"."""
    if decision.outcome is Outcome.NOTE:
        about = f" about {len(decision.slugs)} claims" if len(decision.slugs) > 1 else ""
        return f"put a note{about} under this message"
    if decision.reason is Reason.MODERATORS_DECIDE:
        return "ask the moderators whether to put a note under this message"
    if decision.outcome is Outcome.SUGGEST:
        return f"leave this to a moderator: it is {_LEFT[decision.reason]}"
    return f"stay silent: {why_silent(decision.reason)}"


def why_silent(reason: Reason) -> str:
    """Return why there is no note, in a clause about the message."""
    return _SILENT.get(reason) or _LEFT.get(reason, _LEFT[Reason.UNSURE])


def _account(
    considered: Considered, decision: Decision, claims: Mapping[str, Explainable], thresholds: Thresholds
) -> MatchAccount:
    match = considered.match
    claim = claims[match.slug]
    return MatchAccount(
        match=match,
        statement=claim.statement,
        outcome=decision.outcome if match.slug in decision.slugs else Outcome.SILENT,
        reason=considered.decision.reason,
        sibling=considered.sibling,
        kept_back=_kept_back(considered, decision, claim),
        sure=_how_sure(match.score, thresholds),
        facts=tuple(_facts(match, claim.statement, stance_told=considered.decision.reason in _BY_STANCE)),
    )


def _kept_back(considered: Considered, decision: Decision, claim: Explainable) -> Line | None:
    match, alone = considered.match, considered.decision
    if alone.reason in _BY_STANCE:
        return _stance(match)
    against = match.explanation.against if match.veto and alone.reason is not Reason.NO_CLAIM else ""
    if alone.reason is Reason.STALE and claim.checked_at is not None:
        return _held(f"nobody has checked this claim since {claim.checked_at:%d %b %Y %H:%M} UTC")
    if alone.outcome is Outcome.SILENT:
        return _held(_KEPT_BACK[alone.reason], against)
    if considered.sibling is not None:
        return _held("a related claim fits better and decides for both", considered.sibling)
    if alone.outcome is Outcome.SUGGEST:
        return _held(_LEFT[alone.reason], against)
    if match.slug not in decision.slugs:
        return _held(f"a note speaks of {MOST_CLAIMS_IN_A_NOTE} claims at most")
    return None


def _held(why: str, detail: str = "") -> Line:
    return Line("Kept back", f"{why} ({detail})" if detail else why)


def _how_sure(score: float, thresholds: Thresholds) -> Line:
    if score >= thresholds.note:
        words = "very" if score >= _VERY_SURE else "enough"
    else:
        words = "not quite" if score >= thresholds.suggest else "hardly"
    needed = f"a note needs {percent(thresholds.note)}, a moderator's look {percent(thresholds.suggest)}"
    return Line("How sure", f"{words}, {percent(score)} ({needed})")


def percent(share: float) -> str:
    """Return a probability in words that never promise too much."""
    # Cut, not rounded: what is too little for 62 % must not be shown as 62 %, nor anything as certain.
    rounded = round(share * 100)
    return f"{min(99, rounded - (rounded / 100 > share))} %"


def _facts(match: Match, statement: str, *, stance_told: bool) -> list[Line]:
    went_by = match.explanation
    nearest = "the claim as it is recorded" if went_by.wording == statement else _quoted(went_by.wording)
    facts = [
        Line("The message says", _quoted(went_by.said)) if went_by.said else None,
        Line("Nearest wording", nearest) if went_by.wording else None,
        Line("Both speak of", ", ".join(went_by.agreed)) if went_by.agreed else None,
        Line("Not said", ", ".join(went_by.missing)) if went_by.missing else None,
        None if stance_told else _stance(match),
    ]
    return [fact for fact in facts if fact is not None]


def _stance(match: Match) -> Line:
    cue = match.explanation.cue
    return Line("", f"Read as {_STANCES[match.stance]}" + (f", because of {_quoted(cue)}" if cue else ""))


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"
