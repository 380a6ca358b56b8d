from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from claims.claim_text import ClaimText
from claims.errors import Invalid
from claims.events import Term
from matching.scorer import Scorer
from matching.semantic import TextEncoder
from matching.service import IndexTrial, MatchingService
from tests.matching.conftest import CLAIMS, FERRY, TERMS, BagOfWords


class Shelf:
    """Loads claims from memory and counts how often it was asked."""

    def __init__(self) -> None:
        self.claims: tuple[ClaimText, ...] = CLAIMS
        self.asked: list[int] = []
        self.failing = False

    async def texts(self, guild_id: int) -> tuple[Sequence[ClaimText], Sequence[Term]]:
        self.asked.append(guild_id)
        return self.claims, TERMS

    async def text(self, guild_id: int, slug: str) -> ClaimText | None:
        if self.failing:
            raise Invalid("The database is busy.")
        return next((claim for claim in self.claims if claim.slug == slug), None)


def service(shelf: Shelf, encoder: TextEncoder | None = None, **options: int) -> MatchingService:
    return MatchingService(shelf, Scorer.load(), lambda: encoder or BagOfWords(), **options)


async def test_messages_are_read_and_the_index_is_built_once() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    readings = await asyncio.gather(*(matcher.read(1, f"a drone sank the ferry {n}") for n in range(40)))
    assert {reading.matches[0].slug for reading in readings} == {"ferry-sunk"}
    assert shelf.asked == [1]
    await matcher.close()


async def test_after_a_refresh_new_claims_are_used() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    await matcher.read(1, "the bridge at Osk collapsed")
    shelf.claims = (*CLAIMS, ClaimText("bridge-collapsed", "The bridge at Osk collapsed."))
    matcher.refresh(1)
    assert (await matcher.read(1, "the bridge at Osk collapsed")).matches[0].slug == "bridge-collapsed"
    await matcher.close()


async def test_a_change_to_one_claim_is_seen_without_reading_the_others_again() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    await matcher.read(1, "the bridge at Osk collapsed")
    shelf.claims = (*CLAIMS, ClaimText("bridge-collapsed", "The bridge at Osk collapsed."))
    matcher.refresh(1, "bridge-collapsed")
    assert (await matcher.read(1, "the bridge at Osk collapsed")).matches[0].slug == "bridge-collapsed"
    shelf.claims = CLAIMS
    matcher.refresh(1, "bridge-collapsed")
    found = await matcher.read(1, "the bridge at Osk collapsed")
    assert "bridge-collapsed" not in {match.slug for match in found.matches}
    assert shelf.asked == [1]
    await matcher.close()


async def test_a_change_that_cannot_be_read_is_an_error_once_and_all_is_read_anew() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    await matcher.read(1, "the ferry")
    shelf.failing = True
    matcher.refresh(1, "ferry-sunk")
    with pytest.raises(Invalid):
        await matcher.read(1, "a drone sank the ferry")
    shelf.failing = False
    assert (await matcher.read(1, "a drone sank the ferry")).matches
    assert shelf.asked == [1, 1]
    await matcher.close()


async def test_reading_goes_on_while_indexes_are_refreshed() -> None:
    matcher = service(Shelf(), threads=2)
    reads = [asyncio.create_task(matcher.read(n % 3, "a drone sank the ferry")) for n in range(30)]
    for n in range(30):
        matcher.refresh(n % 3)
        await asyncio.sleep(0)
    assert all(reading.matches[0].slug == "ferry-sunk" for reading in await asyncio.gather(*reads))
    await matcher.close()


async def test_a_failing_build_is_an_error_to_every_reader_and_is_tried_again() -> None:
    shelf = Shelf()
    attempts = iter([Invalid("The encoder is missing."), None])

    def open_encoder() -> TextEncoder:
        problem = next(attempts)
        if problem is not None:
            raise problem
        return BagOfWords()

    matcher = MatchingService(shelf, Scorer.load(), open_encoder)
    outcomes = await asyncio.gather(matcher.read(1, "a"), matcher.read(1, "b"), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Invalid, Invalid]
    assert (await matcher.read(1, "a drone sank the ferry")).matches
    await matcher.close()


async def test_a_reader_who_gives_up_does_not_disturb_the_others() -> None:
    matcher = service(Shelf())
    impatient = asyncio.create_task(matcher.read(1, "the ferry"))
    patient = asyncio.create_task(matcher.read(1, "a drone sank the ferry"))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).matches[0].slug == "ferry-sunk"
    with pytest.raises(asyncio.CancelledError):
        await impatient
    await matcher.close()


