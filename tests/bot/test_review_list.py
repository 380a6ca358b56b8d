"""What moderators read of the claims to check: safe, and within Discord's limits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.ui.cards import CardView
from bot.ui.notes import note_text
from bot.ui.record import history_text
from bot.ui.reviews import CHECK_AGAIN, CheckListView, still_so_text
from bot.ui.sheet import Sheet
from claims.checks import MAX_STATEMENT
from claims.freshness import CheckAgain, CheckList
from claims.model import Claim, Lifecycle, Verdict
from claims.settling import Standing
from tests.bot.test_ui import HOSTILE, changed_to, text_length
from tests.mutiny import HELICOPTER, NIGHT

DAY = timedelta(days=1)


def aside(**fields: object) -> Claim:
    values = {"lifecycle": Lifecycle.NEEDS_RECHECK, "review_by": NIGHT + DAY, **fields}
    return replace(HELICOPTER, **values)  # type: ignore[arg-type]


def text_of(view: Sheet) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


async def test_the_longest_list_fits_discords_limits() -> None:
    claims = [aside(slug=f"{n}" + "x" * 59, statement="*" * MAX_STATEMENT) for n in range(5)]
    view = CheckListView(CheckList(claims, 9998, 9999, NIGHT + 2 * DAY), still_so_text(claims[0]))
    assert 0 < text_length(view) <= 4000
    assert view.total_children_count <= 40
    ids = [item.custom_id for item in view.walk_children() if isinstance(item, ui.Button)]
    assert len(ids) == len(set(ids)) == 13
    assert max(len(str(custom_id)) for custom_id in ids) <= 100


@pytest.mark.parametrize("text", HOSTILE)
async def test_the_list_shows_what_people_wrote_as_it_is(text: str) -> None:
    claim = aside(statement=text)
    shown = text_of(CheckListView(CheckList([claim], 0, 1, None), still_so_text(claim)))
    for live in ("@everyone", "<@", "<#", "[click](", "**bold", "||spoiler"):
        assert not re.search(r"(?<!\\)" + re.escape(live), shown), shown


async def test_an_entry_says_when_it_was_checked_was_to_be_and_whether_it_still_gets_notes() -> None:
    told = text_of(CheckListView(CheckList([aside()], 0, 1, NIGHT + DAY)))
    assert "🟡 **Unverified** · last checked <t:1687572000:R>" in told
    assert "`helicopter-shot-down` · to be checked <t:1687658400:R> · no new notes until then" in told
    assert "no new notes" not in text_of(CheckListView(CheckList([aside()], 0, 1, NIGHT)))


async def test_a_claim_that_is_never_to_be_checked_again_is_told_as_such() -> None:
    assert still_so_text(aside(review_by=None)).endswith("I do not ask again.")
    assert set(CHECK_AGAIN) == set(CheckAgain)


async def test_past_its_review_a_changed_note_still_says_what_it_said_before() -> None:
    changed = changed_to(Verdict.CONFIRMED)
    standing = Standing(replace(changed.claim, lifecycle=Lifecycle.NEEDS_RECHECK), changed.before)
    first = note_text(standing).split("\n")[0]
    assert first == "~~🟡 Unverified~~ → ✅ **Confirmed** · last checked <t:1687658400:R>"


async def test_a_card_says_when_its_claim_is_to_be_checked_again() -> None:
    assert "to be checked again <t:1687658400:R>" in text_of(CardView(aside(lifecycle=Lifecycle.PUBLISHED)))
    told = text_of(CardView(aside()))
    assert "to be checked again" not in told
    assert "This claim should be checked again." in told


async def test_checks_that_found_nothing_new_are_one_line_of_the_history() -> None:
    first = HELICOPTER.current
    again = HELICOPTER.judged(replace(first, as_of=NIGHT + DAY, judged_by=1))
    again = again.judged(replace(first, as_of=NIGHT + 2 * DAY, judged_by=2))
    told = history_text(again.judged(replace(first, as_of=NIGHT + 3 * DAY, known="Wreck found.")))
    _, latest, before = told.split("\n")
    assert "Wreck found." in latest
    assert "checked again" not in latest
    assert before.endswith("checked again <t:1687744800:f>, nothing new")
