from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from interchange.pack import write_pack
from interchange.shelf import FolderShelf
from tests.mutiny import MUTINY


async def test_packs_are_offered_by_what_they_are_about(tmp_path: Path) -> None:
    shelf = FolderShelf(tmp_path)
    assert await shelf.titles() == {}
    write_pack(MUTINY, tmp_path / "mutiny.yaml")
    (tmp_path / "broken.yaml").write_text("[", encoding="utf-8")
    assert await shelf.titles() == {"mutiny": "The Wagner mutiny", "broken": "broken"}


async def test_a_pack_that_was_changed_is_offered_by_its_new_title(tmp_path: Path) -> None:
    shelf, file = FolderShelf(tmp_path), tmp_path / "mutiny.yaml"
    write_pack(MUTINY, file)
    await shelf.titles()
    write_pack(replace(MUTINY, event=replace(MUTINY.event, title="Another")), file)
    os.utime(file, ns=(1, 1))
    assert await shelf.titles() == {"mutiny": "Another"}
