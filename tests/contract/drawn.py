"""Claims drawn by Hypothesis: any that the domain lets through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.model import Claim, Lifecycle, Link, Relation
from tests.contract.samples import EVENT
from tests.drawn import judgements

# All of Unicode but lone surrogates, which the domain refuses, and U+0000, which the stores refuse.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
_WORDS = _TEXT.filter(str.strip)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=9, minutes=30))])
_MOMENTS = st.builds(
    lambda millis, zone: (datetime(1, 1, 3, tzinfo=UTC) + timedelta(milliseconds=millis)).astimezone(zone),
    st.integers(0, 9998 * 365 * 24 * 3600 * 1000),
    _ZONES,
)
_JUDGEMENTS = judgements(_WORDS, _TEXT, _MOMENTS)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim of the sample event, linked to the sample claims or to none."""
    links = st.builds(Link, st.sampled_from(Relation), st.sampled_from(["helicopter", "aircraft"]))
    try:
        return Claim(
            slug="drawn",
            event=EVENT,
            statement=draw(_WORDS),
            judgements=tuple(draw(_JUDGEMENTS)),
            said_by=draw(_TEXT),
            first_said_at=draw(st.none() | _MOMENTS),
            wordings=tuple(draw(st.lists(_WORDS, max_size=3))),
            counter_wordings=tuple(draw(st.lists(_WORDS, max_size=3))),
            stopped_wordings=tuple(draw(st.lists(_WORDS, max_size=3))),
            links=tuple(draw(st.lists(links, max_size=3))),
            lifecycle=draw(st.sampled_from(Lifecycle)),
            auto_note=draw(st.booleans()),
            review_by=draw(st.none() | _MOMENTS),
            withdrawn_because=draw(_TEXT),
        )
    except Invalid:
        assume(False)
        raise
