"""Opens a file someone hands over: one that exists, is small enough and is UTF-8."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import BinaryIO

from claims.errors import PackProblem

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MEBIBYTE = 1024 * 1024


def read_text(path: Path, most_bytes: int) -> str:
    """Return the file's text without a byte order mark.

    Raises:
        PackProblem: it is missing, a folder, unreadable, empty, larger than `most_bytes` or not UTF-8.
    """
    octets = _read_bytes(path, most_bytes)
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


def _read_bytes(path: Path, most_bytes: int) -> bytes:
    with open_file(path) as file:
        octets = file.read(most_bytes + 1)
    if len(octets) > most_bytes:
        raise PackProblem(f"{path} is larger than {most_bytes // _MEBIBYTE} MB. Split it into several files.")
    return octets
