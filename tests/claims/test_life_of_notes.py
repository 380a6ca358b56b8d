"""What becomes of notes when messages are edited and deleted, and when a guild has wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from claims.drafts import NewClaim, NewJudgement
from claims.feedback import Answer
from claims.jobs import JobKind
from claims.model import Verdict
from claims.notes import Ending, Outcome, Reason, Reservation
from claims.people import Actor
from claims.settings import GuildSettings, OnRepeat, QuietHours
from tests import fakes
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, matched, post


def wish(newsroom: Newsroom, settings: GuildSettings) -> None:
    newsroom.guilds.kept[GUILD] = settings


@pytest.fixture
async def noted(newsroom: Newsroom) -> Newsroom:
    """A newsroom with two claims and a note about the helicopter."""
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.put(post("look: helicopter"))
    assert await newsroom.standing() == ["helicopter"]
    return newsroom


async def test_what_a_message_says_no_more_loses_its_note(noted: Newsroom) -> None:
    assert await noted.noting.read_again(post("never mind")) == Reservation()
    assert await noted.standing() == []
    [note] = await noted.notes.of_message(GUILD, 100)
    assert note.ended_by is Ending.AUTHOR
    assert [job.subject for job in await noted.take()] == [100]


async def test_what_a_message_says_anew_gets_a_note_beside_the_other(noted: Newsroom) -> None:
    reservation = await noted.noting.read_again(post("helicopter and bridge-fell"))
    assert reservation.fresh == ("bridge-fell",)
    assert await noted.standing() == ["helicopter", "bridge-fell"]


async def test_a_message_that_says_something_else_now_has_the_notes_changed(noted: Newsroom) -> None:
    await noted.noting.read_again(post("bridge-fell"))
    assert await noted.standing() == ["bridge-fell"]


async def test_an_edit_that_changes_nothing_leaves_the_note_alone(noted: Newsroom) -> None:
    assert await noted.noting.read_again(post("look, a helicopter!")) == Reservation()
    assert await noted.standing() == ["helicopter"]
    assert list(await noted.take()) == []


async def test_an_author_who_takes_it_back_loses_the_note(noted: Newsroom) -> None:
    await noted.noting.read_again(post("there was no helicopter"))
    assert await noted.standing() == []


async def test_a_note_comes_back_with_the_words(noted: Newsroom) -> None:
    await noted.noting.read_again(post("never mind"))
    assert (await noted.noting.read_again(post("helicopter after all"))).fresh == ("helicopter",)
    assert await noted.standing() == ["helicopter"]


async def objections(noted: Newsroom, *user_ids: int) -> list[Answer]:
    return [(await noted.feedback.wrong(Actor(GUILD, each), 777, "helicopter")).answer for each in user_ids]


async def test_three_members_take_a_note_away(noted: Newsroom) -> None:
    assert await objections(noted, 1, 2, 2) == [Answer.RECORDED, Answer.RECORDED, Answer.REPEATED]
    assert await noted.standing() == ["helicopter"]
    assert await objections(noted, 3) == [Answer.WITHDRAWN]
    assert await noted.standing() == []
    [note] = await noted.notes.of_message(GUILD, 100)
    assert note.ended_by is Ending.MEMBERS


async def test_a_swarm_of_new_accounts_takes_nothing_away(noted: Newsroom) -> None:
    yesterday_ms = round(
        (fakes.NOW - timedelta(days=1) - datetime(2015, 1, 1, tzinfo=UTC)) / timedelta(milliseconds=1)
    )
    swarm = [(yesterday_ms + number << 22) for number in range(40)]
    assert set(await objections(noted, *swarm)) == {Answer.RECORDED}
    assert await objections(noted, 1, 2) == [Answer.RECORDED] * 2
    assert await noted.standing() == ["helicopter"]


async def test_where_a_server_wishes_it_only_moderators_take_notes_away(noted: Newsroom) -> None:
    wish(noted, GuildSettings(voices=0))
    assert set(await objections(noted, *range(1, 30))) == {Answer.RECORDED}
    assert await noted.standing() == ["helicopter"]


async def test_no_edit_brings_back_what_a_moderator_took_away(noted: Newsroom) -> None:
    await noted.feedback.wrong(MODERATOR, 777, "helicopter")
    assert await noted.noting.read_again(post("helicopter, again")) == Reservation()
    assert await noted.noting.read_again(post("never mind")) == Reservation()
    assert await noted.noting.read_again(post("helicopter")) == Reservation()
    assert await noted.standing() == []


@pytest.mark.parametrize(
    "settings",
    [
        GuildSettings(paused=True),
        GuildSettings(paused_channels=frozenset({5})),
        GuildSettings(quiet_hours=QuietHours(time(0), time(23, 59))),
    ],
    ids=["server paused", "channel paused", "quiet hours"],
)
async def test_while_notes_are_paused_an_edit_gets_none_and_keeps_what_it_still_says(
    noted: Newsroom, settings: GuildSettings
) -> None:
    wish(noted, settings)
    assert await noted.noting.read_again(post("helicopter and bridge-fell")) == Reservation()
    assert await noted.standing() == ["helicopter"]
    await noted.noting.read_again(post("never mind"))
    assert await noted.standing() == []


async def test_a_note_stays_under_an_edit_that_says_it_less_surely(noted: Newsroom) -> None:
    await noted.noting.read_again(post("perhaps a helicopter"))
    assert await noted.standing() == ["helicopter"]


async def test_a_note_of_a_claim_paused_since_stays_under_an_edited_message(noted: Newsroom) -> None:
    await noted.desk.pause(MODERATOR, "helicopter")
    await noted.noting.read_again(post("helicopter!!"))
    assert await noted.standing() == ["helicopter"]


async def test_a_deleted_message_loses_its_notes(noted: Newsroom) -> None:
    assert await noted.noting.message_gone(GUILD, 100)
    assert await noted.standing() == []
    assert [(job.kind, job.subject) for job in await noted.take()] == [(JobKind.SETTLE, 100)]
    assert not await noted.noting.message_gone(GUILD, 100)


async def test_the_deletion_of_a_message_without_notes_is_nothing(noted: Newsroom) -> None:
    assert not await noted.noting.message_gone(GUILD, 999)
    assert not await noted.noting.message_gone(GUILD + 1, 100)
    assert await noted.standing() == ["helicopter"]


async def test_in_quiet_hours_nothing_is_noted_and_afterwards_it_is(newsroom: Newsroom) -> None:
    now = newsroom.clock().time()
    wish(newsroom, GuildSettings(quiet_hours=QuietHours(time(now.hour), time(now.hour + 1))))
    decision = await newsroom.noting.consider(post("helicopter"))
    assert (decision.outcome, decision.reason) == (Outcome.SILENT, Reason.QUIET_HOURS)
    assert (await newsroom.noting.try_out(MODERATOR, [5], "helicopter")).paused is Reason.QUIET_HOURS
    newsroom.clock.now += timedelta(hours=1)
    assert (await newsroom.noting.consider(post("helicopter"))).outcome is Outcome.NOTE


async def test_questions_are_answered_when_a_guild_wishes_it(newsroom: Newsroom) -> None:
    assert (await newsroom.noting.consider(post("helicopter?"))).reason is Reason.ASKS
    wish(newsroom, GuildSettings(answers_questions=True))
    decision = await newsroom.noting.consider(post("helicopter?"))
    assert (decision.outcome, decision.slugs) == (Outcome.NOTE, ("helicopter",))
    assert (await newsroom.noting.consider(post("there was no helicopter"))).reason is Reason.DENIES


async def test_a_trial_and_the_answer_to_why_go_by_the_guilds_wish_too(newsroom: Newsroom) -> None:
    wish(newsroom, GuildSettings(answers_questions=True))
    said = post("helicopter?")
    trial = await newsroom.noting.try_out(MODERATOR, [5], said.text)
    assert trial.account.decision == await newsroom.noting.consider(said)
    await newsroom.put(said)
    why = await newsroom.noting.why(GUILD, 777, "helicopter", said.text)
    assert why.account is not None
    assert (why.account.outcome, why.account.kept_back) == (Outcome.NOTE, None)


async def test_a_claim_noted_a_short_while_ago_is_not_noted_again_in_the_channel(noted: Newsroom) -> None:
    reservation = await noted.noting.reserve(post("helicopter", message_id=101), matched("helicopter"))
    assert (reservation.fresh, [each.reply_id for each in reservation.repeats]) == ((), [777])
    [echo] = await noted.take()
    assert (echo.kind, echo.subject) == (JobKind.ECHO, 101)
    elsewhere = post("helicopter", message_id=102, channel_id=6)
    assert (await noted.noting.reserve(elsewhere, matched("helicopter"))).fresh


async def test_a_guild_may_shorten_the_cool_down_or_do_without(noted: Newsroom) -> None:
    wish(noted, GuildSettings(cool_down=timedelta(minutes=1)))
    noted.clock.now += timedelta(minutes=2)
    assert (await noted.noting.reserve(post("helicopter", message_id=101), matched("helicopter"))).fresh
    wish(noted, GuildSettings(cool_down=timedelta(0)))
    assert (await noted.noting.reserve(post("helicopter", message_id=102), matched("helicopter"))).fresh


async def test_three_repeats_are_told_of_the_note_and_none_where_the_guild_wishes_silence(
    noted: Newsroom,
) -> None:
    for message_id in range(101, 106):
        await noted.noting.reserve(post("helicopter", message_id=message_id), matched("helicopter"))
    assert len(await noted.take()) == 3
    wish(noted, replace(GuildSettings(), on_repeat=OnRepeat.NOTHING))
    assert (await noted.noting.reserve(post("helicopter", message_id=110), matched("helicopter"))).repeats
    assert list(await noted.take()) == []


async def test_a_judgement_reaches_back_as_far_as_the_guild_wishes(noted: Newsroom) -> None:
    wish(noted, GuildSettings(note_age=timedelta(days=3)))
    seen = await noted.desk.claim(GUILD, "helicopter")
    await noted.desk.judge(MODERATOR, "helicopter", NewJudgement(Verdict.CONFIRMED), seen.revision)
    [since] = noted.claims.rolled_out_since
    assert since is not None
    assert timedelta(days=3) <= noted.clock.now - since < timedelta(days=3, minutes=1)


async def test_new_wordings_and_pauses_do_not_touch_earlier_notes(noted: Newsroom) -> None:
    await noted.desk.word(MODERATOR, "helicopter", ["chopper down"])
    await noted.desk.pause(MODERATOR, "helicopter")
    assert noted.claims.rolled_out_since == [None, None]


async def test_a_members_objection_leaves_the_note_standing(noted: Newsroom) -> None:
    await noted.feedback.wrong(MEMBER, 777, "helicopter")
    assert await noted.standing() == ["helicopter"]
    assert list(await noted.take()) == []
