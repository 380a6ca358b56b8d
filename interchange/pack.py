"""Reads and writes packs: everything recorded about one event, in one file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from claims.errors import Invalid, PackProblem
from claims.events import Dossier
from interchange.pack_models import FORMAT, Pack
from interchange.pack_problems import loose_ends, problems_of, report
from interchange.textfile import Document, read_text, written_whole
from interchange.trees import Malformed, json_tree, yaml_tree

MOST_BYTES = 5 * 1024 * 1024
_LINE_WIDTH = 110
_FOLDED_LINE_ENDS = "\x85\u2028\u2029"
PACK_SUFFIXES = (".yaml", ".yml", ".json")


class _PackDumper(yaml.SafeDumper):
    """Writes a pack so that every character of a text comes back."""


def _quoted_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Outside double quotes PyYAML folds U+0085 and its kin into spaces.
    style = '"' if any(mark in text for mark in _FOLDED_LINE_ENDS) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_PackDumper.add_representer(str, _quoted_text)


def read_pack(path: Path) -> Dossier:
    """Return the dossier in a .yaml, .yml or .json file of at most 5 MB.

    Raises:
        PackProblem: the file cannot be read, or breaks a rule; the text names up to ten places.
    """
    return parse_pack(Document.at(path)).build()


def parse_pack(document: Document) -> Pack:
    """Return a pack as it is written, held to every rule.

    Raises:
        PackProblem: the document cannot be read, or breaks a rule; the text names up to ten places.
    """
    tree = _tree(document)
    if not isinstance(tree, dict):
        raise PackProblem(f"{document.name} is no pack. A pack begins with the line “format: {FORMAT}”.")
    try:
        pack = Pack.model_validate(tree)
    except ValidationError as error:
        raise PackProblem(report(document.name, tree, problems_of(error))) from None
    if problems := list(loose_ends(pack)):
        raise PackProblem(report(document.name, tree, problems))
    return pack


def write_pack(dossier: Dossier, path: Path) -> None:
    """Write the dossier, whole or not at all, so that `read_pack` returns an equal one.

    Revision numbers are not written: they count the changes of one community's database.

    Raises:
        PackProblem: the file cannot be written.
    """
    octets = pack_bytes(dossier, path.name)
    with written_whole(path) as stream:
        stream.write(octets)


def pack_bytes(dossier: Dossier, name: str) -> bytes:
    """Return the dossier as a pack of that name: JSON or YAML, as the name says.

    Raises:
        PackProblem: the name is none of a pack's, or the dossier cannot be written.
    """
    document = Document.of(name, b"")
    _parser_for(document)
    return (_json_text(dossier) if document.suffix == ".json" else _yaml_text(dossier)).encode()


def _tree(document: Document) -> Any:
    parse = _parser_for(document)
    try:
        return parse(read_text(document, MOST_BYTES))
    except Malformed as error:
        raise PackProblem(f"{document.name} {error}") from None


def _parser_for(document: Document) -> Callable[[str], Any]:
    if document.suffix not in PACK_SUFFIXES:
        raise PackProblem(f"{document.name} is no pack by its name. Packs end in .yaml, .yml or .json.")
    return json_tree if document.suffix == ".json" else yaml_tree


def _record(dossier: Dossier) -> dict[str, Any]:
    try:
        return Pack.of(dossier).model_dump(mode="json", exclude_defaults=True)
    except (ValidationError, Invalid) as error:
        raise PackProblem(f"“{dossier.event.slug}” cannot be written as a pack: {error}") from error


def _json_text(dossier: Dossier) -> str:
    return json.dumps(_record(dossier), ensure_ascii=False, indent=2) + "\n"


def _yaml_text(dossier: Dossier) -> str:
    text = yaml.dump(
        _record(dossier), Dumper=_PackDumper, sort_keys=False, allow_unicode=True, width=_LINE_WIDTH
    )
    return str(text)