async def test_a_search_that_is_given_up_does_not_end_the_build_that_others_wait_for() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    impatient = asyncio.create_task(matcher.search(1, "the ferry"))
    patient = asyncio.create_task(matcher.read(1, "a drone sank the ferry"))
    await asyncio.sleep(0)
    impatient.cancel()
    assert (await patient).matches[0].slug == "ferry-sunk"
    assert shelf.asked == [1]
    await matcher.close()


async def test_only_so_many_indexes_are_kept() -> None:
    shelf = Shelf()
    matcher = service(shelf, most_indexes=2)
    for guild_id in (1, 2, 3, 1):
        await matcher.read(guild_id, "the ferry")
    assert shelf.asked == [1, 2, 3, 1]
    await matcher.close()


async def test_the_event_loop_stays_free_while_an_index_is_built() -> None:
    begun, may_go_on = threading.Event(), threading.Event()

    class Slow(BagOfWords):
        def encode(self, texts: Sequence[str]) -> object:  # type: ignore[override]
            begun.set()
            assert may_go_on.wait(20)
            return super().encode(texts)

    matcher = service(Shelf(), Slow())
    reading = asyncio.create_task(matcher.read(1, "a drone sank the ferry"))
    await asyncio.to_thread(begun.wait, 20)
    may_go_on.set()  # reached only because the loop was not blocked by the worker
    assert (await reading).matches
    await matcher.close()


async def test_closing_waits_for_what_was_begun() -> None:
    matcher = service(Shelf())
    reading = asyncio.create_task(matcher.read(1, "a drone sank the ferry"))
    await asyncio.sleep(0)
    await matcher.close()
    assert reading.done() or (await reading).matches


async def test_readers_hear_of_a_failure_also_while_a_change_is_under_way() -> None:
    failing = threading.Event()

    class Fragile(BagOfWords):
        def encode(self, texts: Sequence[str]) -> object:  # type: ignore[override]
            if failing.is_set() and texts:
                raise Invalid("The encoder is gone.")
            return super().encode(texts)

    shelf = Shelf()
    matcher = service(shelf, Fragile())
    await matcher.read(1, "the ferry")
    failing.set()
    reading = asyncio.create_task(matcher.read(1, "a drone sank the ferry aurora"))
    await asyncio.sleep(0)
    shelf.claims = (*CLAIMS, ClaimText("bridge-collapsed", "The bridge at Osk collapsed."))
    matcher.refresh(1, "bridge-collapsed")
    async with asyncio.timeout(20):
        with pytest.raises(Invalid):
            await reading
    await matcher.close()


async def test_a_trial_reads_with_a_changed_claim_and_changes_nothing_for_anyone_else() -> None:
    matcher = service(Shelf())
    reworded = replace(FERRY, wordings=("a storm wrecked the trawler Lucia",))
    trial = await matcher.trial(1, reworded)
    ((before, after),) = await trial.read(["a storm wrecked the trawler Lucia"])
    assert "ferry-sunk" not in {match.slug for match in before.matches}
    assert after.matches[0].slug == "ferry-sunk"
    assert after.matches[0].explanation.wording == "a storm wrecked the trawler Lucia"
    live = await matcher.read(1, "a storm wrecked the trawler Lucia")
    assert live == before
    await matcher.close()


async def test_a_trial_keeps_to_the_claims_as_they_were_when_it_began() -> None:
    shelf = Shelf()
    matcher = service(shelf)
    trial = await matcher.trial(1, FERRY)
    shelf.claims = (*CLAIMS, ClaimText("bridge-collapsed", "The bridge at Osk collapsed."))
    matcher.refresh(1, "bridge-collapsed")
    assert (await matcher.read(1, "the bridge at Osk collapsed")).matches[0].slug == "bridge-collapsed"
    ((before, after),) = await trial.read(["the bridge at Osk collapsed"])
    assert before == after
    assert "bridge-collapsed" not in {match.slug for match in after.matches}
    await matcher.close()


async def test_a_live_message_waits_for_one_message_of_all_trials_together_at_most() -> None:
    texts = [f"a drone sank the ferry number {number} aurora" for number in range(40)]
    matcher = service(Shelf())
    trials = [await matcher.trial(1, FERRY) for _ in range(3)]
    order: list[str] = []

    async def reading(trial: IndexTrial) -> None:
        await trial.read(texts)
        order.append("trial")

    tasks = [asyncio.create_task(reading(trial)) for trial in trials]
    await asyncio.sleep(0)
    await matcher.read(1, "a drone sank the ferry")
    order.append("live")
    await asyncio.gather(*tasks)
    assert order[0] == "live"
    await matcher.close()
