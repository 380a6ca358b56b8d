"""A pack as an import: without loss into an empty guild, without a change into one that has it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from claims.errors import PackProblem
from claims.importing import Terms, merged
from claims.model import Claim, Lifecycle
from interchange.pack import pack_bytes
from tests.contract.drawn import claims
from tests.contract.samples import EVENT, NOON, claim, dossier
from tests.interchange.filed import dossier_of, read, told

TERMS = Terms(NOON, frozenset({EVENT}), publish=True)


@pytest.mark.parametrize("name", ["pack.yaml", "pack.json"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=claims())
def test_what_a_pack_tells_is_the_claim_itself(drawn: Claim, name: str) -> None:
    drawn = replace(drawn, links=())
    octets = pack_bytes(replace(dossier(), claims=(drawn,)), name)
    [entry] = told(octets, name)
    assert merged(entry, None, TERMS) == drawn
    assert merged(entry, drawn, TERMS) == drawn
    assert dossier_of(name, octets) == replace(dossier(), claims=())


def test_a_pack_leaves_a_paused_claim_paused_unless_it_says_otherwise() -> None:
    [entry] = told(pack_bytes(replace(dossier(), claims=(claim(),)), "pack.yaml"), "pack.yaml")
    stored = claim(auto_note=False, lifecycle=Lifecycle.WITHDRAWN)
    assert merged(entry, stored, TERMS) == stored


def test_a_pack_that_breaks_a_rule_is_refused_whole_with_its_places() -> None:
    tree = json.loads(pack_bytes(dossier(), "pack.json"))
    tree["claims"][0]["history"][0]["verdict"] = "perhaps"
    with pytest.raises(PackProblem, match=r"claims → 1 \(aircraft\) → history → 1 → verdict"):
        read(json.dumps(tree), "pack.json")
