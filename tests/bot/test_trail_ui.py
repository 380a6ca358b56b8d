"""What moderators read of changes, merges and look-alikes: within Discord's limits, whatever was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import pytest
from discord import ui

from bot.ui.cards import CardView
from bot.ui.editing import AlikeSheet, MergeSheet
from bot.ui.ids import editing as editing_ids
from bot.ui.ids import trail as trail_ids
from bot.ui.put_back import put_back_words
from bot.ui.trail import ChangeSheet, ConsentSheet, TrailView, export_text, undone_text
from claims.audit import Action, Change, Revision, seal
from claims.drafts import NewClaim
from claims.kinship import Tie
from claims.merges import merge
from claims.model import Claim, Lifecycle, Link, Relation
from claims.proposals import Ruling
from claims.recording import Alike
from claims.seconding import PendingState
from claims.settings import GuildSettings, Mode
from claims.suggestions import SuggestionState
from claims.tips import TipState
from claims.trail import Export, Page, Selection
from claims.undoable import Step
from claims.undoing import Plan, PutBack, Undone
from db.audit import as_json
from tests.contract.samples import claim

NOON = datetime(2023, 6, 24, 12, tzinfo=UTC)
LOUD = "`_*|~>@everyone<@1>[x](https://e.example)```"
LONGEST_SLUG = "a" * 60
NOBODY = 9_223_372_036_854_775_807
MOST_TEXT, MOST_COMPONENTS = 4000, 40


def loud(longest: int) -> str:
    return (LOUD * 200)[:longest]


def biggest(slug: str = LONGEST_SLUG) -> Claim:
    """A claim with as much in it as the domain lets through."""
    texts = tuple(f"{number:03}{loud(297)}" for number in range(40))
    whole = claim(slug, statement=loud(300), said_by=loud(300), wordings=texts, counter_wordings=())
    judged = replace(whole.current, known=loud(700), unknown=loud(700), reason=loud(700))
    return replace(whole, judgements=(judged,), links=(), withdrawn_because=loud(700))


def fits(view: ui.LayoutView) -> str:
    """Check a view against Discord's limits (Component Reference) and return its words."""
    parts = list(view.walk_children())
    words = "\n".join(part.content for part in parts if isinstance(part, ui.TextDisplay))
    assert len(words) <= MOST_TEXT
    assert len(parts) <= MOST_COMPONENTS
    for part in parts:
        if isinstance(part, ui.Button | ui.Select):
            assert len(part.custom_id or "") <= 100
        if isinstance(part, ui.Select):
            assert all(len(option.label) <= 100 for option in part.options)
    return words


def revision(number: int, before: object, after: object, subject: str = f"claim:{LONGEST_SLUG}") -> Revision:
    change = Change(Action.EDITED, NOBODY, NOON + timedelta(minutes=number))
    states = (None if state is None else as_json(state) for state in (before, after))
    return seal(number, subject, change, *states, "0" * 64)


@pytest.mark.parametrize(("before", "after"), [(None, biggest()), (biggest(), claim()), (claim(), claim())])
def test_one_change_fits_whatever_it_holds(before: Claim | None, after: Claim) -> None:
    told = fits(ChangeSheet(revision(10**9, before, after)))
    assert "@everyone" not in told
    assert "<@1>" not in told
    if before == after:
        assert "No field is another than before." in told


def test_a_change_of_settings_is_told_in_fields() -> None:
    after = GuildSettings(mode=Mode.SHADOW, moderators_channel=7, places={5: Mode.OFF})
    told = fits(ChangeSheet(revision(3, GuildSettings(), after, "settings")))
    assert "**Mode**\n➖ on\n➕ shadow" in told
    assert "**Places**\n➕ 5: off" in told


def test_a_full_page_fits_and_turns_with_the_longest_names() -> None:
    selection = Selection(LONGEST_SLUG, NOBODY, NOON)
    revisions = tuple(revision(10**6 - number, claim(), biggest()) for number in range(8))
    fits(TrailView(Page(revisions, 9_997, 9_999, 10**6), selection))
    again = re.fullmatch(trail_ids.PAGE, trail_ids.page(12, selection))
    assert again is not None
    assert trail_ids.selection(again.groupdict()) == selection
    everything = re.fullmatch(trail_ids.FILE, trail_ids.file(Selection()))
    assert everything is not None
    assert trail_ids.selection(everything.groupdict()) == Selection()


