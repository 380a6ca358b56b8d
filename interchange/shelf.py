"""A folder of packs, offered by name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from claims.errors import ClaimError, NotFound
from claims.events import Dossier
from interchange.pack import PACK_SUFFIXES, read_pack


class FolderShelf:
    """The packs in one folder; a pack's name is its file's name without the ending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._titles: dict[Path, tuple[int, str]] = {}

    def names(self) -> Sequence[str]:
        """Return the packs' names in order; none when there is no such folder."""
        return sorted(self._files())

    async def dossier(self, name: str) -> Dossier:
        """Read a pack in a thread, as parsing takes a while.

        Raises:
            NotFound: no such pack.
            PackProblem: it cannot be read.
        """
        return await asyncio.to_thread(read_pack, self.find(name))

    async def titles(self) -> Mapping[str, str]:
        """Return each event's title by its pack's name; of a pack that cannot be read, its name.

        A pack is read once; again only when its file has changed.
        """
        return await asyncio.to_thread(lambda: {name: self._title(name) for name in self.names()})

    def find(self, name: str) -> Path:
        """Return a pack's file; raise NotFound when there is no such pack."""
        path = self._files().get(name)
        if path is None:
            offered = ", ".join(self.names()) or "none"
            raise NotFound(f"There is no pack “{name}”. On the shelf: {offered}.")
        return path

    def _title(self, name: str) -> str:
        try:
            path = self.find(name)
            written_ns = path.stat().st_mtime_ns
        except (ClaimError, OSError):  # it went away a moment ago
            return name
        kept = self._titles.get(path)
        if kept is None or kept[0] != written_ns:
            kept = self._titles[path] = written_ns, _read_title(path) or name
        return kept[1]

    def _files(self) -> dict[str, Path]:
        if not self._folder.is_dir():
            return {}
        return {path.stem: path for path in self._folder.iterdir() if path.suffix.lower() in PACK_SUFFIXES}


def _read_title(path: Path) -> str | None:
    try:
        return read_pack(path).event.title
    except ClaimError:
        return None
