"""Imports and exports on both engines: one transaction for many claims, pages for many more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action, Change, first_broken
from claims.comparing import Step
from claims.events import Dossier
from claims.exchange import NoteRow, Wish
from claims.exchange_desk import ExchangeDesk
from claims.model import Claim, Judgement, Link, Relation, Verdict
from claims.notes import Rollout
from claims.people import Actor, Role
from db.check import check
from db.database import Database
from db.stores import Stores
from interchange.pack import pack_bytes
from interchange.pack_batch import PackBatch
from interchange.textfile import Document
from tests import fakes
from tests.contract.noting import put
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, OTHER_GUILD, claim, dossier, note

IMPORT = Change(Action.IMPORTED, MODERATOR, NOON)
SINCE = NOON - timedelta(days=30)


async def bring(stores: Stores, *steps: Step, chunk: int = 2) -> None:
    async with stores.exchange.importing(GUILD, IMPORT, SINCE, {"format": "csv"}) as work:
        for start in range(0, len(steps), chunk):
            await work.put(steps[start : start + chunk])


async def stored(stores: Stores, slug: str) -> Claim:
    found = await stores.claims.claim(GUILD, slug)
    assert found is not None
    return found


async def test_claims_come_in_whole_and_each_has_its_record(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    old = await stored(stores, "helicopter")
    changed = replace(old.worded("another"), said_by="Somebody")
    fresh = claim("fresh", links=(Link(Relation.NARROWER, "later"),))
    await bring(stores, Step(None, fresh), Step(old, changed), Step(None, claim("later")))
    assert await stored(stores, "fresh") == fresh
    assert await stored(stores, "helicopter") == changed
    assert (await stored(stores, "helicopter")).revision == 2
    revisions = (await stores.audit.revisions(GUILD))[3:]
    assert [revision.subject for revision in revisions] == [
        "claim:fresh",
        "claim:helicopter",
        "claim:later",
        "import:4",
    ]
    assert {revision.change.action for revision in revisions} == {Action.IMPORTED}
    assert json.loads(revisions[1].before or "")["said_by"] == "Yevgeny Prigozhin"
    assert json.loads(revisions[1].after or "")["said_by"] == "Somebody"
    assert json.loads(revisions[0].after or "")["links"] == [{"relation": "narrower", "slug": "later"}]
    span = json.loads(revisions[3].after or "")
    assert span == {"format": "csv", "first_revision": 4, "last_revision": 6}
    assert first_broken(GUILD, await stores.audit.revisions(GUILD)) is None
    assert await check(database) == []


async def test_an_import_that_fails_leaves_nothing(
    stores: Stores, loaded: Dossier, database: Database
) -> None:
    before = await stores.audit.revisions(GUILD)
    with pytest.raises(RuntimeError):
        async with stores.exchange.importing(GUILD, IMPORT, SINCE, {}) as work:
            await work.put([Step(None, claim("fresh"))])
            await work.put_event(None, replace(dossier("another"), claims=()))
            assert "fresh" in await work.stored(["fresh", "nothing"])
            raise RuntimeError
    assert await stores.claims.claim(GUILD, "fresh") is None
    assert [event.slug for event in await stores.events.events(GUILD)] == [EVENT]
    assert await stores.audit.revisions(GUILD) == before
    assert await check(database) == []


async def test_a_look_stores_nothing(stores: Stores, loaded: Dossier) -> None:
    async with stores.exchange.looking(GUILD) as work:
        assert set(await work.stored(["helicopter", "nothing"])) == {"helicopter"}
        assert await work.stored([]) == {}
        assert await work.links() == {"helicopter": (Link(Relation.NARROWER, "aircraft"),)}
        assert await work.event(EVENT) == replace(dossier(), claims=())
        assert await work.event("nothing") is None
        await work.put([Step(None, claim("fresh"))])
        await work.put_event(None, replace(dossier("another"), claims=()))
    assert await stores.claims.claim(GUILD, "fresh") is None
    assert len(await stores.events.events(GUILD)) == 1


async def test_a_judgement_that_comes_in_reaches_the_notes(stores: Stores, loaded: Dossier) -> None:
    await put(stores, note(), reply_id=155)
    old = await stored(stores, "helicopter")
    later = replace(IMPORT, at=NOON + timedelta(hours=1))
    judged = old.judged(Judgement(NOON, Verdict.UNVERIFIED))
    async with stores.exchange.importing(GUILD, later, SINCE, {}) as work:
        await work.put([Step(old, judged)])
    assert await stores.notes.rollout(GUILD, "helicopter", 2) == Rollout(total=1, updated=0, gone=0, failed=0)


async def test_an_event_is_written_over_what_there_was_of_it(stores: Stores, loaded: Dossier) -> None:
    before = replace(dossier(), claims=())
    after = replace(before, event=replace(before.event, title="Another"), terms=before.terms[:1], timeline=())
    async with stores.exchange.importing(GUILD, IMPORT, SINCE, {}) as work:
        await work.put_event(before, after)
        assert await work.event(EVENT) == after
    assert list(await stores.events.terms(GUILD, EVENT)) == list(before.terms[:1])
    assert list(await stores.events.timeline(GUILD, EVENT)) == []
    assert await stored(stores, "helicopter") == loaded.claims[1]


async def test_claims_come_out_in_pages_by_slug(stores: Stores, loaded: Dossier) -> None:
    await bring(stores, *(Step(None, claim(f"claim-{number:04}")) for number in range(450)), chunk=200)
    await stores.events.load(OTHER_GUILD, dossier(), IMPORT)
    pages = [page async for page in stores.exchange.claims(GUILD)]
    slugs = [each.slug for page in pages for each in page]
    assert slugs == ["aircraft", *(f"claim-{number:04}" for number in range(450)), "helicopter"]
    assert max(len(page) for page in pages) == 200
    assert [page async for page in stores.exchange.claims(GUILD, "nothing")] == []
    assert len([each async for page in stores.exchange.claims(GUILD, EVENT) for each in page]) == 452


async def test_notes_come_out_by_their_ids(stores: Stores, loaded: Dossier) -> None:
    for message_id in (56, 55):
        await put(stores, note(message_id), reply_id=message_id + 100)
    await put(stores, note(55, "aircraft"), reply_id=155)
    rows = [row async for page in stores.exchange.notes(GUILD) for row in page]
    assert [(row.message_id, row.slug, row.reply_id) for row in rows] == [
        (55, "aircraft", 155),
        (55, "helicopter", 155),
        (56, "helicopter", 156),
    ]
    assert rows[0] == NoteRow(7, 55, 155, "aircraft", "posted", 1, NOON)
    assert [page async for page in stores.exchange.notes(OTHER_GUILD)] == []


async def test_the_operator_sees_which_guilds_there_are(stores: Stores, loaded: Dossier) -> None:
    assert list(await stores.exchange.guilds()) == [GUILD]


async def test_a_pack_goes_from_one_guild_to_another_without_loss(stores: Stores, loaded: Dossier) -> None:
    async def notice(guild_id: int) -> None:
        pass

    desk = ExchangeDesk(
        stores.exchange, stores.events, stores.guilds, stores.breaking, stores.audit, notice, fakes.Ticking()
    )
    here, there = (Actor(guild, MODERATOR, Role.MODERATOR) for guild in (GUILD, OTHER_GUILD))
    whole = await desk.dossier(here)
    batch = PackBatch(Document.of("pack.json", pack_bytes(whole, "pack.json")))
    done = await desk.bring_in(there, batch, Wish())
    assert (done.added, done.refused) == (2, 0)
    assert await desk.dossier(there) == whole == loaded
    again = await desk.bring_in(here, batch, Wish())
    assert (again.unchanged, again.anything) == (2, False)
