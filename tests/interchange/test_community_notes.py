"""Notes of X as leads: drafts with what the note says, about a post whose claim is still to be written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.errors import PackProblem
from claims.exchange import Format
from claims.importing import Terms, merged
from claims.model import Lifecycle, ReasonTag, Verdict
from tests.contract.samples import EVENT, NOON
from tests.interchange.filed import read, refused, told

HEADER = (
    "noteId\tnoteAuthorParticipantId\tcreatedAtMillis\ttweetId\tclassification\tbelievable\t"
    "misleadingOutdatedInformation\tmisleadingMissingImportantContext\ttrustworthySources\tsummary\tisMediaNote"
)
MISLEADING = "MISINFORMED_OR_POTENTIALLY_MISLEADING"


def notes(*rows: tuple[object, ...]) -> str:
    lines = ("\t".join(str(cell) for cell in row) for row in rows)
    return "\n".join([HEADER, *lines]) + "\n"


def row(
    note: object = 1672000000000000001, post: object = 1672345678901234567, **changes: object
) -> tuple[object, ...]:
    cells = {
        "at": 1687590000000,
        "kind": MISLEADING,
        "old": 1,
        "context": 0,
        "text": "The video is old.",
        **changes,
    }
    return (
        note,
        "ab12",
        cells["at"],
        post,
        cells["kind"],
        "",
        cells["old"],
        cells["context"],
        1,
        cells["text"],
        0,
    )


def test_a_note_becomes_a_draft_about_the_post() -> None:
    text = '&quot;Shot down&quot; is from 2019. "Never closed https://news.example/1'
    [lead] = told(notes(row(text=text)), "notes-00000.tsv")
    draft = merged(lead, None, Terms(NOON, frozenset({EVENT}), EVENT))
    assert (draft.slug, draft.lifecycle) == ("note-1672000000000000001", Lifecycle.DRAFT)
    assert not draft.notable
    assert draft.verdict is Verdict.UNVERIFIED
    assert draft.current.known == '"Shot down" is from 2019. "Never closed https://news.example/1'
    assert draft.current.reason_tags == {ReasonTag.OUTDATED}
    assert [piece.url for piece in draft.evidence] == ["https://x.com/i/web/status/1672345678901234567"]
    assert draft.first_said_at is not None
    assert f"{draft.first_said_at:%Y-%m}" == "2023-06"


def test_a_lead_that_moderators_have_worked_on_stays_theirs() -> None:
    [lead] = told(notes(row()), "notes.tsv")
    terms = Terms(NOON, frozenset({EVENT}), EVENT)
    worked_on = replace(merged(lead, None, terms), statement="The video shows a crash of 2019.")
    assert merged(lead, worked_on, terms) == worked_on


def test_notes_that_find_nothing_misleading_are_no_leads() -> None:
    assert told(notes(row(kind="NOT_MISLEADING"), row(2)), "notes.tsv")[0].slug == "note-2"


def test_long_notes_are_shortened_and_old_posts_have_no_time() -> None:
    [lead] = told(notes(row(post=20, text="word " * 300)), "notes.tsv")
    assert lead.judgement is not None
    assert len(str(lead.judgement.known)) == 700
    assert lead.first_said_at is None


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (row(note="one"), "row 2: Its noteid is no number: “one”"),
        (row(post="١٢"), "row 2: Its tweetid is no number"),
        (row(at="9" * 19), "row 2: Its time lies beyond the calendar"),
        ((*row(), "more"), "row 2: It has 1 cells too many"),
    ],
)
def test_what_is_wrong_with_a_note_is_told_with_its_row(cells: tuple[object, ...], wrong: str) -> None:
    [problem] = refused(notes(cells), "notes.tsv")
    assert problem.startswith(wrong)


def test_a_table_of_something_else_is_no_table_of_notes() -> None:
    with pytest.raises(PackProblem, match="lacks the column “tweetid”"):
        read("noteId\tsummary\n1\tx\n", "notes.tsv", Format.NOTES)
