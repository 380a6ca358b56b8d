"""The command line: its contract with scripts, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import cli, database
from bot.settings import Settings, variables
from claims.audit import Action, Change
from db.migrations import schema, scripts
from db.stores import open_stores
from tests.mutiny import MUTINY, NIGHT

PACK = Path("packs/wagner-mutiny-2023.yaml")
CLAIMS = [
    {"slug": "w01", "statement": "Wagner forces shot down a Russian military helicopter.", "history": []},
    {
        "slug": "any slug, of any tool",
        "statement": "Google News has been blocked in Russia.",
        "title": "Blocked?",
    },
]


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / "none.env")
    monkeypatch.setenv("CAVEAT_DATABASE", f"sqlite:///{tmp_path}/caveat.db")


def call(*arguments: object, said: str | None = None) -> Any:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=said)


def lines(path: Path, *records: object) -> Path:
    text = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


def test_each_message_gets_one_line_in_order(tmp_path: Path) -> None:
    messages = [
        {"id": "a", "text": "BREAKING: Wagner just shot down a Russian military helicopter"},
        {"id": 2, "text": "did Wagner really shoot down a Russian military helicopter?"},
        {"id": "c", "text": "good morning, coffee first"},
        {"id": "d", "text": ""},
        {"id": "e", "text": "google news is blocked in russia"},
    ]
    out = tmp_path / "out.jsonl"
    claims, said = lines(tmp_path / "c.jsonl", *CLAIMS), lines(tmp_path / "m.jsonl", *messages)
    done = call("match", "--claims", claims, "--messages", said, "--out", out, "--top", 3, "--threads", 2)
    assert done.exit_code == 0, done.output
    results = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [result["id"] for result in results] == ["a", 2, "c", "d", "e"]
    assert [result["decision"] for result in results] == ["note", "silent", "silent", "silent", "note"]
    assert results[0]["note"] == ["w01"]
    assert results[1]["reason"] == "asks"
    assert results[3]["reason"] == "nothing_to_read"
    assert results[4]["note"] == ["any slug, of any tool"]
    for result in results:
        assert set(result) == {"id", "decision", "reason", "note", "matches"}
        assert len(result["matches"]) <= 3
        scores = [match["score"] for match in result["matches"]]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_standard_streams_are_read_and_written(tmp_path: Path) -> None:
    done = call(
        "match", "--claims", lines(tmp_path / "c.jsonl", *CLAIMS), said='{"id": 1, "text": "hello"}\n'
    )
    assert done.exit_code == 0
    assert json.loads(done.stdout)["decision"] == "silent"


def test_bad_lines_are_reported_with_their_numbers_and_the_others_matched(tmp_path: Path) -> None:
    claims = lines(tmp_path / "c.jsonl", CLAIMS[0], '{"slug": "x"}')
    messages = lines(
        tmp_path / "m.jsonl", '{"id": 1, "text": "one"}', "not json", '{"id": 3}', '{"id": 4, "text": "four"}'
    )
    done = call("match", "--claims", claims, "--messages", messages)
    assert done.exit_code == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 4]
    assert "c.jsonl: line 2" in done.stderr.lower()
    assert "m.jsonl: line 2" in done.stderr.lower()
    assert "m.jsonl: line 3" in done.stderr.lower()


def test_the_profile_goes_to_standard_error(tmp_path: Path) -> None:
    done = call(
        "match",
        "--claims",
        lines(tmp_path / "c.jsonl", *CLAIMS),
        "--profile",
        said='{"id": 1, "text": "x"}\n',
    )
    assert "match the messages" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_kept_claims_are_used_again_until_their_file_changes(tmp_path: Path) -> None:
    kept, said = (
        tmp_path / "kept",
        lines(tmp_path / "m.jsonl", {"id": 1, "text": "google news blocked in russia"}),
    )
    claims = lines(tmp_path / "c.jsonl", *CLAIMS)

    def matched() -> tuple[str, str]:
        done = call("match", "--claims", claims, "--messages", said, "--index", kept, "--profile")
        assert done.exit_code == 0, done.output
        return done.stdout, done.stderr

    first, told = matched()
    assert "save the index" in told
    again, told = matched()
    assert "load the index" in told
    assert "read the claims" not in told
    assert again == first
    lines(claims, CLAIMS[0])
    changed, told = matched()
    assert "save the index" in told
    assert json.loads(changed)["note"] == []


def test_a_folder_that_cannot_keep_the_claims_is_told_in_words(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    done = call("match", "--claims", lines(tmp_path / "c.jsonl", *CLAIMS), "--index", taken, said="")
    assert done.exit_code == 2
    assert "Name another folder" in done.stderr


def test_explaining_adds_why_to_each_result_and_changes_nothing_else(tmp_path: Path) -> None:
    claims = lines(tmp_path / "c.jsonl", *CLAIMS)
    said = '{"id": 1, "text": "Did Wagner shoot down a Russian helicopter?"}\n{"id": 2, "text": "🔥"}\n'
    bare = [json.loads(line) for line in call("match", "--claims", claims, said=said).stdout.splitlines()]
    done = call("match", "--claims", claims, "--explain", said=said)
    asked, nothing = (json.loads(line) for line in done.stdout.splitlines())
    why = asked.pop("explain")
    assert asked == bare[0]
    assert why["decision"]["sentence"] == "Caveat would stay silent: it reads as a question."
    assert [match["claim"] for match in why["matches"]] == [match["claim"] for match in asked["matches"]]
    first = why["matches"][0]
    assert (first["outcome"], first["reason"], first["stance"]) == ("silent", "asks", "asks")
    assert first["said"] == "Did Wagner shoot down a Russian helicopter?"
    assert first["sentences"][0].startswith("Read as a question")
    assert (
        nothing["explain"]["decision"]["sentence"] == "Caveat would stay silent: there are no words to read."
    )
    assert nothing["explain"]["matches"] == []


def test_one_text_is_explained_to_a_person(tmp_path: Path) -> None:
    claims = lines(tmp_path / "c.jsonl", *CLAIMS)
    done = call("match", "--claims", claims, "--text", "wagner shot down a russian helicopter", "--profile")
    assert done.exit_code == 0, done.output
    told = [line.strip() for line in done.stdout.splitlines()]
    assert told[0] == "Caveat would put a note under this message."
    assert "Wagner forces shot down a Russian military helicopter.  w01" in told
    assert "Nearest wording: the claim as it is recorded" in told
    assert "match the message" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there are no words to read"),
        ("🔥", "there are no words to read"),
        ("good morning, coffee first", "it repeats no recorded claim"),
        ("[bold]wagner[/bold] did not shoot down a helicopter, fake", "it reads as a denial"),
    ],
)
def test_a_text_that_gets_no_note_is_explained_too(tmp_path: Path, text: str, told: str) -> None:
    done = call("match", "--claims", lines(tmp_path / "c.jsonl", *CLAIMS), "--text", text)
    assert done.exit_code == 0, done.output
    assert f"Caveat would stay silent: {told}." in done.stdout


def test_an_explanation_commands_no_terminal(tmp_path: Path) -> None:
    hostile = {"slug": "w", "statement": "Wagner shot down \x1b[31m[red]a helicopter[/red]\x07."}
    done = call("match", "--claims", lines(tmp_path / "c.jsonl", hostile), "--text", "Wagner downed a heli")
    assert "[red]a helicopter[/red]" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_a_text_and_a_file_of_messages_are_not_matched_at_once(tmp_path: Path) -> None:
    claims = lines(tmp_path / "c.jsonl", *CLAIMS)
    for option in ("--messages", "--out"):
        done = call("match", "--claims", claims, "--text", "x", option, tmp_path / "m.jsonl")
        assert done.exit_code == 2
        assert "--text" in done.stderr


@pytest.mark.parametrize("name", ["missing.yaml", "missing.jsonl", "claims.txt", "."])
def test_claims_that_cannot_be_read_are_told_in_words(tmp_path: Path, name: str) -> None:
    done = call("match", "--claims", tmp_path / name, said="")
    assert done.exit_code == 2
    assert done.stderr.startswith("caveat: ")
    assert "Traceback" not in done.stderr


def test_messages_that_cannot_be_read_are_told_in_words(tmp_path: Path) -> None:
    done = call(
        "match", "--claims", lines(tmp_path / "c.jsonl", *CLAIMS), "--messages", tmp_path / "none.jsonl"
    )
    assert done.exit_code == 2
    assert "cannot be read" in done.stderr


def test_a_claim_is_shown_as_it_stood() -> None:
    now = call("show", "helicopter-shot-down", "--pack", PACK)
    then = call("show", "helicopter-shot-down", "--pack", PACK, "--as-of", "2023-06-24 02:00")
    assert "Confirmed, as of 26 Jun 2023" in now.stdout
    assert "Unverified, as of 24 Jun 2023 02:00 UTC" in then.stdout
    record = json.loads(call("show", "helicopter-shot-down", "--pack", PACK, "--json").stdout)
    assert record["verdict"] == "confirmed"
    assert [judgement["verdict"] for judgement in record["history"]] == ["unverified", "confirmed"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["no-such-claim"], "There is no claim"),
        (["helicopter-shot-down", "--as-of", "1999-01-01"], "Nothing was recorded"),
        (["helicopter-shot-down", "--as-of", "soon"], "2023-06-24 02:00"),
    ],
)
def test_what_cannot_be_shown_is_told_in_words(arguments: list[str], told: str) -> None:
    done = call("show", *arguments, "--pack", PACK)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_database_is_made_checked_saved_and_brought_back(tmp_path: Path) -> None:
    saved = tmp_path / "saved.db"
    assert f"version {len(scripts(schema('sqlite')))}" in call("db", "migrate").stdout
    assert "sound" in call("db", "check").stdout
    assert call("db", "backup", saved).exit_code == 0
    assert call("db", "backup", saved).exit_code == 2
    assert call("db", "restore", saved).exit_code == 2
    assert call("db", "restore", saved, "--overwrite").exit_code == 0
    assert "sound" in call("db", "check").stdout


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "caveat.db").write_text("a shopping list", encoding="utf-8")
    done = call("db", "check")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert (tmp_path / "caveat.db").read_text(encoding="utf-8") == "a shopping list"


def test_every_command_is_in_the_guides() -> None:
    guides = Path("README.md").read_text(encoding="utf-8") + Path("docs/operating.md").read_text(
        encoding="utf-8"
    )
    named = [
        command.name or command.callback.__name__
        for command in (*cli.registered_commands, *database.registered_commands)
    ]
    assert [name for name in named if not re.search(rf"`?(caveat |db )?{name}\b", guides)] == []


def test_the_audit_trail_is_listed_newest_first(tmp_path: Path) -> None:
    async def prepare() -> None:
        async with open_stores(f"sqlite:///{tmp_path}/caveat.db") as stores:
            await stores.events.load(7, MUTINY, Change(Action.LOADED, 1, NIGHT))
            seen = await stores.claims.claim(7, "six-helicopters")
            assert seen is not None
            await stores.claims.save(7, seen.worded("six choppers"), Change(Action.WORDED, 2, NIGHT))

    asyncio.run(prepare())
    listed = call("db", "audit", "--guild", 7).output.splitlines()
    assert listed[0] == "5  2023-06-24 02:00:00Z  2  worded  claim:six-helicopters  wordings"
    assert listed[1].endswith("claim:google-news-blocked  new")
    of_claim = call("db", "audit", "--guild", 7, "--claim", "six-helicopters", "--json").output.splitlines()
    newest, oldest = map(json.loads, of_claim)
    assert newest["after"]["wordings"] == ["six choppers"]
    assert (oldest["before"], oldest["moderator"]) == (None, "1")
    empty = call("db", "audit", "--guild", 8)
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert "nothing was changed there" in empty.stderr
