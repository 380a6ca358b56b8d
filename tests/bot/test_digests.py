"""Whatever changed, its digest fits into one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.ui.digests import DigestSheet, turnaround_text
from claims.checks import MAX_PARAGRAPH, MAX_STATEMENT
from claims.following import MOST_TOLD, Digest, Turnaround
from claims.jobs import Job, JobKind
from claims.model import Verdict
from tests.claims.test_model import NIGHT, claim, judgement

JOB = Job(10**19 - 1, JobKind.DIGEST, 10**19 - 1, 0, 1, 1, NIGHT)
# Discord: 4,000 characters and 40 components in a layout, 100 characters in a custom_id.
LONGEST, MOST_COMPONENTS, LONGEST_ID = 4000, 40, 100


def turnaround(slug: str = "helicopter", statement: str = "It fell.", reason: str = "") -> Turnaround:
    new = replace(judgement(1), reason=reason)
    return Turnaround(claim(slug, statement=statement).judged(new), Verdict.UNVERIFIED)


@pytest.mark.parametrize("letter", ["x", "*", "é"])
@pytest.mark.parametrize("number", [1, MOST_TOLD])
def test_the_longest_claims_fit(number: int, letter: str) -> None:
    longest = [
        turnaround(f"{index}{'x' * 59}", letter * MAX_STATEMENT, letter * MAX_PARAGRAPH)
        for index in range(number)
    ]
    digest = Digest(JOB, int(NIGHT.timestamp() * 1000), tuple(longest), left_for_later=92)
    sheet = DigestSheet(digest, "*" * 100)
    parts = list(sheet.walk_children())
    assert sum(len(part.content) for part in parts if isinstance(part, ui.TextDisplay)) <= LONGEST
    assert len(parts) <= MOST_COMPONENTS
    assert all(len(str(part.custom_id)) <= LONGEST_ID for part in parts if isinstance(part, ui.Button))


def test_a_turnaround_tells_the_old_verdict_the_new_one_its_time_and_why() -> None:
    text = turnaround_text(turnaround(reason="The owner showed it, whole."))
    stamp = int((NIGHT + timedelta(hours=1)).timestamp())
    assert text.splitlines() == [
        r"**It fell.**",
        f"~~🟡 Unverified~~ → ✅ **Confirmed** · as of <t:{stamp}:f>",
        "**Why:** The owner showed it, whole.",
    ]


def test_a_turnaround_without_a_reason_tells_none() -> None:
    assert "Why" not in turnaround_text(turnaround())
