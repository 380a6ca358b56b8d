"""Sources that members suggest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.jobs import JobKind
from claims.model import EvidenceStance, Lifecycle
from claims.people import Actor, Role
from claims.settings import GuildSettings
from claims.suggestions import NewSuggestion, SuggestionState, same_address
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


def test_the_same_page_is_known_by_other_spellings_of_its_address() -> None:
    assert same_address("https://Example.org/a/", "https://example.org/a#part")
    assert not same_address("https://example.org/a?x=1", "https://example.org/a?x=2")
    assert not same_address("https://example.org/A", "https://example.org/a")
