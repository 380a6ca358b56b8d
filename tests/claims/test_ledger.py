"""The evidence ledger: sources added, corrected, archived, graded and taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims.audit import Action
from claims.citations import Appraisal, Citation
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.evidence import Evidence, EvidenceStance, Grade
from claims.ledger import MOST_SOURCES, entries, mark_of
from claims.ledger_desk import LedgerDesk
from claims.model import Claim, Lifecycle
from claims.people import Actor, Role
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom
from tests.claims.test_model import claim, judgement

SLUG = "helicopter"
WRECK = Citation(
    "https://news.example/wreck?utm_source=chat",
    "Wreck filmed",
    "A newspaper",
    datetime(2023, 6, 24, tzinfo=UTC),
    EvidenceStance.SUPPORTS,
)
PAGE = "https://news.example/wreck"


@pytest.fixture
def ledger(newsroom: Newsroom) -> LedgerDesk:
    return LedgerDesk(newsroom.claims, newsroom.guilds, newsroom.matcher, newsroom.clock)


def found(of: Claim, title: str) -> str:
    """The mark of the entry that has a title."""
    (mark,) = [each.mark for each in entries(of) if each.piece.title == title]
    return mark


async def test_a_source_is_added_to_the_latest_judgement_alone(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    before = newsroom.claims.kept[GUILD, SLUG]
    saved = await ledger.add(MODERATOR, SLUG, WRECK)
    assert saved.judgements[:-1] == before.judgements[:-1]
    assert saved.current.evidence == (*before.current.evidence, WRECK.on())
    assert saved.current.evidence[-1].url == PAGE
    assert newsroom.claims.changes[-1].action is Action.EVIDENCED
    assert newsroom.claims.rolled_out_since[-1] is not None


async def test_the_same_page_is_not_added_twice(ledger: LedgerDesk) -> None:
    await ledger.add(MODERATOR, SLUG, WRECK)
    with pytest.raises(AlreadyThere, match="Press Edit"):
        await ledger.add(MODERATOR, SLUG, Citation("http://www.news.example/wreck/"))


async def test_an_archived_address_gives_the_page_the_copy_and_its_time(ledger: LedgerDesk) -> None:
    archived = f"https://web.archive.org/web/20230624001500/{PAGE}"
    saved = await ledger.add(MODERATOR, SLUG, Citation(archived))
    piece = saved.current.evidence[-1]
    assert (piece.title, piece.url, piece.archive_url) == ("news.example", PAGE, archived)
    assert piece.captured_at == datetime(2023, 6, 24, 0, 15, tzinfo=UTC)


async def test_a_source_may_have_a_title_alone_but_not_nothing(ledger: LedgerDesk) -> None:
    saved = await ledger.add(MODERATOR, SLUG, Citation(title="An  officer,\nby telephone"))
    assert saved.current.evidence[-1] == Evidence("An officer, by telephone")
    with pytest.raises(Invalid, match="Name the source"):
        await ledger.add(MODERATOR, SLUG, Citation(publisher="Somebody"))


async def test_correcting_keeps_how_it_is_archived_and_graded(ledger: LedgerDesk) -> None:
    added = await ledger.add(MODERATOR, SLUG, WRECK)
    graded = await ledger.appraise(
        MODERATOR, SLUG, found(added, "Wreck filmed"), Appraisal(grade=Grade("B", 2))
    )
    corrected = await ledger.correct(
        MODERATOR, SLUG, found(graded, "Wreck filmed"), replace(WRECK, title="Wreck filmed near Pskov")
    )
    piece = corrected.current.evidence[-1]
    assert (piece.title, str(piece.grade)) == ("Wreck filmed near Pskov", "B2")


async def test_correcting_reaches_every_judgement_that_rests_on_the_source(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    await ledger.add(MODERATOR, SLUG, WRECK)
    at_hand = newsroom.claims.kept[GUILD, SLUG]
    again = replace(judgement(2), evidence=(WRECK.on(),))
    newsroom.claims.kept[GUILD, SLUG] = at_hand.judged(again)
    saved = await ledger.correct(MODERATOR, SLUG, mark_of(WRECK.on()), replace(WRECK, publisher="Another"))
    told = [piece.publisher for each in saved.judgements for piece in each.evidence if piece.url == PAGE]
    assert told == ["Another", "Another"]


async def test_a_source_of_an_earlier_judgement_that_is_added_again_keeps_its_copy_and_grade(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    added = await ledger.add(MODERATOR, SLUG, WRECK)
    kept = Appraisal("https://archive.example/wreck", content_sha256="ab" * 32, grade=Grade("B", 2))
    graded = (await ledger.appraise(MODERATOR, SLUG, found(added, "Wreck filmed"), kept)).current.evidence[-1]
    newsroom.claims.kept[GUILD, SLUG] = newsroom.claims.kept[GUILD, SLUG].judged(judgement(2))
    again = await ledger.add(MODERATOR, SLUG, Citation(PAGE, "The wreck"))
    assert again.current.evidence[-1] == replace(graded, title="The wreck", stance=EvidenceStance.CONTEXT)
    assert replace(graded, title="The wreck", stance=EvidenceStance.CONTEXT) in again.judgements[-2].evidence


async def test_a_source_is_not_corrected_into_another(ledger: LedgerDesk) -> None:
    await ledger.add(MODERATOR, SLUG, WRECK)
    saved = await ledger.add(MODERATOR, SLUG, Citation("https://other.example/", "Other"))
    with pytest.raises(AlreadyThere, match="Remove one of the two"):
        await ledger.correct(MODERATOR, SLUG, found(saved, "Other"), Citation(PAGE, "Other"))


async def test_the_second_of_two_who_correct_one_source_is_told(ledger: LedgerDesk) -> None:
    added = await ledger.add(MODERATOR, SLUG, WRECK)
    mark = found(added, "Wreck filmed")
    await ledger.correct(MODERATOR, SLUG, mark, replace(WRECK, title="Corrected"))
    with pytest.raises(Changed, match="changed this source"):
        await ledger.correct(Actor(GUILD, 12, Role.MODERATOR), SLUG, mark, WRECK)


async def test_a_copy_was_made_when_its_address_says_or_else_now(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    added = await ledger.add(MODERATOR, SLUG, WRECK)
    wayback = f"https://web.archive.org/web/20230624001500/{PAGE}"
    kept = await ledger.appraise(MODERATOR, SLUG, found(added, "Wreck filmed"), Appraisal(wayback))
    assert kept.current.evidence[-1].captured_at == datetime(2023, 6, 24, 0, 15, tzinfo=UTC)
    other = Appraisal("https://archive.example/x", content_sha256=f" {'AB' * 32} ", grade=Grade("A", 1))
    again = await ledger.appraise(MODERATOR, SLUG, found(kept, "Wreck filmed"), other)
    piece = again.current.evidence[-1]
    assert piece.captured_at is not None
    assert newsroom.clock.now >= piece.captured_at > datetime(2023, 6, 24, 0, 15, tzinfo=UTC)
    assert piece.content_sha256 == "ab" * 32


async def test_grading_a_source_changes_no_note(newsroom: Newsroom, ledger: LedgerDesk) -> None:
    added = await ledger.add(MODERATOR, SLUG, WRECK)
    await ledger.appraise(MODERATOR, SLUG, found(added, "Wreck filmed"), Appraisal(grade=Grade("C", 3)))
    assert newsroom.claims.rolled_out_since[-1] is None


async def test_the_only_source_of_a_verdict_stays(newsroom: Newsroom, ledger: LedgerDesk) -> None:
    (only,) = entries(newsroom.claims.kept[GUILD, SLUG])
    with pytest.raises(Invalid, match=r"rests on this source alone\. Add another one first"):
        await ledger.remove(MODERATOR, SLUG, only.mark)
    await ledger.add(MODERATOR, SLUG, WRECK)
    saved = await ledger.remove(MODERATOR, SLUG, only.mark)
    assert [each.piece.title for each in entries(saved)] == ["Wreck filmed"]


async def test_what_only_earlier_judgements_rested_on_can_be_cited_again(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    early = replace(judgement(0), evidence=(WRECK.on(),))
    newsroom.claims.kept[GUILD, "bridge"] = claim("bridge", judgements=(early, judgement(1)))
    (entry,) = [each for each in entries(newsroom.claims.kept[GUILD, "bridge"]) if each.piece == WRECK.on()]
    assert not entry.current
    saved = await ledger.cite_again(MODERATOR, "bridge", entry.mark)
    assert WRECK.on() in saved.current.evidence
    assert len(entries(saved)) == len(entries(newsroom.claims.kept[GUILD, "bridge"]))


async def test_a_ledger_has_an_end(newsroom: Newsroom, ledger: LedgerDesk) -> None:
    full = newsroom.claims.kept[GUILD, SLUG]
    for number in range(MOST_SOURCES - len(full.evidence)):
        full = full.evidenced(Evidence(f"Source {number}"))
    newsroom.claims.kept[GUILD, SLUG] = full
    with pytest.raises(Invalid, match="Remove one first"):
        await ledger.add(MODERATOR, SLUG, WRECK)


async def test_members_change_nothing_and_claims_out_of_use_stay_as_they_are(
    newsroom: Newsroom, ledger: LedgerDesk
) -> None:
    with pytest.raises(NotAllowed):
        await ledger.add(MEMBER, SLUG, WRECK)
    with pytest.raises(NotAllowed):
        await ledger.ledger(MEMBER, SLUG)
    with pytest.raises(NotFound, match="no claim"):
        await ledger.add(MODERATOR, "nothing", WRECK)
    gone = replace(newsroom.claims.kept[GUILD, SLUG], lifecycle=Lifecycle.WITHDRAWN)
    newsroom.claims.kept[GUILD, SLUG] = gone
    with pytest.raises(Invalid, match="was withdrawn"):
        await ledger.add(MODERATOR, SLUG, WRECK)
