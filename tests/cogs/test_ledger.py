"""The evidence ledger in Discord."""

from __future__ import annotations

from typing import Any

import simcord

from claims.errors import AlreadyThere, Changed, Invalid
from claims.evidence import EvidenceStance, Grade
from tests.cogs.conftest import Community
from tests.cogs.shown import buttons, custom_ids, words, words_of
from tests.cogs.test_notes import SAID

SLUG = "helicopter-shot-down"
PAGE = "https://news.example/wreck"
WRECK = {
    "url": f"{PAGE}?utm_source=chat",
    "title": "Wreck [filmed](https://evil.example)",
    "publisher": "A newspaper",
    "published": "24 Jun 2023",
    "stance": ["supports"],
}


async def ledger(community: Community, slug: str = SLUG) -> Any:
    return (await community.sam.slash(community.news, "desk evidence", claim=slug)).response


async def evidence(community: Community, slug: str = SLUG) -> Any:
    return (await community.services.claims.claim(community.guild.id, slug)).current.evidence


async def added(community: Community) -> Any:
    """The ledger once the wreck is in it."""
    shown = await ledger(community)
    form = await community.sam.click(shown, label="Add a source")
    await community.sam.submit_modal(form, WRECK)
    return shown


async def test_a_source_is_added_and_shown_in_the_note(community: Community) -> None:
    await community.mira.send(community.news, SAID)
    shown = await added(community)
    text = words_of(shown.message)
    assert "2 sources" in text
    assert r"\[filmed\](https://evil.example)" in text
    assert f"]({PAGE})" in text
    piece = (await evidence(community))[-1]
    assert (piece.url, piece.stance) == (PAGE, EvidenceStance.SUPPORTS)
    note = community.last_note()
    assert note is not None
    assert PAGE in words_of(note)


async def test_a_source_is_archived_and_graded(community: Community) -> None:
    shown = await added(community)
    form = await community.sam.click(shown, custom_id=mark(shown, "appraise", 1))
    await community.sam.submit_modal(
        form,
        {
            "archive": f"https://web.archive.org/web/20230624001500/{PAGE}",
            "captured": "",
            "sha256": "",
            "reliability": ["B"],
            "credibility": ["2"],
        },
    )
    text = words_of(shown.message)
    assert "grade **B2**: usually reliable, probably true" in text
    assert "archived" in text
    piece = (await evidence(community))[-1]
    assert piece.grade == Grade("B", 2)
    assert f"{piece.captured_at:%Y-%m-%d %H:%M}" == "2023-06-24 00:15"


async def test_half_a_grade_is_refused_and_what_was_typed_comes_back(community: Community) -> None:
    shown = await added(community)
    form = await community.sam.click(shown, custom_id=mark(shown, "appraise", 1))
    told = await community.sam.submit_modal(
        form,
        {
            "archive": "https://archive.example/x",
            "captured": "",
            "sha256": "",
            "reliability": ["B"],
            "credibility": ["-"],
        },
    )
    assert "A grade has two parts" in words(told)
    assert "https://archive.example/x" in words(told)
    simcord.assert_error(community.env, Invalid)


async def test_a_source_is_corrected_and_removed(community: Community) -> None:
    shown = await added(community)
    form = await community.sam.click(shown, custom_id=mark(shown, "edit", 1))
    await community.sam.submit_modal(form, {**WRECK, "title": "Wreck filmed near Pskov"})
    assert "Wreck filmed near Pskov" in words_of(shown.message)
    await community.sam.click(shown, custom_id=mark(shown, "remove", 1))
    assert "🗑️ Removed" in words_of(shown.message)
    assert len(await evidence(community)) == 1


async def test_of_two_who_edit_one_source_the_second_is_told(community: Community) -> None:
    shown = await added(community)
    stale = mark(shown, "edit", 1)
    form = await community.sam.click(shown, custom_id=stale)
    other = await ledger(community)
    first = await community.sam.click(other, custom_id=mark(other, "edit", 1))
    await community.sam.submit_modal(first, {**WRECK, "title": "Corrected first"})
    told = await community.sam.submit_modal(form, {**WRECK, "title": "Corrected second"})
    assert "Someone changed this source a moment ago" in words(told)
    assert "Corrected second" in words(told)
    simcord.assert_error(community.env, Changed)
    assert (await evidence(community))[-1].title == "Corrected first"


async def test_the_same_page_and_addresses_that_mislead_are_refused(community: Community) -> None:
    shown = await added(community)
    for address, told, error in (
        ("http://www.news.example/wreck/", "in the ledger already", AlreadyThere),
        ("javascript:alert(1)", "must begin with https://", Invalid),
        ("data:text/html,x", "must begin with https://", Invalid),
        ("https://bbc.co.uk@evil.example/", "hides where it leads", Invalid),
    ):
        form = await community.sam.click(shown, label="Add a source")
        answer = await community.sam.submit_modal(form, {**WRECK, "url": address})
        assert told in words(answer)
        simcord.assert_error(community.env, error)
    assert len(await evidence(community)) == 2


async def test_sources_of_earlier_judgements_can_be_cited_again(community: Community) -> None:
    shown = await ledger(community, "google-news-blocked")
    assert "cited by earlier judgements only" in words_of(shown.message)
    await community.sam.click(shown, label="Cite again")
    assert "Cite again" not in buttons(shown.message)
    assert len(await evidence(community, "google-news-blocked")) == 2


async def test_members_see_when_a_source_was_published_its_copy_and_grade(community: Community) -> None:
    shown = await added(community)
    form = await community.sam.click(shown, custom_id=mark(shown, "appraise", 1))
    await community.sam.submit_modal(
        form,
        {
            "archive": "https://archive.example/x",
            "captured": "",
            "sha256": "",
            "reliability": ["A"],
            "credibility": ["1"],
        },
    )
    card = await community.mira.slash(community.news, "claim show", claim=SLUG)
    sources = await community.mira.click(card.response, label="Sources")
    assert "grade A1" in words(sources)
    assert "[archived](https://archive.example/x)" in words(sources)


async def test_a_long_ledger_has_pages(community: Community) -> None:
    shown = await ledger(community)
    for number in range(6):
        form = await community.sam.click(shown, label="Add a source")
        await community.sam.submit_modal(
            form,
            {"url": "", "title": f"Source {number}", "publisher": "", "published": "", "stance": ["context"]},
        )
        assert f"Source {number}" in words_of(shown.message)
    form = await community.sam.click(shown, custom_id=mark(shown, "appraise", 0))
    ungraded = {"archive": "", "captured": "", "sha256": "", "reliability": ["C"], "credibility": ["3"]}
    await community.sam.submit_modal(form, ungraded)
    assert "page 2 of 2" in words_of(shown.message)
    assert "grade **C3**" in words_of(shown.message)
    await community.sam.click(shown, label="← Back")
    assert "page 1 of 2" in words_of(shown.message)
    assert "Source 5" not in words_of(shown.message)


def mark(shown: Any, deed: str, place: int) -> str:
    """The custom_id of a deed's button beside the entry at a place, from 0."""
    return [each for each in custom_ids(shown.message) if each.startswith(f"ledger:{deed}:")][place]
