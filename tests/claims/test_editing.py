from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from claims.audit import Action
from claims.drafts import NewJudgement
from claims.editing import Edit, EditDesk
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.jobs import JobKind
from claims.model import Lifecycle, Link, Relation, Verdict
from claims.people import Actor
from claims.proposals import Ruling
from claims.settings import GuildSettings, Mode
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, post
from tests.claims.test_model import NIGHT, claim
from tests.fake_desk import Families

NARROWER, WIDER = Relation.NARROWER, Relation.WIDER


@pytest.fixture
async def desk(newsroom: Newsroom) -> EditDesk:
    """Three claims: “helicopter”, “six” narrower than it, and “bridge”."""
    for slug, links in (("six", (Link(NARROWER, "helicopter"),)), ("bridge", ())):
        newsroom.claims.kept[GUILD, slug] = claim(slug, links=links, revision=1)
    families = Families(newsroom.claims)
    return EditDesk(newsroom.claims, families, newsroom.guilds, newsroom.matcher, newsroom.clock)


def edit(statement: str = "They shot down a helicopter.") -> Edit:
    return Edit(f" {statement} ", " Mr P. ", NIGHT)


CHANGES: list[Callable[[EditDesk, Actor], Awaitable[object]]] = [
    lambda desk, actor: desk.edit(actor, "helicopter", edit(), 1),
    lambda desk, actor: desk.withdraw(actor, "helicopter", "A mistake."),
    lambda desk, actor: desk.link(actor, "bridge", NARROWER, "helicopter"),
    lambda desk, actor: desk.unlink(actor, "six", "helicopter"),
    lambda desk, actor: desk.merge(actor, "six", "helicopter", (1, 1)),
]


@pytest.mark.parametrize("change", CHANGES)
async def test_only_moderators_change_claims(
    desk: EditDesk, newsroom: Newsroom, change: Callable[..., Awaitable[object]]
) -> None:
    before = dict(newsroom.claims.kept)
    with pytest.raises(NotAllowed, match="Manage Messages"):
        await change(desk, MEMBER)
    assert newsroom.claims.kept == before
    await change(desk, MODERATOR)


async def test_an_edited_claim_keeps_its_verdict_and_is_matched_anew(
    desk: EditDesk, newsroom: Newsroom
) -> None:
    saved = await desk.edit(MODERATOR, "helicopter", edit(), 1)
    assert (saved.statement, saved.said_by) == ("They shot down a helicopter.", "Mr P.")
    assert saved.verdict is Verdict.CONFIRMED
    assert newsroom.matcher.refreshed[-1] == (GUILD, "helicopter")
    assert newsroom.claims.changes[-1].action is Action.EDITED


async def test_the_second_editor_is_told_which_fields_the_first_changed(desk: EditDesk) -> None:
    await desk.edit(MODERATOR, "helicopter", edit(), 1)
    with pytest.raises(Changed, match=r"moment ago: statement, who says so, first said\."):
        await desk.edit(MODERATOR, "helicopter", edit("Another."), 1)


async def test_a_withdrawn_claim_is_out_of_use_until_it_is_restored(
    desk: EditDesk, newsroom: Newsroom
) -> None:
    gone = await desk.withdraw(MODERATOR, "helicopter", " Nobody said so. ")
    assert (gone.lifecycle, gone.withdrawn_because) == (Lifecycle.WITHDRAWN, "Nobody said so.")
    for change in (
        desk.edit(MODERATOR, "helicopter", edit(), 2),
        desk.withdraw(MODERATOR, "helicopter", "Again."),
        desk.link(MODERATOR, "helicopter", NARROWER, "bridge"),
        desk.merge(MODERATOR, "bridge", "helicopter", (1, 2)),
        newsroom.desk.judge(MODERATOR, "helicopter", NewJudgement(Verdict.UNVERIFIED), 2),
        newsroom.desk.word(MODERATOR, "helicopter", ["chopper"]),
        newsroom.desk.pause(MODERATOR, "helicopter"),
    ):
        with pytest.raises(Invalid, match="/desk restore"):
            await change
    back = await desk.restore(MODERATOR, "helicopter")
    assert (back.lifecycle, back.withdrawn_because) == (Lifecycle.PUBLISHED, "")
    with pytest.raises(Invalid, match="not withdrawn"):
        await desk.restore(MODERATOR, "helicopter")


async def test_the_notes_of_a_withdrawn_claim_go_and_do_not_come_back(
    desk: EditDesk, newsroom: Newsroom
) -> None:
    await newsroom.put(post("helicopter"))
    await desk.withdraw(MODERATOR, "helicopter", "A mistake.")
    assert newsroom.claims.rolled_out_since[-1] == newsroom.clock.now - timedelta(days=30)
    newsroom.notes.jobs.enqueue(GUILD, JobKind.SETTLE, 100, 5, newsroom.clock.now)
    [job] = await newsroom.take()
    assert (await newsroom.settling.settlement(job)).standing == ()
    await desk.restore(MODERATOR, "helicopter")
    assert await newsroom.standing() == []


