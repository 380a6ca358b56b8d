"""A pack that cannot be read says where, why and what to do; nothing slips through."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.errors import PackProblem
from claims.model import Verdict
from interchange.pack import MOST_BYTES, read_pack

HEAD = "format: caveat-pack/1\nevent: {slug: mutiny, title: A mutiny, begins_at: 2023-06-23T00:00Z}\n"


def claim(slug: str = "a-claim", **changes: Any) -> dict[str, Any]:
    history = [{"as_of": "2023-06-24T02:00:00Z", "verdict": "unverified"}]
    return {"slug": slug, "statement": "Something happened.", "history": history, **changes}


def pack(*claims: dict[str, Any], **changes: Any) -> dict[str, Any]:
    event = {"slug": "mutiny", "title": "A mutiny", "begins_at": "2023-06-23T00:00:00Z"}
    return {"format": "caveat-pack/1", "event": event, "claims": list(claims), **changes}


def problem(tmp_path: Path, content: Any, name: str = "") -> str:
    """Return what is said about a pack of that text, those bytes or that tree."""
    path = tmp_path / (name or ("pack.json" if isinstance(content, dict) else "pack.yaml"))
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(json.dumps(content) if isinstance(content, dict) else content, encoding="utf-8")
    with pytest.raises(PackProblem) as caught:
        read_pack(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_problem_names_the_place_in_words(tmp_path: Path) -> None:
    late = claim("helicopter-shot-down", history=[{"as_of": "2023-06-24T02:00", "verdict": "unverified"}])

    text = problem(tmp_path, pack(claim("one"), claim("two"), late))

    assert "claims → 3 (helicopter-shot-down) → history → 1 → as_of: needs date, time and time zone" in text
    assert text.endswith(
        "Nothing was loaded. Correct the file and try again; docs/pack-format.md describes every key."
    )


def test_several_problems_are_named_at_once(tmp_path: Path) -> None:
    text = problem(tmp_path, pack(claim(statement=5), claim("b", lifecycle="gone"), claim("c", colour="red")))

    assert "has 3 problems" in text
    assert "claims → 1 (a-claim) → statement: is the number 5, not text. Put it in quotes." in text
    assert "claims → 2 (b) → lifecycle: “gone” is not known here. Use 'draft', 'in_review'" in text
    assert "claims → 3 (c) → colour: is no key of a pack. Correct its spelling or remove it." in text


def test_no_more_than_ten_problems_are_named(tmp_path: Path) -> None:
    text = problem(tmp_path, pack(*(claim(f"c{number}", statement=None) for number in range(12))))

    assert text.count(" → statement: is empty") == 10
    assert "… and 2 more." in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"slug": "No Good"}, "claims → 1 (No Good): “No Good” is no short name"),
        ({"statement": " "}, "The statement is empty. Write at least one word."),
        ({"statement": "x" * 301}, "The statement has 301 characters; 300 is the most."),
        ({"statement": ["a"]}, "statement: must be text, not a list or keys and values."),
        ({"auto_note": "maybe"}, "auto_note: must be true or false, without quotes."),
        ({"wordings": "just one"}, "wordings: must be a list"),
        ({"wordings": ["same"], "counter_wordings": ["Same"]}, "both a wording and a counter-wording"),
        ({"history": []}, "has no judgement. Record it as unverified to begin with."),
        ({"history": ["unverified"]}, "history → 1: must be keys and values"),
        ({"first_said_at": "2023-02-30T00:00:00Z"}, "first_said_at: is no date and time of the calendar."),
        (
            {"first_said_at": "0001-01-01T00:00:00+14:00"},
            "first_said_at: is no date and time of the calendar.",
        ),
        ({"first_said_at": 1687564800}, "first_said_at: needs date, time and time zone"),
        ({"links": [{"relation": "wider", "slug": "a-claim"}]}, "cannot be linked to itself"),
        (
            {"links": [{"relation": "wider", "slug": "lost"}]},
            "claims → 1 (a-claim) → links → 1 (lost) → slug: there",
        ),
    ],
)
def test_each_broken_rule_has_its_own_words(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    assert words in problem(tmp_path, pack(claim(**change)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": "confirmed"}, "history → 1: “confirmed” needs at least one source. Name one."),
        (
            {"evidence": [{"title": "A film", "url": "javascript:x"}]},
            "evidence → 1: A source's address must begin",
        ),
        ({"evidence": [{"title": "A film", "grade": "Z9"}]}, "A grade is a letter A-F and a digit 1-6"),
        ({"evidence": [{"title": "A film", "content_sha256": "abc"}]}, "content_sha256: must be 64 digits"),
        ({"judged_by": "me"}, "judged_by: must be a whole number"),
        ({"reason_tags": ["fun"]}, "reason_tags → 1: “fun” is not known here"),
    ],
)
def test_each_rule_of_a_judgement_has_its_own_words(
    change: dict[str, Any], words: str, tmp_path: Path
) -> None:
    judgement = {"as_of": "2023-06-24T02:00:00Z", "verdict": "unverified", **change}

    assert words in problem(tmp_path, pack(claim(history=[judgement])))


def test_a_slug_given_twice_is_named_with_its_places(tmp_path: Path) -> None:
    term = {"slug": "wagner", "kind": "group", "name": "Wagner"}

    text = problem(tmp_path, pack(claim(), claim(), terms=[term, term]))

    assert "claims → 2 (a-claim) → slug: is taken already by number 1." in text
    assert "terms → 2 (wagner) → slug: is taken already by number 1." in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\ufeff \n", "is empty"),
        ("just words", "is no pack. A pack begins with the line “format: caveat-pack/1”"),
        ("- a\n- b\n", "is no pack"),
        ("format: [", "is not valid YAML, line"),
        ("a: 1\nb: 2\na: 3\n", "has the key “a” twice, in line 3. Keep one of them."),
        ("1: a\n", "has a key that is not text, in line 1. Put it in quotes."),
        ("? [a]\n: b\n", "has a key that is not text, in line 1"),
        ("a: &x 1\nb: *x\n", "has an anchor or alias (& or *) in line 1. Write the text out instead."),
        ("a: !!python/object:os.system x\n", "has a tag (!) in line 1. Remove it"),
        ("a: 1\n---\nb: 2\n", "is not valid YAML, line"),
        ("a: \x07\n", "is not valid YAML"),
        ("[" * 5000, "is nested more than 20 levels deep"),
        (
            "format: caveat-pack/2\n",
            "format: “caveat-pack/2” cannot be read by this release. Write 'caveat-pack/1'.",
        ),
        ("format: caveat-pack/1\n", "claims: is missing. Add it."),
        (f"{HEAD}claims: 7\n", "claims: must be a list"),
        (
            f"{HEAD}claims:\n- slug: a\n  statement: true\n  history: []\n",
            "is the truth value true, not text",
        ),
        (f"{HEAD}claims:\n- slug: a\n  statement: 25000\n  history: []\n", "is the number 25000, not text"),
    ],
)
def test_malformed_yaml_has_its_own_words(text: str, words: str, tmp_path: Path) -> None:
    assert words in problem(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not valid JSON, line 1, column 2"),
        ('{"a": 1, "a": 2}', "has the key “a” twice in one place"),
        ('{"a": NaN}', "holds NaN, which is no number in JSON"),
        ('{"a": ' + "1" * 5000 + "}", "is not valid JSON"),
        ("[" * 100_000, "is nested more than 20 levels deep"),
        ("[]", "is no pack"),
    ],
)
def test_malformed_json_has_its_own_words(text: str, words: str, tmp_path: Path) -> None:
    assert words in problem(tmp_path, text, "pack.json")


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (HEAD.encode("utf-16"), "is written in UTF-16. Save it as UTF-8"),
        (
            HEAD.replace("A mutiny", "Aufst\xe4nde").encode("latin-1"),
            "is not UTF-8 (line 2). Save it as UTF-8",
        ),
        (b"#" * (MOST_BYTES + 1), "is larger than 5 MB. Split it"),
    ],
)
def test_bytes_that_are_no_pack_are_refused(octets: bytes, words: str, tmp_path: Path) -> None:
    assert words in problem(tmp_path, octets)


def test_a_missing_file_a_folder_and_a_strange_name_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()

    for name, words in [
        ("missing.yaml", "There is no file"),
        ("folder.yaml", "is a folder"),
        ("pack.txt", "Packs end in .yaml, .yml or .json"),
        ("nul\0.yaml", "is no file name"),
    ]:
        with pytest.raises(PackProblem, match=words):
            read_pack(tmp_path / name)


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "2023-06-24", "12:30", "0012", "=", "1_000"])
def test_words_that_older_yaml_takes_for_something_else_stay_text(word: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    judgement = "{as_of: 2023-06-24T02:00:00Z, verdict: unverified}"
    path.write_text(
        f"{HEAD}claims:\n- slug: a\n  statement: {word}\n  history: [{judgement}]\n", encoding="utf-8"
    )

    assert read_pack(path).claims[0].statement == word


def test_the_verdict_false_needs_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    judgement = "{as_of: 2023-06-24T02:00:00Z, verdict: false, evidence: [{title: A film}]}"
    path.write_text(f"{HEAD}claims:\n- slug: a\n  statement: b\n  history: [{judgement}]\n", encoding="utf-8")

    assert read_pack(path).claims[0].verdict is Verdict.FALSE


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    octets=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
)
@pytest.mark.parametrize("name", ["pack.yaml", "pack.json"])
def test_no_bytes_cause_anything_but_a_pack_problem(octets: bytes, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(octets)

    with pytest.raises(PackProblem):
        read_pack(tmp_path / name)


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees, key=st.sampled_from(["slug", "statement", "history", "links", "wordings", "auto_note"]))
def test_a_wrong_value_anywhere_is_read_or_refused_in_words(tree: Any, key: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(pack(claim(**{key: tree}))), encoding="utf-8")

    try:
        read_pack(path)
    except PackProblem as refused:
        assert "claims → 1" in str(refused)
