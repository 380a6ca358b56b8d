"""Reads tables (CSV, TSV) row by row: their encoding, separator and columns; says what is no table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import BinaryIO

from claims.errors import PackProblem
from claims.told import Refusal
from interchange.textfile import UTF16_MARKS, Document

LONGEST_LINE = 1024 * 1024
# A cell may hold all the wordings of a claim; the module's own limit is an eighth of this.
csv.field_size_limit(LONGEST_LINE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_SEPARATORS = ",;\t"
# Excel's own first line, such as “sep=;”.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_MAGIC = {
    b"PK\x03\x04": "is a zip archive or a workbook (.xlsx), not a table",
    b"\x1f\x8b": "is a compressed archive (gzip), not a table",
    b"\xd0\xcf\x11\xe0": "is an old workbook (.xls), not a table",
    b"%PDF": "is a PDF, not a table",
}
_SAVE_AGAIN = "In the spreadsheet choose “Save as” and “CSV UTF-8”, then try again."


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by column; the header is row 1, as in a spreadsheet."""

    number: int
    cells: Mapping[str, str]

    def place(self, column: str = "") -> str:
        """Return where a cell, or the row, is."""
        return f"row {self.number}, column {column}" if column else f"row {self.number}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table must look like.

    Attributes:
        columns: the columns it may have.
        needed: those of them it must have.
        quoted: whether cells may stand in quotes; else a quote is a letter like any other.
        strict: whether other columns are refused rather than passed over.
    """

    columns: Collection[str]
    needed: Sequence[str]
    quoted: bool = True
    strict: bool = True


def read_table(document: Document, shape: Shape) -> Iterator[Row | Refusal]:
    """Yield the table's rows, never more than one line of the file at a time; blank rows are passed over.

    Raises:
        PackProblem: it is no table, or not in UTF-8 or UTF-16, or its header is wrong; what to do is said.
    """
    with document.open() as stream:
        lines = _lines(stream, document.name)
        first, number = next(lines, ""), 1
        if not first.strip():
            raise PackProblem(f"{document.name} is empty. Choose a file with something in it.")
        separator = None
        if told := _SEPARATOR_LINE.fullmatch(first):
            separator, first, number = told.group(1), next(lines, ""), 2
        separator = separator or _separator(first, shape)
        rows = _cells(chain([first], lines), separator, shape)
        yield from _rows(rows, number, document.name, shape)


def _cells(lines: Iterable[str], separator: str, shape: Shape) -> Iterator[list[str]]:
    if shape.quoted:
        return csv.reader(lines, delimiter=separator, strict=True)
    return csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _rows(rows: Iterator[list[str]], number: int, name: str, shape: Shape) -> Iterator[Row | Refusal]:
    header: list[str] = []
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(f"row {number}", _in_words(error))
            return
        if not header:
            header = _header(cells, name, shape)
        elif extra := [cell for cell in cells[len(header) :] if cell]:
            text = f"It has {len(extra)} cells too many. Put a text that holds separators into quotes."
            yield Refusal(f"row {number}", text)
        elif any(cells):
            padded = [*cells, *[""] * (len(header) - len(cells))]
            yield Row(number, dict(zip(header, padded, strict=False)))
        number += 1


def _lines(stream: BinaryIO, name: str) -> Iterator[str]:
    head = stream.read(4)
    for magic, what in _MAGIC.items():
        if head.startswith(magic):
            raise PackProblem(f"{name} {what}. {_SAVE_AGAIN}")
    stream.seek(0)
    lines = _utf16(stream, name) if head.startswith(UTF16_MARKS) else _utf8(stream, name)
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            raise PackProblem(f"{name} is no text (line {number} holds a NUL). {_SAVE_AGAIN}")
        if len(line) > LONGEST_LINE:
            raise PackProblem(f"Line {number} of {name} is longer than a line can be. {_SAVE_AGAIN}")
        yield line


def _utf8(stream: BinaryIO, name: str) -> Iterator[str]:
    number = 0
    while octets := stream.readline(LONGEST_LINE * 4):
        number += 1
        try:
            yield (octets.removeprefix(_BYTE_ORDER_MARK) if number == 1 else octets).decode("utf-8")
        except UnicodeDecodeError:
            raise PackProblem(f"{name} is not UTF-8 throughout (line {number}). {_SAVE_AGAIN}") from None


def _utf16(stream: BinaryIO, name: str) -> Iterator[str]:
    text = io.TextIOWrapper(stream, encoding="utf-16", newline="")
    try:
        while line := text.readline(LONGEST_LINE + 1):
            yield line
    except UnicodeError:
        raise PackProblem(f"{name} is not UTF-16 throughout, as it begins. {_SAVE_AGAIN}") from None


def _separator(line: str, shape: Shape) -> str:
    """Return the separator by which the first line names most of the columns."""
    return max(_SEPARATORS, key=lambda each: len(_named(line, each) & set(shape.columns)))


def _named(line: str, separator: str) -> set[str]:
    return {_plain(cell.strip().strip('"')) for cell in line.split(separator)}


def _header(cells: Sequence[str], name: str, shape: Shape) -> list[str]:
    names = [_plain(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    known = set(shape.columns)
    if not known & set(names):
        some = ", ".join((*shape.needed, *shape.columns)[:4])
        raise PackProblem(f"{name} has no header. Its first row must name the columns, such as {some}.")
    if doubles := [each for each in names if names.count(each) > 1]:
        raise PackProblem(f"{name} has the column “{doubles[0][:60]}” twice. Keep one of them.")
    if shape.strict and (unknown := [each for each in names if each not in known]):
        raise PackProblem(f"{name} has columns that are not known: {_nearest(unknown, shape)}.")
    if missing := [each for each in shape.needed if each not in names]:
        raise PackProblem(f"{name} lacks the column “{missing[0]}”. Add it to the first row.")
    return names


def _nearest(unknown: Sequence[str], shape: Shape) -> str:
    told = []
    for each in unknown[:5]:
        near = get_close_matches(each, shape.columns, n=1)
        told.append(f"“{each[:60]}”" + (f" (“{near[0]}” perhaps?)" if near else ""))
    more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
    return ", ".join(told) + more + ". Correct or remove them"


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip()).lower()


def _in_words(error: csv.Error) -> str:
    text = str(error)
    if "field larger" in text:
        return "A cell is too long, or a quote is never closed. Close it, and double quotes inside a cell."
    if "new-line" in text:
        return f"It has line ends of a kind that cannot be read. {_SAVE_AGAIN}"
    return "Its quotes do not match. Put them around the whole cell, and double those inside it."
