"""`caveat import` and `caveat export`: on the database, without Discord."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.bot.test_cli import _own_settings, call
from tests.interchange.filed import told

__all__ = ["_own_settings"]

PACK = Path("packs/wagner-mutiny-2023.yaml")
GUILD = 1121212121212121212
TABLE = "slug,statement,verdict\nbridge-fell,A bridge fell.,\nhelicopter-shot-down,,\n"


@pytest.fixture
def loaded() -> None:
    assert call("import", PACK, "--guild", GUILD).exit_code == 0


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dry_run_tells_what_would_change_and_stores_nothing(tmp_path: Path, loaded: None) -> None:
    table = written(tmp_path / "claims.csv", TABLE)
    for _ in range(2):
        done = call("import", table, "--dry-run")
        assert done.exit_code == 0, done.output
        assert done.stdout.splitlines() == [
            "Claims: 1 new (1 as drafts), 0 changed, 1 as they are.",
            "+ bridge-fell: A bridge fell.",
            "Nothing was imported: this was a dry run.",
        ]


def test_an_import_is_kept_and_the_database_stays_sound(tmp_path: Path, loaded: None) -> None:
    table = written(tmp_path / "claims.csv", TABLE)
    assert "Imported" in call("import", table, "--publish").stdout
    assert "There is nothing to import." in call("import", table).stdout
    assert "sound" in call("db", "check").stdout


def test_refused_rows_are_told_by_row_and_column_and_end_with_status_1(tmp_path: Path, loaded: None) -> None:
    table = written(tmp_path / "claims.csv", "slug,statement,verdict\na,x,\nb,\x1b[31my,maybe\n")
    done = call("import", table)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "1 place is wrong, so nothing is imported:" in done.stderr
    assert "• row 3, column verdict: “maybe” is not known here." in done.stderr
    assert "\x1b" not in done.output
    assert "1 new" in call("import", written(tmp_path / "b.csv", "slug,statement\na,x\n"), "--dry-run").stdout


@pytest.mark.parametrize("name", ["out.yaml", "out.json", "out.csv", "out.jsonld"])
def test_what_is_exported_is_imported_again_without_a_change(tmp_path: Path, loaded: None, name: str) -> None:
    assert call("export", tmp_path / name).stdout.startswith("Exported 60 claims to")
    done = call("import", tmp_path / name, "--dry-run")
    assert "Claims: 0 new, 0 changed, 60 as they are." in done.stdout
    assert [file.name for file in tmp_path.iterdir() if "partial" in file.name] == []


def test_an_exported_table_brings_the_claims_into_another_server(tmp_path: Path, loaded: None) -> None:
    call("export", tmp_path / "out.csv", "--guild", GUILD)
    call("export", tmp_path / "out.yaml", "--guild", GUILD)
    assert call("import", tmp_path / "out.yaml", "--guild", 7).exit_code == 0
    done = call("import", tmp_path / "out.csv", "--guild", 7)
    assert "0 new, 0 changed, 60 as they are" in done.stdout
    assert "database holds 2 servers" in call("export", tmp_path / "again.csv").stderr
    assert len(told((tmp_path / "out.csv").read_bytes())) == 60


def test_everything_comes_in_one_archive(tmp_path: Path, loaded: None) -> None:
    assert call("export", tmp_path / "all.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "packs/wagner-mutiny-2023.yaml" in archive.namelist()
        assert len(json.loads(archive.read("audit.json"))) == 62


def test_claimreview_says_who_publishes_and_where(tmp_path: Path, loaded: None) -> None:
    out = tmp_path / "out.jsonld"
    page = ("--publisher", "Frontline Watch", "--page", "https://watch.example/claims")
    assert call("export", out, *page).exit_code == 0
    review = json.loads(out.read_text(encoding="utf-8"))["@graph"][0]
    assert review["author"]["name"] == "Frontline Watch"
    assert review["url"] == "https://watch.example/claims#aircraft-shot-down"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "missing.csv", "--guild", "1"], "There is no file"),
        (["import", "missing.yaml", "--guild", "1"], "There is no file"),
        (["import", ".", "--guild", "1"], "cannot be imported"),
        (["import", str(PACK)], "Say which one with --guild"),
        (["import", str(PACK), "--guild", "1", "--event", "other"], "brings its own event"),
        (["export", "out.csv"], "Say which one with --guild"),
        (["export", "out.txtx", "--guild", "1"], "Name it with --format"),
        (["export", "out.yaml", "--guild", "1"], "There is no event"),
        (["export", "out.csv", "--guild", "1", "--event", "other"], "There is no event"),
        (["export", "out.csv", "--guild", "1", "--format", "notes"], "come in only"),
        (["export", str(PACK), "--guild", "1"], "replace it with --force"),
    ],
)
def test_wrong_use_is_told_in_words_and_ends_with_status_2(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = [str(tmp_path / each) if each.startswith(("missing", "out.")) else each for each in arguments]
    done = call(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith("caveat: ")
    assert told in done.stderr
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(("out", ".out"))] == []


def test_a_file_that_is_there_is_replaced_only_when_told_so(tmp_path: Path, loaded: None) -> None:
    out = written(tmp_path / "out.csv", "mine")
    assert call("export", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert call("export", out, "--force").exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_export_that_fails_leaves_the_old_file_whole(tmp_path: Path, loaded: None) -> None:
    out = written(tmp_path / "out.csv", "mine")
    assert call("export", out, "--force", "--event", "nothing").exit_code == 2
    assert out.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in tmp_path.glob(".*")] == []
