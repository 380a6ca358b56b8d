from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from claims.events import Dossier
from claims.people import Kept
from claims.voices import Cast, Voice
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import put
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, change, dossier, note

ALICE, BOB, REPLY = 11, 12, 66
LATER = NOON + timedelta(hours=1)


async def object_twice(stores: Stores, user_id: int) -> None:
    """Have a person call both notes of a reply wrong."""
    for slug in ("helicopter", "aircraft"):
        await stores.voices.put(note(slug=slug), Cast(user_id, Voice.WRONG, NOON))


async def noted(stores: Stores) -> None:
    """Put one reply with two notes under a message."""
    await put(stores, note(slug="helicopter"), REPLY)
    await put(stores, note(slug="aircraft"), REPLY)


async def test_of_a_stranger_nothing_is_stored(stores: Stores, loaded: Dossier) -> None:
    assert await stores.privacy.about(GUILD, ALICE) == Kept()
    assert await stores.privacy.opted_out(GUILD) == frozenset()
    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept()


async def test_a_wish_not_to_be_read_is_kept_with_its_first_date_until_it_is_taken_back(
    stores: Stores,
) -> None:
    await stores.privacy.opt_out(GUILD, ALICE, NOON)
    await stores.privacy.opt_out(GUILD, ALICE, LATER)
    await stores.privacy.opt_out(GUILD, BOB, LATER)
    assert await stores.privacy.opted_out(GUILD) == {ALICE, BOB}
    assert await stores.privacy.about(GUILD, ALICE) == Kept(opted_out_since=NOON)
    await stores.privacy.opt_in(GUILD, ALICE)
    await stores.privacy.opt_in(GUILD, ALICE)
    assert await stores.privacy.opted_out(GUILD) == {BOB}
    assert await stores.privacy.about(GUILD, ALICE) == Kept()


async def test_a_wish_survives_in_the_database_and_another_program_sees_it(url: str, stores: Stores) -> None:
    await stores.privacy.opt_out(GUILD, ALICE, NOON)
    async with open_database(url) as second_program:
        assert await stores_of(second_program).privacy.opted_out(GUILD) == {ALICE}


async def test_a_wish_holds_in_its_own_server_alone(stores: Stores) -> None:
    await stores.privacy.opt_out(GUILD, ALICE, NOON)
    await stores.privacy.opt_in(OTHER_GUILD, ALICE)
    assert await stores.privacy.opted_out(OTHER_GUILD) == frozenset()
    assert await stores.privacy.about(OTHER_GUILD, ALICE) == Kept()
    assert await stores.privacy.opted_out(GUILD) == {ALICE}


async def test_a_person_is_told_their_own_objections_and_audit_records(
    stores: Stores, loaded: Dossier
) -> None:
    await noted(stores)
    await object_twice(stores, ALICE)
    of_moderator = [r for r in await stores.audit.revisions(GUILD) if r.change.actor_id == MODERATOR]
    assert await stores.privacy.about(GUILD, ALICE) == Kept(objections=2)
    assert await stores.privacy.about(GUILD, BOB) == Kept()
    assert await stores.privacy.about(GUILD, MODERATOR) == Kept(audit_records=len(of_moderator))


async def test_erasing_takes_a_persons_own_objections_here_and_nothing_else(
    stores: Stores, loaded: Dossier
) -> None:
    await noted(stores)
    await object_twice(stores, ALICE)
    await object_twice(stores, BOB)
    await stores.events.load(OTHER_GUILD, dossier(), change())
    await put(stores, replace(note(guild_id=OTHER_GUILD)), REPLY)
    await stores.voices.put(note(guild_id=OTHER_GUILD), Cast(ALICE, Voice.WRONG, NOON))
    await stores.privacy.opt_out(GUILD, ALICE, NOON)

    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept(objections=2)
    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept()

    assert await stores.privacy.about(GUILD, ALICE) == Kept(opted_out_since=NOON)
    assert await stores.privacy.about(GUILD, BOB) == Kept(objections=2)
    assert await stores.privacy.about(OTHER_GUILD, ALICE) == Kept(objections=1)
    assert all(each.live for each in await stores.notes.by_reply(GUILD, REPLY))


async def test_what_a_moderator_did_stays_in_the_sealed_trail(stores: Stores, loaded: Dossier) -> None:
    before = await stores.audit.revisions(GUILD)
    await stores.privacy.opt_out(GUILD, MODERATOR, NOON)
    await stores.privacy.erase(GUILD, MODERATOR, NOON)
    await stores.privacy.opt_in(GUILD, MODERATOR)
    assert await stores.audit.revisions(GUILD) == before
