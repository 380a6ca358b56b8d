from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from claims.errors import AlreadyThere, Invalid, NotAllowed
from claims.greeting import GREETED_FOR, Greeter
from claims.notes import Outcome, Post, Reason
from claims.people import Actor, Role
from claims.setting_up import Reached, SetUp, Survey, ahead, begun, chosen, held, with_channels, working
from claims.settings import GuildSettings, Mode
from claims.setup_desk import SetUpDesk
from tests import fakes
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, MUTINY, Newsroom

BARE = 2
SAM = Actor(BARE, 10, Role.MODERATOR)
DESK, NEWS, GENERAL = 7, 8, 9
SOUND = Survey((Reached(NEWS),), Reached(DESK))


@pytest.fixture
def desk(newsroom: Newsroom) -> SetUpDesk:
    return SetUpDesk(newsroom.guilds, newsroom.claims, newsroom.events, newsroom.noting, newsroom.clock)


def said(channel: int, guild: int = BARE) -> Post:
    return Post(guild, channel, 100, 20, "helicopter")


async def test_step_by_step_to_the_first_card_and_the_first_note(newsroom: Newsroom, desk: SetUpDesk) -> None:
    assert (await desk.show(SAM)).mode is None
    await desk.pick_desk(SAM, DESK)
    await desk.load(SAM, MUTINY)
    waiting = await newsroom.noting.consider(said(NEWS))
    assert waiting.reason is Reason.OFF
    await desk.begin(SAM, Mode.SHADOW, SOUND)
    assert (await newsroom.noting.consider(said(NEWS))).reason is Reason.SHADOW
    await desk.begin(SAM, Mode.ON, SOUND)
    assert (await newsroom.noting.consider(said(NEWS))).outcome is Outcome.NOTE


async def test_only_chosen_channels_are_read_once_it_begins(newsroom: Newsroom, desk: SetUpDesk) -> None:
    await desk.read_only(SAM, frozenset({NEWS}))
    await desk.load(SAM, MUTINY)
    assert (await desk.show(SAM)).chosen == {NEWS}
    await desk.begin(SAM, Mode.ON, SOUND)
    assert (await newsroom.noting.consider(said(NEWS))).outcome is Outcome.NOTE
    assert (await newsroom.noting.consider(said(GENERAL))).reason is Reason.OFF
    await desk.read_only(SAM, frozenset())
    assert (await newsroom.noting.consider(said(GENERAL))).outcome is Outcome.NOTE


async def test_a_guild_that_works_goes_on_working_while_more_is_loaded(
    newsroom: Newsroom, desk: SetUpDesk
) -> None:
    before = await newsroom.guilds.settings(GUILD)
    await desk.start_empty(MODERATOR, "Another event")
    assert await newsroom.guilds.settings(GUILD) == before
    assert (await newsroom.noting.consider(said(NEWS, GUILD))).outcome is Outcome.NOTE


async def test_looking_changes_nothing_and_leaves_no_record(newsroom: Newsroom, desk: SetUpDesk) -> None:
    state = await desk.show(MODERATOR)
    assert state.mode is Mode.ON
    assert state.example == MUTINY.claims[0].statement
    assert newsroom.guilds.changes == []


@pytest.mark.parametrize("mode", [Mode.SHADOW, Mode.SUGGEST])
async def test_moderators_can_be_asked_only_where_there_is_a_channel_to_ask_in(
    desk: SetUpDesk, mode: Mode
) -> None:
    with pytest.raises(Invalid, match="Load a pack or start empty first"):
        await desk.begin(SAM, mode, SOUND)
    await desk.load(SAM, MUTINY)
    with pytest.raises(Invalid, match="Pick the moderators' channel first"):
        await desk.begin(SAM, mode, SOUND)
    await desk.pick_desk(SAM, DESK)
    silenced = Survey((), Reached(DESK, ("Send Messages",)))
    with pytest.raises(Invalid, match="Send Messages"):
        await desk.begin(SAM, mode, silenced)
    assert (await desk.show(SAM)).mode is None
    await desk.begin(SAM, Mode.ON, silenced)
    assert (await desk.show(SAM)).mode is Mode.ON


async def test_the_moderators_channel_is_never_among_those_read(desk: SetUpDesk) -> None:
    await desk.pick_desk(SAM, DESK)
    with pytest.raises(Invalid, match="Pick different channels"):
        await desk.read_only(SAM, frozenset({DESK, NEWS}))
    await desk.read_only(SAM, frozenset({NEWS}))
    with pytest.raises(Invalid, match="Pick different channels"):
        await desk.pick_desk(SAM, NEWS)
    assert (await desk.show(SAM)).settings.moderators_channel == DESK