def test_what_stands_in_the_way_is_told_with_the_newest() -> None:
    change = Change(Action.JUDGED, NOBODY, NOON)
    steps = [Step(number, f"claim:{LONGEST_SLUG}", change, False) for number in range(1, 60)]
    told = fits(ConsentSheet(1, Plan((steps[0],), tuple(steps[1:]))))
    assert "**#59**" in told
    assert "and 50 more" in told


def test_a_file_that_does_not_hold_everything_says_so() -> None:
    told = export_text(Export(b"", 10_000, 12_345), Selection("helicopter"))
    assert "The newest 10000 of 12345 changes of `helicopter`" in told


def test_what_was_typed_is_shown_whole_beside_the_likest_claims() -> None:
    new = NewClaim("e", loud(300), loud(300), (loud(300), loud(300)), loud(700), loud(500))
    claims = tuple(biggest(f"{letter * 60}") for letter in "abc")
    told = fits(AlikeSheet(Alike("0" * 16, new, claims), may_word=True))
    assert told.count("```") % 2 == 0


def test_a_card_fits_with_the_reason_of_a_withdrawal_and_a_large_family() -> None:
    withdrawn = replace(biggest(), lifecycle=Lifecycle.WITHDRAWN)
    kin = [(letter * 60, Link(Relation.SUPERSEDES, LONGEST_SLUG)) for letter in "bcdefghi"]
    told = fits(CardView(withdrawn, kin=kin))
    assert "Superseded by" in told
    assert "@everyone" not in told


def test_a_merge_is_asked_about_with_the_longest_names() -> None:
    source, target = biggest("a" * 60), biggest("b" * 60)
    others = [claim("c" * 60, links=(Link(Relation.NARROWER, source.slug),))]
    links: list[Tie] = [(others[0].slug, others[0].links[0])]
    plan = merge(replace(source, revision=10**8), replace(target, revision=10**8), others, links)
    told = fits(MergeSheet(plan))
    assert "@everyone" not in told
    assert re.fullmatch(editing_ids.MERGE, editing_ids.merge(plan))


@pytest.mark.parametrize(
    ("subject", "state", "told"),
    [
        ("suggested-claim:3", "open", "suggested claim 3 waits for you again"),
        ("suggested-claim:3", "rejected", "suggested claim 3 is rejected again"),
        ("suggestion:4", "erased", "suggested source 4 was erased by its author"),
        ("pending:5", "declined", "the proposed judgement 5 is declined"),
        ("proposal:55:helicopter", "post", "its note comes back"),
        ("proposal:55", "lapsed", "the message is gone"),
        ("member:9", "heard", "<@9> is off the block list"),
        ("breaking:mutiny", "live", "breaking mode of `mutiny` goes on"),
    ],
)
def test_what_was_put_back_is_told_in_words(subject: str, state: str, told: str) -> None:
    text = undone_text(7, Undone(others=(PutBack(subject, state),)))
    assert text.startswith("Change 7 is undone: ")
    assert told in text


@pytest.mark.parametrize("states", [TipState, SuggestionState, PendingState, Ruling])
def test_every_state_that_something_can_be_put_back_into_has_words(states: type[StrEnum]) -> None:
    never_put_back = {TipState.HELD, SuggestionState.DOUBLE, PendingState.OUTDATED}
    for state in states:
        if state not in never_put_back:
            assert put_back_words(PutBack("suggestion:4", state))


@pytest.mark.parametrize(
    ("subject", "action", "offered"),
    [
        ("suggested-claim:3", Action.DECLINED, True),
        ("member:9", Action.BLOCKED, True),
        ("claim:one", Action.STOPPED, True),
        ("claim:one", Action.LAPSED, False),
        ("import:7", Action.IMPORTED, False),
    ],
)
def test_undoing_is_offered_where_there_is_something_to_take_back(
    subject: str, action: Action, offered: bool
) -> None:
    record = seal(7, subject, Change(action, 5, NOON), None, "{}", "")
    shown = [part.label for part in ChangeSheet(record).walk_children() if isinstance(part, ui.Button)]
    assert shown == (["Undo"] if offered else [])
