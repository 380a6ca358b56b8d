"""A claim as the command line prints it."""

from __future__ import annotations

import textwrap
from datetime import datetime

from bot.ui.words import CONFIDENCE, LOOKS
from claims.model import Claim, Evidence, Judgement

_WIDTH = 100


def claim_text(claim: Claim) -> str:
    """Return the claim with its verdict, sources and history, as lines of at most 100 characters."""
    judgement = claim.current
    look = LOOKS[judgement.verdict]
    lines = [f"{claim.slug}: {claim.statement}"]
    lines.append(
        f"{look.symbol} {look.word}, as of {_at(judgement.as_of)} ({CONFIDENCE[judgement.confidence]})"
    )
    lines += _labelled("Said by", claim.said_by)
    lines += _labelled("Known", judgement.known)
    lines += _labelled("Not known", judgement.unknown)
    lines += _labelled("Why", judgement.reason)
    lines += [f"Source: {_source(evidence)}" for evidence in judgement.evidence]
    lines += [f"Before: {_past(past)}" for past in reversed(claim.judgements[:-1])]
    return "\n".join(
        wrapped for line in lines for wrapped in textwrap.wrap(line, _WIDTH, subsequent_indent="  ")
    )


def _labelled(label: str, text: str) -> list[str]:
    return [f"{label}: {text}"] if text else []


def _source(evidence: Evidence) -> str:
    return ", ".join(part for part in (evidence.title, evidence.publisher, evidence.url) if part)


def _past(judgement: Judgement) -> str:
    return f"{LOOKS[judgement.verdict].word}, as of {_at(judgement.as_of)}"


def _at(instant: datetime) -> str:
    return f"{instant:%d %b %Y %H:%M} UTC"
