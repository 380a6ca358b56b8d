"""When followers are told, and what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from claims.drafts import NewJudgement
from claims.errors import Invalid, NotFound
from claims.follow_desk import FollowDesk
from claims.following import GATHERING, MOST_FOLLOWS, MOST_TOLD, QUIET, Digest
from claims.jobs import JobKind
from claims.model import Verdict
from claims.people import Actor
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom
from tests.claims.test_model import claim
from tests.fake_follows import Follows

SECOND = timedelta(seconds=1)


@dataclass
class Readers:
    """The newsroom and those who follow its claims."""

    room: Newsroom
    follows: Follows
    desk: FollowDesk

    async def judge(self, verdict: Verdict, slug: str = "helicopter") -> None:
        seen = await self.room.desk.claim(GUILD, slug)
        new = NewJudgement(verdict, source="A report")
        await self.room.desk.judge(MODERATOR, slug, new, seen.revision)

    async def later(self, by: timedelta) -> list[Digest | None]:
        """Let time pass, and return what is told then."""
        self.room.clock.now += by
        jobs = [job for job in await self.room.take() if job.kind is JobKind.DIGEST]
        return [await self.desk.digest(job) for job in jobs]

    async def tell(self, by: timedelta) -> Digest:
        """Let time pass, and send the one digest that is due."""
        [digest] = await self.later(by)
        assert digest is not None
        await self.desk.sent(digest)
        return digest


@pytest.fixture
def readers(newsroom: Newsroom) -> Readers:
    follows = Follows(newsroom.claims, newsroom.notes.jobs)
    desk = FollowDesk(newsroom.claims, follows, newsroom.notes.jobs, newsroom.clock)
    return Readers(newsroom, follows, desk)


def said(digest: Digest) -> list[tuple[str, Verdict, Verdict]]:
    return [(each.claim.slug, each.before, each.claim.verdict) for each in digest.turnarounds]


def test_what_the_answer_promises_in_words_is_so() -> None:
    assert timedelta(minutes=10) == GATHERING
    assert timedelta(hours=1) == QUIET


async def test_a_follower_is_told_of_a_new_verdict_after_a_while(readers: Readers) -> None:
    assert (await readers.desk.follow(MEMBER, "helicopter")).fresh
    await readers.judge(Verdict.FALSE)
    assert await readers.later(GATHERING - 30 * SECOND) == []
    digest = await readers.tell(30 * SECOND)
    assert digest.job.subject == MEMBER.user_id
    assert said(digest) == [("helicopter", Verdict.CONFIRMED, Verdict.FALSE)]


async def test_who_does_not_follow_is_told_nothing(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.desk.stop(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    assert await readers.later(2 * GATHERING) == []


async def test_a_wording_or_the_same_verdict_again_is_no_news(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.room.desk.word(MODERATOR, "helicopter", ["chopper down"])
    await readers.judge(Verdict.CONFIRMED)
    assert await readers.later(2 * GATHERING) == []


async def test_several_changes_make_one_message_which_none_of_them_puts_off(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    readers.room.clock.now += GATHERING - 30 * SECOND
    await readers.judge(Verdict.DISPUTED)
    digest = await readers.tell(30 * SECOND)
    assert said(digest) == [("helicopter", Verdict.CONFIRMED, Verdict.DISPUTED)]
    assert await readers.later(2 * QUIET) == []


async def test_a_change_that_was_taken_back_in_time_is_not_told(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    await readers.judge(Verdict.CONFIRMED)
    [digest] = await readers.later(GATHERING)
    assert digest is not None
    assert digest.turnarounds == ()
    await readers.desk.nothing_to_tell(digest)
    assert await readers.later(2 * QUIET) == []


async def test_nobody_gets_two_digests_within_an_hour(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    await readers.tell(GATHERING)
    await readers.judge(Verdict.DISPUTED)
    assert await readers.later(GATHERING) == [None]
    assert await readers.later(QUIET - 2 * GATHERING) == []
    digest = await readers.tell(GATHERING)
    assert said(digest) == [("helicopter", Verdict.FALSE, Verdict.DISPUTED)]


async def test_a_digest_that_had_to_wait_is_not_taken_for_one_that_may_have_been_posted(
    readers: Readers,
) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    await readers.tell(GATHERING)
    await readers.judge(Verdict.DISPUTED)
    assert await readers.later(GATHERING) == [None]
    assert not (await readers.tell(QUIET)).maybe_posted


async def test_a_digest_is_known_again_by_its_nonce_and_by_no_other(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    [first] = await readers.later(GATHERING)
    [again] = await readers.later(QUIET)
    assert first is not None
    assert again is not None
    assert again.maybe_posted
    assert again.nonce == first.nonce
    assert len(first.nonce) <= 25
    await readers.desk.sent(again)
    await readers.judge(Verdict.DISPUTED)
    assert (await readers.tell(2 * QUIET)).nonce != first.nonce


async def test_who_stops_and_follows_anew_gets_a_digest_of_its_own(readers: Readers) -> None:
    stamps = []
    for verdict in (Verdict.FALSE, Verdict.CONFIRMED):
        await readers.desk.follow(MEMBER, "helicopter")
        await readers.judge(verdict)
        stamps.append((await readers.tell(GATHERING)).stamp)
        await readers.desk.stop(MEMBER)
    assert len(set(stamps)) == 2


async def test_what_a_message_has_no_room_for_comes_in_the_next(readers: Readers) -> None:
    slugs = [f"claim-{number}" for number in range(MOST_TOLD + 2)]
    for slug in slugs:
        readers.room.claims.kept[GUILD, slug] = claim(slug, revision=1)
        await readers.desk.follow(MEMBER, slug)
        await readers.judge(Verdict.FALSE, slug)
    first = await readers.tell(GATHERING)
    assert (len(first.turnarounds), first.left_for_later) == (MOST_TOLD, 2)
    second = await readers.tell(QUIET)
    assert {slug for digest in (first, second) for slug, *_ in said(digest)} == set(slugs)


async def test_following_twice_is_following_once(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    assert not (await readers.desk.follow(MEMBER, "helicopter")).fresh
    assert await readers.desk.stop(MEMBER, "helicopter") == 1
    assert await readers.desk.stop(MEMBER, "helicopter") == 0


async def test_a_claim_that_is_not_there_cannot_be_followed(readers: Readers) -> None:
    with pytest.raises(NotFound, match="/claim search"):
        await readers.desk.follow(MEMBER, "nothing")
    with pytest.raises(NotFound):
        await readers.desk.follow(replace(MEMBER, guild_id=GUILD + 1), "helicopter")


async def test_who_follows_too_many_is_told_what_to_do(readers: Readers) -> None:
    for number in range(MOST_FOLLOWS):
        readers.room.claims.kept[GUILD, f"claim-{number}"] = claim(f"claim-{number}", revision=1)
        await readers.desk.follow(MEMBER, f"claim-{number}")
    with pytest.raises(Invalid, match=r"You follow 100 claims here.*Stop following another one first"):
        await readers.desk.follow(MEMBER, "helicopter")
    assert not (await readers.desk.follow(MEMBER, "claim-0")).fresh


async def test_who_cannot_be_reached_is_left_alone_until_they_ask_again(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    [digest] = await readers.later(GATHERING)
    assert digest is not None
    await readers.desk.unreachable(digest)
    closed_at = readers.room.clock.now
    await readers.judge(Verdict.DISPUTED)
    assert await readers.later(2 * QUIET) == []

    assert (await readers.desk.follow(MEMBER, "helicopter")).unreachable_since == closed_at
    missed = await readers.tell(GATHERING)
    assert said(missed) == [("helicopter", Verdict.CONFIRMED, Verdict.DISPUTED)]
    assert (await readers.desk.follow(MEMBER, "helicopter")).unreachable_since is None


async def test_who_left_is_forgotten(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    [digest] = await readers.later(GATHERING)
    assert digest is not None
    await readers.desk.left(digest)
    await readers.judge(Verdict.DISPUTED)
    assert await readers.later(2 * QUIET) == []
    assert (await readers.desk.follow(MEMBER, "helicopter")).fresh


async def test_who_stops_while_a_digest_is_on_its_way_gets_none(readers: Readers) -> None:
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.judge(Verdict.FALSE)
    readers.room.clock.now += GATHERING
    [job] = await readers.room.take()
    await readers.desk.stop(MEMBER)
    assert await readers.desk.digest(job) is None
    assert await readers.later(2 * QUIET) == []


async def test_each_is_told_what_they_follow_themselves(readers: Readers) -> None:
    other = Actor(GUILD, 12)
    readers.room.claims.kept[GUILD, "bridge"] = claim("bridge", revision=1)
    await readers.desk.follow(MEMBER, "helicopter")
    await readers.desk.follow(other, "bridge")
    await readers.judge(Verdict.FALSE, "helicopter")
    await readers.judge(Verdict.FALSE, "bridge")
    digests = [digest for digest in await readers.later(GATHERING) if digest is not None]
    assert {digest.job.subject: said(digest)[0][0] for digest in digests} == {
        MEMBER.user_id: "helicopter",
        other.user_id: "bridge",
    }
