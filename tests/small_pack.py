"""The Wagner pack with fewer wordings: what loading it does, in a fraction of the time encoding takes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.settings import PACKS
from claims.events import Dossier
from claims.model import Claim
from interchange.pack import read_pack

NAME = "wagner-mutiny-2023"
KEPT_WORDINGS = 2


@cache
def small_pack() -> Dossier:
    """Return the pack with two wordings and one counter-wording a claim."""
    dossier = read_pack(PACKS / f"{NAME}.yaml")
    return replace(dossier, claims=tuple(map(_with_few_wordings, dossier.claims)))


def _with_few_wordings(claim: Claim) -> Claim:
    return replace(
        claim, wordings=claim.wordings[:KEPT_WORDINGS], counter_wordings=claim.counter_wordings[:1]
    )
