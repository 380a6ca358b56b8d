from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claim_text import ClaimText
from claims.errors import Invalid
from matching import corpus as corpora
from matching.index import ClaimIndex
from matching.saved import load, save
from matching.scorer import Scorer
from tests.matching.conftest import CLAIMS, CONVOY, DAM, FERRY, GOVERNOR, GRAVES, TERMS, BagOfWords

BRIDGE = ClaimText("bridge-collapsed", "The bridge at Osk collapsed.", wordings=("osk bridge is down",))
SAYINGS = {
    "dam-breached": "northern forces blew up the velna dam",
    "graves-of-velna": "the governor is hiding the graves of 300 soldiers",
    "convoy-of-forty": "a convoy of 40 trucks left port maro for the capital",
    "governor-fled": "governor halvek fled port maro",
    "bridge-collapsed": "osk bridge is down",
}


def best(index: ClaimIndex, text: str) -> str | None:
    matches = index.read(text).matches
    return matches[0].slug if matches else None


def test_a_new_claim_is_found_at_once_and_only_its_texts_are_encoded(
    index: ClaimIndex, encoder: BagOfWords
) -> None:
    encoder.encoded.clear()
    changed = index.changed([BRIDGE])
    assert len(encoder.encoded) == len(BRIDGE.texts)
    assert best(changed, "the osk bridge is down!") == "bridge-collapsed"
    assert best(index, "the osk bridge is down!") != "bridge-collapsed"


def test_names_of_new_claims_are_known_in_other_spellings_and_so_are_the_older_ones(
    index: ClaimIndex,
) -> None:
    changed = index.changed([BRIDGE]).changed(
        [ClaimText("tovarin-arrested", "General Tovarin was arrested at the airport in Osk.")]
    )
    assert best(changed, "генерала Товарина арестовали в аэропорту") == "tovarin-arrested"
    assert best(changed, "губернатор Халвек бежал из Порт Маро") == "governor-fled"


def test_a_reworded_claim_is_found_by_its_new_words(index: ClaimIndex) -> None:
    reworded = replace(FERRY, statement="A storm wrecked the trawler Lucia.")
    changed = index.changed([reworded])
    assert best(changed, "storm wrecked the trawler lucia") == "ferry-sunk"
    assert len(changed) == len(index)


def test_a_removed_claim_is_found_no_more_and_the_others_are(index: ClaimIndex) -> None:
    changed = index.changed([], ["governor-fled"])
    assert best(changed, "governor halvek fled port maro") != "governor-fled"
    assert best(changed, "northern forces blew up the velna dam") == "dam-breached"
    assert len(changed) == len(index) - 1


def test_removing_what_is_not_there_changes_nothing(index: ClaimIndex) -> None:
    assert len(index.changed([], ["no-such-claim"])) == len(index)


def test_a_claim_removed_and_recorded_again_is_found(index: ClaimIndex) -> None:
    again = index.changed([], ["dam-breached"]).changed([DAM])
    assert best(again, SAYINGS["dam-breached"]) == "dam-breached"
    assert len(again) == len(index)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from((DAM, GRAVES, CONVOY, GOVERNOR, BRIDGE)))))
def test_after_any_changes_just_the_claims_that_are_recorded_are_found(
    steps: list[tuple[bool, ClaimText]],
) -> None:
    index = ClaimIndex.build(CLAIMS, TERMS, BagOfWords(), Scorer.load())
    recorded = {claim.slug for claim in CLAIMS}
    for recording, claim in steps:
        index = index.changed([claim]) if recording else index.changed([], [claim.slug])
        recorded = recorded | {claim.slug} if recording else recorded - {claim.slug}
    assert len(index) == len(recorded)
    for slug, saying in SAYINGS.items():
        assert (best(index, saying) == slug) == (slug in recorded)


@pytest.mark.parametrize("kept_texts", [0, 1000])
def test_a_saved_index_reads_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept_texts: int
) -> None:
    monkeypatch.setattr(corpora, "MOST_KEPT_TEXTS", kept_texts)
    encoder = BagOfWords()
    index = ClaimIndex.build(CLAIMS, TERMS, encoder, Scorer.load()).changed([BRIDGE], ["ferry-sunk"])
    save(index, tmp_path / "index")
    loaded = load(tmp_path / "index", encoder, Scorer.load())
    assert len(loaded) == len(index)
    for saying in (*SAYINGS.values(), "северяне взорвали дамбу в Велне"):
        assert loaded.read(saying) == index.read(saying)


def test_a_folder_without_an_index_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="holds no whole index"):
        load(tmp_path, BagOfWords(), Scorer.load())


def test_an_index_of_another_version_is_refused(tmp_path: Path, index: ClaimIndex) -> None:
    save(index, tmp_path)
    about = tmp_path / "about.json"
    about.write_text(about.read_text("utf-8").replace('"format": 1', '"format": 0'), "utf-8")
    with pytest.raises(Invalid, match="made by another version"):
        load(tmp_path, BagOfWords(), Scorer.load())


def test_a_damaged_index_is_refused(tmp_path: Path, index: ClaimIndex) -> None:
    save(index, tmp_path)
    claims = tmp_path / "claims.jsonl"
    claims.write_text(claims.read_text("utf-8")[:-40], "utf-8")
    with pytest.raises(Invalid, match="holds no whole index"):
        load(tmp_path, BagOfWords(), Scorer.load())
