"""Following claims, and the direct messages that tell of new verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.client import CaveatBot
from claims.drafts import NewJudgement
from claims.errors import StoreProblem
from claims.following import GATHERING, QUIET, Digest
from claims.model import Verdict
from claims.people import Actor
from tests import fakes
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, words, words_of
from tests.cogs.test_notes import SAID

CLAIM, OTHER = "helicopter-shot-down", "six-helicopters"
MINUTE = timedelta(minutes=1)


async def follow(community: Community, who: simcord.MemberActor | None = None, claim: str = CLAIM) -> Any:
    """Press Follow on a claim's card, and return the answer."""
    reader = who or community.mira
    card = await reader.slash(community.news, "claim show", claim=claim)
    return await reader.click(card.response.message, label="Follow")


async def judge(community: Community, verdict: Verdict = Verdict.FALSE, claim: str = CLAIM) -> None:
    desk = community.services.claims
    seen = await desk.claim(community.guild.id, claim)
    new = NewJudgement(verdict, source="https://example.org/report", reason="A report says so.")
    await desk.judge(community.sams_actor, claim, new, seen.revision)


async def pass_time(community: Community, clock: fakes.Ticking, by: timedelta = GATHERING) -> None:
    """Let time pass, and the dispatcher look for what is due then."""
    clock.now += by
    await community.env.advance_time(6)


def messages(community: Community, who: simcord.MemberActor | None = None) -> list[discord.Message]:
    """The direct messages a person got from the bot, oldest first."""
    reader = who or community.mira
    return sorted(reader.user.dm_channel.history(), key=lambda message: message.id)


def close(community: Community, times: int | None = None) -> None:
    """Have the person's direct messages closed."""
    path = f"/channels/{community.mira.user.dm_channel.id}/messages"
    community.env.inject_error("POST", path, status=403, code=50007, times=times)


async def test_a_claim_can_be_followed_from_its_card_its_sources_and_its_history_but_not_the_note(
    community: Community,
) -> None:
    await community.sam.send(community.news, SAID)
    note = community.last_note()
    assert note is not None
    assert "Follow" not in buttons(note)
    sources = await community.mira.click(note, label="Sources")
    history = await community.mira.click(sources.response.message, label="History")
    for shown in (sources, history):
        answer = await community.mira.click(shown.response.message, label="Follow")
        assert answer.ephemeral
        assert "You follow “Wagner forces shot down" in words(answer)


async def test_the_answer_says_what_will_happen_and_offers_to_stop(community: Community) -> None:
    first = await follow(community)
    assert "✅ You follow “" in words(first)
    assert "I send you a direct message when its verdict changes" in words(first)
    assert "at most one every hour" in words(first)
    again = await follow(community)
    assert "already" in words(again)
    stopped = await community.mira.click(again.response.message, label="Stop following")
    assert "You no longer follow “" in words(stopped)
    anew = await community.mira.click(stopped.response.message, label="Follow")
    assert "✅ You follow “" in words(anew)