async def test_a_withdrawal_needs_a_reason(desk: EditDesk) -> None:
    with pytest.raises(Invalid, match="Say why"):
        await desk.withdraw(MODERATOR, "helicopter", "  ")


async def test_a_link_is_known_from_both_ends(desk: EditDesk) -> None:
    await desk.link(MODERATOR, "bridge", WIDER, "six")
    assert await desk.kin(GUILD, "six") == [("bridge", Link(WIDER, "six"))]


@pytest.mark.parametrize(
    ("slug", "relation", "other", "error", "told"),
    [
        ("six", NARROWER, "six", Invalid, "to itself"),
        ("six", NARROWER, "nothing", NotFound, "no claim"),
        ("six", Relation.CONTRADICTS, "helicopter", AlreadyThere, "“six” is recorded as narrower than"),
        ("helicopter", WIDER, "six", AlreadyThere, "“six” is recorded as narrower than"),
    ],
)
async def test_links_that_make_no_sense_are_refused(
    desk: EditDesk, slug: str, relation: Relation, other: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        await desk.link(MODERATOR, slug, relation, other)


async def test_nothing_is_narrower_than_itself_by_way_of_others(desk: EditDesk) -> None:
    await desk.link(MODERATOR, "bridge", WIDER, "helicopter")
    with pytest.raises(Invalid, match="the other way round"):
        await desk.link(MODERATOR, "bridge", NARROWER, "six")
    with pytest.raises(Invalid, match="the other way round"):
        await desk.link(MODERATOR, "six", WIDER, "bridge")
    await desk.link(MODERATOR, "bridge", Relation.CONTRADICTS, "six")


async def test_a_link_is_taken_away_from_either_end(desk: EditDesk, newsroom: Newsroom) -> None:
    await desk.unlink(MODERATOR, "helicopter", "six")
    assert newsroom.claims.kept[GUILD, "six"].links == ()
    with pytest.raises(NotFound, match="not linked"):
        await desk.unlink(MODERATOR, "six", "helicopter")


async def test_a_merge_of_what_changed_since_it_was_shown_is_refused(
    desk: EditDesk, newsroom: Newsroom
) -> None:
    plan = await desk.plan_merge(MODERATOR, "bridge", "helicopter")
    seen = (plan.merged.revision, plan.into.revision)
    await newsroom.desk.word(MODERATOR, "bridge", ["the bridge is gone"])
    with pytest.raises(Changed, match="wordings"):
        await desk.merge(MODERATOR, "bridge", "helicopter", seen)


async def test_a_merge_leaves_one_claim_that_stands_for_both(desk: EditDesk, newsroom: Newsroom) -> None:
    merged = await desk.merge(MODERATOR, "helicopter", "bridge", (1, 1))
    assert merged.slug == "bridge"
    assert Link(Relation.SUPERSEDES, "helicopter") in merged.links
    assert newsroom.claims.kept[GUILD, "six"].links == (Link(NARROWER, "bridge"),)
    assert newsroom.claims.kept[GUILD, "helicopter"].lifecycle is Lifecycle.SUPERSEDED
    with pytest.raises(Invalid, match="was merged into another claim"):
        await desk.restore(MODERATOR, "helicopter")


async def test_a_note_that_came_with_a_merged_claim_shows_no_verdict_it_never_gave(
    newsroom: Newsroom,
) -> None:
    await newsroom.put(post("helicopter"))
    key = (GUILD, 100, "helicopter")
    newsroom.notes.kept[key] = replace(newsroom.notes.kept[key], claim_revision=0, reserved_at=NIGHT)
    newsroom.notes.jobs.enqueue(GUILD, JobKind.SETTLE, 100, 5, newsroom.clock.now)
    [job] = await newsroom.take()
    [standing] = (await newsroom.settling.settlement(job)).standing
    assert standing.before is None


async def test_a_card_about_a_claim_out_of_use_posts_nothing(desk: EditDesk, newsroom: Newsroom) -> None:
    newsroom.guilds.kept[GUILD] = GuildSettings(mode=Mode.SUGGEST, moderators_channel=77)
    message = post("helicopter")
    await newsroom.noting.act_on(message, await newsroom.noting.consider(message))
    await desk.withdraw(MODERATOR, "helicopter", "A mistake.")
    with pytest.raises(NotFound, match="out of use"):
        await newsroom.asking.rule(MODERATOR, message.message_id, "helicopter", Ruling.POST)
