"""Drafts, and what moderators make of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.assignments import LONGEST_REASON, Matter, Occupied
from claims.audit import Action
from claims.editing import Edit
from claims.errors import Changed, Invalid, NotAllowed, NotFound
from claims.evidence import Evidence
from claims.model import Claim, Lifecycle, Link, Relation
from claims.people import Actor, Role
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, open_newsroom, post
from tests.claims.test_model import claim, judgement

OLGA = Actor(GUILD, 20, Role.MODERATOR)
TANK = "tank"
PHOTO = Evidence(title="A photograph", url="https://example.org/photo")


@pytest.fixture
async def room() -> Newsroom:
    """A newsroom with a draft that has a wording and a source of its own."""
    opened = await open_newsroom()
    draft = claim(TANK).judged(judgement(1)).worded("a tank is on fire").evidenced(PHOTO)
    opened.claims.kept[GUILD, TANK] = replace(
        draft, event="mutiny", statement="A tank burned.", lifecycle=Lifecycle.DRAFT, revision=1
    )
    return opened


def kept(room: Newsroom, slug: str = TANK) -> Claim:
    return room.claims.kept[GUILD, slug]


async def test_a_draft_gets_notes_once_it_is_published(room: Newsroom) -> None:
    assert not (await room.noting.consider(post(TANK))).matches
    await room.drafts.publish(MODERATOR, TANK, 1)
    assert [each.slug for each in (await room.noting.consider(post(TANK))).matches] == [TANK]
    with pytest.raises(Changed, match="`tank` is published now"):
        await room.drafts.decline(OLGA, TANK, 1, "No.")


async def test_a_declined_draft_is_withdrawn_with_the_reason(room: Newsroom) -> None:
    gone = await room.drafts.decline(MODERATOR, TANK, 1, " Nobody says it. ")
    assert (gone.lifecycle, gone.withdrawn_because) == (Lifecycle.WITHDRAWN, "Nobody says it.")
    assert room.claims.changes[-1].action is Action.DECLINED


@pytest.mark.parametrize(
    ("reason", "told"), [(" ", "empty"), ("x" * (LONGEST_REASON + 1), "300 is the most")]
)
async def test_a_reason_must_be_given_and_be_short(room: Newsroom, reason: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        await room.drafts.decline(MODERATOR, TANK, 1, reason)
    assert kept(room).lifecycle is Lifecycle.DRAFT


async def test_an_edited_draft_stays_a_draft(room: Newsroom) -> None:
    saved = await room.drafts.edit(MODERATOR, TANK, Edit("Two tanks burned."), 1)
    assert (saved.statement, saved.lifecycle) == ("Two tanks burned.", Lifecycle.DRAFT)
    with pytest.raises(Changed, match="changed by someone else"):
        await room.drafts.publish(OLGA, TANK, 1)


async def test_an_attached_drafts_words_and_sources_go_over(room: Newsroom) -> None:
    merge, into = await room.drafts.attach(MODERATOR, TANK, "helicopter", 1)
    assert {"A tank burned.", "a tank is on fire"} <= set(into.wordings)
    assert PHOTO in into.evidence
    assert (merge.wordings, kept(room).lifecycle) == (2, Lifecycle.SUPERSEDED)
    assert Link(Relation.SUPERSEDES, TANK) in into.links
    assert room.claims.changes[-1].action is Action.MERGED


async def test_a_draft_is_attached_to_nothing_that_is_unknown_itself_or_out_of_use(room: Newsroom) -> None:
    with pytest.raises(NotFound, match="no claim “submarine”"):
        await room.drafts.attach(MODERATOR, TANK, "submarine", 1)
    with pytest.raises(Invalid, match="merged into itself"):
        await room.drafts.attach(MODERATOR, TANK, TANK, 1)
    room.claims.kept[GUILD, "helicopter"] = replace(kept(room, "helicopter"), lifecycle=Lifecycle.WITHDRAWN)
    with pytest.raises(Invalid, match="“helicopter” was withdrawn"):
        await room.drafts.attach(MODERATOR, TANK, "helicopter", 1)
    assert kept(room).lifecycle is Lifecycle.DRAFT


async def test_a_draft_that_was_changed_meanwhile_is_looked_at_again(room: Newsroom) -> None:
    await room.desk.word(OLGA, TANK, ["it fell from the sky"])
    for late in (
        room.drafts.decline(MODERATOR, TANK, 1, "No."),
        room.drafts.attach(MODERATOR, TANK, "helicopter", 1),
        room.drafts.edit(MODERATOR, TANK, Edit("Two tanks burned."), 1),
    ):
        with pytest.raises(Changed, match="changed by someone else"):
            await late
    assert kept(room).lifecycle is Lifecycle.DRAFT


async def test_whose_draft_was_taken_over_saves_nothing(room: Newsroom) -> None:
    await room.assigning.begin(OLGA, Matter.draft(TANK))
    for act in (
        room.drafts.publish(MODERATOR, TANK, 1),
        room.drafts.edit(MODERATOR, TANK, Edit("Two tanks burned."), 1),
        room.drafts.attach(MODERATOR, TANK, "helicopter", 1),
    ):
        with pytest.raises(Occupied):
            await act


async def test_members_decide_about_no_draft(room: Newsroom) -> None:
    for act in (
        room.drafts.publish(MEMBER, TANK, 1),
        room.drafts.decline(MEMBER, TANK, 1, "No."),
        room.drafts.edit(MEMBER, TANK, Edit("Two tanks burned."), 1),
        room.drafts.attach(MEMBER, TANK, "helicopter", 1),
    ):
        with pytest.raises(NotAllowed):
            await act
