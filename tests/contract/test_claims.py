from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings

from claims.audit import Action
from claims.errors import AlreadyThere, Changed, Invalid, NotFound
from claims.events import Dossier
from claims.listing import Listed
from claims.model import Claim, Lifecycle, Link, Relation, Verdict
from db.stores import Stores
from tests.contract.drawn import claims
from tests.contract.samples import GUILD, NOON, OTHER_GUILD, change, claim, dossier
from tests.contract.undoing import stored

_GUILDS = itertools.count(1)


@given(drawn=claims())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_claim_comes_back_as_it_was_written(stores: Stores, drawn: Claim) -> None:
    guild = next(_GUILDS)
    await stores.events.load(guild, dossier(), change())
    await stores.claims.add(guild, drawn, change(Action.ADDED))
    stored = await stores.claims.claim(guild, "drawn")
    assert stored == drawn
    assert stored.revision == 1
    assert await stores.claims.save(guild, stored, change(Action.JUDGED)) == drawn


async def test_a_loaded_claim_comes_back_whole(stores: Stores, loaded: Dossier) -> None:
    assert await stores.claims.claim(GUILD, "helicopter") == loaded.claims[1]


async def test_all_claims_come_by_slug(stores: Stores, loaded: Dossier) -> None:
    await stores.claims.add(GUILD, claim("a-1"), change(Action.ADDED))
    await stores.claims.add(GUILD, claim("a"), change(Action.ADDED))
    assert [each.slug for each in await stores.claims.claims(GUILD)] == ["a", "a-1", "aircraft", "helicopter"]


async def test_an_unknown_claim_is_none(stores: Stores) -> None:
    assert await stores.claims.claim(GUILD, "nothing") is None
    assert list(await stores.claims.claims(GUILD)) == []


async def test_another_guilds_claims_are_not_seen(stores: Stores, loaded: Dossier) -> None:
    assert await stores.claims.claim(OTHER_GUILD, "helicopter") is None
    assert list(await stores.claims.claims(OTHER_GUILD)) == []
    with pytest.raises(NotFound):
        await stores.claims.save(OTHER_GUILD, loaded.claims[0], change())


async def test_two_guilds_keep_claims_of_one_name_apart(stores: Stores, loaded: Dossier) -> None:
    await stores.events.load(OTHER_GUILD, dossier(), change())
    theirs = await stores.claims.claim(OTHER_GUILD, "helicopter")
    assert theirs is not None
    await stores.claims.save(OTHER_GUILD, replace(theirs, statement="Something else"), change(Action.JUDGED))
    assert await stores.claims.claim(GUILD, "helicopter") == loaded.claims[1]


async def test_a_taken_name_is_refused(stores: Stores, loaded: Dossier) -> None:
    with pytest.raises(AlreadyThere, match="helicopter"):
        await stores.claims.add(GUILD, claim(statement="Another"), change(Action.ADDED))
    assert await stores.claims.claim(GUILD, "helicopter") == loaded.claims[1]


async def test_a_saved_claim_replaces_all_of_the_old_one(stores: Stores, loaded: Dossier) -> None:
    old = await stores.claims.claim(GUILD, "helicopter")
    assert old is not None
    new = replace(old, statement="Fewer words", wordings=(), counter_wordings=(), links=(), said_by="")
    saved = await stores.claims.save(
        GUILD, replace(new, judgements=new.judgements[:1]), change(Action.JUDGED)
    )
    assert saved.revision == 2
    assert saved == await stores.claims.claim(GUILD, "helicopter")
    assert (saved.wordings, saved.links, len(saved.judgements)) == ((), (), 1)


async def test_the_second_of_two_saves_is_told_so(stores: Stores, loaded: Dossier) -> None:
    seen = await stores.claims.claim(GUILD, "helicopter")
    assert seen is not None
    await stores.claims.save(GUILD, seen.worded("first"), change(Action.WORDED))
    with pytest.raises(Changed, match="helicopter"):
        await stores.claims.save(GUILD, seen.worded("second"), change(Action.WORDED))
    kept = await stores.claims.claim(GUILD, "helicopter")
    assert kept is not None
    assert kept.wordings[-1] == "first"


async def test_saving_an_unknown_claim_is_not_found(stores: Stores) -> None:
    with pytest.raises(NotFound, match="helicopter"):
        await stores.claims.save(GUILD, claim(), change(Action.JUDGED))


async def test_a_claim_of_an_unknown_event_is_refused(stores: Stores) -> None:
    with pytest.raises(NotFound, match="mutiny"):
        await stores.claims.add(GUILD, claim(), change(Action.ADDED))


async def test_a_link_to_an_unknown_claim_is_refused(stores: Stores, loaded: Dossier) -> None:
    linked = claim("new", links=(Link(Relation.WIDER, "nowhere"),))
    with pytest.raises(NotFound, match="nowhere"):
        await stores.claims.add(GUILD, linked, change(Action.ADDED))
    assert await stores.claims.claim(GUILD, "new") is None


async def test_instants_are_kept_to_the_millisecond(stores: Stores, loaded: Dossier) -> None:
    exact = NOON + timedelta(microseconds=999)
    added = await stores.claims.add(GUILD, claim("new", first_said_at=exact), change(Action.ADDED))
    assert added.first_said_at == NOON
    assert added == await stores.claims.claim(GUILD, "new")


@pytest.mark.parametrize(
    "fields",
    [
        {"statement": "a\x00b"},
        {"wordings": ("a\x00b",)},
        {"judgements": tuple(replace(each, judged_by=2**63) for each in claim().judgements)},
        {"first_said_at": datetime.max.replace(tzinfo=timezone(-timedelta(hours=1)))},
    ],
    ids=["U+0000", "U+0000 in a wording", "a number beyond 64 bits", "a time beyond the year 9999"],
)
async def test_what_one_engine_cannot_hold_both_refuse(
    stores: Stores, loaded: Dossier, fields: dict[str, object]
) -> None:
    with pytest.raises(Invalid):
        await stores.claims.add(GUILD, claim("new", **fields), change(Action.ADDED))
    assert await stores.claims.claim(GUILD, "new") is None


async def test_claims_are_listed_by_their_latest_verdict_the_latest_judged_first(
    stores: Stores, loaded: Dossier
) -> None:
    helicopter = await stored(stores)
    later = replace(helicopter.current, as_of=NOON + timedelta(hours=1), verdict=Verdict.CONFIRMED)
    await stores.claims.save(GUILD, helicopter.judged(later), change(Action.JUDGED))
    draft = claim("a-draft", lifecycle=Lifecycle.DRAFT, judgements=(helicopter.judgements[0],))
    await stores.claims.add(GUILD, draft, change(Action.ADDED))
    listed = await stores.claims.listed(GUILD)
    assert [each.slug for each in listed] == ["helicopter", "aircraft", "a-draft"]
    assert list(listed) == [Listed.of(await stored(stores, each.slug)) for each in listed]
    assert list(await stores.claims.listed(OTHER_GUILD)) == []
