"""Reads the evaluation sets: JSON Lines in a folder outside the repository."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from claims.claim_text import ClaimText

REPOSITORY = Path(__file__).resolve().parents[1]
ENVIRONMENT = "EVAL_DATA"
SPLIT = "EVAL_SPLIT"


class NoSuchSet(Exception):
    """An evaluation set is not in the folder."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message and its stance towards each claim it is about; none when it is about none."""

    id: str
    text: str
    stances: dict[str, str]
    lang: str = "en"
    kind: str = ""
    ambiguous: bool = False

    @property
    def repeated(self) -> frozenset[str]:
        """The claims a note would belong under: asserted or reported."""
        return frozenset(slug for slug, stance in self.stances.items() if stance in {"asserts", "reports"})


def folder() -> Path:
    """Return the folder of the evaluation sets; if missing, say how to name one, and exit 2."""
    path = Path(os.environ.get(ENVIRONMENT) or REPOSITORY.parent / "shared" / "eval")
    if not path.is_dir():
        give_up(f"There is no folder {path} of evaluation sets. Name one in {ENVIRONMENT}.")
    return path


def split() -> str:
    """Return which part of the sets is measured: dev, unless EVAL_SPLIT names another."""
    return os.environ.get(SPLIT) or "dev"


def give_up(sentence: str) -> NoReturn:
    """Say why nothing can be measured, and exit 2."""
    sys.stderr.write(f"{sentence}\n")
    raise SystemExit(2)


def existing(path: Path) -> Path:
    """Return the path of a set; raise NoSuchSet when it is not there."""
    if not path.is_file():
        raise NoSuchSet(path.name)
    return path


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file; exit 2 with one sentence when it cannot be read."""
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, ValueError) as problem:
        give_up(f"{path} cannot be read as JSON Lines ({problem}).")


def claims(path: Path) -> list[ClaimText]:
    """Read claims: slug, statement and, where given, a title."""
    return [ClaimText(each["slug"], each["statement"], each.get("title") or "") for each in records(path)]


def queries(path: Path) -> list[Labelled]:
    """Read messages that are known to repeat the claims they name."""
    return [
        Labelled(str(each["id"]), each["text"], dict.fromkeys(each["claims"], "asserts"))
        for each in records(path)
    ]


def labelled(path: Path) -> list[Labelled]:
    """Read messages with a stance towards each claim they are about."""
    return [_labelled(each) for each in records(path)]


def chat(path: Path) -> list[Labelled]:
    """Read messages that are about none of the claims."""
    return [Labelled(str(each["id"]), each["text"], {}, each.get("lang", "en")) for each in records(path)]


def narratives(path: Path) -> list[Labelled]:
    """Read passages of articles, each known to repeat one claim."""
    return [
        Labelled(each["id"], each["text"], {each["claim_id"]: "asserts"}, each["lang"])
        for each in records(path)
    ]


def narrative_claims(path: Path, lang: str = "en") -> list[ClaimText]:
    """Read the claims of the narratives as one language words them; all languages share their slugs."""
    return [ClaimText(each["claim_id"], each["text"]) for each in records(path) if each["lang"] == lang]


def _labelled(record: dict[str, Any]) -> Labelled:
    stances = {each["slug"]: each["stance"].partition("-")[0] for each in record["claims"]}
    ambiguous = bool(record.get("ambiguous"))
    return Labelled(record["id"], record["text"], stances, record["lang"], record["kind"], ambiguous)
