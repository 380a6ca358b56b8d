from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from claims.errors import AlreadyThere, Invalid
from claims.events import Dossier, Term, TermKind
from claims.model import Link, Relation
from db.stores import Stores
from tests.contract.samples import EVENT, GUILD, OTHER_GUILD, change, claim, dossier


async def test_a_dossier_comes_back_as_it_was_loaded(stores: Stores, loaded: Dossier) -> None:
    assert await stores.events.events(GUILD) == [loaded.event]
    assert tuple(await stores.events.terms(GUILD, EVENT)) == loaded.terms
    assert tuple(await stores.events.timeline(GUILD, EVENT)) == loaded.timeline
    assert tuple(await stores.claims.claims(GUILD)) == loaded.claims


async def test_a_timeline_comes_in_order_of_time(stores: Stores) -> None:
    shuffled = replace(dossier(), timeline=dossier().timeline[::-1])
    await stores.events.load(GUILD, shuffled, change())
    assert tuple(await stores.events.timeline(GUILD, EVENT)) == dossier().timeline


async def test_the_terms_of_all_events_come_together(stores: Stores, loaded: Dossier) -> None:
    second = Dossier(replace(loaded.event, slug="second"), (), (Term("kyiv", TermKind.PLACE, "Kyiv"),))
    await stores.events.load(GUILD, second, change())
    assert [term.slug for term in await stores.events.terms(GUILD)] == ["wagner", "rostov", "kyiv"]
    assert [term.slug for term in await stores.events.terms(GUILD, "second")] == ["kyiv"]


async def test_another_guilds_events_are_not_seen(stores: Stores, loaded: Dossier) -> None:
    assert list(await stores.events.events(OTHER_GUILD)) == []
    assert list(await stores.events.timeline(OTHER_GUILD, EVENT)) == []
    assert list(await stores.events.terms(OTHER_GUILD)) == []
    await stores.events.load(OTHER_GUILD, dossier(), change())
    assert len(await stores.events.terms(GUILD)) == len(loaded.terms)


async def test_an_event_is_loaded_once(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(AlreadyThere, match=EVENT):
        await stores.events.load(GUILD, dossier(), change())
    assert len(await stores.audit.revisions(GUILD)) == 1 + len(loaded.claims)


def _with_a_claim_that_exists() -> Dossier:
    return dossier("second")


def _with_a_term_twice() -> Dossier:
    fresh = dossier("second")
    return replace(fresh, claims=(), terms=(*fresh.terms, fresh.terms[0]))


def _with_a_claim_of_another_event() -> Dossier:
    return replace(dossier("second"), claims=(claim("new"),))


def _with_a_name_that_cannot_be_kept() -> Dossier:
    fresh = dossier("second")
    return replace(fresh, claims=(), terms=(replace(fresh.terms[0], aliases=("a\x00b",)),))


def _with_a_claim_that_cannot_be_kept() -> Dossier:
    good, bad = claim("new", event="second"), claim("newer", event="second", said_by="a\x00b")
    return replace(dossier("second"), claims=(good, bad))


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (_with_a_claim_that_exists, AlreadyThere),
        (_with_a_term_twice, Invalid),
        (_with_a_claim_of_another_event, Invalid),
        (_with_a_name_that_cannot_be_kept, Invalid),
        (_with_a_claim_that_cannot_be_kept, Invalid),
    ],
)
async def test_a_dossier_that_fails_leaves_nothing(
    stores: Stores, loaded: Dossier, broken: Callable[[], Dossier], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await stores.events.load(GUILD, broken(), change())
    assert await stores.events.events(GUILD) == [loaded.event]
    assert len(await stores.events.terms(GUILD)) == len(loaded.terms)
    assert tuple(await stores.claims.claims(GUILD)) == loaded.claims
    assert len(await stores.audit.revisions(GUILD)) == 1 + len(loaded.claims)


async def test_claims_of_a_dossier_may_be_linked_in_a_circle(stores: Stores) -> None:
    one = claim("one", links=(Link(Relation.CONTRADICTS, "two"),))
    two = claim("two", links=(Link(Relation.CONTRADICTS, "one"),))
    await stores.events.load(GUILD, replace(dossier(), claims=(one, two)), change())
    assert await stores.claims.claims(GUILD) == [one, two]
