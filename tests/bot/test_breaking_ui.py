"""What breaking mode shows: within Discord's limits, safe, and in an order that helps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.ui.breaking import BreakingPanel
from bot.ui.briefs import BriefView, brief_text, control_id
from bot.ui.seconding import SecondCard, SecondList, pending_text
from claims.breaking import Breaking, Brief, brief
from claims.events import Event
from claims.model import ReasonTag, Verdict
from claims.seconding import Pending, PendingState
from tests.bot.test_ui import fullest, text_length
from tests.mutiny import GOOGLE, HELICOPTER, MUTINY, NIGHT, SIX

LATER = NIGHT + timedelta(hours=7)
MODE = Breaking(
    1, "wagner-mutiny", 7, timedelta(hours=1), NIGHT, NIGHT + timedelta(hours=9), changed_at=LATER
)
WORST = Event("wagner-mutiny", "*" * 100, "", NIGHT)


def shown(*claims: object, over: bool = False) -> Brief:
    return Brief(MODE, MUTINY.event, claims, over)  # type: ignore[arg-type]


def pending(**fields: object) -> Pending:
    judgement = replace(
        fullest().current, verdict=Verdict.FALSE, reason_tags=frozenset(ReasonTag), judged_by=10**18
    )
    made = Pending(1, 10**17, "s" * 60, 1, judgement, 10**18, NIGHT)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_a_brief_lists_claims_by_verdict_settled_ones_first_and_the_latest_first_of_each() -> None:
    made = brief(MODE, MUTINY.event, [HELICOPTER, SIX, GOOGLE], LATER)
    lines = brief_text(made).split("\n")
    assert lines[:2] == ["## The Wagner mutiny", "-# Live brief, last change <t:1687597200:R>"]
    assert [line for line in lines if line.startswith("**")] == ["**✅ Confirmed**", "**🟡 Unverified**"]
    assert "Breaking mode until <t:1687604400:f> (<t:1687604400:R>)" in lines[-1]


def test_a_brief_that_does_not_fit_keeps_what_was_judged_last_and_counts_the_rest() -> None:
    many = [replace(fullest(), slug=f"claim-{number}", event="wagner-mutiny") for number in range(60)]
    text = brief_text(shown(*many))
    assert len(text) <= 3900
    kept = text.count("\n- ")
    assert 0 < kept < 60
    assert f"-# and {60 - kept} more under `/claim search`" in text


def test_an_event_without_claims_has_a_brief_too() -> None:
    assert "No claims are recorded yet." in brief_text(shown())


def test_a_brief_that_is_over_says_so_and_names_no_time_to_come() -> None:
    text = brief_text(shown(HELICOPTER, over=True))
    assert "Breaking mode ended <t:1687604400:f>" in text
    assert "until" not in text


def test_each_brief_is_known_by_its_button() -> None:
    again = replace(MODE, begun_at=NIGHT + timedelta(milliseconds=1))
    assert control_id(MODE) != control_id(again) != control_id(replace(MODE, event="flood"))
    assert len(control_id(replace(MODE, event="e" * 60))) <= 100


def test_no_text_is_longer_than_discord_takes() -> None:
    lacking = ["View Channel", "Read Message History", "Send Messages in Threads", "Pin Messages"]
    views = [
        BriefView(Brief(MODE, WORST, tuple([fullest()] * 60), over=False)),
        BreakingPanel(replace(MODE, brief_id=10**18), WORST, paused=True, lacking=lacking),
        SecondCard(pending(), fullest()),
        SecondList([(pending(number=number), fullest()) for number in range(9)]),
    ]
    for view in views:
        assert text_length(view) <= 4000
        assert view.total_children_count <= 40


def test_a_long_list_of_proposals_shows_the_first_and_counts_the_rest() -> None:
    listed = SecondList([(pending(number=number), fullest()) for number in range(9)])
    texts = [item.content for item in listed.walk_children() if isinstance(item, ui.TextDisplay)]
    assert texts[-1] == "-# and 5 more, once these are decided"


@pytest.mark.parametrize(
    ("fields", "fate"),
    [
        ({"state": PendingState.SECONDED, "decided_by": 5}, "✅ Seconded by <@5>"),
        ({"state": PendingState.DECLINED, "decided_by": 5}, "🚫 Declined by <@5>"),
        ({"state": PendingState.DECLINED, "decided_by": 10**18}, "↩️ Withdrawn by <@1000000000000000000>"),
        ({"state": PendingState.OUTDATED}, "⌛ Outdated: the claim was changed"),
        ({}, "Another moderator must second it."),
    ],
)
def test_a_card_says_what_became_of_its_proposal(fields: dict[str, object], fate: str) -> None:
    card = SecondCard(pending(decided_at=LATER, **fields), HELICOPTER)
    assert fate in pending_text(pending(decided_at=LATER, **fields), HELICOPTER)
    pressed = [item.disabled for item in card.walk_children() if isinstance(item, ui.Button)]
    assert pressed == ([True, True] if fields else [False, False])
