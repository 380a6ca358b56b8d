from __future__ import annotations

from dataclasses import replace

import pytest

from claims.assignments import Matter, Occupied
from claims.audit import Action
from claims.drafts import NewClaim
from claims.errors import AlreadyThere, Changed, Invalid, NotAllowed, NotFound
from claims.jobs import JobKind
from claims.model import Lifecycle, Verdict
from claims.people import Actor, Role
from claims.suggestions import NewSuggestion
from claims.tips import DAY, MOST_OPEN, NewTip, TipState
from tests.claims.newsroom import GUILD, MEMBER, MODERATOR, Newsroom, open_newsroom, post

OLGA = Actor(GUILD, 20, Role.MODERATOR)
BRIDGES_TIP = Matter.tip(1)
BRIDGE = "The bridge at Voronezh was blown up"


def tip(statement: str = BRIDGE, **fields: object) -> NewTip:
    values = {"event": "mutiny", "source": "Channel 5 https://example.org/5", "tell_me": True, **fields}
    return NewTip(statement=statement, **values)  # type: ignore[arg-type]


async def tipped(statement: str = BRIDGE) -> Newsroom:
    """A newsroom in which a member suggested a claim."""
    room = await open_newsroom()
    await room.tipping.suggest(MEMBER, tip(statement))
    return room


async def test_an_approved_tip_is_a_claim_that_the_next_message_is_noted_for() -> None:
    room = await tipped()
    claim = await room.tipping.approve(MODERATOR, 1)
    assert (claim.statement, claim.verdict, claim.lifecycle) == (
        BRIDGE,
        Verdict.UNVERIFIED,
        Lifecycle.PUBLISHED,
    )
    assert [piece.url for piece in claim.evidence] == ["https://example.org/5"]
    assert room.claims.changes[-1].action is Action.ADDED
    assert (await room.noting.consider(post(claim.slug))).slugs == (claim.slug,)
    decided = await room.tipping.tip(GUILD, 1)
    assert (decided.state, decided.slug) == (TipState.APPROVED, claim.slug)


async def test_a_tip_that_waits_again_has_no_outcome_to_tell() -> None:
    room = await tipped()
    await room.tipping.reject(MODERATOR, 1, "An opinion.")
    [telling] = [job for job in await room.take() if job.kind is JobKind.OUTCOME]
    assert await room.tipping.outcome(telling) is not None
    tip_rejected = await room.tipping.tip(GUILD, 1)
    room.tips.kept[GUILD, 1] = replace(tip_rejected, state=TipState.OPEN, decided_at=None)
    assert await room.tipping.outcome(telling) is None


async def test_an_edited_tip_becomes_what_the_moderator_wrote() -> None:
    room = await tipped()
    edited = NewClaim("mutiny", "A bridge near Voronezh was damaged", known="One lane is open.")
    claim = await room.tipping.approve(MODERATOR, 1, edited)
    assert (claim.statement, claim.current.known) == (edited.statement, edited.known)


async def test_an_attached_tip_is_a_wording_of_its_claim() -> None:
    room = await tipped()
    claim = await room.tipping.attach(MODERATOR, 1, "helicopter")
    assert BRIDGE in claim.wordings
    assert (GUILD, "helicopter") in room.matcher.refreshed
    assert (await room.tipping.tip(GUILD, 1)).state is TipState.ATTACHED


async def test_a_rejection_needs_a_reason() -> None:
    room = await tipped()
    with pytest.raises(Invalid, match="The reason is empty"):
        await room.tipping.reject(MODERATOR, 1, " ")
    left = await room.tipping.reject(MODERATOR, 1, "An opinion.")
    assert (left.state, left.reason) == (TipState.REJECTED, "An opinion.")


@pytest.mark.parametrize("wanted", [True, False])
async def test_its_author_hears_of_it_who_asked_to(wanted: bool) -> None:
    room = await open_newsroom()
    await room.tipping.suggest(MEMBER, tip(tell_me=wanted))
    await room.tipping.reject(MODERATOR, 1, "An opinion.")
    assert (JobKind.OUTCOME in {job.kind for job in await room.take()}) is wanted


async def test_the_second_moderator_is_told_what_happened() -> None:
    room = await tipped()
    claim = await room.tipping.approve(MODERATOR, 1)
    for late in (room.tipping.approve(OLGA, 1), room.assigning.begin(OLGA, BRIDGES_TIP, over=True)):
        with pytest.raises(Changed, match=f"<@10> approved this before you: it is the claim `{claim.slug}`"):
            await late


async def test_while_one_works_on_it_nobody_else_decides() -> None:
    room = await tipped()
    await room.assigning.begin(OLGA, BRIDGES_TIP)
    for act in (
        room.tipping.approve(MODERATOR, 1),
        room.tipping.attach(MODERATOR, 1, "helicopter"),
        room.tipping.reject(MODERATOR, 1, "No."),
    ):
        with pytest.raises(Occupied, match="<@20> works on this since 03:0"):
            await act
    await room.tipping.approve(OLGA, 1)


