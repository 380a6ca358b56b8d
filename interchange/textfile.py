"""Opens a file someone hands over, and writes one whole or not at all."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Self

from claims.errors import PackProblem

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """A file by its name, wherever its bytes come from; it can be opened more than once."""

    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def at(cls, path: Path) -> Self:
        """Return the document at a path."""
        return cls(str(path), partial(open_file, path))

    @classmethod
    def of(cls, name: str, octets: bytes) -> Self:
        """Return a document that was handed over with its bytes."""
        return cls(name, partial(BytesIO, octets))

    @property
    def suffix(self) -> str:
        """What its name ends with, in small letters."""
        return PurePath(self.name).suffix.lower()


def read_text(document: Document, most_bytes: int) -> str:
    """Return the document's text without a byte order mark.

    Raises:
        PackProblem: it is missing, a folder, unreadable, empty, larger than `most_bytes` or not UTF-8.
    """
    path, octets = document.name, _read_bytes(document, most_bytes)
    if octets.startswith(UTF16_MARKS):
        raise PackProblem(f"{path} is written in UTF-16. Save it as UTF-8 and try again.")
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise PackProblem(f"{path} is not UTF-8 (line {line}). Save it as UTF-8 and try again.") from None
    if not text.strip():
        raise PackProblem(f"{path} is empty. Choose a file with something in it.")
    return text


def open_file(path: Path) -> BinaryIO:
    """Return the file opened for reading bytes; raise PackProblem when it cannot be opened."""
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL character in the path
        raise PackProblem(f"{str(path)!r} is no file name. Check the name and the folder.") from error


def unreadable(path: Path, error: OSError) -> PackProblem:
    """Return the error for a file the system does not let us read or write."""
    if isinstance(error, FileNotFoundError):
        return PackProblem(f"There is no file {path}. Check the name and the folder.")
    if isinstance(error, IsADirectoryError):
        return PackProblem(f"{path} is a folder. Name a file in it.")
    return PackProblem(f"{path} cannot be opened: {error.strerror or error}. Check its permissions.")


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the path's place when all is written, and is gone when anything fails.

    Raises:
        PackProblem: it cannot be written.
    """
    draft = path.with_name(f".{path.name}.partial")
    try:
        with draft.open("wb") as stream:
            yield stream
        draft.replace(path)
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unreadable(path, error) from error
        raise


def _read_bytes(document: Document, most_bytes: int) -> bytes:
    with document.open() as file:
        octets = file.read(most_bytes + 1)
    if len(octets) > most_bytes:
        raise PackProblem(
            f"{document.name} is larger than {most_bytes // _MEBIBYTE} MB. Split it into several files."
        )
    return octets
