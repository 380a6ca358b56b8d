"""What people read of feedback: safe, and within Discord's limits at its longest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.ui.evidence import EvidenceCard, EvidencePanel, suggestion_text
from bot.ui.ids import evidence as evidence_ids
from bot.ui.ids import feedback as feedback_ids
from bot.ui.record import SourcesSheet
from bot.ui.sheet import Sheet
from bot.ui.stats import StatsView, tally_lines
from bot.ui.stopping import StoppedView, stopped_text
from bot.ui.wordings import WordingsPanel
from bot.ui.words import plain
from claims.assignments import Assignment, Matter
from claims.checks import MAX_SLUG, MAX_STATEMENT, MAX_WORDING
from claims.evidence import EvidenceStance
from claims.notes import digest_of
from claims.settings import Mode
from claims.statistics import Answered, Delays
from claims.stopping import Stopped, StoppedPassage
from claims.suggestions import Suggestion, SuggestionState
from claims.tallies import Tally
from tests.bot.test_chart import BREAKING, busy
from tests.bot.test_ui import HOSTILE, fullest, text_length
from tests.contract.samples import note
from tests.mutiny import HELICOPTER, NIGHT

LONGEST_ID = 2**63 - 1
LONG_SLUG = "x" * MAX_SLUG
NOBODY = Assignment(Matter.source(7))


def suggestion(**changes: object) -> Suggestion:
    made = Suggestion(
        1,
        7,
        "helicopter-shot-down",
        "A wreck",
        "https://example.org/1",
        EvidenceStance.REFUTES,
        "",
        11,
        NIGHT,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def longest_suggestion(number: int) -> Suggestion:
    url = "https://example.org/" + "(" * 380
    return suggestion(number=number, title="*" * 300, url=url, remark="_" * 300, suggested_by=LONGEST_ID)


def worked_on(number: int) -> Assignment:
    return Assignment(Matter.source(number), LONGEST_ID, NIGHT)


def longest_wordings() -> Sheet:
    kept = {
        kind: tuple(f"{kind} {number} " + "*" * (MAX_WORDING - 30) for number in range(40))
        for kind in ("wordings", "counter_wordings", "stopped_wordings")
    }
    claim = replace(HELICOPTER, statement="*" * MAX_STATEMENT, **kept)
    return WordingsPanel(claim, [StoppedPassage(digest_of("a"), "")], f"✅ I go by “{'*' * 600}” again.")


def longest_stop() -> Sheet:
    claim = replace(HELICOPTER, slug=LONG_SLUG, statement="*" * MAX_STATEMENT)
    stopped = Stopped(claim, note(LONGEST_ID, LONG_SLUG), "*" * MAX_WORDING, 1000, 999)
    return StoppedView(stopped, "*" * 4000)


def longest_statistics() -> Sheet:
    shown = busy(BREAKING)
    claims = [Tally("x" * 58 + f"{n:02}", 10**6, 10**5, 10**5, 10**6) for n in range(40)]
    asked = {(mode, answer): 10**6 for mode in Mode for answer in Answered}
    month = Delays(10**5, timedelta(days=30), timedelta(days=30))
    shown = replace(shown, claims=claims, asked=asked, to_note=month, to_first_note=month)
    return StatsView(shown, 2, "light")


LONGEST = {
    "card": lambda: EvidenceCard(longest_suggestion(1), fullest(), worked_on(1)),
    "list": lambda: EvidencePanel([(longest_suggestion(n), fullest(), worked_on(n)) for n in range(9)], 1),
    "sources": lambda: SourcesSheet(fullest()),
    "wordings": longest_wordings,
    "stop": longest_stop,
    "statistics": longest_statistics,
}


@pytest.mark.parametrize("which", LONGEST)
async def test_the_longest_fits_into_one_message(which: str) -> None:
    view = LONGEST[which]()
    assert text_length(view) <= 4000
    assert view.total_children_count <= 40
    ids = [item.custom_id for item in view.walk_children() if isinstance(item, ui.Button | ui.Select)]
    assert len(set(ids)) == len(ids)
    assert all(len(custom_id or "") <= 100 for custom_id in ids)
    for item in view.walk_children():
        if isinstance(item, ui.Select):
            assert 1 <= len(item.options) <= 25


def test_the_longest_custom_ids_fit() -> None:
    for custom_id in (
        feedback_ids.match_again(LONGEST_ID, LONG_SLUG),
        feedback_ids.never_match(LONGEST_ID, LONG_SLUG),
        evidence_ids.add(LONG_SLUG),
        feedback_ids.restore_wording(LONG_SLUG),
    ):
        assert len(custom_id) <= 100


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_people_show_as_they_are(text: str) -> None:
    claim = replace(HELICOPTER, statement=text)
    told = suggestion_text(
        suggestion(title=text, remark=text, reason=text, state=SuggestionState.DECLINED), claim, NOBODY
    )
    told += stopped_text(Stopped(claim, note(), text, 1, 0), text)
    assert told.count(plain(text)) == 7
    assert text not in told.replace(plain(text), "")


def test_a_moderator_reads_how_many_notes_a_wording_brought() -> None:
    told = stopped_text(Stopped(HELICOPTER, note(), "heli down", 14, 0), "a heli came down")
    assert "“a heli came down” never gets a note about this claim" in told
    assert "I do not go by this wording any more: “heli down”." in told
    assert "It brought 14 notes, none called wrong before." in told


def test_words_that_cannot_be_read_any_more_are_not_quoted() -> None:
    assert "the words it stood under never gets" in stopped_text(Stopped(HELICOPTER, note(), "x", 1, 0), "")


def test_an_erased_suggestion_shows_nothing_of_what_it_was() -> None:
    erased = suggestion(state=SuggestionState.ERASED, title="", url="", suggested_by=None)
    assert suggestion_text(erased, HELICOPTER, NOBODY) == (
        "### 🔗 Suggested source 7\nIts author took it back; nothing of it is kept."
    )


def test_counts_are_one_small_line_and_none_without_notes() -> None:
    assert tally_lines(Tally("a")) == []
    assert tally_lines(None) == []
    assert tally_lines(Tally("a", 12, 1, 3)) == [
        "-# 12 notes, 1 taken back as wrong (8 %), 3 found one helpful"
    ]
    assert tally_lines(Tally("a", 1)) == ["-# 1 note, none taken back as wrong"]
