"""Claims drawn by Hypothesis: any that the domain lets through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import assume
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.model import (
    Claim,
    Confidence,
    Evidence,
    EvidenceStance,
    Grade,
    Judgement,
    Lifecycle,
    Link,
    ReasonTag,
    Relation,
    Verdict,
)
from tests.contract.samples import EVENT

# All of Unicode but lone surrogates, which the domain refuses, and U+0000, which the stores refuse.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
_WORDS = _TEXT.filter(str.strip)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=3)), timezone(-timedelta(hours=9, minutes=30))])
_MOMENTS = st.builds(
    lambda millis, zone: (datetime(1, 1, 3, tzinfo=UTC) + timedelta(milliseconds=millis)).astimezone(zone),
    st.integers(0, 9998 * 365 * 24 * 3600 * 1000),
    _ZONES,
)
_EVIDENCE = st.builds(
    Evidence,
    title=_WORDS,
    publisher=_TEXT,
    url=st.none() | st.just("https://news.example/?q=ж%20$1"),
    published_at=st.none() | _MOMENTS,
    captured_at=st.none() | _MOMENTS,
    archive_url=st.none() | st.just("http://archive.example/🚁"),
    content_sha256=st.none() | st.just("0f" * 32),
    stance=st.sampled_from(EvidenceStance),
    grade=st.none() | st.builds(Grade, st.sampled_from("ABCDEF"), st.integers(1, 6)),
)
_JUDGEMENTS = st.builds(
    Judgement,
    as_of=_MOMENTS,
    verdict=st.sampled_from(Verdict),
    known=_TEXT,
    unknown=_TEXT,
    reason=_TEXT,
    confidence=st.sampled_from(Confidence),
    reason_tags=st.frozensets(st.sampled_from(ReasonTag)),
    evidence=st.lists(_EVIDENCE, min_size=1, max_size=3).map(tuple),
    judged_by=st.none() | st.integers(0, 2**63 - 1),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim of the sample event, linked to the sample claims or to none."""
    judgements = draw(st.lists(_JUDGEMENTS, min_size=1, max_size=3))
    links = st.builds(Link, st.sampled_from(Relation), st.sampled_from(["helicopter", "aircraft"]))
    try:
        return Claim(
            slug="drawn",
            event=EVENT,
            statement=draw(_WORDS),
            judgements=tuple(sorted(judgements, key=lambda judgement: judgement.as_of)),
            said_by=draw(_TEXT),
            first_said_at=draw(st.none() | _MOMENTS),
            wordings=tuple(draw(st.lists(_WORDS, max_size=3))),
            counter_wordings=tuple(draw(st.lists(_WORDS, max_size=3))),
            links=tuple(draw(st.lists(links, max_size=3))),
            lifecycle=draw(st.sampled_from(Lifecycle)),
            auto_note=draw(st.booleans()),
            review_by=draw(st.none() | _MOMENTS),
        )
    except Invalid:
        assume(False)
        raise
