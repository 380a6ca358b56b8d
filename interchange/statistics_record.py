"""Statistics as JSON: counts as numbers, times in seconds, shares in 0..1."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from claims.notes import Ending, Outcome
from claims.settings import Mode
from claims.statistics import Answered, Delays, Statistics, most_repeated


def statistics_record(guild_id: int, found: Statistics) -> dict[str, Any]:
    """Return the statistics of one guild; days and hours are UTC, and what was never counted is 0."""
    span, total = found.span, found.total
    return {
        "guild": str(guild_id),
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "notes": {
            "posted": total.notes,
            "standing": found.ended(None),
            "ended_by": {ending.value: found.ended(ending) for ending in Ending},
            "over_time": _over_time(found),
        },
        "false_matches": {
            "notes": total.wrong,
            "share": total.wrong_share if total.notes else None,
            "interval_95": list(found.wrong_between) if total.notes else None,
        },
        "helpful": total.helpful,
        "repeats_kept_back": total.repeats,
        "message_to_note": _took(found.to_note),
        "first_post_to_first_note": _took(found.to_first_note),
        "asked": {mode.value: _answers(found, mode) for mode in (Mode.SHADOW, Mode.SUGGEST)},
        "claims": [asdict(each) | {"said": each.said} for each in most_repeated(found.claims)],
        "decisions": {outcome.value: _reasons(found, outcome) for outcome in Outcome},
    }


def _over_time(found: Statistics) -> list[dict[str, Any]]:
    """Return each hour or day with the notes posted in it, and how many of them were called wrong."""
    posted = found.in_steps(None, *Ending)
    wrong = found.in_steps(Ending.MODERATOR, Ending.MEMBERS)
    begins = (found.span.origin + number * found.span.step for number in range(found.span.steps))
    return [
        {"begins": begin.isoformat(), "posted": notes, "wrong": called}
        for begin, notes, called in zip(begins, posted, wrong, strict=True)
    ]


def _took(took: Delays) -> dict[str, Any]:
    median, ninetieth = (
        None if each is None else each.total_seconds() for each in (took.median, took.ninetieth)
    )
    return {"count": took.count, "median_s": median, "ninetieth_percentile_s": ninetieth}


def _answers(found: Statistics, mode: Mode) -> dict[str, int]:
    return {answer.value: found.asked.get((mode, answer), 0) for answer in Answered}


def _reasons(found: Statistics, outcome: Outcome) -> dict[str, int]:
    """Return the messages of an outcome by reason, the commonest first."""
    reasons = [(why.value, count) for (what, why), count in found.decisions.items() if what is outcome]
    return dict(sorted(reasons, key=lambda each: (-each[1], each[0])))
