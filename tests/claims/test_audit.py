from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.audit import Action, Change, Revision, canonical, first_broken, genesis, seal

GUILD = 7
START = datetime(2023, 6, 24, tzinfo=UTC)


def chain(length: int) -> list[Revision]:
    revisions: list[Revision] = []
    for number in range(1, length + 1):
        change = Change(Action.JUDGED, 7, START + timedelta(minutes=number))
        previous = revisions[-1].hash if revisions else genesis(GUILD)
        revisions.append(seal(number, "claim:x", change, None, canonical({"n": number}), previous))
    return revisions


@given(st.integers(0, 12))
def test_an_untouched_chain_holds(length: int) -> None:
    assert first_broken(GUILD, chain(length)) is None


@given(st.integers(1, 8), st.data())
def test_any_altered_record_is_found(length: int, data: st.DataObject) -> None:
    revisions = chain(length)
    place = data.draw(st.integers(0, length - 1))
    revisions[place] = replace(revisions[place], after=canonical({"n": "forged"}))
    assert first_broken(GUILD, revisions) == revisions[place]


@pytest.mark.parametrize("missing", [0, 1])
def test_a_record_that_is_cut_out_is_missed(missing: int) -> None:
    revisions = chain(4)
    del revisions[missing]
    assert first_broken(GUILD, revisions) is not None


def test_a_chain_copied_from_another_server_is_noticed() -> None:
    assert first_broken(GUILD + 1, chain(2)) is not None
