"""Evidence and judgements drawn by Hypothesis from the texts and instants a test wants to try."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from claims.evidence import Evidence, EvidenceStance, Grade
from claims.model import Confidence, Judgement, ReasonTag, Verdict

Texts = st.SearchStrategy[str]
Instants = st.SearchStrategy[datetime]


def evidence(words: Texts, text: Texts, instants: Instants) -> st.SearchStrategy[Evidence]:
    """Draw evidence; `words` are not blank, `text` may be empty."""
    return st.builds(
        Evidence,
        title=words,
        publisher=text,
        url=st.none() | st.just("https://news.example/a?b=ж%20$1#d"),
        published_at=st.none() | instants,
        captured_at=st.none() | instants,
        archive_url=st.none() | st.just("http://archive.example/🚁"),
        content_sha256=st.none() | st.just("0f" * 32),
        stance=st.sampled_from(EvidenceStance),
        grade=st.none() | st.builds(Grade, st.sampled_from("ABCDEF"), st.integers(1, 6)),
    )


def judgements(words: Texts, text: Texts, instants: Instants) -> st.SearchStrategy[list[Judgement]]:
    """Draw one to three judgements in order of time, each with a source."""
    one = st.builds(
        Judgement,
        as_of=instants,
        verdict=st.sampled_from(Verdict),
        known=text,
        unknown=text,
        reason=text,
        confidence=st.sampled_from(Confidence),
        reason_tags=st.frozensets(st.sampled_from(ReasonTag)),
        evidence=st.lists(evidence(words, text, instants), min_size=1, max_size=3).map(tuple),
        judged_by=st.none() | st.integers(0, 2**63 - 1),
    )
    in_order = st.lists(one, min_size=1, max_size=3)
    return in_order.map(lambda drawn: sorted(drawn, key=lambda judgement: judgement.as_of))
