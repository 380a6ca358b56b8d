from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import Invalid
from claims.evidence import Evidence
from claims.kinship import Tie, closes_circle
from claims.merges import merge, merged_pairs
from claims.model import Claim, Judgement, Lifecycle, Link, Relation, Verdict
from tests.claims.test_model import NIGHT, REPORT, claim

NARROWER, WIDER, SUPERSEDES = Relation.NARROWER, Relation.WIDER, Relation.SUPERSEDES
HELICOPTER = claim("helicopter", statement="They shot a helicopter down.", wordings=("heli down",))
CHOPPER = claim("chopper", statement="A chopper is down.", wordings=("HELI  down", "chopper gone"))


def sourced(slug: str, *pieces: Evidence) -> Claim:
    return claim(slug, judgements=(Judgement(NIGHT, Verdict.FALSE, evidence=pieces),))


def test_what_people_say_moves_once_and_the_statement_becomes_a_wording() -> None:
    plan = merge(CHOPPER, HELICOPTER, [], [])
    assert plan.into.wordings == ("heli down", "A chopper is down.", "chopper gone")
    assert (plan.wordings, plan.left_out) == (2, 0)
    assert plan.merged.wordings == ()
    assert plan.merged.lifecycle is Lifecycle.SUPERSEDED
    assert plan.into.links == (Link(SUPERSEDES, "chopper"),)
    assert merged_pairs(plan.claims) == {("chopper", "helicopter")}


def test_what_the_other_claim_says_the_opposite_of_stays_behind() -> None:
    target = replace(HELICOPTER, counter_wordings=("chopper gone",))
    source = replace(
        CHOPPER,
        wordings=("chopper gone",),
        counter_wordings=("heli down", "they shot a helicopter down.", "a drone fell"),
    )
    plan = merge(source, target, [], [])
    assert plan.into.wordings == ("heli down", "A chopper is down.")
    assert plan.into.counter_wordings == ("chopper gone", "a drone fell")
    assert plan.left_out == 3


def test_claims_that_exclude_each_other_are_not_one() -> None:
    with pytest.raises(Invalid, match="never to match"):
        merge(CHOPPER, replace(HELICOPTER, counter_wordings=("a chopper is  down.",)), [], [])


def test_sources_move_to_the_current_judgement_each_once() -> None:
    other = Evidence("Photographs", url="https://example.org/1")
    target = sourced("helicopter", REPORT, other)
    source = sourced("chopper", REPORT, Evidence("The same", url=other.url), Evidence("A letter"))
    plan = merge(source, target, [], [])
    assert plan.into.current.evidence == (REPORT, other, Evidence("A letter"))
    assert plan.evidence == 1
    assert plan.into.verdict is Verdict.FALSE


def test_links_move_both_ways_and_none_is_left_to_the_merged_claim() -> None:
    source = replace(CHOPPER, links=(Link(NARROWER, "aircraft"), Link(NARROWER, "helicopter")))
    target = replace(HELICOPTER, links=(Link(WIDER, "chopper"),))
    six = claim("six", links=(Link(NARROWER, "chopper"), Link(WIDER, "x")))
    links = [(each.slug, link) for each in (source, target, six) for link in each.links]
    plan = merge(source, target, [six, target], links)
    assert plan.into.links == (Link(NARROWER, "aircraft"), Link(SUPERSEDES, "chopper"))
    assert [each.links for each in plan.others] == [(Link(NARROWER, "helicopter"), Link(WIDER, "x"))]


def test_a_link_that_would_close_a_circle_or_say_it_twice_is_dropped() -> None:
    source = replace(CHOPPER, links=(Link(NARROWER, "aircraft"), Link(WIDER, "big")))
    links = [
        ("chopper", Link(NARROWER, "aircraft")),
        ("chopper", Link(WIDER, "big")),
        ("aircraft", Link(Relation.CONTRADICTS, "helicopter")),
        ("helicopter", Link(NARROWER, "middle")),
        ("middle", Link(NARROWER, "big")),
    ]
    target = replace(HELICOPTER, links=(Link(NARROWER, "middle"),))
    plan = merge(source, target, [], links)
    assert plan.into.links == (Link(NARROWER, "middle"), Link(SUPERSEDES, "chopper"))


@pytest.mark.parametrize("lifecycle", [Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED])
def test_claims_out_of_use_are_not_merged(lifecycle: Lifecycle) -> None:
    with pytest.raises(Invalid, match="was"):
        merge(replace(CHOPPER, lifecycle=lifecycle), HELICOPTER, [], [])
    with pytest.raises(Invalid, match="was"):
        merge(CHOPPER, replace(HELICOPTER, lifecycle=lifecycle), [], [])


def test_a_draft_is_merged_into_a_published_claim_and_into_another_draft() -> None:
    draft = replace(CHOPPER, lifecycle=Lifecycle.DRAFT)
    assert merge(draft, HELICOPTER, [], []).into.lifecycle is Lifecycle.PUBLISHED
    other = replace(HELICOPTER, lifecycle=Lifecycle.IN_REVIEW)
    assert merge(draft, other, [], []).merged.lifecycle is Lifecycle.SUPERSEDED


def test_a_published_claim_is_not_merged_into_a_draft_for_its_notes_would_go() -> None:
    with pytest.raises(Invalid, match="Merge “helicopter” into “chopper” instead"):
        merge(CHOPPER, replace(HELICOPTER, lifecycle=Lifecycle.DRAFT), [], [])


def test_a_claim_is_not_merged_into_itself() -> None:
    with pytest.raises(Invalid, match="itself"):
        merge(CHOPPER, CHOPPER, [], [])


NAMES = st.sampled_from(["a", "b", "c", "d"])


@given(st.lists(st.tuples(NAMES, st.builds(Link, st.sampled_from(Relation), NAMES)), max_size=8))
def test_links_made_one_by_one_never_close_a_circle(drawn: list[Tie]) -> None:
    kept: list[Tie] = []
    for slug, link in drawn:
        if slug != link.slug and not closes_circle(slug, link, kept):
            kept.append((slug, link))
    below = {(s, k.slug) for s, k in kept if k.relation is NARROWER}
    below |= {(k.slug, s) for s, k in kept if k.relation is WIDER}
    for _ in range(4):
        below |= {(one, other) for one, middle in below for begins, other in below if begins == middle}
    assert not any(one == other for one, other in below)
