"""Lists the notes that were wrong or missed, for reading in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.reading import Match
from evals.notes import Judged


def error_lines(name: str, cases: Iterable[Judged]) -> Iterator[str]:
    """Yield a heading, and two lines for each message that got a wrong note or missed one it deserves."""
    listed = [case for case in cases if (case.wrong or case.missed) and not case.message.ambiguous]
    yield f"\n{name}: {len(listed)} messages with a wrong or missed note"
    for case in listed:
        message = case.message
        yield f"{message.id} {message.kind} {message.lang} | {_fault(case)} | {_matches(case.matches)}"
        yield f"    {' '.join(message.text.split())}"


def _fault(case: Judged) -> str:
    faults = [("wrong", case.wrong), ("missed", sorted(case.missed))]
    return ", ".join(f"{fault} {' '.join(slugs)}" for fault, slugs in faults if slugs)


def _matches(matches: Sequence[Match]) -> str:
    return "; ".join(_match(match) for match in matches[:3]) or "no match"


def _match(match: Match) -> str:
    against = f" veto {match.veto.value}" if match.veto else ""
    return f"{match.slug} {match.score:.2f} {match.stance.value}{against}"