async def test_a_title_in_any_script_makes_an_event(desk: SetUpDesk) -> None:
    first = await desk.start_empty(SAM, "  Flood on the Ahr ")
    assert (first.slug, first.title) == ("flood-ahr", "Flood on the Ahr")
    assert [(await desk.start_empty(SAM, "Мятеж")).slug for _ in range(2)] == ["event", "event-2"]
    with pytest.raises(Invalid):
        await desk.start_empty(SAM, "   ")


async def test_two_moderators_load_the_same_pack_once(newsroom: Newsroom, desk: SetUpDesk) -> None:
    outcomes = await asyncio.gather(
        desk.load(SAM, MUTINY), desk.load(Actor(BARE, 12, Role.MODERATOR), MUTINY), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in outcomes) == [AlreadyThere.__name__, "NoneType"]
    assert len(await newsroom.events.events(BARE)) == 1


async def test_members_set_nothing_up(newsroom: Newsroom, desk: SetUpDesk) -> None:
    mira = Actor(BARE, MEMBER.user_id)
    for step in (
        desk.show(mira),
        desk.pick_desk(mira, DESK),
        desk.read_only(mira, frozenset()),
        desk.load(mira, MUTINY),
        desk.start_empty(mira, "Mine"),
        desk.begin(mira, Mode.ON, SOUND),
    ):
        with pytest.raises(NotAllowed):
            await step
    assert newsroom.guilds.changes == []


MIXED = GuildSettings(
    mode=Mode.OFF, places={1: Mode.ON, 2: Mode.SHADOW, 3: Mode.OFF}, moderators_channel=DESK
)


def test_the_most_careful_of_several_modes_is_told() -> None:
    assert working(MIXED) is Mode.SHADOW
    assert working(GuildSettings(mode=Mode.OFF)) is None
    assert SetUp(MIXED, (MUTINY.event,)).chosen == {1, 2}


def test_what_waits_to_begin_keeps_what_was_chosen_and_what_was_off() -> None:
    waiting = held(MIXED)
    assert (waiting.places, chosen(waiting), working(waiting)) == ({3: Mode.OFF}, {1, 2}, None)
    again = begun(waiting, Mode.SUGGEST)
    assert again.places == {1: Mode.SUGGEST, 2: Mode.SUGGEST, 3: Mode.OFF}
    assert (again.mode, again.awaiting) == (Mode.OFF, frozenset())


def test_choosing_while_it_works_keeps_each_channels_own_mode() -> None:
    more = with_channels(MIXED, frozenset({1, 3, 4}))
    assert more.places == {1: Mode.ON, 3: Mode.SHADOW, 4: Mode.SHADOW}
    everywhere = with_channels(MIXED, frozenset())
    assert (everywhere.mode, everywhere.places) == (Mode.SHADOW, {3: Mode.OFF})
    assert with_channels(everywhere, frozenset()) == everywhere


def test_a_channel_that_was_off_is_read_when_it_is_chosen() -> None:
    waiting = with_channels(held(MIXED), frozenset({3}))
    assert begun(waiting, Mode.ON).mode_at((3,)) is Mode.ON
    assert ahead(waiting).mode_at((1,)) is Mode.OFF


def test_what_is_missing_is_told_by_permission() -> None:
    found = Survey((Reached(1, ("A", "B"), ("C",)), Reached(2, ("B",)), Reached(3)))
    assert found.lacking() == {"A": [1], "B": [1, 2]}
    assert found.missing() == {"C": [1]}
    assert not found.sound
    assert SOUND.sound
    assert not Survey((), reads_all=False).sound
    assert not Survey((), Reached(DESK, ("A",))).sound


class Greetings:
    def __init__(self) -> None:
        self.said: list[object] = []

    async def greet(self, guild_id: int, at: object, unless_since: object) -> bool:
        self.said.append((guild_id, at, unless_since))
        return True


async def test_a_guild_is_not_greeted_again_for_thirty_days() -> None:
    greetings, clock = Greetings(), fakes.Ticking()
    assert await Greeter(greetings, clock).may_greet(5)
    [(guild, at, since)] = greetings.said
    assert (guild, at - since) == (5, GREETED_FOR)
    assert timedelta(days=30) == GREETED_FOR
