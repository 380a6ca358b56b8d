"""What the trail holds can be read back, whatever a claim or the settings hold."""

from __future__ import annotations

import json
from datetime import time, timedelta

import pytest
from hypothesis import given, settings

from claims.errors import Invalid
from claims.model import Claim, Verdict
from claims.settings import GuildSettings, Mode, QuietHours
from db.audit import as_json
from db.from_json import from_json
from tests.contract.drawn import claims
from tests.contract.samples import claim

WISHES = GuildSettings(
    paused=True,
    paused_channels=frozenset({3, 2**62}),
    cool_down=timedelta(minutes=5),
    quiet_hours=QuietHours(time(23), time(7, 30)),
    mode=Mode.SHADOW,
    places={5: Mode.OFF, 6: Mode.SUGGEST},
    moderators_channel=2**60,
    ignored_roles=frozenset({1}),
    stale_after=None,
    tags={Verdict.FALSE: "Debunked"},
)


@given(drawn=claims())
@settings(deadline=None)
def test_any_claim_is_read_back_as_it_was(drawn: Claim) -> None:
    back = from_json(Claim, as_json(drawn))
    assert back == drawn
    assert back.revision == drawn.revision
    assert as_json(back) == as_json(drawn)


@pytest.mark.parametrize("settings", [GuildSettings(), WISHES])
def test_settings_are_read_back_as_they_were(settings: GuildSettings) -> None:
    assert from_json(GuildSettings, as_json(settings)) == settings


def test_what_an_older_record_lacks_has_its_default_and_what_is_unknown_is_left_out() -> None:
    record = json.loads(as_json(claim()))
    for field in ("withdrawn_because", "links", "auto_note", "review_by"):
        del record[field]
    record["from_a_later_release"] = {"some": ["thing"]}
    back = from_json(Claim, json.dumps(record))
    assert back == claim(withdrawn_because="", links=(), auto_note=True, review_by=None)


def test_a_record_that_breaks_a_later_rule_is_refused_in_words() -> None:
    record = {**json.loads(as_json(claim())), "statement": " "}
    with pytest.raises(Invalid, match="The statement is empty"):
        from_json(Claim, json.dumps(record))
