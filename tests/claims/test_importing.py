"""What a file makes of a claim that is stored: it adds and changes, and deletes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from claims.errors import Invalid, NotFound
from claims.events import Dossier, Event, Term, TermKind, TimelineEntry
from claims.evidence import Evidence
from claims.importing import Terms, merged, merged_event
from claims.kinship import circles
from claims.model import Claim, Confidence, Judgement, Lifecycle, Link, Relation, Verdict
from claims.told import Told, ToldJudgement
from tests.contract.samples import EVENT, NOON, claim, dossier

LATER = NOON + timedelta(hours=1)
TERMS = Terms(LATER, frozenset({EVENT}), EVENT, judged_by=7)
STORED = claim()
PAST, CURRENT = STORED.judgements


def told(slug: str = "helicopter", **fields: object) -> Told:
    return Told("row 2", slug, **fields)  # type: ignore[arg-type]


def judged(**fields: object) -> Claim:
    return merged(told(judgement=ToldJudgement(**fields)), STORED, TERMS)  # type: ignore[arg-type]


def test_a_claim_that_nothing_is_told_of_stays_as_it_is() -> None:
    assert merged(told(), STORED, TERMS) == STORED


def test_a_new_claim_begins_as_a_draft_unverified() -> None:
    new = merged(told("new", statement="A bridge fell."), None, TERMS)
    assert (new.event, new.lifecycle, new.verdict) == (EVENT, Lifecycle.DRAFT, Verdict.UNVERIFIED)
    assert (new.current.as_of, new.current.judged_by) == (LATER, 7)
    assert not new.notable


def test_a_new_claim_needs_a_statement_and_an_event_that_is_there() -> None:
    with pytest.raises(Invalid, match="needs a statement"):
        merged(told("new"), None, TERMS)
    with pytest.raises(NotFound, match="elsewhere"):
        merged(told("new", statement="x", event="elsewhere"), None, TERMS)
    with pytest.raises(Invalid, match="names no event"):
        merged(told("new", statement="x"), None, replace(TERMS, event=""))


def test_a_claim_of_one_event_is_not_taken_for_another_events() -> None:
    with pytest.raises(Invalid, match="belongs to the event “mutiny” already"):
        merged(told(event="other"), STORED, replace(TERMS, events=frozenset({EVENT, "other"})))


def test_wordings_and_links_are_added_and_none_is_taken_away() -> None:
    more = merged(
        told(wordings=("a new one", "THEY downed a chopper"), links=(Link(Relation.WIDER, "b"),)),
        STORED,
        TERMS,
    )
    assert more.wordings == (*STORED.wordings, "a new one")
    assert more.counter_wordings == STORED.counter_wordings
    assert more.links == (Link(Relation.WIDER, "b"),)


def test_a_wording_that_must_never_match_is_not_added_as_one_that_does() -> None:
    with pytest.raises(Invalid, match="both a wording and a counter-wording"):
        merged(told(wordings=STORED.counter_wordings), STORED, TERMS)


def test_another_verdict_is_a_judgement_of_its_own_and_begins_empty() -> None:
    after = judged(verdict=Verdict.UNVERIFIED, known="Nobody knows.", as_of=CURRENT.as_of)
    assert after.judgements[:2] == STORED.judgements
    assert after.current == Judgement(LATER, Verdict.UNVERIFIED, known="Nobody knows.", judged_by=7)


def test_another_verdict_needs_a_source_of_its_own() -> None:
    with pytest.raises(Invalid, match="at least one source"):
        judged(verdict=Verdict.FALSE)


def test_another_text_of_the_same_verdict_keeps_the_rest_of_it() -> None:
    after = judged(known="It cost two.")
    assert len(after.judgements) == 3
    assert after.current == replace(CURRENT, as_of=LATER, known="It cost two.", judged_by=7)
    assert judged(confidence=Confidence.LOW).current.confidence is Confidence.LOW


def test_the_same_text_is_no_new_judgement_and_a_new_source_is_added_to_it() -> None:
    assert judged(verdict=CURRENT.verdict, known=CURRENT.known, as_of=LATER) == STORED
    after = judged(evidence=(Evidence("A letter"), Evidence("A photo")))
    assert [piece.title for piece in after.current.evidence] == [
        "Вертолёт: «отчёт» 🚁",
        "A letter",
        "A photo",
    ]
    assert len(after.judgements) == 2


def test_a_file_older_than_the_last_judgement_does_not_undo_it() -> None:
    before = NOON - timedelta(minutes=10)
    with pytest.raises(Invalid, match="Export the claims again"):
        judged(verdict=Verdict.UNVERIFIED, known="Old news.", as_of=before)
    assert judged(verdict=PAST.verdict, unknown=PAST.unknown, known="", as_of=PAST.as_of) == STORED


def test_a_history_adds_what_came_since() -> None:
    newest = Judgement(LATER, Verdict.UNVERIFIED, known="Back to nothing.")
    assert merged(told(history=(PAST, CURRENT, newest)), STORED, TERMS).judgements == (PAST, CURRENT, newest)
    assert merged(told(history=(PAST,)), STORED, TERMS) == STORED
    older = replace(PAST, as_of=PAST.as_of - timedelta(hours=1))
    assert merged(told(history=(older,)), STORED, TERMS) == STORED
    sourced = replace(PAST, evidence=(Evidence("A letter of then"),))
    assert merged(told(history=(sourced, CURRENT)), STORED, TERMS).judgements == (sourced, CURRENT)


def test_times_are_compared_as_the_database_keeps_them() -> None:
    exact = CURRENT.as_of + timedelta(microseconds=400)
    assert merged(told(history=(PAST, replace(CURRENT, as_of=exact))), STORED, TERMS) == STORED


STAGES = [
    # stored, told, publish, then
    (None, None, False, Lifecycle.DRAFT),
    (None, None, True, Lifecycle.PUBLISHED),
    (None, Lifecycle.PUBLISHED, False, Lifecycle.DRAFT),
    (None, Lifecycle.WITHDRAWN, False, Lifecycle.WITHDRAWN),
    (None, Lifecycle.NEEDS_RECHECK, True, Lifecycle.NEEDS_RECHECK),
    (Lifecycle.DRAFT, None, True, Lifecycle.PUBLISHED),
    (Lifecycle.DRAFT, Lifecycle.PUBLISHED, False, Lifecycle.DRAFT),
    (Lifecycle.DRAFT, Lifecycle.DRAFT, True, Lifecycle.DRAFT),
    (Lifecycle.PUBLISHED, None, False, Lifecycle.PUBLISHED),
    (Lifecycle.PUBLISHED, Lifecycle.NEEDS_RECHECK, False, Lifecycle.NEEDS_RECHECK),
    (Lifecycle.PUBLISHED, Lifecycle.DRAFT, False, Lifecycle.DRAFT),
    (Lifecycle.WITHDRAWN, None, True, Lifecycle.WITHDRAWN),
    (Lifecycle.WITHDRAWN, Lifecycle.PUBLISHED, False, Lifecycle.WITHDRAWN),
]


@pytest.mark.parametrize(("stored", "said", "publish", "then"), STAGES)
def test_nothing_gets_notes_by_an_import_that_nobody_let_publish(
    stored: Lifecycle | None, said: Lifecycle | None, publish: bool, then: Lifecycle
) -> None:
    before = None if stored is None else replace(STORED, lifecycle=stored)
    after = merged(told(statement="x", lifecycle=said), before, replace(TERMS, publish=publish))
    assert after.lifecycle is then


def test_an_event_keeps_its_names_and_entries_and_gets_more() -> None:
    stored = replace(dossier(), claims=())
    assert merged_event(dossier(), stored) == stored
    fresh = Dossier(
        Event(EVENT, "The mutiny", "", NOON),
        (),
        (Term("wagner", TermKind.GROUP, "Wagner Group", ("PMC",)), Term("putin", TermKind.PERSON, "Putin")),
        (TimelineEntry(NOON, "Another thing."),),
    )
    after = merged_event(fresh, stored)
    assert after.event.title == "The mutiny"
    assert [term.slug for term in after.terms] == ["wagner", "rostov", "putin"]
    assert after.terms[0].aliases == ("ЧВК Вагнер", "$1", "PMC")
    assert len(after.timeline) == 3
    assert merged_event(fresh, None) == fresh


def linked(relation: Relation, *slugs: str) -> dict[str, list[Link]]:
    return {one: [Link(relation, other)] for one, other in pairwise(slugs)}


@pytest.mark.parametrize(
    ("links", "way"),
    [
        (linked(Relation.NARROWER, "a", "b", "c", "a"), "a → b → c → a: “a” would be narrower than itself"),
        (linked(Relation.WIDER, "a", "b", "a"), "a → b → a: “a” would be narrower than itself"),
        (linked(Relation.SUPERSEDES, "b", "a", "b"), "a → b → a: “a” would be superseding itself"),
        (linked(Relation.NARROWER, "x", "y", "a", "b", "a"), "a → b → a"),
    ],
)
def test_a_family_that_goes_round_in_a_circle_is_told(links: dict[str, list[Link]], way: str) -> None:
    [(slug, words)] = circles(links, frozenset({"a"}))
    assert slug == "a"
    assert words.startswith(way)


@pytest.mark.parametrize(
    "links",
    [
        linked(Relation.CONTRADICTS, "a", "b", "a"),
        {"a": [Link(Relation.NARROWER, "b")], "b": [Link(Relation.WIDER, "a")]},
        {
            "a": [Link(Relation.NARROWER, "b"), Link(Relation.SUPERSEDES, "c")],
            "c": [Link(Relation.NARROWER, "a")],
        },
        {
            "a": [Link(Relation.NARROWER, "b"), Link(Relation.NARROWER, "c")],
            "b": [Link(Relation.NARROWER, "c")],
        },
        linked(Relation.NARROWER, "x", "y", "x"),
        linked(Relation.NARROWER, *(f"a-{number}" for number in range(5000))),
    ],
    ids=[
        "contradiction",
        "both say the same",
        "different relations",
        "two ways",
        "not told of",
        "a long chain",
    ],
)
def test_families_without_a_circle_of_the_files_own_pass(links: dict[str, list[Link]]) -> None:
    assert list(circles(links, frozenset({"a", "b", "c"}))) == []


def test_two_circles_are_both_told() -> None:
    links = linked(Relation.NARROWER, "a", "b", "a") | linked(Relation.NARROWER, "c", "d", "c")
    assert [slug for slug, _ in circles(links, frozenset("abcd"))] == ["a", "c"]
