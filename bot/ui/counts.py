"""The words for what is counted, and a table of it that a phone can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from claims.notes import Ending, Reason
from claims.settings import Mode
from claims.statistics import Answered, Delays, Span, Statistics

ENDINGS = {
    None: "still standing",
    Ending.MODERATOR: "wrong, said moderators",
    Ending.MEMBERS: "wrong, said members",
    Ending.AUTHOR: "edited by the author",
    Ending.DELETION: "message deleted",
    Ending.CLAIM: "claim withdrawn",
    Ending.LOSS: "note or channel lost",
    Ending.UNDONE: "posting undone",
}
# At most 24 characters each: the chart shows them beside its bars.
REASONS = {
    Reason.REPEATS_A_CLAIM: "repeats a claim",
    Reason.UNSURE: "not sure enough",
    Reason.BREAKING: "breaking: too unsure",
    Reason.NOTHING_TO_READ: "nothing to read",
    Reason.NO_CLAIM: "repeats no claim",
    Reason.ASKS: "asks",
    Reason.DENIES: "denies",
    Reason.MENTIONS: "only mentions",
    Reason.SAYS_UNPROVEN: "says it is unproven",
    Reason.COUNTER_WORDING: "must never match",
    Reason.OTHER_NUMBER: "another number",
    Reason.SWAPPED_ROLES: "the other way round",
    Reason.OTHER_ACTOR: "someone else",
    Reason.ELSEWHERE: "another place",
    Reason.STOPPED: "called wrong before",
    Reason.CLAIM_SILENT: "claim gets no notes",
    Reason.STALE: "claim needs a check",
    Reason.CHANNEL_PAUSED: "channel paused",
    Reason.GUILD_PAUSED: "server paused",
    Reason.OFF: "mode off",
    Reason.SHADOW: "shadow mode",
    Reason.MODERATORS_DECIDE: "moderators decide",
    Reason.IGNORED_ROLE: "role passed over",
    Reason.OPTED_OUT: "asked not to be read",
    Reason.QUIET_HOURS: "quiet hours",
    Reason.COOLING_DOWN: "noted here just before",
    Reason.ALREADY_NOTED: "noted already",
}
# Messages that were not read, or that have nothing to do with any claim: most, and they say little.
UNREAD = frozenset(
    {Reason.CHANNEL_PAUSED, Reason.GUILD_PAUSED, Reason.OFF, Reason.IGNORED_ROLE, Reason.OPTED_OUT}
    | {Reason.QUIET_HOURS}
)
NO_CLAIM = frozenset({Reason.NO_CLAIM, Reason.NOTHING_TO_READ})
_ANSWERS = {
    Answered.RIGHT: "would be right",
    Answered.POST: "posted",
    Answered.LEAVE: "left out",
    Answered.WRONG: "wrong match",
    Answered.OPEN: "open",
    Answered.LAPSED: "lapsed",
}
_MODES = {Mode.SHADOW: "asked in shadow", Mode.SUGGEST: "asked in suggest"}

Row = tuple[str, str]


def span_words(span: Span) -> str:
    """Return what is counted, as the end of a heading."""
    if span.event:
        return f"breaking since {span.since:%d %b %H:%M} UTC, {span.event}"
    return "today" if span.key == "1" else f"last {span.key} days"


def rows(statistics: Statistics) -> list[Row]:
    """Return the numbers under their names; a name that begins with a space belongs to the one above."""
    total = statistics.total
    low, high = statistics.wrong_between
    endings = [(f" {word}", statistics.ended(ending)) for ending, word in ENDINGS.items()]
    found = [("notes posted", _count(total.notes)), *_some(endings)]
    if total.notes:
        found += [("called wrong", f"{total.wrong_share:.1%}")]
        found += [(" likely between", f"{low:.0%} - {high:.0%}")]
    found += _some([("found one helpful", total.helpful), ("repeats kept back", total.repeats)])
    found += _took("message to note", statistics.to_note)
    found += _took("first post to note", statistics.to_first_note, " of claims")
    return [*found, *_asked(statistics)]


def silence_rows(statistics: Statistics) -> list[Row]:
    """Return how many messages got no note, by the reason."""
    return [(REASONS[reason], _count(count)) for reason, count in statistics.silences.items()]


def lines(table: Iterable[Row]) -> list[str]:
    """Return rows as lines whose numbers end below each other, no longer than the longest needs: phones."""
    each = list(table)
    width = max((len(name) + len(number) + 2 for name, number in each), default=0)
    return [f"{name}{number:>{width - len(name)}}" for name, number in each]


def _asked(statistics: Statistics) -> Iterator[Row]:
    for mode, word in _MODES.items():
        answers = [(f" {each}", statistics.asked.get((mode, answer), 0)) for answer, each in _ANSWERS.items()]
        if asked := sum(count for _, count in answers):
            yield word, _count(asked)
            yield from _some(answers)


def _took(what: str, took: Delays, of: str = "") -> list[Row]:
    if took.median is None or took.ninetieth is None:
        return []
    counted = [(of, _count(took.count))] if of else []
    return [(what, duration(took.median)), (" nine in ten within", duration(took.ninetieth)), *counted]


def duration(span: timedelta) -> str:
    """Return a length of time in two figures or so: 0.8 s, 45 s, 12 min, 5.5 h, 3.0 d."""
    seconds = span.total_seconds()
    for unit, length, longest in (("s", 1, 100), ("min", 60, 100), ("h", 3600, 48)):
        if seconds < length * longest:
            amount = seconds / length
            return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"
    return f"{seconds / 86400:.1f} d"


def _some(table: Iterable[tuple[str, int]]) -> list[Row]:
    return [(name, _count(count)) for name, count in table if count]


def _count(count: int) -> str:
    return f"{count:,}"
