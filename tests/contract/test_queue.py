"""All that waits for moderators, wherever it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from claims.audit import Action
from claims.events import Dossier
from claims.model import Judgement, Lifecycle, Verdict
from claims.proposals import Proposal
from claims.queue import WaitingKind
from claims.seconding import Pending
from claims.settings import Mode
from claims.suggestions import NewSuggestion
from claims.tips import NewTip
from db.stores import Stores
from tests.contract.samples import EVENT, GUILD, MODERATOR, NOON, OTHER_GUILD, change, claim

ALICE = 11
MINUTE = timedelta(minutes=1)
LATER = NOON + 10 * MINUTE


def asked(message_id: int, slug: str = "helicopter") -> Proposal:
    return Proposal(GUILD, 7, message_id, slug, Mode.SUGGEST, 0.6, NOON + MINUTE)


@pytest.fixture
async def full(stores: Stores, loaded: Dossier) -> Stores:
    """A guild in which one thing of each kind waits."""
    await stores.suggestions.add(
        GUILD, NewSuggestion("helicopter", "https://example.org/1", "A wreck"), ALICE, NOON + 3 * MINUTE, 5
    )
    await stores.tips.add(GUILD, NewTip(EVENT, "The bridge is gone"), ALICE, NOON + 2 * MINUTE)
    await stores.proposals.propose([asked(70), asked(70, "aircraft")], None, None)
    await stores.claims.add(GUILD, claim("tank", lifecycle=Lifecycle.DRAFT), change(Action.ADDED))
    judgement = Judgement(NOON, Verdict.UNVERIFIED, judged_by=MODERATOR)
    pending = Pending(GUILD, 0, "helicopter", 1, judgement, MODERATOR, NOON + 4 * MINUTE)
    await stores.seconding.propose(pending, change(Action.PROPOSED))
    return stores


async def kinds(
    stores: Stores, kind: WaitingKind | None = None, skipped: int = 0, most: int = 9
) -> list[str]:
    found = await stores.waiting.waiting(GUILD, LATER, kind, skipped, most)
    return [each.kind.value for each in found]


async def test_all_that_waits_is_one_list_the_oldest_first(full: Stores) -> None:
    assert await kinds(full) == ["draft", "proposal", "claim", "evidence", "judgement"]
    found = await full.waiting.waiting(GUILD, LATER, None, 0, 9)
    assert [(each.subject, each.slug, each.words, (each.since - NOON) / MINUTE) for each in found] == [
        (0, "tank", claim().statement, 0),
        (70, "aircraft", claim().statement, 1),
        (1, "", "The bridge is gone", 2),
        (1, "helicopter", "A wreck", 3),
        (1, "helicopter", claim().statement, 4),
    ]


async def test_it_comes_by_kind_and_in_pages(full: Stores) -> None:
    assert await kinds(full, WaitingKind.EVIDENCE) == ["evidence"]
    assert await kinds(full, None, 1, 2) == ["proposal", "claim"]
    assert await kinds(full, WaitingKind.CLAIM, 1) == []


async def test_counts_are_those_of_the_list(full: Stores) -> None:
    assert await full.waiting.counts(GUILD, LATER) == dict.fromkeys(WaitingKind, 1)
    assert await full.waiting.counts(OTHER_GUILD, LATER) == dict.fromkeys(WaitingKind, 0)


async def test_what_was_decided_waits_no_more(full: Stores) -> None:
    await full.tips.reject(GUILD, 1, "No.", change(Action.DECLINED))
    await full.proposals.read_again(GUILD, 70, [], None, LATER)
    await full.seconding.decline(GUILD, 1, change(Action.DECLINED))
    assert await kinds(full) == ["draft", "evidence"]
