from dataclasses import replace
from datetime import timedelta

import pytest

from claims.errors import Invalid
from claims.events import Dossier, Event, TimelineEntry
from claims.model import Link, Relation
from tests.claims.test_model import NIGHT, claim, judgement

EVENT = Event("mutiny", "The mutiny", "What happened.", NIGHT)


def test_a_dossier_until_an_instant_holds_only_what_was_known_then() -> None:
    early = claim("early", links=(Link(Relation.WIDER, "late"),)).judged(judgement(10))
    late = claim("late", judgements=(judgement(5),))
    entries = (TimelineEntry(NIGHT, "It begins."), TimelineEntry(NIGHT + timedelta(hours=9), "It ends."))
    then = Dossier(EVENT, (early, late), timeline=entries).until(NIGHT + timedelta(hours=1))
    (known,) = then.claims
    assert (known.slug, len(known.judgements), known.links) == ("early", 1, ())
    assert [entry.text for entry in then.timeline] == ["It begins."]


def test_a_dossier_refuses_doubles_and_links_into_nowhere() -> None:
    with pytest.raises(Invalid, match="twice"):
        Dossier(EVENT, (claim("one"), claim("one")))
    with pytest.raises(Invalid, match="not in the pack"):
        Dossier(EVENT, (claim("one", links=(Link(Relation.WIDER, "nowhere"),)),))


def test_an_event_does_not_end_before_it_begins() -> None:
    with pytest.raises(Invalid, match="before it begins"):
        replace(EVENT, ends_at=NIGHT - timedelta(days=1))
