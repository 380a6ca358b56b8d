"""Sources that members suggest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.evidence import Evidence, EvidenceStance
from claims.jobs import JobKind
from claims.model import Lifecycle
from claims.people import Actor, Role
from claims.settings import GuildSettings
from claims.suggestions import NewSuggestion, SuggestionState
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, post

SLUG = "helicopter"


def source(number: int = 1, slug: str = SLUG) -> NewSuggestion:
    return NewSuggestion(slug, f"https://example.org/{number}", "A wreck", EvidenceStance.SUPPORTS)


async def test_what_a_moderator_accepts_becomes_evidence_of_the_current_judgement(newsroom: Newsroom) -> None:
    await newsroom.put(post("helicopter"))
    newsroom.guilds.kept[GUILD] = GuildSettings(note_age=timedelta(days=3))
    suggested = await newsroom.evidence.suggest(MEMBER, source())
    assert [(job.kind, job.subject) for job in await newsroom.take()] == [(JobKind.EVIDENCE, 1)]
    before = newsroom.claims.kept[GUILD, SLUG]
    decided, claim = await newsroom.evidence.accept(MODERATOR, suggested.number)
    assert (decided.state, decided.decided_by) == (SuggestionState.ACCEPTED, MODERATOR.user_id)
    assert claim.current.evidence == (*before.current.evidence, source().piece)
    assert claim.judgements[:-1] == before.judgements[:-1]
    assert newsroom.claims.changes[-1].action is Action.EVIDENCED
    since = newsroom.claims.rolled_out_since[-1]
    assert since is not None
    assert timedelta(days=3) <= newsroom.clock.now - since < timedelta(days=3, minutes=1)


async def test_nothing_waits_about_a_claim_that_was_merged(newsroom: Newsroom) -> None:
    merged = replace(newsroom.claims.kept[GUILD, SLUG], lifecycle=Lifecycle.SUPERSEDED)
    newsroom.claims.kept[GUILD, SLUG] = merged
    with pytest.raises(Invalid, match="merged into another claim"):
        await newsroom.evidence.suggest(MEMBER, source())


async def test_what_is_declined_changes_nothing(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    before = newsroom.claims.kept[GUILD, SLUG]
    await newsroom.evidence.decline(MODERATOR, 1)
    assert newsroom.claims.kept[GUILD, SLUG] == before
    assert list(await newsroom.evidence.open_ones(MODERATOR)) == []


async def test_the_second_of_two_moderators_is_told_who_was_first(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    await newsroom.evidence.accept(MODERATOR, 1)
    other = Actor(GUILD, 12, Role.MODERATOR)
    with pytest.raises(Changed, match=f"<@{MODERATOR.user_id}> accepted"):
        await newsroom.evidence.decline(other, 1)


async def test_an_edited_source_is_accepted_as_it_was_corrected(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    right = Evidence("The wreck", "BBC", "https://example.org/right", stance=EvidenceStance.REFUTES)
    decided, claim = await newsroom.evidence.accept(MODERATOR, 1, edited=right)
    assert claim.current.evidence[-1] == decided.piece == right


async def test_a_source_under_the_wrong_note_is_accepted_for_another_claim(newsroom: Newsroom) -> None:
    newsroom.claims.kept[GUILD, "tank"] = replace(newsroom.claims.kept[GUILD, SLUG], slug="tank")
    await newsroom.evidence.suggest(MEMBER, source())
    decided, claim = await newsroom.evidence.accept(MODERATOR, 1, slug="tank")
    assert (decided.slug, decided.attached_to, decided.claim, claim.slug) == (SLUG, "tank", "tank", "tank")
    assert source().piece in claim.evidence
    assert source().piece not in newsroom.claims.kept[GUILD, SLUG].evidence
    with pytest.raises(Changed, match="accepted this source for `tank` before you"):
        await newsroom.evidence.decline(Actor(GUILD, 12, Role.MODERATOR), 1)


async def test_a_source_is_accepted_for_no_claim_that_is_unknown_or_out_of_use(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    with pytest.raises(NotFound, match="submarine"):
        await newsroom.evidence.accept(MODERATOR, 1, slug="submarine")
    found = newsroom.claims.kept[GUILD, SLUG]
    newsroom.claims.kept[GUILD, SLUG] = replace(found, lifecycle=Lifecycle.WITHDRAWN)
    with pytest.raises(Invalid, match="was withdrawn"):
        await newsroom.evidence.accept(MODERATOR, 1)
    assert len(await newsroom.evidence.open_ones(MODERATOR)) == 1


@pytest.mark.parametrize("reason", ["", " Two years old. "])
async def test_a_reason_may_be_given(newsroom: Newsroom, reason: str) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    assert (await newsroom.evidence.decline(MODERATOR, 1, reason)).reason == reason.strip()


async def test_a_reason_that_is_too_long_declines_nothing(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    with pytest.raises(Invalid, match="300 is the most"):
        await newsroom.evidence.decline(MODERATOR, 1, "x" * 301)
    assert len(await newsroom.evidence.open_ones(MODERATOR)) == 1


@pytest.mark.parametrize("wanted", [True, False])
async def test_its_author_hears_of_it_who_asked_to(newsroom: Newsroom, wanted: bool) -> None:
    await newsroom.evidence.suggest(MEMBER, replace(source(), tell_me=wanted))
    await newsroom.evidence.accept(MODERATOR, 1)
    jobs = [job for job in await newsroom.take() if job.kind is JobKind.SOURCE_OUTCOME]
    assert bool(jobs) is wanted
    for job in jobs:
        told = await newsroom.evidence.outcome(job)
        assert told is not None
        assert told[0].suggested_by == MEMBER.user_id


async def test_who_erased_it_meanwhile_hears_nothing(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, replace(source(), tell_me=True))
    await newsroom.evidence.accept(MODERATOR, 1)
    [job] = [job for job in await newsroom.take() if job.kind is JobKind.SOURCE_OUTCOME]
    kept = newsroom.suggestions.kept
    kept[GUILD, 1] = replace(kept[GUILD, 1], suggested_by=None)
    assert await newsroom.evidence.outcome(job) is None


async def test_members_decide_nothing_and_see_no_list(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    for attempt in (
        newsroom.evidence.accept(MEMBER, 1),
        newsroom.evidence.decline(MEMBER, 1),
        newsroom.evidence.open_ones(MEMBER),
    ):
        with pytest.raises(NotAllowed):
            await attempt


async def test_a_person_has_five_open_suggestions_at_the_most(newsroom: Newsroom) -> None:
    for number in range(1, 6):
        await newsroom.evidence.suggest(MEMBER, source(number))
    with pytest.raises(Invalid, match="5 sources of yours wait"):
        await newsroom.evidence.suggest(MEMBER, source(6))
    await newsroom.evidence.suggest(MODERATOR, source(6))
    await newsroom.evidence.decline(MODERATOR, 1)
    await newsroom.evidence.suggest(MEMBER, source(7))


async def test_an_address_is_suggested_once_for_a_claim(newsroom: Newsroom) -> None:
    await newsroom.evidence.suggest(MEMBER, source())
    again = NewSuggestion(SLUG, "https://EXAMPLE.org/1/#top")
    with pytest.raises(AlreadyThere, match="Somebody suggested"):
        await newsroom.evidence.suggest(MODERATOR, again)
    await newsroom.evidence.decline(MODERATOR, 1)
    with pytest.raises(AlreadyThere, match="declined"):
        await newsroom.evidence.suggest(MODERATOR, again)
    await newsroom.evidence.suggest(MEMBER, source(2))
    await newsroom.evidence.accept(MODERATOR, 2)
    with pytest.raises(AlreadyThere, match="among the sources"):
        await newsroom.evidence.suggest(MODERATOR, source(2))


async def test_a_source_for_an_unknown_claim_is_not_found(newsroom: Newsroom) -> None:
    with pytest.raises(NotFound, match="submarine"):
        await newsroom.evidence.suggest(MEMBER, source(slug="submarine"))
    with pytest.raises(NotFound, match="no suggestion 9"):
        await newsroom.evidence.accept(MODERATOR, 9)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org/x",
        "example.org/x",
        "https://",
        "https://example.org/a b",
        "https://example.org/<@1>",
        "https://example.org/" + "x" * 1000,
        "",
    ],
)
def test_an_address_that_nobody_could_open_is_refused(url: str) -> None:
    with pytest.raises(Invalid, match="https://"):
        NewSuggestion(SLUG, url)


def test_texts_that_are_too_long_are_refused() -> None:
    with pytest.raises(Invalid, match="300 is the most"):
        NewSuggestion(SLUG, "https://example.org", "x" * 301)
    with pytest.raises(Invalid, match="Your remark"):
        NewSuggestion(SLUG, "https://example.org", remark="x" * 301)


def test_a_source_without_a_title_goes_by_its_site() -> None:
    assert NewSuggestion(SLUG, " https://news.example/1 ", "  ").piece.title == "news.example"
