"""The evidence ledger on both engines: two moderators at once, and every change of it taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.citations import Appraisal, Citation
from claims.errors import Changed
from claims.events import Dossier
from claims.evidence import Grade
from claims.ledger import mark_of
from claims.ledger_desk import LedgerDesk
from claims.model import Claim
from claims.people import Actor, Role
from db.check import check
from db.database import Database
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.samples import GUILD, NOON, evidence
from tests.contract.undoing import newest, stored, undo
from tests.fakes import Claims, SlugMatcher

SLUG = "helicopter"
OLGA, NOA = (Actor(GUILD, number, Role.MODERATOR) for number in (8, 9))
MARK = mark_of(evidence())
WRECK = Citation("https://news.example/wreck", "Wreck")
OTHER = Citation("https://news.example/other", "Other")
CORRECTED = Citation(evidence().url or "", "Corrected")
Deed = Callable[[LedgerDesk, Actor], Awaitable[Claim]]
DEEDS: dict[str, Deed] = {
    "added": lambda desk, by: desk.add(by, SLUG, WRECK),
    "corrected": lambda desk, by: desk.correct(by, SLUG, MARK, CORRECTED),
    "graded": lambda desk, by: desk.appraise(by, SLUG, MARK, Appraisal(grade=Grade("F", 6))),
    "removed": lambda desk, by: desk.remove(by, SLUG, MARK),
}


def desk_of(stores: Stores) -> LedgerDesk:
    return LedgerDesk(
        stores.claims, stores.guilds, SlugMatcher(Claims()), lambda: NOON + timedelta(minutes=1)
    )


async def both(url: str, stores: Stores, first: Deed, second: Deed) -> list[Claim | BaseException]:
    """What comes of two moderators pressing at once, each with a program of their own."""
    async with open_database(url) as other:
        pressed = (first(desk_of(stores), OLGA), second(desk_of(stores_of(other)), NOA))
        return await asyncio.gather(*pressed, return_exceptions=True)


async def test_of_two_who_add_sources_at_once_both_hold_or_the_second_is_told(
    url: str, stores: Stores, loaded: Dossier, database: Database
) -> None:
    answers = await both(url, stores, DEEDS["added"], lambda desk, by: desk.add(by, SLUG, OTHER))
    told = [answer for answer in answers if isinstance(answer, BaseException)]
    assert [type(each) for each in told] in ([], [Changed])
    titles = {piece.title for piece in (await stored(stores)).evidence}
    assert len(titles & {"Wreck", "Other"}) == 2 - len(told)
    assert {piece.title for piece in loaded.claims[1].evidence} <= titles
    assert await check(database) == []


@pytest.mark.parametrize("deed", ["corrected", "graded", "removed"])
async def test_of_two_who_change_one_source_at_once_the_second_is_told(
    url: str, stores: Stores, loaded: Dossier, deed: str
) -> None:
    def correct(desk: LedgerDesk, by: Actor) -> Awaitable[Claim]:
        return desk.correct(by, SLUG, MARK, Citation(CORRECTED.url, "Corrected otherwise"))

    answers = await both(url, stores, DEEDS[deed], correct)
    assert sorted(isinstance(answer, Changed) for answer in answers) == [False, True]
    (saved,) = [answer for answer in answers if isinstance(answer, Claim)]
    assert await stored(stores) == saved


@pytest.mark.parametrize("deed", DEEDS)
async def test_each_change_of_a_source_can_be_taken_back_and_the_taking_back_too(
    stores: Stores, loaded: Dossier, database: Database, deed: str
) -> None:
    before = await stored(stores)
    after = await DEEDS[deed](desk_of(stores), OLGA)
    assert after != before
    assert (await stores.audit.revisions(GUILD))[-1].change.action is Action.EVIDENCED
    undone = await undo(stores)
    assert [claim.slug for claim in undone.claims] == [SLUG]
    assert (await stored(stores)).judgements == before.judgements
    await undo(stores, 11, await newest(stores))
    assert (await stored(stores)).judgements == after.judgements
    assert await check(database) == []