async def test_a_follower_gets_a_silent_direct_message_after_ten_minutes(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    await pass_time(community, clock, GATHERING - MINUTE)
    assert messages(community) == []
    await pass_time(community, clock, MINUTE)
    [digest] = messages(community)
    assert "What changed in Frontline Watch" in words_of(digest)
    assert "Wagner forces shot down a Russian military helicopter" in words_of(digest)
    assert "~~🟡 Unverified~~ → ❌ **False** · as of <t:" in words_of(digest)
    assert "**Why:** A report says so." in words_of(digest)
    assert digest.flags.silent
    assert digest.mentions == []
    assert messages(community, community.sam) == []


async def test_several_changes_make_one_message_and_the_next_comes_an_hour_later(
    community: Community, clock: fakes.Ticking
) -> None:
    for claim in (CLAIM, OTHER):
        await follow(community, claim=claim)
        await judge(community, claim=claim)
    await pass_time(community, clock)
    [digest] = messages(community)
    assert words_of(digest).count("❌ **False**") == 2
    await judge(community, Verdict.DISPUTED)
    await pass_time(community, clock)
    await pass_time(community, clock)
    assert len(messages(community)) == 1
    await pass_time(community, clock, QUIET)
    assert "~~❌ False~~ → ⚖️ **Disputed**" in words_of(messages(community)[1])


async def test_a_change_taken_back_in_time_is_told_to_nobody(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    await judge(community, Verdict.UNVERIFIED)
    await pass_time(community, clock)
    assert messages(community) == []


async def test_a_digests_buttons_stop_one_claim_or_all_also_after_a_restart(
    community: Community, clock: fakes.Ticking
) -> None:
    for claim in (CLAIM, OTHER):
        await follow(community, claim=claim)
        await judge(community, claim=claim)
    await pass_time(community, clock)
    [digest] = messages(community)
    await community.env.restart_bot(CaveatBot(community.services))
    one = await community.mira.user.click(digest, custom_id=f"stop:{community.guild.id}:{CLAIM}")
    assert one.ephemeral
    assert "You no longer follow “Wagner forces shot down a Russian military helicopter" in words(one)
    twice = await community.mira.user.click(digest, custom_id=f"stop:{community.guild.id}:{CLAIM}")
    assert "You did not follow “" in words(twice)
    rest = await community.mira.user.click(digest, label="Stop following all")
    assert "You follow no claim of that server any more." in words(rest)
    nothing = await community.mira.user.click(digest, label="Stop following all")
    assert "You did not follow that any more." in words(nothing)
    for claim in (CLAIM, OTHER):
        await judge(community, Verdict.DISPUTED, claim)
    await pass_time(community, clock, 2 * QUIET)
    assert len(messages(community)) == 1


async def test_who_closed_their_direct_messages_is_told_where_they_can_read_it(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    close(community, times=1)
    await pass_time(community, clock)
    await judge(community, Verdict.DISPUTED)
    await pass_time(community, clock, 2 * QUIET)
    assert messages(community) == []

    privacy = await community.mira.slash(community.news, "privacy")
    assert "You follow 1 claim. Since <t:" in words(privacy)
    assert "lets no direct message of mine through to you" in words(privacy)
    again = await follow(community)
    assert "Discord did not let me write to you" in words(again)
    assert "I try again with what you missed" in words(again)
    await pass_time(community, clock)
    [digest] = messages(community)
    assert "~~🟡 Unverified~~ → ⚖️ **Disputed**" in words_of(digest)
    assert "You follow 1 claim." in words(await community.mira.slash(community.news, "privacy"))


async def test_who_left_the_server_gets_nothing_and_is_forgotten(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    community.guild.remove_member(community.mira)
    await pass_time(community, clock)
    assert messages(community) == []
    kept = await community.services.privacy.about(Actor(community.guild.id, community.mira.id))
    assert kept.follows == 0


async def test_opening_messages_too_fast_is_waited_out(community: Community, clock: fakes.Ticking) -> None:
    await follow(community)
    await judge(community)
    path = f"/channels/{community.mira.user.dm_channel.id}/messages"
    community.env.inject_error("POST", path, status=403, code=40003, times=1)
    await pass_time(community, clock)
    await pass_time(community, clock, MINUTE)
    assert len(messages(community)) == 1


async def test_another_refusal_drops_the_digest_and_the_next_change_tells_of_both(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    path = f"/channels/{community.mira.user.dm_channel.id}/messages"
    community.env.inject_error("POST", path, status=400, code=50035, times=1)
    await pass_time(community, clock)
    await pass_time(community, clock, QUIET)
    assert messages(community) == []
    await judge(community, Verdict.DISPUTED)
    await pass_time(community, clock)
    [digest] = messages(community)
    assert "~~🟡 Unverified~~ → ⚖️ **Disputed**" in words_of(digest)


@contextmanager
def nothing_recorded(community: Community) -> Iterator[None]:
    """Have the database fail whenever a digest was posted."""

    async def fail(digest: Digest) -> None:
        raise StoreProblem("The disk is full.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(community.services.following, "sent", fail)
        yield


async def test_a_digest_that_was_posted_but_not_recorded_is_brought_up_to_date(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    with nothing_recorded(community):
        await pass_time(community, clock)
    assert "❌ **False**" in words_of(messages(community)[0])
    await judge(community, Verdict.DISPUTED)
    await pass_time(community, clock)
    [digest] = messages(community)
    assert "~~🟡 Unverified~~ → ⚖️ **Disputed**" in words_of(digest)
    await pass_time(community, clock, 2 * QUIET)
    assert len(messages(community)) == 1


async def test_a_digest_that_was_not_recorded_goes_when_its_change_is_taken_back(
    community: Community, clock: fakes.Ticking
) -> None:
    await follow(community)
    await judge(community)
    with nothing_recorded(community):
        await pass_time(community, clock)
    assert len(messages(community)) == 1
    await judge(community, Verdict.UNVERIFIED)
    await pass_time(community, clock)
    assert messages(community) == []


async def test_privacy_tells_how_many_claims_one_follows_and_erases_them(
    community: Community, clock: fakes.Ticking
) -> None:
    assert "You follow no claims." in words(await community.mira.slash(community.news, "privacy"))
    for claim in (CLAIM, OTHER):
        await follow(community, claim=claim)
    told = await community.mira.slash(community.news, "privacy")
    assert "You follow 2 claims." in words(told)
    asked = await community.mira.click(told.response.message, label="Erase what is stored about me")
    assert "This deletes the record that you follow 2 claims." in words(asked)
    erased = await community.mira.click(asked.response.message, label="Erase for good")
    assert "Erased the record that you follow 2 claims." in words(erased)
    assert "You follow no claims." in words(erased)
    await judge(community)
    await pass_time(community, clock)
    assert messages(community) == []
