"""The published schema is the one the models make, and it agrees with the reader."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from claims.errors import PackProblem
from interchange.pack import read_pack
from interchange.schema import pack_schema, schema_text

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "docs" / "pack.schema.json"
GUIDE = ROOT / "docs" / "pack-format.md"
WAGNER = ROOT / "packs" / "wagner-mutiny-2023.yaml"


class AsText(yaml.SafeLoader):
    """Leaves dates as the text they are in the file."""


AsText.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), (
        "run: .venv/bin/python -m interchange.schema > docs/pack.schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(pack_schema())


def test_the_wagner_pack_keeps_to_the_schema() -> None:
    tree = yaml.load(WAGNER.read_text(encoding="utf-8"), Loader=AsText)  # noqa: S506 - a safe loader

    assert [error.message for error in Draft202012Validator(pack_schema()).iter_errors(tree)] == []


def test_every_key_is_described_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    models = pack_schema()["$defs"].values()
    keys = {key for model in models for key in model.get("properties", {})}

    assert [key for key in sorted(keys) if f"`{key}`" not in guide] == []


def test_every_word_an_author_may_choose_is_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    words = {word for model in pack_schema()["$defs"].values() for word in model.get("enum", [])}

    assert [word for word in sorted(words) if f"`{word}`" not in guide] == []


def minimal(**changes: Any) -> dict[str, Any]:
    history = [{"as_of": "2023-06-24T02:00:00Z", "verdict": "unverified"}]
    claim = {"slug": "a", "statement": "b", "history": history, **changes}
    event = {"slug": "e", "title": "t", "begins_at": "2023-06-24T02:00Z"}
    return {"format": "caveat-pack/1", "event": event, "claims": [claim]}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"slug": "Not Good"},
        {"slug": "a" * 61},
        {"statement": ""},
        {"statement": "x" * 301},
        {"statement": 7},
        {"first_said_at": "2023-06-24"},
        {"first_said_at": "2023-06-24T02:00:00+03:00"},
        {"history": []},
        {"lifecycle": "gone"},
        {"auto_note": "yes"},
        {"colour": "red"},
        {"wordings": [""]},
        {"links": [{"relation": "near", "slug": "b"}]},
    ],
)
def test_schema_and_reader_agree(changes: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "pack.json"
    path.write_text(json.dumps(minimal(**changes)), encoding="utf-8")
    by_schema = Draft202012Validator(pack_schema()).is_valid(minimal(**changes))

    try:
        read_pack(path)
    except PackProblem:
        assert not by_schema
    else:
        assert by_schema
