"""A claim as a JSON object: its current standing first, its whole history below."""

from __future__ import annotations

from typing import Any

from claims.model import Claim
from interchange.pack_models import ClaimEntry


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return the claim as in a pack, with its latest judgement's fields beside it."""
    entry = ClaimEntry.of(claim).model_dump(mode="json", exclude_defaults=True)
    latest = {key: value for key, value in entry["history"][-1].items() if key != "evidence"}
    return {**latest, **entry}
