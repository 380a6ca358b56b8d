"""What the reply under a message is to show, and what comes of trying."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.drafts import NewClaim, NewJudgement
from claims.jobs import Job, JobKind, wait_after
from claims.model import Lifecycle, Verdict
from claims.notes import Ending, NoteState
from claims.settings import GuildSettings
from claims.settling import Settlement
from tests.claims.newsroom import GUILD, MODERATOR, Newsroom, matched, post


async def taken(newsroom: Newsroom) -> Settlement:
    """Take the one job that is due, and tell what it must show."""
    [job] = await newsroom.take()
    return await newsroom.settling.settlement(job)


async def reserved(newsroom: Newsroom) -> Settlement:
    await newsroom.noting.reserve(post("helicopter"), matched("helicopter"))
    return await taken(newsroom)


async def judge(newsroom: Newsroom, verdict: Verdict) -> None:
    """Judge the claim, and cause what the stores cause with it."""
    seen = await newsroom.desk.claim(GUILD, "helicopter")
    new = NewJudgement(verdict, source="A retraction", reason="It flew on.")
    await newsroom.desk.judge(MODERATOR, "helicopter", new, seen.revision)
    await again(newsroom)


async def again(newsroom: Newsroom) -> None:
    [note] = await newsroom.notes.of_message(GUILD, 100)
    newsroom.notes.jobs.enqueue(GUILD, JobKind.SETTLE, note.message_id, note.channel_id, newsroom.clock())


async def test_a_fresh_note_shows_its_claim_and_nothing_from_before(newsroom: Newsroom) -> None:
    settlement = await reserved(newsroom)
    [standing] = settlement.standing
    assert (standing.claim.slug, standing.before) == ("helicopter", None)
    assert (settlement.reply_id, settlement.maybe_posted, settlement.silent) == (None, False, False)
    assert settlement.revisions == {"helicopter": 1}


async def test_one_reply_shows_all_that_a_message_says(newsroom: Newsroom) -> None:
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.noting.reserve(post("both"), matched("helicopter", "bridge-fell"))
    assert list((await taken(newsroom)).revisions) == ["helicopter", "bridge-fell"]


async def test_a_shown_note_is_posted_and_its_job_done(newsroom: Newsroom) -> None:
    await newsroom.settling.shown(await reserved(newsroom), 777)
    [note] = await newsroom.notes.of_message(GUILD, 100)
    assert (note.state, note.reply_id, note.shown_revision) == (NoteState.POSTED, 777, 1)
    assert newsroom.notes.jobs.kept == {}


async def test_after_a_change_of_verdict_a_note_shows_what_it_said_before(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await judge(newsroom, Verdict.FALSE)
    settlement = await taken(newsroom)
    [standing] = settlement.standing
    assert standing.claim.verdict is Verdict.FALSE
    assert standing.before is not None
    assert standing.before.verdict is Verdict.CONFIRMED
    assert (settlement.reply_id, settlement.revisions) == (777, {"helicopter": 2})


async def test_a_note_brought_up_to_date_is_not_told_to_be_behind_its_claim(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await judge(newsroom, Verdict.FALSE)
    assert (await newsroom.noting.why(GUILD, 777, "helicopter", "helicopter")).claim_changed
    await newsroom.settling.shown(await taken(newsroom), 777)
    assert not (await newsroom.noting.why(GUILD, 777, "helicopter", "helicopter")).claim_changed


async def test_a_verdict_that_only_got_better_known_shows_nothing_from_before(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await judge(newsroom, Verdict.CONFIRMED)
    assert [each.before for each in (await taken(newsroom)).standing] == [None]


async def test_a_verdict_that_came_back_shows_nothing_from_before(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await judge(newsroom, Verdict.FALSE)
    await judge(newsroom, Verdict.CONFIRMED)
    assert [each.before for each in (await taken(newsroom)).standing] == [None]


async def test_a_note_put_after_the_change_shows_nothing_from_before(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter", message_id=100))
    await judge(newsroom, Verdict.FALSE)
    await newsroom.settling.shown(await taken(newsroom), 777)
    await newsroom.noting.reserve(post("helicopter", message_id=101, channel_id=6), matched("helicopter"))
    assert [each.before for each in (await taken(newsroom)).standing] == [None]


@pytest.mark.parametrize("by", Ending)
async def test_after_its_end_a_reply_shows_nothing_and_is_known_by_its_id(
    newsroom: Newsroom, by: Ending
) -> None:
    await newsroom.put(post("helicopter"))
    await newsroom.notes.end(GUILD, 100, ["helicopter"], by, newsroom.clock())
    settlement = await taken(newsroom)
    assert (settlement.standing, settlement.reply_id) == ((), 777)
    await newsroom.settling.nothing_to_show(settlement)
    assert newsroom.notes.jobs.kept == {}


async def test_of_two_claims_the_one_that_stands_is_shown(newsroom: Newsroom) -> None:
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.put(post("helicopter and bridge-fell"))
    await newsroom.feedback.wrong(MODERATOR, 777, "helicopter")
    settlement = await taken(newsroom)
    assert (list(settlement.revisions), settlement.reply_id) == (["bridge-fell"], 777)


async def test_a_claim_whose_publishing_was_undone_is_not_shown(newsroom: Newsroom) -> None:
    await newsroom.settling.shown(await reserved(newsroom), 777)
    key = (GUILD, "helicopter")
    newsroom.claims.kept[key] = replace(newsroom.claims.kept[key], lifecycle=Lifecycle.DRAFT)
    await again(newsroom)
    assert (await taken(newsroom)).standing == ()
    [note] = await newsroom.notes.of_message(GUILD, 100)
    assert note.ended_by is Ending.CLAIM


async def test_a_withdrawn_claim_is_not_shown(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    claim = newsroom.claims.kept[GUILD, "helicopter"]
    newsroom.claims.kept[GUILD, "helicopter"] = replace(claim, lifecycle=Lifecycle.WITHDRAWN)
    await again(newsroom)
    assert (await taken(newsroom)).standing == ()


async def test_a_claim_that_is_gone_is_not_shown(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    del newsroom.claims.kept[GUILD, "helicopter"]
    await again(newsroom)
    assert (await taken(newsroom)).standing == ()


async def test_words_that_come_back_get_a_new_reply_once_the_old_one_is_gone(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await newsroom.noting.read_again(post("never mind"))
    await newsroom.settling.nothing_to_show(await taken(newsroom))
    await newsroom.noting.read_again(post("helicopter"))
    settlement = await taken(newsroom)
    assert (list(settlement.revisions), settlement.reply_id) == (["helicopter"], None)


async def test_other_words_get_a_new_reply_once_the_old_one_is_gone(newsroom: Newsroom) -> None:
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.put(post("helicopter"))
    await newsroom.noting.read_again(post("never mind"))
    await newsroom.settling.nothing_to_show(await taken(newsroom))
    await newsroom.noting.read_again(post("bridge-fell"))
    settlement = await taken(newsroom)
    assert (list(settlement.revisions), settlement.reply_id) == (["bridge-fell"], None)


async def test_words_that_come_back_before_the_reply_is_gone_keep_it(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await newsroom.noting.read_again(post("never mind"))
    await newsroom.noting.read_again(post("helicopter"))
    settlement = await taken(newsroom)
    assert (list(settlement.revisions), settlement.reply_id) == (["helicopter"], 777)


async def test_a_note_withdrawn_while_it_is_posted_is_taken_away_again(newsroom: Newsroom) -> None:
    posting = await reserved(newsroom)
    await newsroom.noting.message_gone(GUILD, 100)
    await newsroom.settling.shown(posting, 777)
    settlement = await taken(newsroom)
    assert (settlement.standing, settlement.reply_id) == ((), 777)


async def test_a_second_attempt_knows_that_the_first_may_have_posted(newsroom: Newsroom) -> None:
    first = await reserved(newsroom)
    newsroom.clock.now = await newsroom.queue.put_off(first.job)
    assert (await taken(newsroom)).maybe_posted


async def test_an_attempt_that_died_halfway_may_have_posted(newsroom: Newsroom) -> None:
    await reserved(newsroom)
    await newsroom.notes.jobs.let_go("one")
    assert (await taken(newsroom)).maybe_posted


async def test_a_lost_reply_ends_its_notes_and_is_not_looked_for_again(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await again(newsroom)
    await newsroom.settling.reply_lost(await taken(newsroom))
    [note] = await newsroom.notes.of_message(GUILD, 100)
    assert note.ended_by is Ending.LOSS
    last = await taken(newsroom)
    assert (last.standing, last.reply_id, last.maybe_posted) == ((), None, False)
    await newsroom.settling.nothing_to_show(last)
    assert newsroom.notes.jobs.kept == {}


async def test_a_lost_note_does_not_come_back_with_an_edit(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await again(newsroom)
    await newsroom.settling.reply_lost(await taken(newsroom))
    await newsroom.noting.read_again(post("helicopter, helicopter"))
    assert await newsroom.standing() == []


async def test_a_refused_note_is_given_up_and_may_be_tried_with_the_next_edit(newsroom: Newsroom) -> None:
    await newsroom.settling.refused(await reserved(newsroom))
    assert newsroom.notes.jobs.kept == {}
    assert await newsroom.standing() == []
    assert (await newsroom.noting.read_again(post("helicopter!"))).fresh == ("helicopter",)


async def test_what_is_put_off_waits_twice_as_long_each_time_and_ten_minutes_at_most(
    newsroom: Newsroom,
) -> None:
    job, waits = (await reserved(newsroom)).job, []
    for _ in range(13):
        due_at = await newsroom.queue.put_off(job)
        waits.append((due_at - newsroom.clock.now).total_seconds())
        newsroom.clock.now = due_at
        [job] = await newsroom.take()
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]


def test_a_job_that_was_tried_for_weeks_still_waits_ten_minutes() -> None:
    assert wait_after(100_000) == timedelta(minutes=10)


async def test_a_guild_that_wishes_silence_has_silent_notes(newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(silent=True)
    assert (await reserved(newsroom)).silent


async def test_a_repeat_is_told_of_each_reply_once(newsroom: Newsroom) -> None:
    await newsroom.desk.add(MODERATOR, NewClaim("mutiny", "A bridge fell."))
    await newsroom.put(post("helicopter and bridge-fell"))
    both = matched("helicopter", "bridge-fell")
    await newsroom.noting.reserve(post("both", message_id=101), both)
    [echo] = await newsroom.take()
    assert await newsroom.settling.echoed(echo) == [777]
    await newsroom.settling.echo_done(echo)
    assert newsroom.notes.jobs.kept == {}


async def test_a_repeat_waits_until_the_reply_it_is_to_be_told_of_is_there(newsroom: Newsroom) -> None:
    posting = await reserved(newsroom)
    await newsroom.noting.reserve(post("helicopter", message_id=101), matched("helicopter"))
    [echo] = await newsroom.take()
    assert await newsroom.settling.echoed(echo) is None
    await newsroom.settling.shown(posting, 777)
    assert await newsroom.settling.echoed(echo) == [777]


async def test_a_repeat_is_told_of_no_note_that_was_taken_away(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    await newsroom.noting.reserve(post("helicopter", message_id=101), matched("helicopter"))
    [echo] = await newsroom.take()
    await newsroom.noting.message_gone(GUILD, 100)
    assert await newsroom.settling.echoed(echo) == []


async def test_a_message_that_repeats_nothing_is_told_of_nothing(newsroom: Newsroom) -> None:
    unknown = Job(GUILD, JobKind.ECHO, 999, 5, 1, 1, newsroom.clock())
    assert await newsroom.settling.echoed(unknown) == []
