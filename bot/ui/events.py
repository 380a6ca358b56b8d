"""An event in brief, its timeline and its people, as lines of markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.ui.words import LOOKS, at, plain, shorten, source
from claims.events import Event, Precision, Term, TimelineEntry
from claims.model import Claim, Verdict

_STYLES = {Precision.MINUTE: "f", Precision.HOUR: "f", Precision.DAY: "D", Precision.MONTH: "D"}
_LATEST = 4


def brief_text(event: Event, claims: Sequence[Claim], timeline: Sequence[TimelineEntry]) -> str:
    """Return what an event is, where its claims stand and what happened last."""
    own = [claim for claim in claims if claim.event == event.slug]
    lines = [f"## {plain(event.title)}", plain(event.summary), ""]
    lines += [f"**Claims** ({len(own)}) · {_tally(own)}" if own else "No claims are recorded yet."]
    lines += [claim_line(claim) for claim in _latest_judged(own)]
    if timeline:
        lines += ["", "**Latest**", *(_told(entry) for entry in timeline[-_LATEST:])]
    lines.append(
        "-# /event timeline shows how it unfolded; no note does not mean that something is verified."
    )
    return "\n".join(line for line in lines if line is not None)


def claim_line(claim: Claim) -> str:
    """Return a claim in one line, as a list shows it."""
    look = LOOKS[claim.verdict]
    return f"- {look.symbol} **{look.word}** · {shorten(plain(claim.statement), 160)} · `{claim.slug}`"


def entry_line(entry: TimelineEntry) -> str:
    """Return a timeline entry in one line, with its verdict and first source."""
    origin = f" ({source(entry.sources[0])})" if entry.sources else ""
    return _told(entry) + origin


def term_line(term: Term) -> str:
    """Return a term in one line, with a few of its other names."""
    aliases = ", ".join(plain(alias) for alias in term.aliases[:4])
    also = f" · also {aliases}" if aliases else ""
    what = f": {plain(term.description)}" if term.description else ""
    return f"- **{plain(term.name)}** ({term.kind.value}){what}{also}"


def _told(entry: TimelineEntry) -> str:
    about = "about " if entry.precision is Precision.HOUR else ""
    when = at(entry.at, _STYLES[entry.precision])
    return f"- {about}{when} {LOOKS[entry.verdict].symbol} {shorten(plain(entry.text), 300)}"


def _tally(claims: Sequence[Claim]) -> str:
    counts = Counter(claim.verdict for claim in claims)
    return " · ".join(f"{LOOKS[v].symbol} {counts[v]} {LOOKS[v].word.lower()}" for v in Verdict if counts[v])


def _latest_judged(claims: Sequence[Claim]) -> list[Claim]:
    # Of claims judged at the same time, those people say in most ways come first.
    return sorted(claims, key=lambda c: (c.current.as_of, len(c.wordings)), reverse=True)[:_LATEST]
