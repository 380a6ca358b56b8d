"""What two texts have in common and what one leaves out, in words to show."""

from __future__ import annotations

from matching.reader import Passage

MOST_SHOWN = 8


def agreed(passage: Passage, wording: Passage) -> tuple[str, ...]:
    """Return what both texts speak of, as the wording says it."""
    return _shown(wording, [not passage.keys.isdisjoint(mark.keys) for mark in wording.marks])


def missing(passage: Passage, wording: Passage) -> tuple[str, ...]:
    """Return what only the wording speaks of."""
    return _shown(wording, [passage.keys.isdisjoint(mark.keys) for mark in wording.marks])


def _shown(wording: Passage, chosen: list[bool]) -> tuple[str, ...]:
    said = (mark.said for mark, is_chosen in zip(wording.marks, chosen, strict=True) if is_chosen)
    return tuple(dict.fromkeys(said))[:MOST_SHOWN]
