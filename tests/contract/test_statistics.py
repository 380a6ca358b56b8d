"""Counting over a span, from rows whose answers are known by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claims.audit import Action
from claims.counting import DecisionCounts
from claims.errors import StoreProblem
from claims.notes import Decision, Ending, Note, NoteState, Outcome, Reason, Repeat, Reservation
from claims.people import Actor, Role
from claims.proposals import Proposal, Ruling
from claims.settings import Mode
from claims.statistics import Answered, Delays, Span, last_days
from claims.statistics_desk import StatisticsDesk
from claims.tallies import Tally
from claims.voices import Cast, Voice
from db.database import Database
from db.stores import Stores, stores_of
from tests.contract.noting import put
from tests.contract.samples import EVENT, GUILD, OTHER_GUILD, change, dossier, note
from tests.contract.test_breaking import begin, mode

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
TODAY = datetime(2023, 6, 24, tzinfo=UTC)
NOW = TODAY + timedelta(hours=20)
WEEK = last_days(7, NOW)
LEAD = Actor(GUILD, 1, Role.MODERATOR)
_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("loaded")


def written(at: datetime, number: int = 0) -> int:
    """The id of a message written at an instant, as Discord makes them."""
    return (((at - _EPOCH) // timedelta(milliseconds=1)) << 22) + number


async def noted(
    stores: Stores,
    at: datetime,
    took: timedelta,
    slug: str = "helicopter",
    channel_id: int = 7,
    number: int = 0,
) -> Note:
    """A note posted at an instant under a message written so long before."""
    message_id = written(at - took, number)
    posted = Note(GUILD, channel_id, message_id, slug, 1, NoteState.RESERVED, at)
    await put(stores, posted, reply_id=message_id + 1, at=at)
    return posted


async def test_notes_are_counted_by_day_and_by_what_ended_them(stores: Stores) -> None:
    yesterday, today = NOW - DAY, NOW - timedelta(hours=1)
    endings = [None, None, Ending.MODERATOR, Ending.MEMBERS, Ending.AUTHOR, Ending.DELETION]
    for number, ending in enumerate([*endings, Ending.LOSS, Ending.CLAIM]):
        posted = await noted(stores, yesterday if number % 2 else today, SECOND, number=number)
        if ending is not None:
            await stores.notes.end(GUILD, posted.message_id, [posted.slug], ending, NOW)
    await noted(stores, TODAY - 7 * DAY, SECOND, number=20)
    await stores.notes.reserve([note(written(today, 30))])
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.notes == {
        (6, None): 1,
        (5, None): 1,
        (6, Ending.MODERATOR): 1,
        (5, Ending.MEMBERS): 1,
        (6, Ending.AUTHOR): 1,
        (5, Ending.DELETION): 1,
        (6, Ending.LOSS): 1,
        (5, Ending.CLAIM): 1,
    }
    assert (found.ended(None), found.ended(Ending.MODERATOR, Ending.MEMBERS)) == (2, 2)
    assert found.in_steps(None) == [0, 0, 0, 0, 0, 1, 1]
    assert (found.total.notes, found.total.wrong) == (8, 2)
    low, high = found.wrong_between
    assert (round(low, 3), round(high, 3)) == (0.071, 0.591)


async def test_half_of_the_notes_and_nine_in_ten_come_within(stores: Stores) -> None:
    for number in range(1, 11):
        await noted(stores, NOW - DAY, number * SECOND, number=number)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.to_note == Delays(10, 5 * SECOND, 9 * SECOND)


async def test_a_note_never_comes_before_its_message_whatever_the_clocks_say(stores: Stores) -> None:
    await noted(stores, NOW - DAY, -SECOND)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.to_note == Delays(1, timedelta(0), timedelta(0))


async def test_the_first_note_is_timed_from_the_first_message_that_anyone_was_asked_about(
    stores: Stores,
) -> None:
    first = NOW - 2 * DAY
    asked = Proposal(GUILD, 7, written(first), "helicopter", Mode.SUGGEST, 0.5, first)
    await stores.proposals.propose([asked], None, None)
    await noted(stores, first + timedelta(minutes=10), 2 * SECOND)
    await noted(stores, first + timedelta(minutes=20), 2 * SECOND, number=1)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.to_first_note == Delays(1, timedelta(minutes=10), timedelta(minutes=10))
    await stores.proposals.rule(asked, Ruling.WRONG, change(Action.RULED), None)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.to_first_note == Delays(1, 2 * SECOND, 2 * SECOND)


async def test_a_claim_first_noted_before_the_span_has_no_first_note_in_it(stores: Stores) -> None:
    await noted(stores, NOW - 8 * DAY, SECOND)
    await noted(stores, NOW - DAY, SECOND, number=1)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.to_first_note == Delays()


async def test_claims_are_counted_with_their_repeats_and_the_people_they_helped(stores: Stores) -> None:
    at = NOW - DAY
    first = await noted(stores, at, SECOND)
    again = Note(GUILD, 7, written(at, 5), "helicopter", 1, NoteState.RESERVED, at + SECOND)
    await stores.notes.reserve([again], quiet_since=at - DAY)
    await stores.voices.put(first, Cast(11, Voice.HELPFUL, at))
    await stores.voices.put(first, Cast(written(at), Voice.HELPFUL, at))
    wrong = await noted(stores, at, SECOND, "aircraft", channel_id=8, number=9)
    await stores.notes.end(GUILD, wrong.message_id, ["aircraft"], Ending.MEMBERS, NOW)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.claims == [Tally("aircraft", 1, 1, 0, 0), Tally("helicopter", 1, 0, 1, 1)]
    assert [each.said for each in found.claims] == [0, 2]


async def test_what_moderators_were_asked_is_counted_by_their_answers(stores: Stores) -> None:
    rulings = [None, Ruling.RIGHT, Ruling.RIGHT, Ruling.WRONG]
    for number, ruling in enumerate(rulings):
        asked = Proposal(
            GUILD, 7 + number, written(NOW, number), "helicopter", Mode.SHADOW, 0.5, NOW - SECOND
        )
        await stores.proposals.propose([asked], None, None)
        if ruling is not None:
            await stores.proposals.rule(asked, ruling, change(Action.RULED), None)
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.asked == {
        (Mode.SHADOW, Answered.OPEN): 1,
        (Mode.SHADOW, Answered.RIGHT): 2,
        (Mode.SHADOW, Answered.WRONG): 1,
    }


async def test_another_server_and_another_events_claims_do_not_count(stores: Stores) -> None:
    await stores.events.load(OTHER_GUILD, dossier("other"), change())
    await noted(stores, NOW - DAY, SECOND)
    elsewhere = await stores.statistics.statistics(OTHER_GUILD, WEEK)
    assert (elsewhere.notes, elsewhere.claims, elsewhere.to_note) == ({}, [], Delays())
    of_event = Span("x", NOW - 2 * DAY, NOW, EVENT)
    assert (await stores.statistics.statistics(GUILD, of_event)).total.notes == 1
    of_another = Span("x", NOW - 2 * DAY, NOW, "another")
    assert (await stores.statistics.statistics(GUILD, of_another)).total.notes == 0


async def test_a_short_span_tells_hours_apart(stores: Stores) -> None:
    await noted(stores, NOW - timedelta(minutes=90), SECOND)
    found = await stores.statistics.statistics(GUILD, Span("x", NOW - timedelta(hours=3), NOW))
    assert found.in_steps(None) == [0, 1, 0]


def counts(stores: Stores, at: datetime = NOW) -> DecisionCounts:
    return DecisionCounts(stores.decisions, lambda: at)


ASKED = Decision(Outcome.SILENT, Reason.ASKS, ("helicopter",))
NOTED = Decision(Outcome.NOTE, Reason.REPEATS_A_CLAIM, ("helicopter",))


async def test_what_two_processes_count_adds_up(stores: Stores, database: Database) -> None:
    one, two = counts(stores), counts(stores_of(database))
    for process, messages in ((one, 3), (two, 2)):
        for _ in range(messages):
            process.count(GUILD, ASKED)
        process.count(OTHER_GUILD, NOTED)
        await process.flush()
    await one.flush()
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.decisions == {(Outcome.SILENT, Reason.ASKS): 5}
    elsewhere = await stores.statistics.statistics(OTHER_GUILD, WEEK)
    assert elsewhere.decisions == {(Outcome.NOTE, Reason.REPEATS_A_CLAIM): 2}
    assert (found.silences, elsewhere.silences) == ({Reason.ASKS: 5}, {})


async def test_a_message_whose_every_note_was_kept_back_was_left_in_silence(stores: Stores) -> None:
    counting, repeat = counts(stores), Repeat("helicopter", 55, None, 1)
    counting.count(GUILD, NOTED, Reservation(repeats=(repeat,)))
    counting.count(GUILD, NOTED, Reservation(("aircraft",), (repeat,)))
    await counting.flush()
    found = await stores.statistics.statistics(GUILD, WEEK)
    assert found.silences == {Reason.COOLING_DOWN: 1}


async def test_what_could_not_be_stored_is_stored_the_next_time(stores: Stores) -> None:
    class Refusing:
        refuses = True

        async def add(self, counted: object) -> None:
            if self.refuses:
                raise StoreProblem("The disk is full.")
            await stores.decisions.add(counted)  # type: ignore[arg-type]

    refusing = Refusing()
    counting = DecisionCounts(refusing, lambda: NOW)
    counting.count(GUILD, ASKED)
    with pytest.raises(StoreProblem):
        await counting.flush()
    counting.count(GUILD, ASKED)
    refusing.refuses = False
    await counting.flush()
    assert (await stores.statistics.statistics(GUILD, WEEK)).silences == {Reason.ASKS: 2}


async def test_silence_of_earlier_days_counts_in_longer_spans_and_goes_in_the_end(stores: Stores) -> None:
    for days in (0, 10, 89):
        counting = counts(stores, NOW - days * DAY)
        counting.count(GUILD, ASKED)
        await counting.flush()
    desk = StatisticsDesk(stores.statistics, counts(stores), lambda: NOW)
    assert [(await desk.statistics(LEAD, key)).silences[Reason.ASKS] for key in ("7", "30", "90")] == [
        1,
        2,
        3,
    ]
    await stores.reviews.tidy(GUILD, NOW - 60 * DAY)
    assert (await desk.statistics(LEAD, "90")).silences[Reason.ASKS] == 2


async def test_breaking_modes_can_be_picked_the_latest_first_and_end_when_they_ended(stores: Stores) -> None:
    begun_at = [TODAY + hours * timedelta(hours=1) for hours in (1, 10, 18)]
    for begun in begun_at:
        await begin(stores, mode(begun_at=begun))
    found = await stores.statistics.breakings(GUILD, NOW, 2)
    assert [(span.since, span.until, span.event) for span in found] == [
        (begun_at[2], NOW, EVENT),
        (begun_at[1], begun_at[1] + timedelta(hours=6), EVENT),
    ]
    desk = StatisticsDesk(stores.statistics, counts(stores), lambda: NOW)
    await noted(stores, begun_at[1] + SECOND, SECOND)
    assert [(await desk.statistics(LEAD, span.key)).total.notes for span in found] == [0, 1]
