"""What moderators are asked about messages, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from claims.audit import Action, Change, first_broken
from claims.cards import Card
from claims.events import Dossier
from claims.jobs import JobKind
from claims.notes import NoteState
from claims.people import Kept
from claims.proposals import Doubt, Excerpt, Proposal, Ruling
from claims.settings import Mode
from db.opening import open_database
from db.stores import Stores, stores_of
from tests.contract.noting import due, take
from tests.contract.samples import GUILD, MODERATOR, NOON, OTHER_GUILD, note

ALICE = 300000000000000003
HOUR = timedelta(hours=1)
EXCERPT = Excerpt(ALICE, "they shot down «a chopper» 🚁", NOON + HOUR)


def proposal(message_id: int = 55, slug: str = "helicopter", channel_id: int = 7) -> Proposal:
    asked = Proposal(GUILD, channel_id, message_id, slug, Mode.SUGGEST, 0.75, NOON)
    return replace(asked, wording="they downed a chopper", digest="ab" * 16, doubt=Doubt.UNLIKELY)


def by(moderator: int) -> Change:
    return Change(Action.RULED, moderator, NOON)


async def test_what_is_asked_comes_back_as_it_was(stores: Stores, loaded: Dossier) -> None:
    asked = [proposal(), replace(proposal(slug="aircraft"), score=0.5, mode=Mode.SHADOW)]
    assert await stores.proposals.propose(asked, None, EXCERPT) == ["helicopter", "aircraft"]
    assert await stores.proposals.of_message(GUILD, 55) == asked
    assert await stores.proposals.excerpt(GUILD, 55) == EXCERPT
    assert await due(stores, NOON + HOUR) == [(JobKind.PROPOSAL, 55), (JobKind.FORGET, 55)]


async def test_nothing_is_asked_twice_about_a_message_or_soon_after_in_a_channel(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.proposals.propose([proposal()], NOON - HOUR, None)
    for again, since in ((proposal(), None), (proposal(56), NOON - HOUR)):
        assert await stores.proposals.propose([again], since, None) == []
    assert await stores.proposals.propose([proposal(57, channel_id=8)], NOON - HOUR, None)
    assert await stores.proposals.propose([proposal(58)], NOON, None)


async def test_a_channel_that_has_a_note_is_not_asked_about(stores: Stores, loaded: Dossier) -> None:
    await stores.notes.reserve([note(54)])
    assert await stores.proposals.propose([proposal()], NOON - HOUR, None) == []
    assert await stores.proposals.propose([proposal(54)], None, None) == []


async def test_of_many_messages_at_once_one_is_asked_about(url: str, stores: Stores, loaded: Dossier) -> None:
    async with open_database(url) as second:
        both = (stores, stores_of(second))
        answers = await asyncio.gather(
            *(both[n % 2].proposals.propose([proposal(100 + n)], NOON - HOUR, None) for n in range(12))
        )
    assert [each for each in answers if each] == [["helicopter"]]


async def test_one_ruling_counts_and_posts_the_note_with_it(stores: Stores, loaded: Dossier) -> None:
    await stores.proposals.propose([proposal()], None, None)
    rulings = [
        stores.proposals.rule(proposal(), Ruling.POST, by(MODERATOR), note()),
        stores.proposals.rule(proposal(), Ruling.LEAVE, by(ALICE), None),
    ]
    assert sorted(await asyncio.gather(*rulings)) == [False, True]
    [ruled] = await stores.proposals.of_message(GUILD, 55)
    notes = await stores.notes.of_message(GUILD, 55)
    assert [each.state for each in notes] == ([NoteState.RESERVED] if ruled.ruling is Ruling.POST else [])


async def test_a_wrong_match_stops_the_words_and_the_wording_that_brought_it(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.proposals.propose([proposal()], None, None)
    assert await stores.proposals.rule(proposal(), Ruling.WRONG, by(MODERATOR), None)
    claim = await stores.claims.claim(GUILD, "helicopter")
    assert claim is not None
    assert proposal().wording in claim.stopped_wordings
    assert await stores.stops.is_stopped(GUILD, "helicopter", proposal().digest)
    trail = await stores.audit.revisions(GUILD)
    assert [each.change.action for each in trail[-2:]] == [Action.RULED, Action.STOPPED]
    assert first_broken(GUILD, trail) is None


async def test_what_a_message_says_no_more_lapses_and_its_words_go(stores: Stores, loaded: Dossier) -> None:
    asked = [proposal(), proposal(slug="aircraft")]
    await stores.proposals.propose(asked, None, EXCERPT)
    now = replace(EXCERPT, text="less")
    assert await stores.proposals.read_again(GUILD, 55, ["aircraft"], now, NOON)
    told = {each.slug: each.lapsed for each in await stores.proposals.of_message(GUILD, 55)}
    assert told == {"helicopter": True, "aircraft": False}
    assert await stores.proposals.excerpt(GUILD, 55) == now
    assert not await stores.proposals.rule(proposal(), Ruling.POST, by(MODERATOR), note())
    assert await stores.proposals.read_again(GUILD, 55, [], None, NOON)
    assert await stores.proposals.excerpt(GUILD, 55) is None
    assert not await stores.proposals.read_again(GUILD, 99, [], None, NOON)


async def test_what_is_said_again_is_asked_again(stores: Stores, loaded: Dossier) -> None:
    await stores.proposals.propose([proposal()], None, None)
    await stores.proposals.read_again(GUILD, 55, [], None, NOON)
    assert await stores.proposals.propose([proposal()], None, None) == ["helicopter"]
    assert [each.open for each in await stores.proposals.of_message(GUILD, 55)] == [True]


async def test_words_go_when_their_time_is_over_and_the_card_is_drawn_again(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.proposals.propose([proposal()], None, EXCERPT)
    [card] = await take(stores)
    await stores.cards.put(card, Card(9, 900))
    assert await take(stores, NOON + HOUR - timedelta(milliseconds=1)) == []
    [forget] = await take(stores, NOON + HOUR)
    await stores.proposals.forget(forget, NOON + HOUR)
    assert await stores.proposals.excerpt(GUILD, 55) is None
    [again] = await take(stores, NOON + HOUR)
    assert again.kind is JobKind.PROPOSAL
    assert await stores.cards.card(again) == Card(9, 900)


async def test_erasing_takes_a_persons_words_off_the_cards_and_nobody_elses(
    stores: Stores, loaded: Dossier
) -> None:
    await stores.proposals.propose([proposal()], None, EXCERPT)
    await stores.proposals.propose([proposal(56)], None, replace(EXCERPT, author_id=MODERATOR))
    for card in await take(stores):
        await stores.cards.put(card, None)
    assert await stores.privacy.about(GUILD, ALICE) == Kept(excerpts=1)
    assert await stores.privacy.erase(OTHER_GUILD, ALICE, NOON) == Kept()
    assert await stores.privacy.erase(GUILD, ALICE, NOON) == Kept(excerpts=1)
    assert await stores.proposals.excerpt(GUILD, 55) is None
    assert await stores.proposals.excerpt(GUILD, 56) is not None
    assert await due(stores) == [(JobKind.PROPOSAL, 55)]