async def test_no_tip_is_attached_to_a_claim_out_of_use() -> None:
    room = await tipped()
    found = room.claims.kept[GUILD, "helicopter"]
    room.claims.kept[GUILD, "helicopter"] = replace(found, lifecycle=Lifecycle.WITHDRAWN)
    with pytest.raises(Invalid, match="“helicopter” was withdrawn"):
        await room.tipping.attach(MODERATOR, 1, "helicopter")
    with pytest.raises(NotFound, match="no claim “submarine”"):
        await room.tipping.attach(MODERATOR, 1, "submarine")
    assert (await room.tipping.tip(GUILD, 1)).state is TipState.OPEN


async def test_a_tip_much_like_a_recorded_claim_waits_for_its_author() -> None:
    room = await open_newsroom()
    held, like = await room.tipping.suggest(MEMBER, tip("A helicopter fell"))
    assert like is not None
    assert (held.state, like.slug) == (TipState.HELD, "helicopter")
    with pytest.raises(NotFound, match="does not wait any more"):
        await room.tipping.suggest_anyway(MODERATOR, held.number)
    opened = await room.tipping.suggest_anyway(MEMBER, held.number)
    assert (opened.state, opened.like) == (TipState.OPEN, "helicopter")
    with pytest.raises(NotFound, match="does not wait any more"):
        await room.tipping.suggest_anyway(MEMBER, held.number)


async def test_a_tip_like_a_withdrawn_claim_is_taken_at_once() -> None:
    room = await open_newsroom()
    found = room.claims.kept[GUILD, "helicopter"]
    room.claims.kept[GUILD, "helicopter"] = replace(found, lifecycle=Lifecycle.WITHDRAWN)
    assert (await room.tipping.suggest(MEMBER, tip("A helicopter fell")))[1] is None


async def test_what_its_author_never_suggested_for_good_is_forgotten_after_a_day() -> None:
    room = await open_newsroom()
    held, _ = await room.tipping.suggest(MEMBER, tip("A helicopter fell"))
    room.clock.now += DAY
    [job] = await room.take()
    assert await room.tipping.to_show(job) is None
    with pytest.raises(NotFound):
        await room.tipping.tip(GUILD, held.number)


async def test_limits_hold_for_what_waits_and_for_a_day() -> None:
    room = await open_newsroom()
    for number in range(1, MOST_OPEN + 1):
        await room.tipping.suggest(MEMBER, tip(f"{BRIDGE}, part {number}"))
    with pytest.raises(Invalid, match="5 claims of yours wait"):
        await room.tipping.suggest(MEMBER, tip())
    for number in range(1, 11):
        await room.tipping.reject(MODERATOR, number, "No.")
        if number <= MOST_OPEN:
            await room.tipping.suggest(MEMBER, tip(f"{BRIDGE}, piece {number}"))
    with pytest.raises(Invalid, match="10 claims within a day"):
        await room.tipping.suggest(MEMBER, tip())
    room.clock.now += DAY
    await room.tipping.suggest(MEMBER, tip())


async def test_the_same_words_are_suggested_once() -> None:
    room = await tipped()
    with pytest.raises(AlreadyThere, match="Somebody suggested this already"):
        await room.tipping.suggest(MODERATOR, tip(BRIDGE.upper()))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"statement": " "}, "The claim is empty"),
        ({"statement": "x" * 301}, "300 is the most"),
        ({"source": "javascript:alert(1)"}, "must begin with https://"),
        ({"remark": "x" * 301}, "Your remark has 301"),
    ],
)
async def test_bad_input_is_a_clear_sentence(fields: dict[str, str], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        tip(**fields)


async def test_members_decide_nothing() -> None:
    room = await tipped()
    for act in (
        room.tipping.approve(MEMBER, 1),
        room.tipping.attach(MEMBER, 1, "helicopter"),
        room.tipping.reject(MEMBER, 1, "No."),
        room.blocking.block(MEMBER, 12),
        room.blocking.unblock(MEMBER, 12),
        room.blocking.blocked(MEMBER),
    ):
        with pytest.raises(NotAllowed):
            await act


async def test_from_who_is_blocked_neither_claims_nor_sources_are_taken() -> None:
    room = await open_newsroom()
    held, _ = await room.tipping.suggest(MEMBER, tip("A helicopter fell"))
    await room.blocking.block(MODERATOR, MEMBER.user_id)
    for refused in (
        room.tipping.suggest(MEMBER, tip()),
        room.tipping.suggest_anyway(MEMBER, held.number),
        room.evidence.suggest(MEMBER, NewSuggestion("helicopter", "https://example.org/9")),
    ):
        with pytest.raises(NotAllowed, match="take no suggestions from you"):
            await refused
    await room.blocking.unblock(MODERATOR, MEMBER.user_id)
    await room.tipping.suggest(MEMBER, tip())


async def test_a_block_is_put_and_lifted_once_and_never_on_oneself() -> None:
    room = await open_newsroom()
    await room.blocking.block(MODERATOR, 12)
    with pytest.raises(AlreadyThere, match="<@12> is blocked already"):
        await room.blocking.block(OLGA, 12)
    assert [(block.user_id, block.blocked_by) for block in await room.blocking.blocked(OLGA)] == [(12, 10)]
    await room.blocking.unblock(OLGA, 12)
    with pytest.raises(NotFound, match="<@12> is not blocked"):
        await room.blocking.unblock(OLGA, 12)
    with pytest.raises(Invalid, match="block yourself"):
        await room.blocking.block(OLGA, OLGA.user_id)
