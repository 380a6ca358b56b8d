"""Reads the claims to match messages against: a pack, or JSON Lines from any other tool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from claims.claim_text import ClaimText
from claims.errors import PackProblem
from claims.events import Dossier, Term
from interchange.lines import Line, LineProblem, read_lines, valid_unicode
from interchange.pack import PACK_SUFFIXES, read_pack
from interchange.pack_models import TermEntry
from interchange.pack_problems import MOST_SHOWN, place_in_words, problems_of
from interchange.textfile import open_file

MAX_FOREIGN_SLUG = 200
LINES_SUFFIXES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class MatchInput:
    """Claims and terms to match against, and the lines that could not be read."""

    claims: tuple[ClaimText, ...]
    terms: tuple[Term, ...] = ()
    problems: tuple[LineProblem, ...] = ()


def _none_is_empty(value: object) -> object:
    return () if value is None else value


def _without_blanks(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in texts if text.strip())


def _mended(value: object) -> object:
    return valid_unicode(value) if isinstance(value, str) else value


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "is empty. Write at least one word.")
    return text


_Text = Annotated[str, BeforeValidator(_mended)]
_Words = Annotated[_Text, AfterValidator(_not_blank)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_none_is_empty), AfterValidator(_without_blanks)]


class _ClaimLine(BaseModel):
    """One claim of a JSON Lines file; keys not named here are ignored."""

    slug: Annotated[_Words, Field(max_length=MAX_FOREIGN_SLUG)]
    statement: _Words
    title: _Text | None = None
    wordings: _Texts = ()
    counter_wordings: _Texts = ()
    terms: Annotated[tuple[TermEntry, ...], BeforeValidator(_none_is_empty)] = ()

    def claim(self) -> ClaimText:
        return ClaimText(self.slug, self.statement, self.title or "", self.wordings, self.counter_wordings)


class _ClaimLines:
    """Gathers claims line by line; a slug counts once, a term given on several lines too."""

    def __init__(self) -> None:
        self._claims: dict[str, ClaimText] = {}
        self._terms: dict[str, Term] = {}
        self._problems: list[LineProblem] = []

    def add(self, line: Line | LineProblem) -> None:
        if isinstance(line, LineProblem):
            self._problems.append(line)
            return
        try:
            entry = _ClaimLine.model_validate(line.record)
        except ValidationError as error:
            self._problems.append(LineProblem(line.number, _in_words(error, line)))
            return
        if entry.slug in self._claims:
            self._problems.append(
                LineProblem(line.number, f"“{entry.slug}” is there twice. Keep one of them.")
            )
            return
        self._claims[entry.slug] = entry.claim()
        for term in entry.terms:
            self._terms.setdefault(term.slug, term.build())

    def gathered(self) -> MatchInput:
        return MatchInput(tuple(self._claims.values()), tuple(self._terms.values()), tuple(self._problems))


def read_claims(path: Path) -> MatchInput:
    """Return the claims of a pack (.yaml, .yml, .json) or of JSON Lines (.jsonl, .ndjson).

    Raises:
        PackProblem: the file cannot be read, or not one claim in it can.
    """
    suffix = path.suffix.lower()
    if suffix in PACK_SUFFIXES:
        return of_dossier(read_pack(path))
    if suffix in LINES_SUFFIXES:
        return _read_claim_lines(path)
    raise PackProblem(f"{path} is no file of claims by its name. Such files end in .yaml, .json or .jsonl.")


def of_dossier(dossier: Dossier) -> MatchInput:
    """Return what the matcher needs of a dossier."""
    return MatchInput(tuple(ClaimText.of(claim) for claim in dossier.claims), dossier.terms)


def _read_claim_lines(path: Path) -> MatchInput:
    found = _ClaimLines()
    with open_file(path) as stream:
        for line in read_lines(stream):
            found.add(line)
    result = found.gathered()
    if not result.claims:
        raise PackProblem(_no_claims(path, result.problems))
    return result


def _no_claims(path: Path, problems: Sequence[LineProblem]) -> str:
    lines = [f"{path} holds no claim. Each line needs a “slug” and a “statement”."]
    lines += [f"• {problem}" for problem in problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        lines.append(f"• … and {len(problems) - MOST_SHOWN} more.")
    return "\n".join(lines)


def _in_words(error: ValidationError, line: Line) -> str:
    first = problems_of(error)[0]
    return f"{place_in_words(first.place, line.record)}: {first.text}"
