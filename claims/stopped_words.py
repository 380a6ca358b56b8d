"""What was called wrong under the same words before is not said again."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from claims.notes import digest_of
from claims.ports.feedback import StopStore
from claims.reading import Match, Reading, Veto


async def without_stopped(
    stops: StopStore, guild_id: int, reading: Reading, slugs: Container[str]
) -> Reading:
    """Return the reading with a veto where the same words had a note of one of the claims called wrong."""
    matches = [
        _stopped(match) if match.slug in slugs and await _is_stopped(stops, guild_id, match) else match
        for match in reading.matches
    ]
    return replace(reading, matches=tuple(matches))


async def _is_stopped(stops: StopStore, guild_id: int, match: Match) -> bool:
    digest = digest_of(match.explanation.said)
    if not digest or match.veto not in {None, Veto.NOBODY_NAMED}:
        return False
    return await stops.is_stopped(guild_id, match.slug, digest)


def _stopped(match: Match) -> Match:
    return replace(match, veto=Veto.STOPPED, explanation=replace(match.explanation, against=""))
