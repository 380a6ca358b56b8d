"""What people say about notes, and what follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claims.audit import Action
from claims.errors import NotAllowed, NotFound
from claims.feedback import Answer
from claims.jobs import JobKind
from claims.notes import Ending, Outcome, Reason
from claims.people import Actor
from claims.settings import GuildSettings
from claims.voices import Voices
from tests import fakes
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, post

SLUG = "helicopter"
WORDING = "chopper down"
_DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


def young(number: int) -> Actor:
    """An account made a day before the newsroom opens."""
    age_ms = round((fakes.NOW - timedelta(days=1) - _DISCORD_EPOCH) / timedelta(milliseconds=1))
    return Actor(GUILD, (age_ms + number) << 22)


@pytest.fixture
async def noted(newsroom: Newsroom) -> Newsroom:
    """A newsroom with a note that a wording brought."""
    await newsroom.desk.word(MODERATOR, SLUG, [WORDING])
    await newsroom.put(post(f"look: {WORDING}"))
    assert await newsroom.standing() == [SLUG]
    return newsroom


@pytest.fixture
async def by_statement(noted: Newsroom) -> Newsroom:
    """The same with another note, 778, that the statement brought."""
    noted.guilds.kept[GUILD] = GuildSettings(cool_down=timedelta(0))
    await noted.put(post("look, a helicopter", message_id=101), reply_id=778)
    return noted


async def considered(room: Newsroom, text: str) -> tuple[Outcome, Reason]:
    decision = await room.noting.consider(post(text, message_id=200))
    return decision.outcome, decision.reason


async def test_a_person_has_one_voice_and_the_later_replaces_the_earlier(noted: Newsroom) -> None:
    said = [
        (await noted.feedback.wrong(MEMBER, 777, SLUG)).answer,
        (await noted.feedback.helpful(MEMBER, 777, SLUG)).answer,
        (await noted.feedback.helpful(MEMBER, 777, SLUG)).answer,
        (await noted.feedback.wrong(MEMBER, 777, SLUG)).answer,
    ]
    assert said == [Answer.RECORDED, Answer.CHANGED, Answer.REPEATED, Answer.CHANGED]
    assert [cast.voice.value for cast in await noted.voices.about(GUILD, 100, SLUG)] == ["wrong"]


async def test_an_objection_taken_back_counts_no_more(noted: Newsroom) -> None:
    for user_id in (1, 2):
        await noted.feedback.wrong(Actor(GUILD, user_id), 777, SLUG)
    await noted.feedback.helpful(Actor(GUILD, 2), 777, SLUG)
    await noted.feedback.wrong(Actor(GUILD, 3), 777, SLUG)
    assert await noted.standing() == [SLUG]


async def test_helpful_brings_no_withdrawn_note_back(noted: Newsroom) -> None:
    await noted.feedback.wrong(MODERATOR, 777, SLUG)
    assert (await noted.feedback.helpful(MODERATOR, 777, SLUG)).answer is Answer.GONE
    assert await noted.standing() == []


async def test_a_moderators_wrong_match_stops_the_wording_and_the_words(noted: Newsroom) -> None:
    heard = await noted.feedback.wrong(MODERATOR, 777, SLUG)
    assert heard.stopped is not None
    assert (heard.stopped.wording, heard.stopped.brought, heard.stopped.called_wrong) == (WORDING, 1, 0)
    claim = noted.claims.kept[GUILD, SLUG]
    assert (claim.wordings, claim.stopped_wordings) == ((), (WORDING,))
    assert noted.claims.changes[-1].action is Action.STOPPED
    assert noted.matcher.refreshed[-1] == (GUILD, SLUG)
    assert await considered(noted, f"again: {WORDING}") == (Outcome.SILENT, Reason.NO_CLAIM)


async def test_the_same_words_never_get_the_note_again_and_others_do(by_statement: Newsroom) -> None:
    heard = await by_statement.feedback.wrong(MODERATOR, 778, SLUG)
    assert heard.stopped is not None
    assert (heard.stopped.wording, heard.stopped.by_statement) == ("", True)
    assert by_statement.claims.kept[GUILD, SLUG].wordings == (WORDING,)
    assert await considered(by_statement, "look,  a helicopter") == (Outcome.SILENT, Reason.STOPPED)
    assert await considered(by_statement, "a helicopter fell") == (Outcome.NOTE, Reason.REPEATS_A_CLAIM)


async def test_a_trial_explains_what_was_called_wrong(by_statement: Newsroom) -> None:
    await by_statement.feedback.wrong(MODERATOR, 778, SLUG)
    trial = await by_statement.noting.try_out(MODERATOR, [5], "look, a helicopter")
    assert "called wrong here" in trial.account.sentence


async def test_enough_members_stop_it_too_and_the_trail_names_none_of_them(noted: Newsroom) -> None:
    heard = [await noted.feedback.wrong(Actor(GUILD, user_id), 777, SLUG) for user_id in (1, 2, 3)]
    assert heard[-1].answer is Answer.WITHDRAWN
    [note] = await noted.notes.of_message(GUILD, 100)
    assert note.ended_by is Ending.MEMBERS
    assert noted.claims.kept[GUILD, SLUG].stopped_wordings == (WORDING,)
    assert (noted.claims.changes[-1].action, noted.claims.changes[-1].actor_id) == (Action.STOPPED, 0)


async def test_a_voice_that_was_enough_before_a_crash_is_enough_when_it_is_repeated(noted: Newsroom) -> None:
    noted.guilds.kept[GUILD] = GuildSettings(voices=0)
    for user_id in (1, 2, 3):
        await noted.feedback.wrong(Actor(GUILD, user_id), 777, SLUG)
    noted.guilds.kept[GUILD] = GuildSettings()
    assert (await noted.feedback.wrong(Actor(GUILD, 3), 777, SLUG)).answer is Answer.WITHDRAWN


async def test_a_moderator_lets_match_again_what_was_stopped(noted: Newsroom) -> None:
    await noted.feedback.wrong(MODERATOR, 777, SLUG)
    claim = await noted.feedback.restore(MODERATOR, 100, SLUG)
    assert (claim.wordings, claim.stopped_wordings) == ((WORDING,), ())
    assert noted.claims.changes[-1].action is Action.RESTORED
    assert await considered(noted, f"look: {WORDING}") == (Outcome.NOTE, Reason.REPEATS_A_CLAIM)
    assert await noted.standing() == []
    with pytest.raises(NotFound, match="again already"):
        await noted.feedback.restore(MODERATOR, 100, SLUG)


async def test_undoing_the_second_stop_by_a_wording_leaves_the_first(noted: Newsroom) -> None:
    noted.guilds.kept[GUILD] = GuildSettings(cool_down=timedelta(0))
    await noted.put(post(f"really, {WORDING}", message_id=101), reply_id=778)
    await noted.feedback.wrong(MODERATOR, 777, SLUG)
    await noted.feedback.wrong(MODERATOR, 778, SLUG)
    await noted.feedback.restore(MODERATOR, 101, SLUG)
    assert noted.claims.kept[GUILD, SLUG].stopped_wordings == (WORDING,)
    assert [each.wording for each in await noted.stops.stopped(GUILD, SLUG)] == [WORDING]


async def test_a_wording_is_restored_with_the_words_that_were_stopped_with_it(by_statement: Newsroom) -> None:
    await by_statement.feedback.wrong(MODERATOR, 777, SLUG)
    await by_statement.feedback.wrong(MODERATOR, 778, SLUG)
    await by_statement.feedback.restore_wording(MODERATOR, SLUG, WORDING)
    claim, left = await by_statement.feedback.stopped(MODERATOR, SLUG)
    assert (claim.wordings, [each.wording for each in left]) == ((WORDING,), [""])
    await by_statement.feedback.restore_passages(MODERATOR, SLUG)
    assert await considered(by_statement, "look, a helicopter") == (Outcome.NOTE, Reason.REPEATS_A_CLAIM)
    with pytest.raises(NotFound):
        await by_statement.feedback.restore_passages(MODERATOR, SLUG)


async def test_only_moderators_undo(noted: Newsroom) -> None:
    await noted.feedback.wrong(MODERATOR, 777, SLUG)
    for attempt in (
        noted.feedback.restore(MEMBER, 100, SLUG),
        noted.feedback.restore_wording(MEMBER, SLUG, WORDING),
        noted.feedback.restore_passages(MEMBER, SLUG),
        noted.feedback.stopped(MEMBER, SLUG),
    ):
        with pytest.raises(NotAllowed):
            await attempt
    assert noted.claims.kept[GUILD, SLUG].stopped_wordings == (WORDING,)


async def test_a_swarm_of_new_accounts_is_noticed_once_and_does_not_count(noted: Newsroom) -> None:
    heard = [await noted.feedback.wrong(young(number), 777, SLUG) for number in range(8)]
    assert [each.swarm for each in heard] == [False] * 4 + [True] + [False] * 3
    assert [(job.kind, job.subject) for job in await noted.take()] == [(JobKind.SWARM, 100)]
    assert await noted.standing() == [SLUG]
    found = await noted.feedback.swarm(GUILD, 100)
    assert found is not None
    assert (found[0].slug, found[1]) == (SLUG, Voices(wrong=0, helpful=0, young=8))


async def test_new_accounts_that_take_their_time_are_no_swarm(noted: Newsroom) -> None:
    for number in range(8):
        noted.clock.now += timedelta(seconds=20)
        assert not (await noted.feedback.helpful(young(number), 777, SLUG)).swarm


async def test_older_accounts_are_no_swarm(noted: Newsroom) -> None:
    noted.guilds.kept[GUILD] = GuildSettings(voices=0)
    for user_id in range(1, 9):
        assert not (await noted.feedback.wrong(Actor(GUILD, user_id), 777, SLUG)).swarm


async def test_a_voice_given_too_young_does_not_come_to_count_with_time(noted: Newsroom) -> None:
    for number in range(4):
        await noted.feedback.wrong(young(number), 777, SLUG)
    noted.clock.now += timedelta(days=30)
    await noted.feedback.wrong(MEMBER, 777, SLUG)
    assert await noted.standing() == [SLUG]


async def test_a_press_on_a_note_whose_reply_is_not_recorded_yet_is_heard(newsroom: Newsroom) -> None:
    said = post("helicopter")
    await newsroom.noting.reserve(said, (await newsroom.noting.consider(said)).matches)
    heard = await newsroom.feedback.wrong(MODERATOR, 777, SLUG, said.message_id)
    assert heard.answer is Answer.WITHDRAWN
    assert await newsroom.standing() == []
