"""The Wagner pack records what the report knew, and later findings apart from it."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from claims.claim_text import ClaimText
from claims.events import Dossier
from claims.evidence import Evidence
from claims.model import Verdict
from interchange.pack import read_pack, write_pack
from matching.families import Families

PACK = Path(__file__).parents[2] / "packs" / "wagner-mutiny-2023.yaml"
NIGHT = datetime.fromisoformat("2023-06-24T02:00:00Z")
REPORT = "News report quoted in a forum post, 24 June 2023"
UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
RUSSIAN = re.compile(r"[\u0430-\u044fё]", re.IGNORECASE)


@pytest.fixture(scope="module")
def wagner() -> Dossier:
    return read_pack(PACK)


def test_it_is_rich_enough_to_serve_a_community(wagner: Dossier) -> None:
    assert len(wagner.claims) >= 50
    assert len(wagner.terms) >= 25
    assert len(wagner.timeline) >= 25


def test_the_night_of_the_report_knows_what_the_report_knew(wagner: Dossier) -> None:
    known = wagner.until(NIGHT)

    assert len(known.claims) >= 22
    for claim in known.claims:
        assert [judgement.as_of for judgement in claim.judgements] == [NIGHT], claim.slug
        assert REPORT in [source.title for source in claim.current.evidence], claim.slug


def test_that_night_only_statements_and_observations_are_confirmed(wagner: Dossier) -> None:
    verdicts = {claim.slug: claim.verdict for claim in wagner.until(NIGHT).claims}

    assert set(verdicts.values()) == {Verdict.UNVERIFIED, Verdict.CONFIRMED}
    for slug in ["helicopter-shot-down", "camps-strike", "two-thousand-bodies", "rostov-entered"]:
        assert verdicts[slug] is Verdict.UNVERIFIED
    for slug in ["fsb-criminal-case", "surovikin-appeal", "prigozhin-says-not-a-coup"]:
        assert verdicts[slug] is Verdict.CONFIRMED


def test_claims_that_arose_later_are_not_known_that_night(wagner: Dossier) -> None:
    known = {claim.slug for claim in wagner.until(NIGHT).claims}

    assert not known & {"six-helicopters", "il-18-shot-down", "putin-fled-moscow", "belarus-deal"}


def test_what_became_known_later_changes_the_verdict(wagner: Dossier) -> None:
    histories = {claim.slug: [judgement.verdict for judgement in claim.judgements] for claim in wagner.claims}

    assert histories["helicopter-shot-down"] == [Verdict.UNVERIFIED, Verdict.CONFIRMED]
    assert histories["putin-not-seen"] == [Verdict.CONFIRMED, Verdict.FALSE]
    assert histories["il-18-shot-down"] == [Verdict.UNVERIFIED, Verdict.PARTLY_TRUE]
    assert set(histories["six-helicopters"]) == {Verdict.UNVERIFIED}


def test_claims_about_shot_down_aircraft_are_one_family(wagner: Dossier) -> None:
    families = Families.of_claims(map(ClaimText.of, wagner.claims))
    of = {claim.slug: families.of(at) for at, claim in enumerate(wagner.claims)}
    assert {slug for slug in of if of[slug] == of["helicopter-shot-down"]} == {
        "aircraft-shot-down",
        "helicopter-shot-down",
        "helicopter-fired-on-civilians",
        "six-helicopters",
        "il-18-shot-down",
        "il-22m-shot-down",
        "il-22m-crew-killed",
    }


def test_notes_are_short_and_never_empty(wagner: Dossier) -> None:
    for claim in wagner.claims:
        for judgement in claim.judgements:
            assert judgement.known, claim.slug
            assert len(judgement.known) + len(judgement.unknown) <= 350, claim.slug


def test_only_opinions_are_kept_from_automatic_notes(wagner: Dossier) -> None:
    silent = [claim for claim in wagner.claims if not claim.notable]

    assert silent
    assert all("opinion" in claim.current.reason_tags for claim in silent)


def test_every_verdict_but_unverified_names_who_published_its_evidence(wagner: Dossier) -> None:
    for claim in wagner.claims:
        for judgement in claim.judgements:
            if judgement.verdict is not Verdict.UNVERIFIED:
                assert judgement.evidence, claim.slug
            if judgement.as_of > NIGHT and judgement.verdict is not Verdict.UNVERIFIED:
                assert any(source.publisher for source in judgement.evidence), claim.slug


def test_no_address_is_invented(wagner: Dossier) -> None:
    assert [source.url or source.archive_url for source in sources(wagner)] == [None] * len(sources(wagner))


def sources(dossier: Dossier) -> list[Evidence]:
    judged = [source for c in dossier.claims for judgement in c.judgements for source in judgement.evidence]
    return judged + [source for entry in dossier.timeline for source in entry.sources]


def test_every_term_has_names_in_english_russian_and_ukrainian(wagner: Dossier) -> None:
    for term in wagner.terms:
        names = [term.name, *term.aliases]
        assert any(name.isascii() for name in names), term.slug
        assert any(RUSSIAN.search(name) and not UKRAINIAN.search(name) for name in names), term.slug
        assert term.description, term.slug
    spelt_otherwise = [term for term in wagner.terms if any(UKRAINIAN.search(name) for name in term.aliases)]
    assert len(spelt_otherwise) >= 35


def test_an_alias_belongs_to_one_term(wagner: Dossier) -> None:
    owners: dict[str, set[str]] = {}
    for term in wagner.terms:
        for name in (term.name, *term.aliases):
            owners.setdefault(name.casefold(), set()).add(term.slug)

    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_every_claim_has_wordings_in_several_languages(wagner: Dossier) -> None:
    for claim in wagner.claims:
        assert 4 <= len(claim.wordings) <= 40, claim.slug
        assert claim.counter_wordings, claim.slug
        assert any(RUSSIAN.search(wording) for wording in claim.wordings), claim.slug
        assert any(wording.isascii() for wording in claim.wordings), claim.slug


def test_no_wording_serves_two_claims(wagner: Dossier) -> None:
    wordings = [wording.casefold() for claim in wagner.claims for wording in claim.wordings]

    assert len(wordings) == len(set(wordings))


def test_the_timeline_is_in_order_and_names_its_sources(wagner: Dossier) -> None:
    instants = [entry.at for entry in wagner.timeline]

    assert instants == sorted(instants)
    assert all(entry.sources for entry in wagner.timeline)


def test_the_file_is_as_an_export_writes_it(wagner: Dossier, tmp_path: Path) -> None:
    write_pack(wagner, tmp_path / "again.yaml")

    assert (tmp_path / "again.yaml").read_text(encoding="utf-8") == PACK.read_text(encoding="utf-8")
