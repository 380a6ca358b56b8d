"""Claims to match against come from a pack or from another tool's JSON Lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from claims.errors import PackProblem
from claims.events import TermKind
from interchange.claim_file import ClaimText, read_claims

WAGNER = Path(__file__).parents[2] / "packs" / "wagner-mutiny-2023.yaml"


def write_lines(tmp_path: Path, *records: Any, name: str = "claims.jsonl") -> Path:
    path = tmp_path / name
    lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_pack_gives_its_claims_and_terms() -> None:
    found = read_claims(WAGNER)

    helicopter = found.claims[0]
    assert helicopter.slug == "helicopter-shot-down"
    assert helicopter.statement == "Wagner shot down a Russian military helicopter."
    assert "Вагнер сбил вертолёт" in helicopter.wordings
    assert "the army shot down a Wagner helicopter" in helicopter.counter_wordings
    assert "prigozhin" in {term.slug for term in found.terms}
    assert found.problems == ()


def test_a_line_needs_only_slug_and_statement(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {"slug": "vclaim-sno-A_1/2", "statement": "It rains.", "category": {"x": 1}})

    assert read_claims(path).claims == (ClaimText("vclaim-sno-A_1/2", "It rains."),)


def test_a_line_may_carry_more(tmp_path: Path) -> None:
    term = {"slug": "chopper", "kind": "weapon", "name": "helicopter", "aliases": ["chopper"]}
    record = {
        "slug": "a",
        "statement": "b",
        "title": "c",
        "wordings": ["d", " "],
        "counter_wordings": None,
        "terms": [term],
    }

    found = read_claims(write_lines(tmp_path, record, {**record, "slug": "b"}, name="claims.ndjson"))

    assert found.claims[0] == ClaimText("a", "b", "c", ("d",), ())
    assert [(term.slug, term.kind, term.aliases) for term in found.terms] == [
        ("chopper", TermKind.WEAPON, ("chopper",))
    ]


def test_bad_lines_are_named_and_the_others_kept(tmp_path: Path) -> None:
    good = {"slug": "good", "statement": "It rains."}
    path = write_lines(
        tmp_path,
        good,
        "{",
        {"slug": "a"},
        {"slug": "x" * 201, "statement": "b"},
        {"slug": "a", "statement": " "},
        {"slug": 5, "statement": "b"},
        good,
        {"slug": "a", "statement": "b", "terms": ["helicopter"]},
    )

    found = read_claims(path)

    assert [claim.slug for claim in found.claims] == ["good"]
    assert [problem.number for problem in found.problems] == [2, 3, 4, 5, 6, 7, 8]
    said = "\n".join(str(problem) for problem in found.problems)
    assert "line 3: statement: is missing. Add it." in said
    assert "line 4: slug: " in said
    assert "line 5: statement: is empty. Write at least one word." in said
    assert "line 6: slug: is the number 5, not text. Put it in quotes." in said
    assert "line 7: “good” is there twice. Keep one of them." in said
    assert "line 8: terms → 1: must be keys and values" in said


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    path = write_lines(tmp_path, r'{"slug": "a\ud800", "statement": "b\ud800", "wordings": ["\udfff"]}')

    assert read_claims(path).claims == (ClaimText("a\ufffd", "b\ufffd", "", ("\ufffd",)),)


@pytest.mark.parametrize("records", [(), ("{", "[]"), ({"id": 1},)])
def test_a_file_without_any_claim_is_refused(records: tuple[Any, ...], tmp_path: Path) -> None:
    path = write_lines(tmp_path, *records)

    with pytest.raises(PackProblem) as caught:
        read_claims(path)

    assert f"{path} holds no claim. Each line needs a “slug” and a “statement”." in str(caught.value)
    assert str(caught.value).count("• line") == len(records)


def test_missing_files_folders_and_strange_names_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.jsonl").mkdir()

    for name, words in [
        ("missing.jsonl", "There is no file"),
        ("missing.yaml", "There is no file"),
        ("folder.jsonl", "is a folder"),
        ("claims.csv", "is no file of claims by its name"),
        ("nul\0.jsonl", "is no file name"),
    ]:
        with pytest.raises(PackProblem, match=words):
            read_claims(tmp_path / name)
